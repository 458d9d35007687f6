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
    return Html(f'<pre class="cloche-plain">{escape(str(text))}</pre>')


def image(
    src: Any,
    alt: str | None = None,
    width: int | str | None = None,
    height: int | str | None = None,
    rounded: bool = False,
    style: dict[str, Any] | None = None,
    caption: str | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
) -> Html:
    """A picture from a URL, a file, bytes, or an array. Numbers for `width` and `height` are pixels.

    Of an array, bytes (`uint8`) are taken as they are; other numbers are stretched from `vmin` to `vmax`, or from
    the smallest to the largest.
    """
    sizes = {"width": pixels(width), "height": pixels(height), "border-radius": "4px" if rounded else None}
    look = style_attribute({**sizes, **(style or {})})
    picture = f'<img src="{escape(shown_source(src, vmin, vmax))}" alt="{escape(alt or "")}"{look}>'
    if caption is None:
        return Html(picture)
    return Html(f'<figure class="cloche-figure">{picture}<figcaption>{escape(caption)}</figcaption></figure>')


def iframe(html: str, *, width: str = "100%", height: str = "400px") -> Html:
    """HTML with scripts and styles of its own, in a frame; it cannot reach the notebook."""
    size = style_attribute({"width": width, "height": height, "border": "0"})
    return Html(f'<iframe sandbox="allow-scripts" srcdoc="{escape(html)}"{size}></iframe>')


def pixels(size: int | str | None) -> str | None:
    """A size in CSS; a number is pixels, written as a text too."""
    return f"{size}px" if isinstance(size, (int, float)) or (size and size.isdecimal()) else size


def shown_source(src: Any, vmin: float | None = None, vmax: float | None = None) -> str:
    """The address of a picture: as it is, or a `data:` URL of what is in it."""
    if isinstance(src, BufferedIOBase):
        src = src.read()
    if isinstance(src, str) and src.startswith(("http:", "https:", "data:", "blob:", "//")):
        return src
    if isinstance(src, (str, Path)):
        path = Path(src)
        if isinstance(src, Path) and not path.is_file():
            raise FileNotFoundError(f"There is no picture {str(path)!r} among the files that Python sees.")
        if not path.is_file():
            # Not a file that Python sees: a path beside the page.
            return str(src)
        src = path.read_bytes()
    if isinstance(src, (list, tuple)):
        import numpy as np

        src = np.asarray(src)
    if callable(save := getattr(src, "_repr_png_", None)):
        src = save()
    elif hasattr(src, "__array__"):
        from cloche.outputs.arrays import array_png

        src = array_png(src, vmin, vmax)
    if not isinstance(src, (bytes, bytearray, memoryview)):
        raise TypeError(f"A picture is an address, a file, bytes or an array, not {type(src).__name__}.")
    mime = next((mime for magic, mime in _MAGIC if bytes(src[:64]).lstrip().startswith(magic)), "image/png")
    return picture_url(mime, bytes(src))
