"""Kinds of content that the page does not show by itself, as HTML that it does."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from cloche.outputs.embed import picture_url
from cloche.outputs.pages import as_frame, as_script, is_page
from cloche.outputs.playback import audio, pdf, video

_PLAIN = "text/plain"
_SCRIPTS = ("application/javascript", "text/javascript")


def shown(contents: Mapping[str, object]) -> Mapping[str, object]:
    """The same bundle, with HTML where it had only kinds that the page does not know; a whole page gets a frame.

    >>> shown({"application/geo+json": {"type": "Point"}})
    {'application/json': {'type': 'Point'}}
    """
    html = contents.get("text/html")
    if html is not None:
        text = str(html)
        return {**contents, "text/html": as_frame(text)} if is_page(text) else contents
    for kind, content in contents.items():
        if (found := _known(kind, content)) is not None:
            rest = {_PLAIN: contents[_PLAIN]} if _PLAIN in contents else {}
            return {**rest, **found}
    return contents


def _known(kind: str, content: object) -> Mapping[str, object] | None:
    family, _, sort = kind.partition("/")
    if kind == "application/pdf":
        return {"text/html": pdf(_address(kind, content)).text}
    if family == "audio":
        return {"text/html": audio(_address(kind, content)).text}
    if family == "video":
        return {"text/html": video(_address(kind, content)).text}
    if family == "image" and sort not in ("png", "jpeg", "gif", "webp", "svg+xml"):
        return {"text/html": f'<img alt="Picture" src="{escape(_address(kind, content))}">'}
    if kind in _SCRIPTS:
        return {"text/html": as_script(str(content))}
    if kind == "application/geo+json":
        return {"application/json": content}
    return None


def _address(kind: str, content: object) -> str:
    return picture_url(kind, bytes(content) if isinstance(content, (bytearray, memoryview)) else content)
