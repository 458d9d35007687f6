"""What the session tells the page. Each event is past: it has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from cloche.protocol.cells import Bundle, CellId, CellKind, CellStatus, ElementId, Stream

ErrorCode = Literal[
    "exception",
    "syntax-error",
    "interrupted",
    "ancestor-failed",
    "ancestor-stopped",
    "problem",
    "kernel-stopped",
]


@dataclass(frozen=True, slots=True)
class CellAnalysis:
    """What a cell gives to and takes from the rest of the notebook."""

    cell: CellId
    defs: tuple[str, ...]
    refs: tuple[str, ...]
    params: tuple[str, ...]
    returns: tuple[str, ...]
    is_async: bool
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the notebook as written; it comes and goes with edits."""

    code: str
    cells: tuple[CellId, ...]
    message: str
    hint: str
    line: int | None


@dataclass(frozen=True, slots=True)
class TraceFrame:
    """One step of a traceback. `cell` is None for code in a file."""

    cell: CellId | None
    file: str
    line: int
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class CellError:
    """Why a cell has no result: a value, since a cell's own exception is output."""

    code: ErrorCode
    problem: str
    hint: str = ""
    exception: str = ""
    traceback: tuple[TraceFrame, ...] = ()
    ancestors: tuple[CellId, ...] = ()


@dataclass(frozen=True, slots=True)
class CellsRead:
    """How many cells of a long notebook have been read, while it is. `cells-analysed` is the end of it."""

    type: ClassVar[str] = "cells-read"
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class CellsAnalysed:
    """The analysis of every cell whose analysis changed."""

    type: ClassVar[str] = "cells-analysed"
    cells: tuple[CellAnalysis, ...]


@dataclass(frozen=True, slots=True)
class ProblemsChanged:
    """The whole list, as it is now."""

    type: ClassVar[str] = "problems-changed"
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The plan of a run, in the order it will be walked."""

    type: ClassVar[str] = "run-started"
    cells: tuple[CellId, ...]


@dataclass(frozen=True, slots=True)
class CellStatusChanged:
    """A transition, told once."""

    type: ClassVar[str] = "cell-status"
    cell: CellId
    status: CellStatus


@dataclass(frozen=True, slots=True)
class CellStarted:
    """The cell's console starts empty."""

    type: ClassVar[str] = "cell-started"
    cell: CellId


@dataclass(frozen=True, slots=True)
class CellPrinted:
    """Text for the cell's console, in the order it was written."""

    type: ClassVar[str] = "cell-printed"
    cell: CellId
    stream: Stream
    text: str


@dataclass(frozen=True, slots=True)
class ConsoleCleared:
    """The cell threw away what it had printed."""

    type: ClassVar[str] = "console-cleared"
    cell: CellId


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """A short word to the person, shown for a moment beside the notebook. `description` is HTML."""

    type: ClassVar[str] = "notice-given"
    title: str
    description: str
    kind: Literal["neutral", "danger"]


@dataclass(frozen=True, slots=True)
class CellOutput:
    """What the cell shows now; None for nothing."""

    type: ClassVar[str] = "cell-output"
    cell: CellId
    output: Bundle | None


@dataclass(frozen=True, slots=True)
class CellFinished:
    """The cell is done; `error` says why it has no result."""

    type: ClassVar[str] = "cell-finished"
    cell: CellId
    milliseconds: float
    error: CellError | None


@dataclass(frozen=True, slots=True)
class InputRequested:
    """The cell waits for a line from the person; an answer names `request`."""

    type: ClassVar[str] = "input-requested"
    cell: CellId
    request: int
    prompt: str
    secret: bool


@dataclass(frozen=True, slots=True)
class InputFinished:
    """It waits no more: answered, or stopped."""

    type: ClassVar[str] = "input-finished"
    cell: CellId
    request: int


@dataclass(frozen=True, slots=True)
class ElementUpdated:
    """Python changed an element's value."""

    type: ClassVar[str] = "element-updated"
    element: ElementId
    value: object


@dataclass(frozen=True, slots=True)
class ElementRenewed:
    """The element that the person had answered is another object now: it begins with its own value."""

    type: ClassVar[str] = "element-renewed"
    element: ElementId


@dataclass(frozen=True, slots=True)
class ElementSaid:
    """Python's part of an element tells the page's something that is no value; it may hold bytes."""

    type: ClassVar[str] = "element-said"
    element: ElementId
    message: object


@dataclass(frozen=True, slots=True)
class QueryChanged:
    """Python changed the parameters of the page's address: all of them, as they are now."""

    type: ClassVar[str] = "query-changed"
    query: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The end of a run: nothing is planned any more."""

    type: ClassVar[str] = "run-finished"


Event = (
    CellsRead
    | CellsAnalysed
    | ProblemsChanged
    | RunStarted
    | CellStatusChanged
    | CellStarted
    | CellPrinted
    | ConsoleCleared
    | NoticeGiven
    | CellOutput
    | CellFinished
    | InputRequested
    | InputFinished
    | ElementUpdated
    | ElementRenewed
    | ElementSaid
    | QueryChanged
    | RunFinished
)
