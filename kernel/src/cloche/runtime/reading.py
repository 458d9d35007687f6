"""How far a long notebook has been read, told while it is: nothing can run before, and the page would be silent."""

from __future__ import annotations

from collections.abc import Callable

from cloche.protocol import CellsRead, Event

PAUSE = 250.0
"""Milliseconds before the first word, and between two: what takes no longer is not worth one."""
_EACH = 32
"""Cells between two looks at the clock."""


class Reading:
    """Counts the cells of one notebook as they are read."""

    def __init__(self, total: int, emit: Callable[[Event], None], now: Callable[[], float]) -> None:
        self._total = total
        self._emit = emit
        self._now = now
        self._told = now()

    def count(self, done: int) -> None:
        """Say how far it is, if it is time."""
        if done % _EACH:
            return
        now = self._now()
        if now - self._told >= PAUSE:
            self._told = now
            self._emit(CellsRead(done, self._total))
