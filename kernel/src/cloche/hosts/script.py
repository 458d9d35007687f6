"""`python notebook.py`: a notebook as a plain program.

Cells run in dependency order in one namespace and print as a script does. The
first exception ends the program, with a note that names the cell.
"""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, TypeVar, overload

from cloche.analysis import Analysis
from cloche.errors import NotebookError
from cloche.graph import Graph
from cloche.hosts import alias
from cloche.hosts.places import lines_above
from cloche.notebook import BUILTINS, Notebook, Study, read
from cloche.protocol import CellId
from cloche.runtime.compiled import compile_cell
from cloche.runtime.control import CellStopped
from cloche.runtime.namespace import Namespace
from cloche.runtime.sources import Sources

F = TypeVar("F", bound=Callable[..., Any])

alias.install()


class BrokenNotebookError(NotebookError):
    """The notebook as written cannot run; the message tells the first of its problems."""

    code = "broken-notebook"


class App:
    """A notebook file's application: collects its cells, and runs them.

    What stands in the brackets (`width`, `app_title`, …) is for the page.
    """

    def __init__(self, **config: object) -> None:
        self.config = config
        frame = sys._getframe(1)
        self._globals = frame.f_globals
        self._file = str(self._globals.get("__file__", ""))
        self._cells: list[Cell] = []
        self._study: Study | None = None
        self._places: list[int | None] | None = None

    # ------------------------------------------------------- said in the file

    @overload
    def cell(self, function: Callable[..., Any], /) -> Cell: ...
    @overload
    def cell(self, /, **config: object) -> Callable[[Callable[..., Any]], Cell]: ...
    def cell(self, function: Callable[..., Any] | None = None, /, **config: object) -> Any:
        """Make a function a cell: its parameters are what it reads, what it returns is what others may read."""
        if function is None:
            return lambda decorated: self._add(decorated.__name__)
        return self._add(function.__name__)

    def function(self, function: F | None = None, /, **config: object) -> Any:
        """A cell that is one function, which other modules can import."""
        return self._definition(function)

    def class_definition(self, kind: type | None = None, /, **config: object) -> Any:
        """A cell that is one class, which other modules can import."""
        return self._definition(kind)

    def _definition(self, thing: Any) -> Any:
        if thing is None:
            return self._definition
        self._add(thing.__name__)
        return thing

    @property
    def setup(self) -> _Setup:
        """`with app.setup:` holds what runs before all cells, and what functions may use when imported."""
        self._add("setup")
        return _Setup()

    def _unparsable_cell(self, code: str, /, **config: object) -> None:
        """A cell whose text is no Python yet; the file keeps it as a string."""
        self._add(str(config.get("name", "_")))

    def _add(self, name: str) -> Cell:
        cell = Cell(self, len(self._cells), name)
        self._cells.append(cell)
        return cell

    # ------------------------------------------------------------------- runs

    def run(self, defs: Mapping[str, object] | None = None) -> tuple[tuple[object, ...], dict[str, object]]:
        """Run all cells in dependency order: `(outputs, defs)`, outputs in page order without the setup cell's.

        `defs` gives names in place of the cells that define them. The first
        exception of a cell goes through, with a note that names the cell.
        """
        study = self._studied()
        problems = study.graph.problems
        if problems:
            first = problems[0]
            raise BrokenNotebookError(first.message, hint=first.hint)
        given = dict(defs or {})
        skipped = self._given_cells(given)
        order = [cell for cell in study.graph.plan(study.graph.cells) if cell not in skipped]
        program = _Program(self, given)
        program.go(order)
        if program.fault is not None:
            raise program.fault
        names = [cell for cell in study.graph.cells if cell != study.graph.setup]
        return tuple(program.outputs.get(cell) for cell in names), program.defs()

    def _given_cells(self, given: Mapping[str, object]) -> set[CellId]:
        graph = self._studied().graph
        cells = {cell for name in given for cell in graph.definers(name)}
        for cell in cells:
            missing = graph.cells[cell].names.defs - set(given)
            if missing:
                raise ValueError(
                    f"`defs` replaces a cell that also defines {', '.join(sorted(missing))}: give these names too."
                )
        return cells

    def _studied(self) -> Study:
        """The file's text, read once and only when something runs."""
        if self._study is None:
            notebook = self._read()
            if len(notebook.cells) != len(self._cells):
                raise NotebookError(
                    f"{self._file} holds {len(notebook.cells)} cells, but {len(self._cells)} were found when it ran.",
                    hint="A notebook's cells stand at the top level of its file, one after the other.",
                )
            self._study = Study.of(notebook)
        return self._study

    def _lines_above(self, index: int) -> int | None:
        """How many lines of the file stand above a cell's first, so that tracebacks point into the file."""
        if self._places is None:
            code = [cell.code for cell in self._studied().notebook.cells]
            self._places = lines_above(Path(self._file).read_text("utf-8-sig"), code)
        return self._places[index]

    def _read(self) -> Notebook:
        try:
            text = Path(self._file).read_bytes().decode("utf-8")
        except OSError:
            raise NotebookError(
                "The notebook's file cannot be found, so its cells cannot be run.",
                hint="Write the notebook to a file, and run or import that.",
            ) from None
        return read(text, path=self._file)


class Cell:
    """One cell of a notebook file, as a program can use it."""

    def __init__(self, app: App, index: int, name: str) -> None:
        self._app = app
        self._index = index
        self.name = name

    @property
    def code(self) -> str:
        """The cell's text."""
        return self._app._studied().notebook.cells[self._index].code

    @property
    def defs(self) -> frozenset[str]:
        """The names that it gives to other cells."""
        return self._analysis.defs

    @property
    def refs(self) -> frozenset[str]:
        """The names that it takes from other cells."""
        graph = self._app._studied().graph
        return frozenset(name for name in self._analysis.refs if name not in BUILTINS or graph.definers(name))

    @property
    def _id(self) -> CellId:
        return CellId(str(self._index))

    @property
    def _analysis(self) -> Analysis:
        return self._app._studied().analyses[self._index]

    def run(self, **refs: object) -> Any:
        """Run this cell: `(output, defs)`, or a coroutine of that if something awaits.

        Names that are not given come from the cells that define them, which run first.
        """
        unknown = set(refs) - self.refs
        if unknown:
            raise ValueError(f"The cell `{self.name}` reads no {', '.join(sorted(unknown))}.")
        program = _Program(self._app, refs)
        order = self._needed(refs)

        def result() -> tuple[object, dict[str, object]]:
            found = program.defs()
            return program.outputs.get(self._id), {name: found[name] for name in self.defs if name in found}

        if program.awaits(order):

            async def later() -> tuple[object, dict[str, object]]:
                await program.walk(order)
                if program.fault is not None:
                    raise program.fault
                return result()

            return later()
        program.go(order)
        if program.fault is not None:
            raise program.fault
        return result()

    def _needed(self, given: Mapping[str, object]) -> list[CellId]:
        graph = self._app._studied().graph
        wanted, waiting = {self._id}, [self._id]
        while waiting:
            names = graph.cells[waiting.pop()].names.refs - set(given)
            for parent in {definer for name in names for definer in graph.definers(name)} - wanted:
                wanted.add(parent)
                waiting.append(parent)
        return [cell for cell in graph.plan(graph.cells) if cell in wanted]

    def __call__(self, *_: object, **__: object) -> None:
        raise TypeError(f"A cell is not called. `{self.name}.run()` runs it and what it needs.")

    def __repr__(self) -> str:
        return f"<cell {self.name}>"


class _Setup:
    """`with app.setup:`; its body is plain Python of the file, and has run when the cells do."""

    def __call__(self, **config: object) -> _Setup:
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class _Program:
    """One run of some cells, in a namespace of its own."""

    def __init__(self, app: App, given: Mapping[str, object]) -> None:
        self._app = app
        self._study = app._studied()
        self._graph: Graph = self._study.graph
        self._sources = Sources()
        self._namespace = Namespace(app._file)
        self._namespace.repair()
        self._namespace.globals.update(given)
        self._unready: set[CellId] = set()
        self.outputs: dict[CellId, object] = {}
        self.fault: Exception | None = None
        """What the cell raised that ended the program."""

    def awaits(self, order: Iterable[CellId]) -> bool:
        """Some cell awaits, so all of this needs an event loop."""
        return any(self._analysis(cell).is_async for cell in order)

    def go(self, order: list[CellId]) -> None:
        """Run the cells, in an event loop only if one of them awaits."""
        walk = self.walk(order)
        if self.awaits(order):
            asyncio.run(_as_coroutine(walk))
            return
        try:
            walk.send(None)
        except StopIteration:
            return

    async def walk(self, order: list[CellId]) -> None:
        """Run the cells in turn until one fails, but not what follows from one that stopped or is disabled."""
        for cell in order:
            is_off = self._study.notebook.cells[self._index(cell)].config.disabled
            if is_off or self._unready.intersection(self._graph.parents(cell)):
                self._unready.add(cell)
                continue
            try:
                self.outputs[cell] = await self._run(cell)
            except CellStopped as stopped:
                self._unready.add(cell)
                self.outputs[cell] = stopped.output
            except Exception as fault:  # noqa: BLE001 - the user's cell
                self.fault = self._told(fault, cell)
                return

    def defs(self) -> dict[str, object]:
        """All names that the cells defined."""
        values = self._namespace.globals
        names = (name for cell in self._graph.cells for name in sorted(self._analysis(cell).defs))
        return {name: values[name] for name in names if name in values}

    async def _run(self, cell: CellId) -> object:
        index = self._index(cell)
        if cell == self._graph.setup:
            self._take_over(self._analysis(cell).defs)
            return None
        written, analysis = self._study.notebook.cells[index], self._analysis(cell)
        above = self._app._lines_above(index)
        if above is None:
            filename = self._sources.put(CellId(_file_name(written.name, index)), written.code)
            code = compile_cell(written.code, cell, filename, analysis)
        else:
            code = compile_cell(written.code, cell, self._app._file, analysis, above=above)
        values = self._namespace.globals
        with self._namespace.as_main():
            await _evaluated(code.body, values)
            return None if code.last is None else await _evaluated(code.last, values)

    def _take_over(self, names: Iterable[str]) -> None:
        """The setup block ran where it stands, in the file; its names are taken from there."""
        module = self._app._globals
        self._namespace.globals.update({name: module[name] for name in names if name in module})

    def _told(self, fault: Exception, cell: CellId) -> Exception:
        """The exception, with a note that names the cell and without frames of ours above the cell's."""
        name = self._study.notebook.cells[self._index(cell)].name
        number = self._graph.number(cell)
        fault.add_note(f"In cell {number}{'' if name == '_' else f' `{name}`'} of {Path(self._app._file).name}.")
        trace = fault.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        return fault.with_traceback(trace)

    def _analysis(self, cell: CellId) -> Analysis:
        return self._study.analyses[self._index(cell)]

    def _index(self, cell: CellId) -> int:
        return int(cell)


async def _evaluated(code: CodeType, values: dict[str, Any]) -> object:
    found: Any = eval(code, values)
    return await found if code.co_flags & inspect.CO_COROUTINE else found


async def _as_coroutine(walk: Coroutine[Any, Any, None]) -> None:
    await walk


def _file_name(name: str, index: int) -> str:
    return str(index + 1) if name in ("_", "") else name
