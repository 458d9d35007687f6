"""A cell as the page holds it, and the small words that commands and events share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NewType

CellId = NewType("CellId", str)
ElementId = NewType("ElementId", str)

CellKind = Literal["cell", "setup", "function", "class", "unparsable"]
CellStatus = Literal["idle", "queued", "running", "stale", "disabled", "error"]
KernelMode = Literal["edit", "run"]
Theme = Literal["light", "dark"]
Stream = Literal["stdout", "stderr"]

#: MIME type → content: text types are strings, images may be bytes, JSON types plain values.
Bundle = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CellConfig:
    """What a person decided about a cell, beside its text."""

    disabled: bool = False
    hide_code: bool = False
    column: int | None = None


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell of the page: its text and all that is written around it."""

    id: CellId
    name: str
    code: str
    kind: CellKind = "cell"
    config: CellConfig = field(default_factory=CellConfig)
