"""IPython's `display` and its kin: what they show stands in the output of the cell that calls them.

Nothing here imports IPython; `install` changes its module when a notebook has
imported it. There is no shell of IPython's, and `get_ipython()` is None.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from cloche.outputs.shows import Raw
from cloche.runtime.cellrun import CellRun, current


def install(functions: ModuleType) -> None:
    """Of `IPython.core.display_functions`, from which all of IPython takes them."""
    displays = _Displays(functions)
    before = functions.display, functions.clear_output

    def display(*objs: Any, **options: Any) -> Any:
        run = current()
        return before[0](*objs, **options) if run is None else displays.show(run, objs, **options)

    def update_display(obj: Any, *, display_id: str, **options: Any) -> None:
        displays.update(obj, display_id, raw=bool(options.get("raw")))

    def clear_output(wait: bool = False) -> None:
        run = current()
        if run is None:
            before[1](wait)
        else:
            displays.clear(run, wait)

    for changed in (display, update_display, clear_output):
        changed.__doc__ = getattr(functions, changed.__name__).__doc__
        setattr(functions, changed.__name__, changed)


class _Displays:
    """What was shown under an id, and where: an id may be updated from another cell."""

    def __init__(self, functions: ModuleType) -> None:
        self._functions = functions
        self._places: dict[str, tuple[CellRun, int]] = {}
        self._clearing: CellRun | None = None
        """The cell that wants to show something else in place of all, as soon as there is something."""

    def show(
        self,
        run: CellRun,
        objs: tuple[Any, ...],
        *,
        raw: bool = False,
        clear: bool = False,
        display_id: str | bool | None = None,
        metadata: object = None,
        **_: Any,
    ) -> Any:
        if clear or self._clearing is run:
            self._clearing = None
            run.clear_outputs()
        name = uuid.uuid4().hex if display_id is True else display_id or ""
        for value in objs or (("",) if name else ()):
            position = run.keep(_as_bundle(value, metadata) if raw else value)
            if name:
                self._places[name] = run, position
        return self._functions.DisplayHandle(name) if name else None

    def update(self, value: Any, name: str, *, raw: bool) -> None:
        run, position = self._places.get(name, (None, 0))
        if run is None or run.is_over or position >= len(run.outputs):
            self._places.pop(name, None)
            return
        run.put(_as_bundle(value, None) if raw else value, position)

    def clear(self, run: CellRun, wait: bool) -> None:
        run.console.clear()
        if wait:
            self._clearing = run
        else:
            run.clear_outputs()


def _as_bundle(value: Any, metadata: object) -> object:
    return Raw(value, metadata) if isinstance(value, Mapping) else value
