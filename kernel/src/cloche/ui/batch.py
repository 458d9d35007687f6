"""Elements in the middle of a text, with one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from cloche.outputs.html import Html
from cloche.ui.composites import Named
from cloche.ui.element import Element, OnChange


class batch(Named):
    """Elements put into HTML at `{name}`; the value is a dictionary. Mostly written `md("…").batch(name=…)`.

    Braces that hold no given name stay as they are, so formulas are safe. The
    elements are cloned.

    >>> from cloche import md, ui
    >>> md("From {start} to {end}").batch(start=ui.number(0, 9), end=ui.number(0, 9, value=5)).value
    {'start': 0, 'end': 5}
    """

    kind: ClassVar[str] = "batch"

    def __init__(self, html: Html, elements: Mapping[str, Element[Any]], on_change: OnChange | None = None) -> None:
        if not isinstance(html, Html):
            raise TypeError(f"`html` is HTML such as `md(…)` gives, not {type(html).__name__} {html!r}.")
        if not isinstance(elements, Mapping):
            raise TypeError(f"`elements` is a dictionary of elements, not {type(elements).__name__} {elements!r}.")
        self._html = html
        super().__init__(elements, on_change=on_change)

    def _content(self) -> str:
        names = "|".join(re.escape(str(name)) for name in self._parts)
        if not names:
            return self._html.text
        parts_by_name = {str(name): part for name, part in self._parts.items()}
        return re.sub(rf"\{{({names})\}}", lambda found: parts_by_name[found[1]].text, self._html.text)
