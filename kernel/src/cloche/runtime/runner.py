"""Runs one cell: its code, its output, its end. What runs when is the walk's business."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Generator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from inspect import CO_COROUTINE
from types import CodeType, coroutine
from typing import Any

from cloche.outputs import figure_theme, figures
from cloche.outputs.bundle import bundle
from cloche.outputs.html import Html
from cloche.protocol import Bundle, CellError, CellFinished, CellId, CellOutput, CellPrinted, CellStarted
from cloche.runtime.capture import Console
from cloche.runtime.cellrun import CellRun
from cloche.runtime.compiled import Compiled, Imported, compile_cell
from cloche.runtime.control import CellStopped
from cloche.runtime.hints import hint_for
from cloche.runtime.interrupts import window
from cloche.runtime.kernel import Kernel
from cloche.runtime.namespace import Namespace
from cloche.runtime.record import Life, Outcome, Record
from cloche.runtime.state import State
from cloche.runtime.strict import isolated
from cloche.runtime.testing.run import run_tests
from cloche.runtime.traceback import cell_error
from cloche.ui.ambient import place
from cloche.ui.element import Element

INTERRUPTED = CellError("interrupted", "You stopped this cell.", exception="KeyboardInterrupt")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a cell's code ended; `value` is its last expression's, or what `stop` was given."""

    outcome: Outcome
    value: object = None
    error: CellError | None = None


class Runner:
    """The one place where code of a notebook is executed."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._task: asyncio.Task[Ended] | None = None
        self._is_cancelled = False

    def cancel(self) -> None:
        """End the cell that is awaiting something, if one is."""
        if self._task is not None:
            self._is_cancelled = True
            self._task.cancel()

    def forget(self, record: Record, keep: frozenset[str] = frozenset()) -> frozenset[str]:
        """Remove what the last run of a cell left: names, elements, state. Gives the names that are gone."""
        kernel = self._kernel
        gone = kernel.namespace.scrub(record.id, record.analysis.defs, keep=keep)
        kernel.elements.bindings.unbind(gone)
        kernel.states.bindings.unbind(gone)
        kernel.elements.drop(record)
        record.life.is_over = True
        record.life = Life()
        return gone

    def compiled(self, record: Record) -> Compiled:
        """The cell's code objects, made once for each text."""
        if record.compiled is None:
            filename = self._kernel.sources.put(record.id, record.text.code)
            explain = None if self._runs_tests else False
            tree, record.tree = record.tree, None
            code, analysis = record.text.code, record.analysis
            record.compiled = compile_cell(code, record.id, filename, analysis, tree=tree, explain=explain)
        return record.compiled

    # --------------------------------------------------------------------- run

    async def run(self, record: Record, keep: frozenset[str] = frozenset()) -> CellError | None:
        """Run a cell and tell everything about it but its status. Suspends only for what it awaits.

        The names to `keep` stay bound until the cell binds them again.
        """
        kernel = self._kernel
        self.forget(record, keep)
        record.causes = ()
        run = CellRun(kernel, record)
        kernel.emit(CellStarted(record.id))
        started = kernel.host.now()
        figure_theme.dress(kernel.setting.theme)
        missing = _missing_modules(record)
        record.unfetched = await kernel.host.ensure_modules(missing, record.id) if missing else ""
        ended = await self._execute(record, run)
        for task in run.at_end:
            task()
        if ended.error is None:
            ended = self._show(record, run, ended)
        figures.close_all()
        self._keep_names(record)
        kernel.modules.note()
        kernel.states.look(record.id)
        run.console.is_stepping = False
        run.console.flush()
        if ended.error is not None and not run.outputs:
            kernel.emit(CellOutput(record.id, None))
        if record.unfetched and (ended.error is None or ended.error.exception != "ModuleNotFoundError"):
            kernel.emit(CellPrinted(record.id, "stderr", f"{record.unfetched}\n"))  # the cell goes on without
        kernel.book.end(record, ended.outcome)
        record.error = ended.error
        record.life.is_over = ended.outcome == "failed"
        record.imported = record.compiled.imported if ended.error is None and record.compiled else None
        kernel.emit(CellFinished(record.id, kernel.host.now() - started, ended.error))
        return ended.error

    async def _execute(self, record: Record, run: CellRun) -> Ended:
        if record.analysis.is_async:
            return await self._execute_async(record, run)
        before = place.get()
        place.set(run)
        run.console.is_stepping = True
        try:
            with self._kernel.namespace.as_main():
                code = self.compiled(record)
                self._kernel.namespace.repair()
                with self._surroundings(record):
                    exec(code.body, self._kernel.namespace.globals)
                    return Ended("ok", None if code.last is None else eval(code.last, self._kernel.namespace.globals))
        except CellStopped as stopped:
            return Ended("stopped", stopped.output)
        except KeyboardInterrupt:
            return Ended("failed", None, INTERRUPTED)
        except BaseException as fault:  # noqa: BLE001 - the user's cell: whatever it raises is its output
            return self._failed(fault, record)
        finally:
            place.set(before)

    async def _execute_async(self, record: Record, run: CellRun) -> Ended:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            # Stepped by hand, outside of any loop: the driver has to bring us into one.
            await asyncio.sleep(0)
        self._is_cancelled = False
        self._task = asyncio.ensure_future(self._attempt(record, run))
        try:
            return await self._task
        except asyncio.CancelledError:
            if self._is_cancelled:
                # It came before the cell's first step.
                return Ended("failed", None, INTERRUPTED)
            raise
        finally:
            self._task = None

    async def _attempt(self, record: Record, run: CellRun) -> Ended:
        """Catches all, since an interrupt that leaves a task ends the event loop."""
        place.set(run)
        try:
            code = self.compiled(record)
            self._kernel.namespace.repair()
            with self._surroundings(record):
                await self._step(code.body, run)
                return Ended("ok", None if code.last is None else await self._step(code.last, run))
        except CellStopped as stopped:
            return Ended("stopped", stopped.output)
        except KeyboardInterrupt:
            return Ended("failed", None, INTERRUPTED)
        except asyncio.CancelledError as fault:
            return Ended("failed", None, INTERRUPTED) if self._is_cancelled else self._failed(fault, record)
        except BaseException as fault:  # noqa: BLE001 - the user's cell: whatever it raises is its output
            return self._failed(fault, record)

    @coroutine
    def _step(self, code: CodeType, run: CellRun) -> Generator[Any, Any, Any]:
        """Evaluate code that may await. While it waits, what it printed goes out and `__main__` is what it was."""
        stepping = self._stepping(run)
        with stepping:
            found = eval(code, self._kernel.namespace.globals)
        if not code.co_flags & CO_COROUTINE:
            return found
        answer: Any = None
        fault: BaseException | None = None
        while True:
            try:
                with stepping:
                    awaited = found.send(answer) if fault is None else found.throw(fault)
            except StopIteration as end:
                return end.value
            answer, fault = None, None
            try:
                answer = yield awaited
            except BaseException as thrown:  # noqa: BLE001 - handed on into the cell
                fault = thrown
            if self._kernel.interrupts.take():
                fault = KeyboardInterrupt()

    def _surroundings(self, record: Record) -> AbstractContextManager[None]:
        """What the cell sees of the namespace: all of it, or with strict execution what it reads."""
        kernel = self._kernel
        if not kernel.setting.strict:
            return nullcontext()
        graph = kernel.book.graph

        def refs(cell: CellId) -> frozenset[str]:
            return graph.cells[cell].names.refs

        return isolated(kernel.namespace, record.id, record.analysis, graph, refs)

    def _stepping(self, run: CellRun) -> _Stepping:
        return _Stepping(run.console, self._kernel.namespace)

    # --------------------------------------------------------------- afterwards

    def _show(self, record: Record, run: CellRun, ended: Ended) -> Ended:
        """Show the last value. A renderer is the user's code: its exception is the cell's."""
        if ended.value is None and run.outputs:
            return ended
        before = place.get()
        place.set(run)
        run.console.is_stepping = True
        try:
            with self._kernel.namespace.as_main():
                shown = _bundled(run.ending(self._tested(record) or ended.value))
        except KeyboardInterrupt:
            return Ended("failed", None, INTERRUPTED)
        except BaseException as fault:  # noqa: BLE001 - a renderer
            return self._failed(fault, record)
        finally:
            place.set(before)
            run.console.is_stepping = False
        run.console.flush()
        self._kernel.emit(CellOutput(record.id, shown))
        return ended

    def _tested(self, record: Record) -> Html | None:
        """What came of the tests of a cell that holds nothing else."""
        tests = self.compiled(record).tests
        if not tests or not self._runs_tests:
            return None
        return run_tests(tests, self._kernel.namespace.globals, self._kernel.setting.filename).as_html()

    @property
    def _runs_tests(self) -> bool:
        setting = self._kernel.setting
        return setting.reactive_tests and setting.mode == "edit"

    def _failed(self, fault: BaseException, record: Record) -> Ended:
        hint = hint_for(fault, record.id, self._kernel.book, self._kernel.namespace, record.unfetched)
        return Ended("failed", None, cell_error(fault, self._kernel.sources, hint))

    def _keep_names(self, record: Record) -> None:
        """Note what the run bound: names, and the elements and states that they hold."""
        kernel, analysis = self._kernel, record.analysis
        values = kernel.namespace.globals
        kernel.namespace.claim(record.id, analysis.defs)
        if analysis.privates:
            temporary = analysis.privates - analysis.kept_privates
            kernel.namespace.claim_privates(record.id, analysis.kept_privates, temporary)
        found = [name for name in analysis.defs if isinstance(values.get(name), (Element, State))]
        for name in sorted(found, key=lambda name: (record.text.code.find(name), name)):
            value = values[name]
            if isinstance(value, Element):
                kernel.elements.identify(record, value)
                kernel.elements.bindings.bind(name, value)
            else:
                kernel.states.bindings.bind(name, value)

    def unchanged_names(self, record: Record) -> frozenset[str]:
        """The names that running this cell of imports again would bind to the same things."""
        if record.imported is None or record.analysis.problem is not None:
            return frozenset()
        fresh: Imported | None = self.compiled(record).imported
        if fresh is None:
            return frozenset()
        holds, before = self._kernel.namespace.holds, record.imported
        return frozenset(
            name for name, source in fresh.items() if before.get(name) == source and holds(record.id, name)
        )


@window
def _bundled(value: object) -> Bundle | None:
    return bundle(value)


class _Stepping:
    """Around each step of an awaiting cell."""

    def __init__(self, console: Console, namespace: Namespace) -> None:
        self._console = console
        self._namespace = namespace

    def __enter__(self) -> None:
        self._console.is_stepping = True
        self._main = self._namespace.as_main()
        self._main.__enter__()

    def __exit__(self, *_: object) -> None:
        self._main.__exit__(None, None, None)
        self._console.is_stepping = False
        self._console.flush()


def _missing_modules(record: Record) -> list[str]:
    """The top-level modules that a cell imports and that nothing here can find."""
    roots = dict.fromkeys(each.module.partition(".")[0] for each in record.analysis.imports if each.level == 0)
    missing = [root for root in roots if root and root not in sys.modules and not _is_found(root)]
    if missing:
        # A file that a cell has written this very moment: the import system remembers the folder without it.
        importlib.invalidate_caches()
    return [root for root in missing if not _is_found(root)]


def _is_found(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
