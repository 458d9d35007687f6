"""Bytes as an address that holds them, and the large ones taken out of HTML again before it travels.

HTML is a text that people keep, put together and export, so what it shows has
to be in it. To a page that is there, bytes go beside it (`apart`): base64 is
a third larger, and a text is copied where a buffer is handed over.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping

PARTS = "application/vnd.cloche.parts"
"""Where a bundle has the bytes of its HTML: a list. `data:image/png;part,0` in an attribute names the first."""

LARGE = 30_000
"""Letters of base64 from which on bytes go beside the HTML. Fewer cost less inside it than a buffer of their own."""

_HEAD = re.compile(r'<(img|audio|video|source|iframe|embed|object|a)\b[^<>]*\s(?:src|href|data)="data:([\w.+/-]+)$')
_BASE64 = ";base64,"
_HEAD_LENGTH = 1000


def data_url(mime: str, content: bytes) -> str:
    """The address that holds `content`.

    >>> data_url("image/png", b"abc")
    'data:image/png;base64,YWJj'
    """
    return f"data:{mime}{_BASE64}{b64encode(content).decode()}"


def apart(bundle: Mapping[str, object]) -> Mapping[str, object]:
    """The bundle with the large `data:` addresses in its HTML as bytes; the same bundle where there are none.

    Only those in an attribute that the browser loads or hands out are taken
    out, and none where a script may read them.
    """
    html = bundle.get("text/html")
    if not isinstance(html, str) or len(html) < LARGE or "<script" in html:
        return bundle
    pieces: list[str] = []
    parts: dict[str, bytes] = {}
    done = at = 0
    while (at := html.find(_BASE64, at)) >= 0:
        begin = at + len(_BASE64)
        end = html.find('"', begin)
        head = _HEAD.search(html, max(done, html.rfind("<", 0, at), at - _HEAD_LENGTH), at)
        at = begin
        if head is None or end - begin < LARGE or not _may_go(head, html[end : html.find(">", end)]):
            continue
        letters, *rest = html[begin:end].partition("#")
        try:
            parts[letters] = parts.get(letters) or b64decode(letters, validate=True)
        except ValueError:
            continue
        pieces += [html[done : begin - len(_BASE64)], f";part,{list(parts).index(letters)}", *rest]
        done = at = end
    if not parts:
        return bundle
    return {**bundle, "text/html": "".join([*pieces, html[done:]]), PARTS: list(parts.values())}


def late(html: str) -> dict[str, object]:
    """An output that comes after the one it stands in, as an element says it to its part on the page."""
    bundle = apart({"text/html": html})
    parts = {"parts": bundle[PARTS]} if PARTS in bundle else {}
    return {"html": bundle["text/html"], **parts}


def _may_go(head: re.Match[str], rest: str) -> bool:
    """Documents that would be of the page's own origin then, other than PDF, stay where they are."""
    tag, mime = head.groups()
    if tag == "a":
        return " download" in head[0] or " download" in rest
    return mime == "application/pdf" if tag in ("iframe", "embed", "object") else True
