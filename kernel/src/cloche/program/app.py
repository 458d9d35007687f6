"""`App`: what a notebook file declares, and how a program runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeVar, overload

from cloche.hosts import alias
from cloche.program.cell import Cell
from cloche.program.embed import AppEmbedResult, embedded_app
from cloche.program.file import NotebookFile
from cloche.program.given import replaced_cells
from cloche.program.run import Program, hide_our_frames

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=type)

alias.install()


class App:
    """A notebook file's application: collects its cells, and runs them.

    The options are for the page that shows the notebook: `width` (`compact`,
    `medium`, `full`, `columns`), `app_title`, `css_file`, `html_head_file`,
    `layout_file`, `auto_download`, `sql_output`. Others are kept as well, so
    that a file written by a newer program still runs.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.config = kwargs
        self._globals = sys._getframe(1).f_globals
        self._cells: list[Cell] = []
        self._file = NotebookFile(str(self._globals.get("__file__", "")), lambda: len(self._cells))

    # ------------------------------------------------------- said in the file

    @overload
    def cell(self, func: Callable[..., Any]) -> Cell: ...
    @overload
    def cell(
        self,
        func: None = None,
        *,
        column: int | None = None,
        disabled: bool = False,
        hide_code: bool = False,
        expand_output: bool = False,
        **kwargs: Any,
    ) -> Callable[[Callable[..., Any]], Cell]: ...
    def cell(
        self,
        func: Callable[..., Any] | None = None,
        *,
        column: int | None = None,
        disabled: bool = False,
        hide_code: bool = False,
        expand_output: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Make a function a cell: its parameters are what it reads, what it returns is what others may read."""
        if func is None:
            return lambda decorated: self._add(decorated.__name__, decorated)
        return self._add(func.__name__, func)

    def function(
        self,
        func: F | None = None,
        *,
        column: int | None = None,
        disabled: bool = False,
        hide_code: bool = False,
        expand_output: bool = False,
        **kwargs: Any,
    ) -> Any:
        """A cell that is one function, which other modules can import."""
        return self._definition(func)

    def class_definition(
        self,
        cls: C | None = None,
        *,
        column: int | None = None,
        disabled: bool = False,
        hide_code: bool = False,
        expand_output: bool = False,
        **kwargs: Any,
    ) -> Any:
        """A cell that is one class, which other modules can import."""
        return self._definition(cls)

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

    def _unparsable_cell(self, code: str, /, **kwargs: Any) -> None:
        """A cell whose text is no Python yet; the file keeps it as a string."""
        self._add(str(kwargs.get("name", "_")))

    def _add(self, name: str, function: Callable[..., Any] | None = None) -> Cell:
        cell = Cell(self, len(self._cells), name, function)
        self._cells.append(cell)
        return cell

    # ------------------------------------------------------------------- runs

    def run(self, defs: Mapping[str, Any] | None = None) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Run all cells in dependency order: `(outputs, defs)`.

        `outputs` are those of the cells that ran, in page order, without the
        setup cell's. `defs` gives names in place of the cells that define them,
        which then do not run. The first exception of a cell goes through, with
        a note that names the cell.
        """
        given = dict(defs or {})
        program = Program(self._file, self._globals, given)
        graph = self._file.study.graph
        replaced = replaced_cells(graph, given)
        try:
            program.go([cell for cell in graph.plan(graph.cells) if cell not in replaced])
        except Exception as fault:
            hide_our_frames(fault)
            raise
        shown = [cell for cell in graph.cells if cell != graph.setup and cell in program.outputs]
        return tuple(program.outputs[cell] for cell in shown), program.defs()

    async def embed(self, defs: Mapping[str, Any] | None = None) -> AppEmbedResult:
        """Run the notebook inside another one: what it shows (`.output`) and what it defines (`.defs`).

        In a notebook, what it shows stays alive: when a person moves one of its
        elements, the embedded cells that read it run again, and then the cells
        around it that read the app. Call it in another cell than the one that
        imports the app. One app is one set of values: `clone()` makes another.
        """
        return await embedded_app(self, defs)

    def clone(self) -> App:
        """The same notebook again, with values of its own when it is embedded."""
        twin = App.__new__(App)
        twin.__dict__.update(self.__dict__)
        return twin

    def __repr__(self) -> str:
        return f"<app {self._file.name or 'without a file'}>"


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
