"""One figure, large: what it is called, and which way it went."""

from __future__ import annotations

from html import escape
from typing import Any, Literal

from cloche.outputs.embed import as_html
from cloche.outputs.html import Html

Direction = Literal["increase", "decrease"]

_ARROWS = {"increase": "▲", "decrease": "▼"}


def stat(
    value: Any,
    label: str | None = None,
    caption: str | None = None,
    direction: Direction | None = None,
    bordered: bool = False,
    target_direction: Direction | None = "increase",
    slot: Html | None = None,
) -> Html:
    """A statistic; with a `direction` it has an arrow, green where that is the `target_direction`.

    >>> "1,234.57" in stat(1234.567, label="Visitors").text
    True
    """
    for name, given in (("direction", direction), ("target_direction", target_direction)):
        if given not in (None, "increase", "decrease"):
            raise ValueError(f"`{name}` is increase, decrease or None, not {given!r}.")
    arrow = ""
    if direction is not None:
        mood = "neutral" if target_direction is None else "good" if direction == target_direction else "bad"
        sign = f'<span role="img" aria-label="{direction}">{_ARROWS[direction]}</span>'
        arrow = f'<span class="cloche-stat-arrow" data-mood="{mood}">{sign}</span>'
    head = f'<div class="cloche-stat-label">{escape(label)}</div>' if label else ""
    note = escape(caption) if caption else ""
    foot = f'<div class="cloche-stat-caption">{arrow}{note}</div>' if arrow or note else ""
    beside = f'<div class="cloche-stat-slot">{slot.text}</div>' if slot is not None else ""
    figure = f'<div class="cloche-stat-value">{_shown(value)}</div>'
    frame = " data-bordered" if bordered else ""
    return Html(f'<div class="cloche-stat"{frame}><div>{head}{figure}{foot}</div>{beside}</div>')


def _shown(value: object) -> str:
    """A figure as HTML; nothing for None, and any other value as a cell shows it."""
    if isinstance(value, (str, int, float)) or hasattr(value, "__float__"):
        return escape(_figure(value))
    return "" if value is None else as_html(value).text


def _figure(value: Any) -> str:
    """A number with its thousands apart, and no more than two digits after the point where it is larger than 1."""
    if isinstance(value, (str, bool)):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    if abs(value) < 1:
        return f"{value:.3g}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
