"""Pictures, frames and texts that are to be shown as they are."""

from __future__ import annotations

from html import escape
from io import BufferedIOBase
from pathlib import Path
from typing import Any

from cloche.outputs.embed import picture_url
from cloche.outputs.html import Html, style_attribute

_MAGIC = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"<", "image/svg+xml"),
)


def plain_text(text: str) -> Html:
    """Text in a fixed width, with its spaces and line breaks.

    >>> plain_text("a < b").text
    '<pre class="cloche-plain">a &lt; b</pre>'
    """
    return Html(f'<pre class="cloche-plain">{escape(text)}</pre>')


def image(
    src: str | bytes | Path | BufferedIOBase,
    alt: str | None = None,
    width: int | str | None = None,
    height: int | str | None = None,
    rounded: bool = False,
    style: dict[str, Any] | None = None,
    caption: str | None = None,
) -> Html:
    """A picture from a URL, a file, or bytes. Numbers for `width` and `height` are pixels."""
    sizes = {"width": _pixels(width), "height": _pixels(height), "border-radius": "4px" if rounded else None}
    look = style_attribute({**sizes, **(style or {})})
    picture = f'<img src="{escape(_picture_source(src))}" alt="{escape(alt or "")}"{look}>'
    if caption is None:
        return Html(picture)
    return Html(f'<figure class="cloche-figure">{picture}<figcaption>{escape(caption)}</figcaption></figure>')


def iframe(html: str, *, width: str = "100%", height: str = "400px") -> Html:
    """HTML with scripts and styles of its own, in a frame; it cannot reach the notebook."""
    size = style_attribute({"width": width, "height": height, "border": "0"})
    return Html(f'<iframe sandbox="allow-scripts" srcdoc="{escape(html)}"{size}></iframe>')


def _pixels(size: int | str | None) -> str | None:
    return f"{size}px" if isinstance(size, (int, float)) else size


def _picture_source(src: str | bytes | Path | BufferedIOBase) -> str:
    if isinstance(src, BufferedIOBase):
        src = src.read()
    if isinstance(src, str) and src.startswith(("http:", "https:", "data:", "blob:", "//")):
        return src
    if isinstance(src, (str, Path)):
        path = Path(src)
        if not path.is_file():
            # Not a file that Python sees: a path beside the page.
            return str(src)
        src = path.read_bytes()
    mime = next((mime for magic, mime in _MAGIC if src.lstrip().startswith(magic)), "image/png")
    return picture_url(mime, bytes(src))
