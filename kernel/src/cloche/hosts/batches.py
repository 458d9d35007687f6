"""Events gathered into batches worth sending. No browser: whoever sends is given.

Busy Python cannot be asked later, so that a cell began goes out at once, and
so does what a slow cell prints and shows. What cells give that were quick the
last time waits for the end of the run, or for the next frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from cloche.outputs.dataurl import apart
from cloche.protocol import (
    CellFinished,
    CellId,
    CellOutput,
    CellPrinted,
    CellsAnalysed,
    CellStarted,
    CellStatusChanged,
    Event,
    ProblemsChanged,
    RunStarted,
    to_wire,
)

FRAME = 16.0
"""Milliseconds between batches while Python is busy: one picture on the page."""

URGENT = 100
"""Batches that may go before the next frame; the stock fills up again with time."""

PREPARATIONS = (CellsAnalysed, CellStatusChanged, ProblemsChanged, RunStarted)
"""Events that never go alone: a cell's start or the end of the command follows at once."""


class Batches:
    """Takes events one by one and sends them as lists of wire values, in order."""

    def __init__(self, send: Callable[[list[dict[str, object]]], None], now: Callable[[], float]) -> None:
        self._send = send
        self._now = now
        self._waiting: list[dict[str, object]] = []
        self._sent = now()
        self._stock = float(URGENT)
        self._filled = self._sent
        self._quick: set[CellId] = set()

    def begin(self) -> None:
        """A command begins: what it brings may gather for one frame."""
        self._sent = self._now()

    def forget(self, cells: Iterable[CellId]) -> None:
        """Cells that were edited may be slow now, however quick they were."""
        self._quick.difference_update(cells)

    def put(self, event: Event) -> None:
        """Take an event; send what has gathered if it is time."""
        if isinstance(event, CellOutput) and event.output:
            event = replace(event, output=apart(event.output))
        self._waiting.append(to_wire(event))
        if isinstance(event, PREPARATIONS):
            return
        if self._is_urgent(event) or self._now() - self._sent >= FRAME:
            self.flush()

    def flush(self) -> None:
        """Send what has gathered."""
        if self._waiting:
            batch, self._waiting = self._waiting, []
            self._sent = self._now()
            self._send(batch)

    def _is_urgent(self, event: Event) -> bool:
        match event:
            case CellFinished(cell=cell, milliseconds=spent):
                (self._quick.add if spent < FRAME else self._quick.discard)(cell)
            case CellStarted():
                # Quick last time says nothing of this time: it may be the loop that never ends.
                return self._spend()
            case CellPrinted(cell=cell) | CellOutput(cell=cell):
                return cell not in self._quick and self._spend()
        return False

    def _spend(self) -> bool:
        now = self._now()
        self._stock = min(URGENT, self._stock + (now - self._filled) / FRAME)
        self._filled = now
        if self._stock < 1:
            return False
        self._stock -= 1
        return True
