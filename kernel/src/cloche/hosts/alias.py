"""`import marimo` where marimo is not installed: a module that hands out Cloche's names.

A notebook file keeps the import it was written with. The finder stands at the
end of `sys.meta_path`, so a marimo that is installed always wins.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, cast

_ROOT = "marimo"


class _Alias(ModuleType):
    """A module whose names are those of one of ours."""

    def __getattr__(self, name: str) -> Any:
        ours = self.__dict__["_ours"]
        try:
            return getattr(ours, name)
        except AttributeError:
            raise AttributeError(
                f"Cloche stands in for marimo here, and has no `{self.__name__}.{name}`.", name=name, obj=self
            ) from None

    def __dir__(self) -> list[str]:
        return dir(self.__dict__["_ours"])


class AliasFinder:
    """Finds `marimo` and what is below it. Imports nothing until then."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != _ROOT and not name.startswith(f"{_ROOT}."):
            return None
        return ModuleSpec(name, cast(Any, AliasFinder), origin="cloche", is_package=True)

    @staticmethod
    def create_module(spec: ModuleSpec) -> ModuleType:
        ours = f"cloche{spec.name.removeprefix(_ROOT)}"
        try:
            found = import_module(ours)
        except ModuleNotFoundError:
            raise ModuleNotFoundError(
                f"Cloche stands in for marimo here, and has no module `{spec.name}`.", name=spec.name
            ) from None
        module = _Alias(spec.name, f"Cloche, under the name {spec.name}.")
        module.__dict__["_ours"] = found
        return module

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        """Nothing to run: the names are there."""


def install() -> None:
    """Let `import marimo` find Cloche from now on. May be called twice."""
    known = {getattr(finder, "__name__", "") for finder in sys.meta_path}
    if known.isdisjoint(("AliasFinder", "LateAlias")):
        sys.meta_path.append(AliasFinder)
