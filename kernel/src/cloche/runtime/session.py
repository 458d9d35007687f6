"""The session: takes commands, emits events, and is the only owner of a notebook's state.

Each command here becomes an edit of the book and the roots of a run. How a run
goes is `walk.py`'s business, what one cell does `runner.py`'s.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cloche.errors import ClocheBug
from cloche.protocol import (
    CellAnalysis,
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellsAnalysed,
    CellText,
    Command,
    Completion,
    ConfigureCells,
    ConfigureRuntime,
    DeleteCells,
    ErrorCode,
    Event,
    MoveCells,
    ProblemsChanged,
    QueryChanged,
    RunAll,
    RunCells,
    RunScratch,
    RunStale,
    SetElements,
    SetQuery,
    StartNotebook,
)
from cloche.runtime.book import Book
from cloche.runtime.callbacks import readers, take_values
from cloche.runtime.capture import Streams
from cloche.runtime.complete import complete
from cloche.runtime.elements import Elements
from cloche.runtime.embeds import Embeds, readers_of_apps
from cloche.runtime.host import Host
from cloche.runtime.kernel import Kernel, Setting
from cloche.runtime.namespace import Namespace
from cloche.runtime.planning import make_plan
from cloche.runtime.query import Query, QueryParams
from cloche.runtime.record import Record
from cloche.runtime.runner import Runner
from cloche.runtime.scratch import Scratch
from cloche.runtime.sources import Sources
from cloche.runtime.state import States
from cloche.runtime.walk import Walk, tell_status
from cloche.ui.element import Element

ROUNDS = 1_000
"""Runs that state may set off one after the other before the session takes it for an endless loop."""


class Session:
    """One notebook's kernel.

    A command that meets no `await` and no missing package never suspends:
    `handle(command).send(None)` runs it to its end. With `main`, the notebook
    is this process's `__main__` also between runs.
    """

    def __init__(self, host: Host, emit: Callable[[Event], None], *, main: bool = False) -> None:
        self._host = host
        self._emit = emit
        self._main = main
        self._streams = Streams()
        self._lazy = False
        self._is_running = False
        self._begin(Setting("edit", "notebook.py"), {}, {})

    # ------------------------------------------------------------ for the host

    @property
    def globals(self) -> Mapping[str, Any]:
        """The namespace that all cells share. For looking, not for changing."""
        return self._kernel.namespace.globals

    @property
    def is_running(self) -> bool:
        """A command is being handled."""
        return self._is_running

    async def handle(self, command: Command) -> None:
        """Do what a command orders, and all that follows from it. One at a time."""
        await self._exclusively(lambda: self._obey(command))

    async def settle(self) -> None:
        """Run what a state set outside of any command asks for."""
        await self._exclusively(self._settle)

    def provide(self, values: Mapping[str, object]) -> None:
        """Put names into the namespace that no cell defines. Nothing runs."""
        self._kernel.namespace.globals.update(values)

    def knows(self, element: Element[Any]) -> bool:
        """The element has been shown by a cell of this notebook, or of one embedded in it, and is alive."""
        return self._kernel.elements.knows(element) or self._kernel.embeds.knows(element)

    def cancel(self) -> None:
        """End the cell that is awaiting something; does nothing when none is."""
        self._kernel.embeds.cancel()
        self._runner.cancel()
        self._scratch.cancel()

    def analyse(self, texts: Sequence[CellText]) -> tuple[CellAnalysis, ...]:
        """What `texts` would define and read if they were run now; changes nothing."""
        return self._kernel.book.preview(texts)

    def complete(self, code: str, offset: int) -> list[Completion]:
        """Ways to go on at `offset` (in characters), best first; runs no code of the notebook's."""
        return complete(self.globals, code, offset)

    def close(self) -> None:
        """Let go of everything that was taken from the process. May be called twice."""
        self._runner.cancel()
        for record in self._records.values():
            record.life.is_over = True
        self._streams.give_back()
        self._kernel.embeds.close()
        self._kernel.sources.clear()
        self._kernel.namespace.clear()

    # ---------------------------------------------------------------- commands

    async def _exclusively(self, action: Callable[[], Any]) -> None:
        if self._is_running:
            raise ClocheBug("A session was given a command while it was busy with another.")
        self._is_running = True
        try:
            self._streams.take()
            await action()
        except KeyboardInterrupt:
            # It came between two runs, when there was nothing left to stop.
            return
        finally:
            self._is_running = False

    async def _obey(self, command: Command) -> None:
        match command:
            case StartNotebook():
                await self._start(command)
            case RunCells(cells, order):
                await self._run_cells(cells, order)
            case DeleteCells(cells):
                await self._delete(cells)
            case MoveCells(order):
                self._kernel.book.reorder(order)
                self._tell_analyses()
            case ConfigureCells():
                await self._configure(command)
            case ConfigureRuntime(lazy):
                self._lazy = lazy
            case SetElements(values):
                await self._set_elements(values)
            case SetQuery(query):
                self._kernel.query.take(query)
                await self._follow_states()
            case RunStale():
                await self._run([cell for cell, record in self._records.items() if record.is_stale])
            case RunAll():
                await self._run(self._records, whole=True)
            case RunScratch(code):
                await self._scratch.run(code)
                await self._follow_states()

    async def _start(self, command: StartNotebook) -> None:
        self.close()
        self._streams.take()
        self._lazy = command.lazy
        setting = Setting(command.mode, command.filename, command.theme, command.reactive_tests)
        self._begin(setting, command.values, command.query)
        self._kernel.book.load(command.cells)
        self._tell_problems(set(self._records), set())
        if command.autorun:
            await self._run(self._records, whole=True)
        else:
            self._mark_stale(self._records)

    async def _run_cells(self, cells: Sequence[CellText], order: Sequence[CellId]) -> None:
        book = self._kernel.book
        edited: set[CellId] = set()
        gone: set[str] = set()
        for text in cells:
            before = self._records[text.id].analysis.defs if text.id in self._records else frozenset()
            record = book.put(text)
            gone |= before - record.analysis.defs
            gone |= self._vanish(record)
            record.is_stale = True
            edited.add(text.id)
        book.reorder(order)
        await self._run(self._settle_edit(edited, gone))

    def _vanish(self, record: Record) -> frozenset[str]:
        """Take away what a cell bound and by its new text defines no longer."""
        kernel = self._kernel
        gone = kernel.namespace.scrub(record.id, keep=record.analysis.defs)
        kernel.elements.bindings.unbind(gone)
        kernel.states.bindings.unbind(gone)
        return gone

    async def _delete(self, cells: Sequence[CellId]) -> None:
        gone: set[str] = set()
        for cell in cells:
            record = self._records.get(cell)
            if record is not None:
                gone |= self._runner.forget(record) | record.analysis.defs
                self._kernel.book.remove(cell)
                self._kernel.sources.forget(cell)
        await self._run(self._settle_edit(set(), gone))

    async def _configure(self, command: ConfigureCells) -> None:
        book = self._kernel.book
        before = book.disabled()
        for cell in {**command.configs, **command.names}:
            if cell in self._records:
                book.configure(cell, command.configs.get(cell), command.names.get(cell))
        self._tell_analyses()
        after = book.disabled()
        for cell in after - before:
            tell_status(self._kernel, self._records[cell], "disabled")
        back = before - after
        for cell in back:
            self._rest(self._records[cell])
        await self._run(cell for cell in back if self._records[cell].is_stale)

    async def _set_elements(self, values: Mapping[Any, object]) -> None:
        kernel = self._kernel
        apps = await kernel.embeds.set_elements(values)
        taken = [found for found in map(kernel.elements.find, values) if found is not None]
        try:
            taken = take_values(kernel, values)
            roots = readers(kernel, taken) | self._readers_of_states() | self._readers_of_apps(apps)
            if self._lazy:
                self._mark_stale(kernel.book.graph.plan(roots))
            else:
                await self._run(roots)
        except KeyboardInterrupt:
            # In a callback: what should have followed is out of date.
            kernel.states.take()
            self._mark_stale(kernel.book.graph.plan(readers(kernel, taken)))
        finally:
            for element in taken:
                element.settled()

    # -------------------------------------------------------------------- runs

    async def _run(self, roots: Iterable[CellId], *, whole: bool = False) -> None:
        """Run `roots` and what follows, then what states ask for. With `whole`, nothing is taken as done before."""
        if await self._round(roots, self._lazy and not whole, whole):
            await self._follow_states()

    async def _round(self, roots: Iterable[CellId], lazy: bool, whole: bool = False) -> bool:
        roots = set(roots)
        self._tell_blocked(roots)
        plan = make_plan(self._kernel.book, roots, self._nothing if whole else self._unchanged, lazy)
        for cell in plan.disabled:
            self._records[cell].is_stale = True
            tell_status(self._kernel, self._records[cell], "disabled")
        self._mark_stale(plan.stale)
        return not plan.run or await Walk(self._kernel, self._runner, plan.run).go()

    async def _settle(self) -> None:
        roots = self._readers_of_apps(await self._kernel.embeds.settle())
        if self._lazy:
            self._mark_stale(self._kernel.book.graph.plan(roots))
            await self._follow_states()
        else:
            await self._run(roots)

    def _readers_of_apps(self, apps: Iterable[object]) -> set[CellId]:
        return readers_of_apps(apps, self._kernel.namespace, self._kernel.book)

    async def _follow_states(self) -> None:
        for _ in range(ROUNDS):
            roots = self._readers_of_states()
            if not roots:
                return
            if self._lazy:
                self._mark_stale(self._kernel.book.graph.plan(roots))
                return
            if not await self._round(roots, False):
                self._kernel.states.take()
                return
        self._kernel.states.take()
        print(f"State was set in a circle: stopped after {ROUNDS:,} runs.", file=sys.stderr)

    def _readers_of_states(self) -> set[CellId]:
        """The cells that read what was set since the last run, except the cell that set it."""
        kernel = self._kernel
        found: set[CellId] = set()
        for change in kernel.states.take():
            for name in kernel.states.bindings.names(change.getter):
                found.update(kernel.book.graph.readers(name))
            if not change.getter.allow_self_loops and change.caller is not None:
                found.discard(change.caller)
        return found

    # ----------------------------------------------------------------- problems

    def _settle_edit(self, edited: set[CellId], gone: set[str]) -> set[CellId]:
        """After an edit: tell what changed, and give the cells that have to run."""
        graph = self._kernel.book.graph
        healed = {
            cell for cell, record in self._records.items() if record.outcome == "problem" and cell not in graph.blocked
        }
        lost = self._tell_problems(edited, healed)
        # A name that another cell still holds is not gone.
        missing = [name for name in gone | lost if self._kernel.namespace.owner(name) is None]
        readers_of_gone = {reader for name in missing for reader in graph.readers(name)}
        return (edited - graph.blocked) | healed | readers_of_gone

    def _tell_problems(self, edited: set[CellId], healed: set[CellId]) -> frozenset[str]:
        """Tell analyses and problems; cells that a problem stops lose their names, which are given back.

        A cell that ran well and that nobody touched keeps its values when a
        new cell defines one of its names again: the new one is the mistake.
        """
        book = self._kernel.book
        self._tell_analyses()
        problems = book.news()
        if problems is not None:
            self._emit(ProblemsChanged(problems))
        for cell in healed:
            self._records[cell].outcome = "none"
        lost: set[str] = set()
        after = book.graph.descendants(edited) if book.graph.blocked else frozenset()
        for cell in sorted(book.graph.blocked, key=book.graph.place.__getitem__):
            if cell in edited or cell in after or self._records[cell].outcome not in ("ok", "stopped"):
                lost |= self._stop_for_problem(self._records[cell], is_news=cell in edited)
        return frozenset(lost)

    def _tell_analyses(self) -> None:
        analysed = self._kernel.book.analysed()
        if analysed:
            self._emit(CellsAnalysed(analysed))

    def _tell_blocked(self, roots: set[CellId]) -> None:
        """A cell with a problem that was to run says so, also where it had kept its values until now."""
        blocked = roots & self._kernel.book.graph.blocked
        for cell in blocked:
            if self._records[cell].outcome != "problem":
                for name in self._stop_for_problem(self._records[cell], is_news=True):
                    roots.update(self._kernel.book.graph.readers(name))
        roots -= blocked

    def _stop_for_problem(self, record: Record, *, is_news: bool) -> frozenset[str]:
        problem = self._kernel.book.problem_of(record.id)
        assert problem is not None
        lost = self._runner.forget(record)
        is_news = is_news or record.outcome != "problem"
        record.outcome, record.is_stale, record.causes, record.imported = "problem", False, (), None
        if is_news:
            code: ErrorCode = "syntax-error" if problem.code == "syntax-error" else "problem"
            self._emit(CellOutput(record.id, None))
            self._emit(CellFinished(record.id, 0, CellError(code, problem.message, hint=problem.hint)))
        tell_status(self._kernel, record, "error")
        return lost

    # ------------------------------------------------------------------- states

    @property
    def _records(self) -> dict[CellId, Record]:
        return self._kernel.book.records

    def _mark_stale(self, cells: Iterable[CellId]) -> None:
        off = self._kernel.book.disabled()
        for cell in cells:
            record = self._records[cell]
            if record.outcome != "problem":
                record.is_stale = True
                tell_status(self._kernel, record, "disabled" if cell in off else "stale")

    def _rest(self, record: Record) -> None:
        """The status of a cell that is not switched off any more."""
        if record.outcome in ("failed", "problem") or (record.outcome == "blocked" and not record.cause_stopped):
            tell_status(self._kernel, record, "stale" if record.is_stale else "error")
        else:
            tell_status(self._kernel, record, "stale" if record.is_stale else "idle")

    def _unchanged(self, cell: CellId) -> frozenset[str]:
        return self._runner.unchanged_names(self._records[cell])

    @staticmethod
    def _nothing(cell: CellId) -> frozenset[str]:
        return frozenset()

    def _wake(self) -> None:
        if not self._is_running:
            self._host.wake()

    def _begin(self, setting: Setting, values: Mapping[Any, object], query: Query) -> None:
        namespace = Namespace(setting.filename)
        if self._main:
            sys.modules["__main__"] = namespace.module
        states, embeds = States(self._wake), Embeds()
        self._kernel = Kernel(
            self._host,
            self._emit,
            setting,
            Book(),
            namespace,
            Elements(values, embeds.knows),
            states,
            Sources(),
            QueryParams(query, states, lambda query: self._emit(QueryChanged(query))),
            embeds,
        )
        self._runner = Runner(self._kernel)
        self._scratch = Scratch(self._kernel)
