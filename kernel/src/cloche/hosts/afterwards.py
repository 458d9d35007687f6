"""Changing a module of the library as soon as it is imported, and not before: most notebooks never do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

Change = Callable[[ModuleType], None]


def after_import(changes: Mapping[str, Change]) -> None:
    """Call each change once with its module: now where it is imported already."""
    waiting = dict(changes)
    for name in [name for name in waiting if name in sys.modules]:
        waiting.pop(name)(sys.modules[name])
    if waiting:
        sys.meta_path.insert(0, _Watch(waiting))


class _Watch:
    """A finder that finds what the others find, and adds the change to its loader."""

    def __init__(self, waiting: dict[str, Change]) -> None:
        self._waiting = waiting

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        change = self._waiting.pop(name, None)
        if change is None:
            return None
        spec = find_spec(name)
        if spec is None or spec.loader is None:
            self._waiting[name] = change
            return None
        loader: Any = spec.loader
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            del loader.exec_module
            execute(module)
            change(module)

        loader.exec_module = exec_module
        return spec
