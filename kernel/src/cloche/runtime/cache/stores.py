"""Results in files beside the notebook, or in a store that somebody else wrote."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from cloche.runtime.cache.memory import Kept
from cloche.runtime.cache.packing import DamagedError, Packing


class Shelf:
    """Results in files, one a key. A file is there whole or not at all; a damaged one counts as missing."""

    maxsize: int | None = None

    def __init__(self, folder: Path, packing: Packing) -> None:
        self._folder = folder
        self._packing = packing

    def find(self, key: str) -> Kept | None:
        try:
            return Kept(self._packing.unpacked(self._file(key).read_bytes()))
        except (OSError, DamagedError):
            return None

    def keep(self, key: str, value: object) -> None:
        content = self._packing.packed(value)
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}")
        try:
            beside.write_bytes(content)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)

    def clear(self) -> None:
        for file in self._files():
            file.unlink(missing_ok=True)

    def __len__(self) -> int:
        return sum(1 for _ in self._files())

    def _files(self) -> Iterable[Path]:
        return self._folder.glob(f"*{self._packing.suffix}") if self._folder.is_dir() else ()

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}{self._packing.suffix}"


class ForeignStore(Protocol):
    """What somebody gives as `store=`: bytes by key."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> object: ...


class Elsewhere:
    """Results in a store that somebody else wrote. `clear` forgets what was kept from here."""

    maxsize: int | None = None

    def __init__(self, store: ForeignStore, name: str, packing: Packing) -> None:
        self._store = store
        self._name = name
        self._packing = packing
        self._keys: set[str] = set()

    def find(self, key: str) -> Kept | None:
        content = self._store.get(self._place(key))
        if content is None:
            return None
        try:
            return Kept(self._packing.unpacked(content))
        except DamagedError:
            return None

    def keep(self, key: str, value: object) -> None:
        self._store.put(self._place(key), self._packing.packed(value))
        self._keys.add(key)

    def clear(self) -> None:
        forget = getattr(self._store, "clear", None)
        for key in self._keys:
            if forget is not None:
                forget(self._place(key))
        self._keys.clear()

    def __len__(self) -> int:
        return len(self._keys)

    def _place(self, key: str) -> str:
        return f"{self._name}/{key}{self._packing.suffix}"
