"""What a notebook may ask about where it runs."""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cloche.notebook import BUILTINS
from cloche.protocol import Theme
from cloche.runtime.cellrun import current
from cloche.runtime.query import QueryParams

Mode = Literal["edit", "run", "script", "test"]


@dataclass(frozen=True, slots=True)
class Here:
    """The cell that is running, and how its notebook is used."""

    mode: Mode
    filename: str
    code: str
    defs: frozenset[str]
    refs: frozenset[str]
    query: QueryParams
    theme: Theme = "light"
    folder: str = ""


script_cell: ContextVar[Here | None] = ContextVar("cloche_script_cell", default=None)
"""The cell that a program runs, where no kernel does."""


def here() -> Here | None:
    """The cell whose code is calling; None outside of any."""
    found = script_cell.get()
    run = current()
    if found is not None or run is None:
        return found
    setting, analysis, graph = run.setting, run.record.analysis, run.graph
    refs = frozenset(name for name in analysis.refs if name not in BUILTINS or graph.definers(name))
    code = run.record.text.code
    return Here(setting.mode, setting.filename, code, analysis.defs, refs, run.query, setting.theme, setting.folder)


def script_mode() -> Mode:
    """`test` where pytest runs the notebook, else `script`."""
    return "test" if "PYTEST_CURRENT_TEST" in os.environ or "PYTEST_VERSION" in os.environ else "script"


@dataclass(frozen=True, slots=True)
class AppMeta:
    """How the notebook is being used.

    `mode` is `edit` at the page, `run` as an app without code, `script` in a
    plain program, `test` under pytest, None outside of a notebook. `theme` is
    the page's as the cell runs. `request` is None: no server asked for it.
    """

    mode: Mode | None = None
    theme: Theme = "light"
    request: None = None


def app_meta() -> AppMeta:
    """How the notebook is being used: its mode and theme."""
    place = here()
    if place is None:
        return AppMeta("test" if script_mode() == "test" else None)
    return AppMeta(place.mode, place.theme)


def running_in_notebook() -> bool:
    """Whether a notebook's kernel runs this code; False in a plain script."""
    return script_cell.get() is None and current() is not None


def defs() -> tuple[str, ...]:
    """The names that the cell now running defines, sorted; none outside of a cell."""
    place = here()
    return () if place is None else tuple(sorted(place.defs))


def refs() -> tuple[str, ...]:
    """The names that the cell now running reads from elsewhere, sorted, without builtins; none outside of a cell."""
    place = here()
    return () if place is None else tuple(sorted(place.refs))


def query_params() -> QueryParams:
    """The parameters of the page's address, to read and to change."""
    place = here()
    return QueryParams({}) if place is None else place.query


def notebook_dir() -> Path | None:
    """The folder that the notebook lies in."""
    place = here()
    if place is not None and place.folder:
        return Path(place.folder)
    filename = _filename()
    return Path(filename).absolute().parent if filename else None


def notebook_location() -> Path | None:
    """The folder to find files beside the notebook; in the browser, that of its files."""
    return notebook_dir()


def _filename() -> str:
    place = here()
    if place is not None:
        return place.filename
    return str(getattr(sys.modules.get("__main__"), "__file__", "") or "")
