"""Sound, films and documents, with the browser's own controls."""

from __future__ import annotations

import io
from html import escape
from io import IOBase
from pathlib import Path
from typing import Any

from cloche.outputs.dataurl import data_url
from cloche.outputs.html import Html, style_attribute
from cloche.outputs.media import pixels

_MAGIC = (
    (b"RIFF", "audio/wav"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"%PDF", "application/pdf"),
)


def audio(src: Any, rate: int | None = None, normalize: bool = True) -> Html:
    """A sound: an address, a file, bytes, or an array of samples (channels in rows) with its `rate` in hertz.

    With `normalize`, an array is made as loud as it can be; without, its values lie between -1 and 1.
    """
    if hasattr(src, "__array__"):
        src = _as_wav(src, rate, normalize)
    return Html(f'<audio class="cloche-audio" controls src="{escape(source(src, "audio/wav"))}"></audio>')


def video(
    src: Any,
    controls: bool = True,
    muted: bool = False,
    autoplay: bool = False,
    loop: bool = False,
    width: int | str | None = None,
    height: int | str | None = None,
    rounded: bool = False,
) -> Html:
    """A film: an address, a file or bytes. It starts by itself only with `autoplay` and `muted`."""
    size = {"width": pixels(width), "height": pixels(height), "border-radius": "4px" if rounded else None}
    switches = {"controls": controls, "muted": muted, "autoplay": autoplay, "loop": loop}
    flags = "".join(f" {name}" for name, is_on in switches.items() if is_on)
    return Html(
        f'<video class="cloche-video" playsinline{flags} src="{escape(source(src, "video/mp4"))}"'
        f"{style_attribute(size)}></video>"
    )


def pdf(
    src: Any,
    initial_page: int | None = None,
    width: int | str | None = "100%",
    height: int | str | None = "70vh",
    style: dict[str, Any] | None = None,
) -> Html:
    """A PDF in the browser's own viewer, and a link to it for browsers without one."""
    address = source(src, "application/pdf")
    if initial_page is not None:
        address += f"#page={initial_page}"
    size = style_attribute({"width": pixels(width), "height": pixels(height), "border": "0", **(style or {})})
    name = 'href="{}" download="document.pdf"' if address.startswith("data:") else 'href="{}" target="_blank"'
    link = f'<a class="cloche-pdf-link" {name.format(escape(address))}>Open the PDF by itself</a>'
    return Html(f'<iframe class="cloche-pdf" title="PDF" src="{escape(address)}"{size}></iframe>{link}')


def source(src: object, kind: str) -> str:
    """The address of something: as it is, or a `data:` URL of a file or bytes, which are taken for `kind`."""
    named = ""
    if isinstance(src, (IOBase, io.BytesIO)):
        named = str(getattr(src, "name", ""))
        src = src.read()
    if isinstance(src, (str, Path)):
        named = str(src)
        if named.startswith(("http:", "https:", "data:", "blob:", "//")) or not Path(named).is_file():
            return named
        src = Path(named).read_bytes()
    if isinstance(src, str):
        src = src.encode()
    if not isinstance(src, (bytes, bytearray, memoryview)):
        raise TypeError(f"This takes an address, a file or bytes, not {type(src).__name__}.")
    from mimetypes import guess_type

    content = bytes(src)
    guessed = next((mime for magic, mime in _MAGIC if content.startswith(magic)), None) or guess_type(named)[0] or kind
    return data_url(guessed, content)


def _as_wav(array: Any, rate: int | None, normalize: bool) -> bytes:
    import wave

    import numpy as np

    if rate is None:
        raise ValueError("An array of samples needs its `rate`: how many there are in a second.")
    samples = np.atleast_2d(np.asarray(array, dtype=float))
    if samples.ndim != 2:
        raise ValueError(
            f"Sound is an array of one dimension, or of two with the channels in rows, not {samples.ndim}."
        )
    peak = float(np.abs(samples).max()) if samples.size else 0.0
    if not normalize and peak > 1:
        raise ValueError(f"Without `normalize`, samples lie between -1 and 1; here one is {peak:g}.")
    scaled = samples / (peak or 1.0) if normalize else samples
    whole = (scaled * 32767).astype("<i2")
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(len(whole))
        file.setsampwidth(2)
        file.setframerate(int(rate))
        file.writeframes(whole.T.tobytes())
    return target.getvalue()
