"""What to do next about an exception that a cell raised: one sentence, or nothing.

Names that are missing are `missing_names.py`'s business, modules and files
`missing_modules.py`'s and `missing_files.py`'s. Nothing here runs code of the
notebook's but `dir()` of a value.
"""

from __future__ import annotations

from difflib import get_close_matches

from cloche.analysis import unmangle
from cloche.errors import NotYetError
from cloche.protocol import CellId
from cloche.runtime.book import Book
from cloche.runtime.missing_files import missing_file
from cloche.runtime.missing_modules import missing_module, missing_part
from cloche.runtime.missing_names import missing_local, missing_name
from cloche.runtime.namespace import Namespace
from cloche.runtime.state import State
from cloche.ui.element import Element


def hint_for(fault: BaseException, cell: CellId, book: Book, namespace: Namespace, unfetched: str = "") -> str:
    """One thing to do next, or nothing. `unfetched`: why modules that the cell imports could not be fetched."""
    match fault:
        case UnboundLocalError():
            return missing_local(fault)
        case NameError() if fault.name:
            return missing_name(unmangle(fault.name), fault, cell, book, namespace)
        case ModuleNotFoundError() if fault.name:
            return missing_module(fault.name, fault, unfetched)
        case ImportError() if fault.name:
            return missing_part(fault)
        case ImportError() if "relative import" in str(fault):
            return "A notebook is in no package: import a file beside it by its name, `from helper import …`, no dot."
        case FileNotFoundError():
            return missing_file(fault)
        case AttributeError():
            return _missing_attribute(fault)
        case NotYetError():
            return fault.hint
        case TypeError():
            return _mistaken_for_its_value(fault, namespace)
        case RecursionError():
            return "A function calls itself without an end: look for the case in which it should stop."
        case _:
            return ""


def _missing_attribute(fault: AttributeError) -> str:
    name, owner = getattr(fault, "name", None), getattr(fault, "obj", None)
    if not name:
        return ""
    if owner is None:
        return "The value is None: something before gave no result. A function without `return` gives None."
    if isinstance(owner, State):
        return f"This is a state: call it for its value, as in `name().{name}`."
    if isinstance(owner, Element):
        return f"This is the element itself; what the person entered is its `.value`, as in `.value.{name}`."
    try:
        known = [each for each in dir(owner) if isinstance(each, str)]
    except Exception:  # noqa: BLE001 - a `__dir__` of the user's
        return ""
    close = get_close_matches(name, [each for each in known if name.startswith("_") or each[0] != "_"], 1, 0.7)
    return f"Did you mean `.{close[0]}`?" if close else ""


def _mistaken_for_its_value(fault: TypeError, namespace: Namespace) -> str:
    """An element or a state was used where its value was meant: Python names the class between quotes."""
    said = str(fault)
    for name, value in namespace.globals.items():
        if isinstance(value, (Element, State)) and f"'{type(value).__name__}'" in said and not name.startswith("_"):
            kind = type(value).__name__
            if isinstance(value, State):
                return f"`{name}` is a state: call it for its value, `{name}()`."
            return f"`{name}` is a {kind}, not its value: write `{name}.value`."
    return ""
