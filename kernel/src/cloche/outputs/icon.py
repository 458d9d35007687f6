"""Icons by the names that Iconify gave them. The page has those of Lucide; of others it shows the name."""

from __future__ import annotations

import json
from html import escape
from typing import Literal

from cloche.outputs.html import Html, style_attribute

_FLIPS = ("horizontal", "vertical", "horizontal,vertical")
_TURNS = ("90deg", "180deg", "270deg")


def icon(
    icon_name: str,
    *,
    size: int | None = None,
    color: str | None = None,
    inline: bool = True,
    flip: Literal["horizontal", "vertical", "horizontal,vertical"] | None = None,
    rotate: Literal["90deg", "180deg", "270deg"] | None = None,
    style: dict[str, str | int | float | None] | None = None,
) -> Html:
    """An icon, such as `lucide:leaf`: in text, in labels of elements, in menus. `size` is in pixels.

    >>> icon("lucide:leaf", size=20).text
    '<cloche-icon props="{&quot;name&quot;: &quot;lucide:leaf&quot;}" style="font-size: 20px"></cloche-icon>'
    """
    if not isinstance(icon_name, str):
        raise TypeError(f"An icon's name is a text such as lucide:leaf, not {icon_name!r}.")
    for name, given, known in (("flip", flip, _FLIPS), ("rotate", rotate, _TURNS)):
        if given is not None and given not in known:
            raise ValueError(f"`{name}` is one of {', '.join(map(repr, known))}, not {given!r}.")
    turned = [f"rotate({rotate})"] if rotate else []
    if flip:
        turned.append(f"scale({-1 if 'horizontal' in flip else 1}, {-1 if 'vertical' in flip else 1})")
    look = style_attribute(
        {
            "font-size": f"{size}px" if size is not None else None,
            "color": color,
            "display": None if inline else "block",
            "transform": " ".join(turned) or None,
            **(style or {}),
        }
    )
    return Html(f'<cloche-icon props="{escape(json.dumps({"name": icon_name}))}"{look}></cloche-icon>')
