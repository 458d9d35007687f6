"""What other formats are made of: pieces of code and of text, in page order.

A reader of a format gives pieces, `assemble.py` makes a notebook of them; a
writer goes the other way. Nothing here knows any format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cloche.notebook.model import AppConfig, Notebook
from cloche.protocol import CellConfig

PieceKind = Literal["code", "markdown", "html", "raw", "sql"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of another format. What a query finds goes by the name of `target`, if it has one."""

    kind: PieceKind
    text: str
    name: str = "_"
    config: CellConfig = field(default_factory=CellConfig)
    is_setup: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A document of another format, read: its pieces and what is said about the whole.

    `packages` are requirements (`numpy>=2`) that the document names, `notes`
    what its reader should hear about.
    """

    pieces: tuple[Piece, ...]
    header: str = ""
    app: AppConfig = field(default_factory=AppConfig)
    packages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Converted:
    """A notebook made of something else. `notes` say what could not be carried over as it was."""

    notebook: Notebook
    notes: tuple[str, ...] = ()


def readable(text: str) -> str:
    """Text that a Python file can hold: line ends as `\\n`, no byte order mark, and no NUL or
    lone surrogate.

    >>> readable("a\\r\\nb\\0")
    'a\\nb\\ufffd'
    """
    text = text.replace("\ufeff", "")
    return re.sub(r"[\0\ud800-\udfff]", "\ufffd", re.sub(r"\r\n?", "\n", text))
