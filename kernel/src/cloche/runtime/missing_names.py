"""A name that is not there: who would define it, or what was meant."""

from __future__ import annotations

import builtins
import sys
from difflib import get_close_matches
from types import TracebackType

from cloche.analysis import unmangle
from cloche.protocol import CellId
from cloche.runtime.book import Book
from cloche.runtime.namespace import Namespace

_USUAL = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "pl": "import polars as pl",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
    "px": "import plotly.express as px",
    "alt": "import altair as alt",
    "nx": "import networkx as nx",
    "sp": "import scipy as sp",
    "cl": "import cloche as cl",
    "mo": "import cloche as mo",
}
_ELSEWHERE = {"null": "None", "nil": "None", "undefined": "None", "NULL": "None", "true": "True", "false": "False"}


def missing_name(name: str, fault: NameError, cell: CellId, book: Book, namespace: Namespace) -> str:
    """What to do about a global that does not exist."""
    if name.startswith("_"):
        owners = [other for other, record in book.records.items() if other != cell and name in record.analysis.privates]
        if owners:
            return (
                f"`{name}` belongs to {book.label(owners[0])} alone: names that start with an underscore stay inside "
                f"their cell. Call it `{name.lstrip('_') or 'value'}` to share it."
            )
    for definer in book.graph.definers(name):
        if definer != cell:
            return _not_defined_yet(name, definer, book)
    if name in book.deleted:
        owner = book.deleted[name]
        if owner is None:  # without its number, which another cell has now
            return f"`{name}` was defined in a cell that was deleted. Define it again, or bring that cell back."
        return f"`{name}` was defined in {owner} before, and nothing defines it now. Define it again."
    if name in _ELSEWHERE:
        return f"In Python this is `{_ELSEWHERE[name]}`."
    if name in _USUAL:
        return f"Write `{_USUAL[name]}` in a cell of its own."
    shared = [other for other in namespace.globals if not other.startswith("_")]
    defined = [other for record in book.records.values() for other in record.analysis.defs]
    known = [*_locals(fault.__traceback__), *shared, *defined, *dir(builtins)]
    close = get_close_matches(name, [other for other in known if other != name], n=1, cutoff=0.75)
    if name in sys.stdlib_module_names:
        return f"`{name}` is a module of Python's own library: write `import {name}`."
    return f"Did you mean `{close[0]}`?" if close else ""


def missing_local(fault: UnboundLocalError) -> str:
    """What to do about a function's own name that has no value yet."""
    name = fault.name or str(fault).partition("'")[2].partition("'")[0]
    if not name:
        return ""
    return (
        f"The function assigns `{unmangle(name)}` somewhere, so the name is the function's own, also before that. "
        "Give it a value first, or take it as a parameter."
    )


def _locals(step: TracebackType | None) -> list[str]:
    """The names of the function that failed."""
    if step is None:
        return []
    while step.tb_next is not None:
        step = step.tb_next
    code = step.tb_frame.f_code
    return [] if code.co_name == "<module>" else list(code.co_varnames)


def _not_defined_yet(name: str, definer: CellId, book: Book) -> str:
    record = book.records[definer]
    where = f"`{name}` is defined in {book.label(definer)}"
    if record.outcome == "problem":
        problem = book.problem_of(definer)
        return f"{where}, which does not run: {problem.message if problem else 'it has a problem'}"
    if record.outcome in ("failed", "blocked"):
        return f"{where}, which failed."
    if record.outcome == "stopped":
        return f"{where}, which stopped itself before that."
    if record.text.config.disabled:
        return f"{where}, which is disabled."
    if record.outcome == "none":
        return f"{where}, which has not run yet."
    return f"{where}, which ran without defining it: is the definition inside an `if`?"
