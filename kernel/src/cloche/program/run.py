"""One run of a notebook's cells as a plain program.

Cells run in dependency order in one namespace and print as a script does. The
first exception ends the program, with a note that names the cell.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import os
import sys
import threading
from collections.abc import Coroutine, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from types import CodeType
from typing import Any

from cloche.analysis import Analysis, CodeProblem, parse, private_name
from cloche.errors import NotebookError
from cloche.graph import Graph
from cloche.notebook import BUILTINS
from cloche.notebook.convert.dependencies import runs_strictly
from cloche.program.file import NotebookFile
from cloche.protocol import CellId
from cloche.runtime.compiled import compile_cell
from cloche.runtime.control import CellStopped
from cloche.runtime.namespace import Namespace
from cloche.runtime.query import QueryParams
from cloche.runtime.sources import Sources
from cloche.runtime.strict import isolated
from cloche.runtime.surroundings import Here, script_cell, script_mode
from cloche.runtime.testing.find import holds_only_tests


class BrokenNotebookError(NotebookError):
    """The notebook as written cannot run; the message tells the first of its problems."""

    code = "broken-notebook"


class Program:
    """One run of some cells, in a namespace of its own.

    `setup` is the module's own namespace: the setup block has run there, as
    the file was imported. With `names`, only these are wanted in the end.
    """

    def __init__(self, file: NotebookFile, setup: Mapping[str, object], given: Mapping[str, object]) -> None:
        self._file = file
        self._study = file.study
        self._graph: Graph = self._study.graph
        problems = self._graph.problems
        if problems:
            raise BrokenNotebookError(f"{file.name}: {problems[0].message}", hint=problems[0].hint)
        self._setup = setup
        self._sources = Sources()
        self._namespace = Namespace(file.path, self._sources.class_file)
        self._namespace.repair()
        self._namespace.globals.update(given)
        self._query = QueryParams({})
        self._is_strict = runs_strictly(self._study.notebook.header)
        self._unready: set[CellId] = set()
        self.outputs: dict[CellId, object] = {}
        """What the cells that ran have shown."""

    @property
    def globals(self) -> dict[str, Any]:
        """The namespace that the cells run in."""
        return self._namespace.globals

    def awaits(self, order: Iterable[CellId]) -> bool:
        """Some cell awaits, so all of this needs an event loop."""
        return any(self._analysis(cell).is_async for cell in order)

    def go(self, order: list[CellId]) -> None:
        """Run the cells, in an event loop only if one of them awaits."""
        if not self.awaits(order):
            try:
                self.walk(order).send(None)
            except StopIteration:
                return
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            asyncio.run(_as_coroutine(self.walk(order)))
            return
        if sys.platform == "emscripten":
            raise NotebookError(
                f"{self._file.name} awaits something, so it cannot run to its end inside a cell here.",
                hint="Use `await app.embed()`, or `await cell.run()` for one cell.",
            )
        _in_thread(self.walk(order))

    async def walk(self, order: list[CellId]) -> None:
        """Run the cells in turn until one fails, but not what follows from one that stopped or is disabled."""
        for cell in order:
            is_off = self._study.notebook.cells[int(cell)].config.disabled
            if is_off or self._unready.intersection(self._graph.parents(cell)):
                self._unready.add(cell)
                continue
            before = script_cell.get()
            script_cell.set(self._here(cell))
            try:
                self.outputs[cell] = await self._run(cell)
            except CellStopped as stopped:
                self._unready.add(cell)
                self.outputs[cell] = stopped.output
            except Exception as fault:
                self._name_cell(fault, cell)
                raise
            finally:
                script_cell.set(before)

    def defs(self) -> dict[str, object]:
        """All names that the cells defined or were given."""
        values = self._namespace.globals
        names = (name for cell in self._graph.cells for name in sorted(self._analysis(cell).defs))
        return {name: values[name] for name in names if name in values}

    def tests_in(self, cell: CellId) -> bool:
        """The cell holds nothing but tests."""
        tree = parse(self._study.notebook.cells[int(cell)].code)
        return not isinstance(tree, CodeProblem) and holds_only_tests(tree)

    async def _run(self, cell: CellId) -> object:
        index = int(cell)
        if cell == self._graph.setup:
            self._take_over(self._analysis(cell).defs)
            return None
        written, analysis = self._study.notebook.cells[index], self._analysis(cell)
        above = self._file.lines_above(index)
        if above is None:
            filename, above = self._sources.put(CellId(_label(written.name, index)), written.code), 0
        else:
            filename = self._file.path
            if sys.version_info < (3, 13) and "class " in written.code:
                # There a class is looked for by its name, and inside a function of the file it is not found.
                self._sources.put(CellId(_label(written.name, index)), written.code)
        explain = script_mode() == "test" and (written.name.startswith("test") or self.tests_in(cell))
        code = compile_cell(written.code, cell, filename, analysis, above=above, explain=explain)
        values = self._namespace.globals
        with self._namespace.as_main(), self._surroundings(cell):
            await _evaluated(code.body, values)
            self._namespace.claim(cell, analysis.defs.union(private_name(cell, name) for name in analysis.privates))
            return None if code.last is None else await _evaluated(code.last, values)

    def _surroundings(self, cell: CellId) -> AbstractContextManager[None]:
        """What the cell sees of the namespace: all of it, or with strict execution what it reads."""
        if not self._is_strict:
            return nullcontext()
        return isolated(
            self._namespace, cell, self._analysis(cell), self._graph, lambda each: self._analysis(each).refs
        )

    def _take_over(self, names: Iterable[str]) -> None:
        """The setup block ran where it stands, in the file; its names are taken from there."""
        self._namespace.globals.update({name: self._setup[name] for name in names if name in self._setup})

    def _here(self, cell: CellId) -> Here:
        analysis = self._analysis(cell)
        refs = frozenset(name for name in analysis.refs if name not in BUILTINS or self._graph.definers(name))
        code = self._study.notebook.cells[int(cell)].code
        return Here(script_mode(), self._file.path, code, analysis.defs, refs, self._query)

    def _name_cell(self, fault: Exception, cell: CellId) -> None:
        name = self._study.notebook.cells[int(cell)].name
        number = self._graph.number(cell)
        fault.add_note(f"In cell {number}{'' if name == '_' else f' `{name}`'} of {self._file.name}.")

    def _analysis(self, cell: CellId) -> Analysis:
        return self._study.analyses[int(cell)]


def hide_our_frames(fault: BaseException) -> None:
    """Leave out of an exception's traceback what stands above the cell's own frames."""
    folder = os.path.dirname(__file__)  # noqa: PTH120 - frames hold plain texts
    trace = fault.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(folder):
        trace = trace.tb_next
    if trace is not None:
        fault.__traceback__ = trace


async def _evaluated(code: CodeType, values: dict[str, Any]) -> object:
    found: Any = eval(code, values)
    return await found if code.co_flags & inspect.CO_COROUTINE else found


def _in_thread(walk: Coroutine[Any, Any, None]) -> None:
    """Wait for a coroutine while this thread's event loop stands still."""
    faults: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(walk)
        except BaseException as fault:  # noqa: BLE001 - carried over to the thread that waits
            faults.append(fault)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(run,))
    thread.start()
    thread.join()
    if faults:
        raise faults[0]


async def _as_coroutine(walk: Coroutine[Any, Any, None]) -> None:
    await walk


def _label(name: str, index: int) -> str:
    return str(index + 1) if name in ("_", "") else name
