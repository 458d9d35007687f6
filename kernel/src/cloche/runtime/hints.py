"""What to do next about an exception that the notebook's shape explains."""

from __future__ import annotations

import builtins
import sys
from difflib import get_close_matches

from cloche.analysis import unmangle
from cloche.protocol import CellId
from cloche.runtime.book import Book
from cloche.runtime.namespace import Namespace


def hint_for(fault: BaseException, cell: CellId, book: Book, namespace: Namespace) -> str:
    """One thing to do next, or nothing."""
    if isinstance(fault, NameError) and fault.name:
        return _missing_name(unmangle(fault.name), cell, book, namespace)
    if isinstance(fault, ModuleNotFoundError) and fault.name:
        root = fault.name.partition(".")[0]
        if root not in sys.modules and root not in sys.stdlib_module_names:
            return (
                f"No installed package has a module `{root}`. Check the spelling, or whether it exists for this Python."
            )
    return ""


def _missing_name(name: str, cell: CellId, book: Book, namespace: Namespace) -> str:
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
        return f"`{name}` was defined in {book.deleted[name]}, which defines it no longer. Define it again."
    known = [other for other in (*namespace.globals, *dir(builtins)) if not other.startswith("_")]
    close = get_close_matches(name, known, n=1, cutoff=0.75)
    return f"Did you mean `{close[0]}`?" if close else ""


def _not_defined_yet(name: str, definer: CellId, book: Book) -> str:
    record = book.records[definer]
    where = f"`{name}` is defined in {book.label(definer)}"
    if record.outcome in ("failed", "problem", "blocked"):
        return f"{where}, which failed."
    if record.outcome == "stopped":
        return f"{where}, which stopped itself before that."
    if record.text.config.disabled:
        return f"{where}, which is disabled."
    if record.outcome == "none":
        return f"{where}, which has not run yet."
    return f"{where}, which ran without defining it: is the definition inside an `if`?"
