"""What the page asks of the worker beside commands, where Python is the one to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CompletionKind = Literal["variable", "function", "class", "module", "keyword", "property"]


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on typing."""

    label: str
    kind: CompletionKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A document of another format as the text of a notebook, and what could not be carried over as it was."""

    text: str
    notes: tuple[str, ...] = ()
