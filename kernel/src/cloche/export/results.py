"""One run of a whole notebook, and what came of each cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cloche.hosts.local import LocalHost
from cloche.notebook import Notebook
from cloche.protocol import (
    Bundle,
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellPrinted,
    CellStarted,
    CellText,
    Event,
    StartNotebook,
    Stream,
)
from cloche.runtime import Session


@dataclass(slots=True)
class Result:
    """What a cell showed and printed, and why it has no result if it has none."""

    output: Bundle | None = None
    printed: list[tuple[Stream, str]] = field(default_factory=list)
    error: CellError | None = None
    milliseconds: float = 0.0

    @property
    def failed(self) -> bool:
        """The cell raised, or could not run at all; one that stopped itself did not fail."""
        return self.error is not None and self.error.code not in ("ancestor-stopped",)


async def run_all(notebook: Notebook, tell: Callable[[int], None] = lambda _: None) -> list[Result]:
    """Run all cells in this process, and give a result for each; `tell` hears of each cell that starts.

    Cells are called `c1`, `c2`, … in page order, as the page calls those of a file: so are their elements.
    """
    recorder = _Recorder(len(notebook.cells), tell)
    cells = tuple(
        CellText(CellId(f"c{at + 1}"), cell.name, cell.code, cell.kind, cell.config)
        for at, cell in enumerate(notebook.cells)
    )
    session = Session(recorder, recorder.take, main=True)
    try:
        await session.handle(StartNotebook(cells, "run", True, False, {}, notebook.path or "notebook.py", {}))
    finally:
        session.close()
    return recorder.results


class _Recorder(LocalHost):
    """The host of one run, and the one who listens."""

    def __init__(self, count: int, tell: Callable[[int], None]) -> None:
        self.results = [Result() for _ in range(count)]
        self._tell = tell

    def take(self, event: Event) -> None:
        """Note what an event has to say."""
        match event:
            case CellStarted(cell):
                self.results[_place(cell)] = Result()
                self._tell(_place(cell))
            case CellPrinted(cell, stream, text):
                printed = self.results[_place(cell)].printed
                if printed and printed[-1][0] == stream:
                    text = printed.pop()[1] + text
                printed.append((stream, text))
            case CellOutput(cell, output):
                self.results[_place(cell)].output = output
            case CellFinished(cell, milliseconds, error):
                result = self.results[_place(cell)]
                result.error, result.milliseconds = error, milliseconds


def _place(cell: CellId) -> int:
    return int(cell[1:]) - 1
