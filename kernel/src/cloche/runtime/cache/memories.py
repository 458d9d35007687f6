"""One session's results in memory. They outlive a rerun of the cell that asks for them, not the cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cloche.protocol import CellId
from cloche.runtime.cache.memory import Memory


@dataclass(slots=True)
class Counts:
    """How often results were found, and how often not."""

    hits: int = 0
    misses: int = 0


@dataclass(slots=True)
class Remembered:
    """The results of one function or block."""

    code: bytes
    memory: Memory
    counts: Counts = field(default_factory=Counts)


class Memories:
    """Results by cell and name. A function that is written anew starts with none."""

    def __init__(self) -> None:
        self._by_place: dict[tuple[CellId, str], Remembered] = {}

    def of(self, cell: CellId, name: str, code: bytes, maxsize: int | None) -> Remembered:
        """What is remembered for `name` of `cell`, as long as its code is the same."""
        found = self._by_place.get((cell, name))
        if found is None or found.code != code or found.memory.maxsize != maxsize:
            found = self._by_place[cell, name] = Remembered(code, Memory(maxsize))
        return found

    def sweep(self, is_alive: Callable[[CellId], bool]) -> None:
        """Forget the results of cells that are gone."""
        for cell, name in [place for place in self._by_place if not is_alive(place[0])]:
            del self._by_place[cell, name]
