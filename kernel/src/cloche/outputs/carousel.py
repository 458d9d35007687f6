"""Outputs one after the other, and two pictures one above the other: the page has the handles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any, Literal

from cloche.outputs.embed import as_prose
from cloche.outputs.html import Html, style_attribute
from cloche.outputs.media import pixels, shown_source


def carousel(items: Sequence[object]) -> Html:
    """Outputs, or texts in Markdown, of which one shows at a time; swipe, scroll, or use the arrows below."""
    if isinstance(items, (str, Html)):
        raise TypeError(f"A carousel takes a list of outputs, got a single {type(items).__name__}. Put it in brackets.")
    slides = "".join(f'<div class="cloche-slide">{as_prose(item).text}</div>' for item in items)
    return Html(f"<cloche-carousel>{slides}</cloche-carousel>")


def image_compare(
    before_image: Any,
    after_image: Any,
    value: float = 50,
    direction: Literal["horizontal", "vertical"] = "horizontal",
    width: int | str | None = None,
    height: int | str | None = None,
) -> Html:
    """Two pictures in one place, with a handle between them; `value` (0 to 100) is where it stands at first."""
    if direction not in ("horizontal", "vertical"):
        raise ValueError(f"`direction` is horizontal or vertical, not {direction!r}.")
    if not 0 <= value <= 100:
        raise ValueError(f"`value` is between 0 and 100, not {value!r}.")
    size = style_attribute({"width": pixels(width), "height": pixels(height)})
    props = escape(json.dumps({"value": value, "direction": direction}))
    pictures = "".join(
        f'<img slot="{name}" alt="{name.capitalize()}" src="{escape(shown_source(picture))}">'
        for name, picture in (("before", before_image), ("after", after_image))
    )
    return Html(f'<cloche-image-compare props="{props}"{size}>{pictures}</cloche-image-compare>')
