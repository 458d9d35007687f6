"""Plain wire values and texts of a bounded size, from any value."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

TEXT_LIMIT = 100_000
"""Characters of a text output. More is cut, with a notice."""

MARKUP_LIMIT = 10_000_000
"""Characters or bytes of HTML, SVG, JSON and images. More is not shown: half of it would be broken."""

BYTES_LIMIT = 100_000_000
"""Characters of HTML with what lies in it as base64: pictures, sound, films, documents."""

_DEPTH = 20


def shortened(text: str) -> str:
    """`text`, or its beginning and a notice.

    >>> shortened("abc")
    'abc'
    """
    if len(text) <= TEXT_LIMIT:
        return text
    return f"{text[:TEXT_LIMIT]}\n… {len(text) - TEXT_LIMIT:,} more characters are not shown."


def wire_value(value: object, depth: int = 0) -> object:
    """A copy made of nothing but what crosses to the page; what cannot is told by its repr.

    >>> wire_value({1: (True, None, 2 + 1j)})
    {'1': [True, None, '(2+1j)']}
    """
    if value is None or type(value) in (bool, int, str):
        return value if type(value) is not int or abs(value) < 2**53 else str(value)
    if type(value) is float:
        return value if isfinite(value) else None
    if depth >= _DEPTH:
        return "…"
    if isinstance(value, Mapping):
        return {str(key): wire_value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [wire_value(item, depth + 1) for item in value]
    if isinstance(value, (bool, int, float, str)):
        # A subclass, such as an enum or a numpy float: its plain part.
        plain = next(kind for kind in (bool, int, float, str) if isinstance(value, kind))
        return wire_value(plain(value), depth)
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "shape", None) == ():
        return wire_value(item(), depth + 1)
    return repr(value)
