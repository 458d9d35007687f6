"""Results in this process, and what every store of results promises."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Kept:
    """A result that was found, which may be None itself."""

    value: object


class Store(Protocol):
    """Results by key."""

    maxsize: int | None

    def find(self, key: str) -> Kept | None:
        """The result kept for a key, if there is one."""
        ...

    def keep(self, key: str, value: object) -> None:
        """Keep a result. Raises `UnstorableError` for one that this store cannot hold."""
        ...

    def clear(self) -> None:
        """Forget all results."""
        ...

    def __len__(self) -> int: ...


class Memory:
    """Results in this process; the one that was not used for longest goes first."""

    def __init__(self, maxsize: int | None = None) -> None:
        self.maxsize = maxsize
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.RLock()

    def find(self, key: str) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: str, value: object) -> None:
        with self._lock:
            self._kept[key] = Kept(value)
            self._kept.move_to_end(key)
            while self.maxsize is not None and len(self._kept) > self.maxsize:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
