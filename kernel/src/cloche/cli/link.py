"""The codec of links: files in, URL-safe letters out.

The form is version 2 of `docs/links.md`; the page's twin, which also reads, is
`web/src/share/`. Both share the vocabulary beside this file, whose bytes never
change once links were made with it: a better one gets another number.
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from cloche.version import __version__

VERSION = "2"
LIMIT = 5_000_000
"""Bytes that a link may unfold to; the page refuses more."""
LONG = 2_000
"""Letters that every program keeps whole; some cut longer links."""


@cache
def vocabulary() -> bytes:
    """What a link need not spell out because both sides have it."""
    return files("cloche.cli").joinpath("data", f"vocabulary-{VERSION}.txt").read_bytes()


def link(contents: Mapping[str, bytes], base: str, absent: Sequence[str] = ()) -> str:
    """The address of a page that opens these files, the notebook first. `absent` are names of files that it needs and
    does not get.

    >>> link({"nb.py": b""}, "https://example.org/play").partition("2.")[0]
    'https://example.org/play/#code/'
    """
    start = base.partition("#")[0].partition("?")[0]
    if not start.endswith(("/", ".html")):
        start += "/"
    return f"{start}#code/{payload(contents, absent)}"


def payload(contents: Mapping[str, bytes], absent: Sequence[str] = ()) -> str:
    """The files as the part of a link after `#code/`.

    Before the letters of the content stand two that say how many these are, by which a cut is known,
    and four of a checksum.
    """
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=vocabulary())
    squeezed = squeezer.compress(parcel(contents, absent)) + squeezer.flush()
    body = _letters(squeezed)
    check = zlib.crc32(squeezed) & 0xFFFFFF
    count = len(body) % 4096
    return f"{VERSION}.{_letters((count << 12).to_bytes(3, 'big'))[:2]}{_letters(check.to_bytes(3, 'big'))}{body}"


def parcel(contents: Mapping[str, bytes], absent: Sequence[str] = ()) -> bytes:
    """The files one after the other, below a line that says who packed them, their names, and the size of all but
    the last; -1 for those that stayed behind.

    >>> parcel({"nb.py": b"x", "a.csv": b"1,2"}).partition(b",")[2]
    b'"nb.py",1,"a.csv"]\\nx1,2'
    """
    head: list[str | int] = [__version__]
    for name in absent:
        head += [name, -1]
    for name, content in contents.items():
        head += [name, len(content)]
    line = json.dumps(head[:-1], ensure_ascii=False, separators=(",", ":"))
    return b"".join([line.encode(), b"\n", *contents.values()])


def _letters(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
