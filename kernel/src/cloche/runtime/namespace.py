"""The globals that all cells share, and which cell each name belongs to."""

from __future__ import annotations

import builtins
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from cloche.analysis import private_name
from cloche.protocol import CellId

ClassFile = Callable[[type], str | None]


class Namespace:
    """One module's globals. A name is gone as soon as the cell that bound it is rerun or deleted.

    `class_file` knows the cell of a class: Python asks a function for its file, but a class for that of its module.
    """

    def __init__(self, filename: str, class_file: ClassFile = lambda kind: None) -> None:
        self.module = ModuleType("__main__")
        self._class_file = class_file
        self.globals: dict[str, Any] = self.module.__dict__
        self.globals["__file__"] = filename
        self._given = dict(self.globals)
        self._owners: dict[str, CellId] = {}
        self._owned: dict[CellId, set[str]] = {}

    @property
    def given(self) -> Iterable[str]:
        """What a module has from the beginning."""
        return (*self._given, "__builtins__")

    def owned(self, cell: CellId) -> frozenset[str]:
        """The names that the last run of `cell` bound, private ones as the namespace spells them."""
        return frozenset(self._owned.get(cell, ()))

    def owner(self, name: str) -> CellId | None:
        """The cell whose last run bound `name`."""
        return self._owners.get(name)

    def claim(self, cell: CellId, names: Iterable[str]) -> None:
        """Say that the run of `cell` bound those of `names` that exist now."""
        for name in names:
            if name in self.globals:
                before = self._owners.get(name)
                if before is not None and before != cell:
                    self._owned[before].discard(name)
                self._owners[name] = cell
                self._owned.setdefault(cell, set()).add(name)

    def robbed(self, name: str) -> CellId | None:
        """The cell whose last run bound `name`, if another one has deleted it since."""
        return None if name in self.globals else self._owners.get(name)

    def holds(self, cell: CellId, name: str) -> bool:
        """Whether `name` is there, as the last run of `cell` bound it."""
        return name in self.globals and self._owners.get(name) == cell

    def scrub(self, cell: CellId, names: Iterable[str] = (), *, keep: frozenset[str] = frozenset()) -> frozenset[str]:
        """Remove what `cell` bound, and what its functions may have bound since (`names`), except `keep`.

        Gives the names that are gone.
        """
        owned = self._owned.get(cell, set())
        late = (name for name in names if name not in self._owners and name in self.globals)
        gone = frozenset(owned.union(late)).difference(keep)
        for name in gone:
            self.globals.pop(name, None)
            self._owners.pop(name, None)
            if name in self._given:
                self.globals[name] = self._given[name]
        owned -= gone
        if not owned:
            self._owned.pop(cell, None)
        return gone

    def claim_privates(self, cell: CellId, kept: Iterable[str], temporary: Iterable[str]) -> None:
        """Free a cell's temporaries; those that its functions still use live until its next run."""
        for name in temporary:
            self.globals.pop(private_name(cell, name), None)
        self.claim(cell, (private_name(cell, name) for name in kept))

    def repair(self) -> None:
        """Give cells their builtins back, whatever a cell did to `__builtins__`."""
        self.globals["__builtins__"] = builtins

    @contextmanager
    def as_main(self) -> Iterator[None]:
        """While code of a cell runs, this is `__main__`: `pickle`, `dataclasses`, `inspect` look classes up there."""
        before, asked = sys.modules.get("__main__"), inspect.getfile

        def getfile(object: Any) -> str:
            own = isinstance(object, type) and object.__module__ == "__main__"
            return (own and self._class_file(object)) or asked(object)

        sys.modules["__main__"] = self.module
        inspect.getfile = getfile
        try:
            yield
        finally:
            if before is not None:
                sys.modules["__main__"] = before
            if inspect.getfile is getfile:
                inspect.getfile = asked

    def clear(self) -> None:
        """Let go of everything."""
        self.globals.clear()
        self._owners.clear()
        self._owned.clear()
