"""Names of marimo's that Cloche does not have yet: a notebook may name them, and is told when it calls one.

So a dictionary of elements to choose from, or a signature, costs a notebook nothing. They are in no `__all__`:
nothing offers them.
"""

from __future__ import annotations

import sys
from typing import Any

from cloche.errors import NotYetError

_TABLES = "A frame or a list of dictionaries at a cell's end is shown as a plain one."
_LATER = {
    "cloche.ui.data_editor": _TABLES,
    "cloche.ui.data_explorer": _TABLES,
    "cloche.ui.dataframe": _TABLES,
    "cloche.ui.experimental_data_editor": _TABLES,
    "cloche.ui.table": _TABLES,
    "cloche.sql": "Python's own `sqlite3` is there.",
}
"""By its name: what does for now."""


def stand_in(module: str) -> None:
    """Let a module answer to its names that are still to come."""
    owner = sys.modules[module]

    def __getattr__(name: str) -> type:
        if f"{module}.{name}" in _LATER:
            return _later(module, name)
        raise AttributeError(f"module '{module}' has no attribute '{name}'", name=name, obj=owner)

    vars(owner)["__getattr__"] = __getattr__


def _later(module: str, name: str) -> type:
    hint = _LATER[f"{module}.{name}"]
    called = f"{module}.{name}".removeprefix("cloche.")

    def refuse(self: object, *_arguments: Any, **_options: Any) -> None:
        raise NotYetError(f"Cloche has no `{called}` yet.", hint=hint)

    return type(name, (), {"__init__": refuse, "__module__": module, "__doc__": f"Not there yet. {hint}"})
