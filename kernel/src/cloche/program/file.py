"""The file that an app was declared in: read once, and only when something runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from cloche.errors import NotebookError
from cloche.notebook import Study, read
from cloche.program.places import lines_above


class NotebookFile:
    """A notebook's file, with its cells analysed and linked.

    `count` gives how many cells were declared as the module ran: the file must hold as many.
    """

    def __init__(self, path: str, count: Callable[[], int]) -> None:
        self.path = path
        self._count = count

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return Path(self.path).name

    @cached_property
    def study(self) -> Study:
        """What the cells define and read, and which comes before which."""
        try:
            text = Path(self.path).read_bytes().decode("utf-8")
        except (OSError, ValueError):
            raise NotebookError(
                "The notebook's file cannot be found, so its cells cannot be run.",
                hint="Write the notebook to a file, and run or import that.",
            ) from None
        notebook = read(text, path=self.path)
        if len(notebook.cells) != self._count():
            raise NotebookError(
                f"{self.path} holds {len(notebook.cells)} cells, but {self._count()} were found when it ran.",
                hint="A notebook's cells stand at the top level of its file, one after the other.",
            )
        return Study.of(notebook)

    def lines_above(self, index: int) -> int | None:
        """How many lines of the file stand above a cell's first, so that tracebacks point into the file."""
        return self._places[index]

    @cached_property
    def _places(self) -> list[int | None]:
        return lines_above(Path(self.path).read_text("utf-8-sig"), [cell.code for cell in self.study.notebook.cells])
