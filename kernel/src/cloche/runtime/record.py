"""What the session remembers of one cell."""

from __future__ import annotations

from ast import Module
from dataclasses import dataclass, field
from typing import Literal

from cloche.analysis import Analysis
from cloche.protocol import CellAnalysis, CellError, CellId, CellStatus, CellText, ElementId
from cloche.runtime.compiled import Compiled, Imported
from cloche.ui.element import Element

Outcome = Literal["none", "ok", "failed", "stopped", "blocked", "problem"]


@dataclass(slots=True)
class Life:
    """From a cell's run to its end: the next run, its deletion, a failure."""

    is_over: bool = False


@dataclass(slots=True)
class Record:
    """One cell: its text, what is known about it, and how its last run ended.

    Whether it is stale, the `Book` knows.
    """

    text: CellText
    analysis: Analysis
    told: CellAnalysis | None = None
    """The analysis as the page knows it."""
    tree: Module | None = None
    """What the present text was parsed to, where it is about to be compiled."""
    compiled: Compiled | None = None
    """Of the present text."""
    status: CellStatus | None = None
    """As the page knows it."""
    outcome: Outcome = "none"
    """How the last run ended. Set by `Book.end`."""
    error: CellError | None = None
    """Why there is no result, as the page knows it."""
    causes: tuple[CellId, ...] = ()
    """For a blocked cell: the cells that failed or stopped."""
    cause_stopped: bool = False
    elements: dict[ElementId, Element[object]] = field(default_factory=dict)
    life: Life = field(default_factory=Life)
    """Of the last run."""
    unfetched: str = ""
    """Why modules that it imports could not be fetched for the last run."""
    shown: int = 0
    """Elements that got an id in this run."""
    imported: Imported | None = None
    """What the last good run imported, for a cell of imports alone."""

    @property
    def id(self) -> CellId:
        return self.text.id

    @property
    def was_interrupted(self) -> bool:
        """The last run was ended by an interrupt."""
        return self.outcome == "failed" and self.error is not None and self.error.code == "interrupted"
