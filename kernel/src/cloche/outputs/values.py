"""Values as trees, and values as their `repr`."""

from __future__ import annotations

import json as standard
from dataclasses import dataclass
from typing import Any

from cloche.outputs import tree as trees
from cloche.outputs.bundle import bundle, is_rich
from cloche.outputs.html import Html
from cloche.outputs.markdown import render_inline


def json(data: str | dict[str, Any] | list[Any], label: str | None = None) -> Html:
    """JSON, as a text or as Python values, as a tree that folds.

    >>> "<code>&#x27;Oslo&#x27;</code>" in json('["Oslo"]').text
    True
    """
    if isinstance(data, str):
        try:
            data = standard.loads(data)
        except ValueError as fault:
            raise ValueError(f"This text is not JSON: {fault}.") from None
    return _labelled(data, label)


def tree(items: list[Any] | tuple[Any, ...] | dict[Any, Any], label: str | None = None) -> Html:
    """Nested lists, tuples and dictionaries as a tree that folds; elements and figures in it are shown as they are."""
    if not isinstance(items, (list, tuple, dict)):
        raise ValueError(f"A tree is made of a list, a tuple or a dictionary, not of {type(items).__name__}.")
    return _labelled(items, label)


@dataclass(frozen=True, slots=True, repr=False)
class Plain:
    """A value that shows its `repr`, whatever else it could show."""

    child: Any

    def _mime_(self) -> tuple[str, str]:
        return "text/plain", repr(self.child)

    def __repr__(self) -> str:
        return f"Plain(child={self.child!r})"


def plain(value: Any) -> Plain:
    """Show a value by its `repr`, without the table or picture that it would have.

    >>> plain([1, 2])._mime_()
    ('text/plain', '[1, 2]')
    """
    return Plain(value)


def _labelled(value: object, label: str | None) -> Html:
    head = f'<div class="cloche-tree-label">{render_inline(label)}</div>' if label else ""
    return Html(f'<div class="cloche-tree">{head}{trees.drawn(value, bundle, is_rich)}</div>')
