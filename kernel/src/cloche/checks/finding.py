"""What a check finds: values. Nothing here looks for anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""An error keeps cells from running; a warning is likely a mistake or will fail in a browser; a note is a hint."""

Group = Literal["breaking", "runtime", "formatting", "browser"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, as the manual lists it."""

    code: str
    group: Group
    severity: Severity
    finds: str
    is_fixable: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a notebook, or worth knowing.

    `cell` is the cell's index from 0 (None for the file as a whole) and
    `cells` all that take part; `line` and `column` are the cell's, `file_line` and
    `file_column` the file's, all from 1.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    cell: int | None = None
    name: str = ""
    cells: tuple[int, ...] = ()
    line: int | None = None
    column: int | None = None
    file_line: int | None = None
    file_column: int | None = None
    fix: str = field(default="")
    """What `--fix` does about it; empty where a person has to decide."""

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON values."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
            "cell": self.cell,
            "name": self.name,
            "cells": list(self.cells),
            "line": self.line,
            "column": self.column,
            "fileLine": self.file_line,
            "fileColumn": self.file_column,
            "fix": self.fix,
        }
