"""What leads through a notebook: menus, a bar at its side, its headings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, Literal

from cloche.outputs.embed import as_html, as_prose
from cloche.outputs.html import Html
from cloche.outputs.layout import vstack
from cloche.outputs.markdown import render_inline


def nav_menu(menu: dict[str, Any], *, orientation: Literal["horizontal", "vertical"] = "horizontal") -> Html:
    """Links in a row or a column: address → label, or name → a menu of its own, one level deep.

    `#name` leads to a heading of the notebook, `#/name` to a route (`routes`), anything else beside the notebook.
    An entry of an inner menu may be `{"label": …, "description": …}`.
    """
    if orientation not in ("horizontal", "vertical"):
        raise ValueError(f"`orientation` is horizontal or vertical, not {orientation!r}.")
    entries = "".join(_entry(address, label) for address, label in menu.items())
    return Html(f'<nav class="cloche-nav" data-orientation="{orientation}"><ul>{entries}</ul></nav>')


def _entry(address: str, label: Any) -> str:
    if not isinstance(label, Mapping):
        return f"<li>{_link(address, label)}</li>"
    inner = "".join(f"<li>{_inner(to, given)}</li>" for to, given in label.items())
    return f"<li><details><summary>{render_inline(str(address))}</summary><ul>{inner}</ul></details></li>"


def _inner(address: str, given: Any) -> str:
    if isinstance(given, Mapping):
        return _link(address, given["label"], given.get("description", ""))
    return _link(address, given)


def _link(address: str, label: object, description: object = "") -> str:
    shown = as_html(label).text if isinstance(label, Html) else render_inline(str(label))
    note = f"<small>{render_inline(str(description))}</small>" if description else ""
    beside = "" if address.startswith("#") else ' target="_blank" rel="noopener noreferrer"'
    return f'<a href="{escape(address)}"{beside}>{shown}{note}</a>'


def sidebar(item: object, footer: object | None = None, *, width: str | int | None = None) -> Html:
    """An output, a list of them or a text in Markdown, at the side of the page; `width` is CSS, or pixels.

    On small screens it stands where the cell is.
    """
    wide = f"{width}px" if isinstance(width, (int, float)) else width
    body = vstack(item) if isinstance(item, (list, tuple)) else as_prose(item)
    foot = "" if footer is None else _foot(footer)
    props = escape(json.dumps({"width": wide}))
    return Html(f'<cloche-sidebar props="{props}"><div class="cloche-side">{body.text}</div>{foot}</cloche-sidebar>')


def _foot(footer: object) -> str:
    shown = vstack(footer) if isinstance(footer, (list, tuple)) else as_prose(footer)
    return f'<div class="cloche-side" slot="footer">{shown.text}</div>'


def outline(*, label: str = "") -> Html:
    """The headings of all Markdown in the notebook, as they are now, each a link."""
    return Html(f'<cloche-outline props="{escape(json.dumps({"label": label}))}"></cloche-outline>')
