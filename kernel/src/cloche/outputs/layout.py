"""Boxes that put outputs beside, above and inside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Literal

from cloche.outputs.embed import as_html, as_prose
from cloche.outputs.html import Html, style_attribute
from cloche.outputs.markdown import render_inline

Justify = Literal["start", "center", "end", "space-between", "space-around"]
Align = Literal["start", "end", "center", "stretch"]

CALLOUT_KINDS = ("neutral", "info", "success", "warn", "danger", "alert")

_FLEX = {"start": "flex-start", "end": "flex-end"}
_JUSTIFY = ("start", "center", "end", "space-between", "space-around")
_ALIGN = ("start", "end", "center", "stretch")


def hstack(
    items: Sequence[object],
    *,
    justify: Justify = "space-between",
    align: Align | None = None,
    wrap: bool = False,
    gap: float = 0.5,
    widths: Literal["equal"] | Sequence[float] | None = None,
) -> Html:
    """Outputs side by side. `gap` is in rem; `widths` are shares, or "equal"."""
    return _stack(items, "row", justify, align, wrap, gap, widths, "widths")


def vstack(
    items: Sequence[object],
    *,
    align: Align | None = None,
    justify: Justify = "start",
    gap: float = 0.5,
    heights: Literal["equal"] | Sequence[float] | None = None,
) -> Html:
    """Outputs one below the other. `gap` is in rem; `heights` are shares, or "equal"."""
    return _stack(items, "column", justify, align, False, gap, heights, "heights")


def _stack(
    items: Sequence[object],
    direction: str,
    justify: str,
    align: str | None,
    wrap: bool,
    gap: float,
    shares: Literal["equal"] | Sequence[float] | None,
    shares_name: str,
) -> Html:
    parts_of_one = getattr(items, "elements", None)
    if isinstance(parts_of_one, (list, dict)):
        # An array or a dictionary of elements is laid out part by part.
        items = list(parts_of_one.values() if isinstance(parts_of_one, dict) else parts_of_one)
    if isinstance(items, (str, Html)) or not isinstance(items, Iterable):
        raise TypeError(f"A stack takes a list of outputs, got a single {type(items).__name__}. Put it in brackets.")
    items = list(items)
    _check("justify", justify, _JUSTIFY)
    if align is not None:
        _check("align", align, _ALIGN)
    parts = [1.0] * len(items) if shares == "equal" else shares
    if parts is not None and len(parts) != len(items):
        raise ValueError(f"`{shares_name}` has {len(parts)} entries for {len(items)} items.")
    style = style_attribute(
        {
            "display": "flex",
            "flex": "1",
            "flex-direction": direction,
            "justify-content": _FLEX.get(justify, justify),
            "align-items": _FLEX.get(align, align) if align else "normal",
            "flex-wrap": "wrap" if wrap else "nowrap",
            "gap": gap if isinstance(gap, str) else f"{gap}rem",
        }
    )
    boxes = [_box(as_html(item).text, None if parts is None else parts[n]) for n, item in enumerate(items)]
    return Html(f'<div class="cloche-stack"{style}>{"".join(boxes)}</div>')


def _check(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"`{name}` of a stack is one of {', '.join(map(repr, known))}, not {value!r}.")


def _box(html: str, share: float | None) -> str:
    return html if share is None else f"<div{style_attribute({'flex': share, 'min-width': 0})}>{html}</div>"


def callout(value: object, kind: str = "neutral", title: str | None = None) -> Html:
    """An output in a coloured box: neutral, info, success, warn or danger.

    >>> callout("saved", "success").text
    '<div class="cloche-callout" data-kind="success"><span>saved</span></div>'
    """
    if kind not in CALLOUT_KINDS:
        raise ValueError(f"A callout's kind is one of {', '.join(CALLOUT_KINDS)}, not {kind!r}.")
    head = f'<div class="cloche-callout-title">{render_inline(title)}</div>' if title else ""
    return Html(f'<div class="cloche-callout" data-kind="{kind}">{head}{as_html(value).text}</div>')


def accordion(
    items: Mapping[str, object], multiple: bool = False, lazy: bool = False, *, expanded: bool | Sequence[str] = False
) -> Html:
    """Outputs, or texts in Markdown, behind headings that fold; with `multiple`, more than one may be open.

    With `lazy`, what stands behind a heading is made when it is first seen; it may be a function that gives it.
    `expanded` names what is open at first; True is the first, or with `multiple` all.
    """
    if lazy:
        from cloche.ui.lazy import lazy as later

        items = {name: later(value) for name, value in items.items()}
    group = "" if multiple else f' name="{escape("accordion " + " ".join(items))}"'
    first = list(items) if multiple else list(items)[:1]
    wanted = set(first if expanded is True else expanded or ())
    if len(wanted) > 1 and not multiple:
        raise ValueError("Only one item can be open: `expanded` names several, which needs `multiple=True`.")
    if unknown := wanted - set(items):
        raise ValueError(f"`expanded` names {', '.join(sorted(unknown))}, which is not among the items.")
    folds = [
        f"<details{group}{' open' if label in wanted else ''}><summary>{render_inline(label)}</summary>"
        f'<div class="cloche-accordion-body">{as_prose(value).text}</div></details>'
        for label, value in items.items()
    ]
    return Html(f'<div class="cloche-accordion">{"".join(folds)}</div>')


def center(item: object) -> Html:
    """An output in the middle."""
    return as_html(item).center()


def left(item: object) -> Html:
    """An output at the left edge."""
    return as_html(item).left()


def right(item: object) -> Html:
    """An output at the right edge."""
    return as_html(item).right()


def style(item: object, style: dict[str, Any] | None = None, **properties: Any) -> Html:
    """An output in a box with CSS; `max_width="20rem"` means `max-width: 20rem`."""
    return as_html(item).style(style, **properties)
