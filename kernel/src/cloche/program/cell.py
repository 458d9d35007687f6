"""One cell of a notebook file, as a program can use it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cloche.analysis import Analysis
from cloche.notebook import BUILTINS
from cloche.program.given import DefsError
from cloche.program.run import Program, hide_our_frames
from cloche.protocol import CellId

if TYPE_CHECKING:
    from cloche.program.app import App


class Cell:
    """What `@app.cell` makes of a function.

    `name`, `defs` and `refs` tell about the cell; `run()` runs it and what it
    needs. Called, it takes what it reads in the order of the function's
    parameters, and gives its output alone.
    """

    def __init__(self, app: App, index: int, name: str, function: Callable[..., Any] | None = None) -> None:
        self._app = app
        self._index = index
        self._name = name
        if function is not None:
            # `inspect.getsource(cell)` shows the function as it stands in the file.
            self.__wrapped__ = function
            self.__doc__ = function.__doc__

    @property
    def name(self) -> str:
        """Its name in the file, `_` if it has none."""
        return self._name

    @property
    def code(self) -> str:
        """The cell's text."""
        return self._app._file.study.notebook.cells[self._index].code

    @property
    def defs(self) -> frozenset[str]:
        """The names that it gives to other cells."""
        return self._analysis.defs

    @property
    def refs(self) -> frozenset[str]:
        """The names that it takes from other cells."""
        graph = self._app._file.study.graph
        return frozenset(name for name in self._analysis.refs if name not in BUILTINS or graph.definers(name))

    @property
    def _id(self) -> CellId:
        return CellId(str(self._index))

    @property
    def _analysis(self) -> Analysis:
        return self._app._file.study.analyses[self._index]

    def run(self, **refs: Any) -> Any:
        """Run this cell: `(output, defs)`, or a coroutine of that if something awaits.

        Names that are not given come from the cells that define them, which run first.
        """
        unknown = refs.keys() - self.refs
        if unknown:
            reads = f"it reads {', '.join(sorted(self.refs))}" if self.refs else "it reads no names"
            raise DefsError(f"The cell `{self.name}` does not read {', '.join(sorted(unknown))}: {reads}.")
        program = Program(self._app._file, self._app._globals, refs)
        order = self._needed(refs)
        if program.awaits(order):
            return self._later(program, order)
        try:
            program.go(order)
        except Exception as fault:
            hide_our_frames(fault)
            raise
        return self._result(program)

    async def _later(self, program: Program, order: list[CellId]) -> tuple[object, dict[str, object]]:
        try:
            await program.walk(order)
        except Exception as fault:
            hide_our_frames(fault)
            raise
        return self._result(program)

    def _result(self, program: Program) -> tuple[object, dict[str, object]]:
        found = program.globals
        return program.outputs.get(self._id), {name: found[name] for name in sorted(self.defs) if name in found}

    def _needed(self, given: Mapping[str, object]) -> list[CellId]:
        """This cell and those that it waits for; the setup cell always, if there is one."""
        graph = self._app._file.study.graph
        wanted = {self._id} if graph.setup is None else {self._id, graph.setup}
        waiting = [*wanted]
        while waiting:
            names = graph.cells[waiting.pop()].names.refs - given.keys()
            for parent in {definer for name in names for definer in graph.definers(name)} - wanted:
                wanted.add(parent)
                waiting.append(parent)
        return [cell for cell in graph.plan(graph.cells) if cell in wanted]

    def __call__(self, *arguments: Any, **refs: Any) -> Any:
        function = getattr(self, "__wrapped__", None)
        names = list(inspect.signature(function).parameters) if function is not None else []
        if len(arguments) > len(names):
            raise TypeError(f"The cell `{self.name}` takes {len(names)} names, {len(arguments)} were given.")
        found = self.run(**dict(zip(names, arguments, strict=False)), **refs)
        return _first(found) if inspect.isawaitable(found) else found[0]

    def __repr__(self) -> str:
        return f"<cell {self.name}>"


async def _first(later: Any) -> object:
    return (await later)[0]
