"""Commands in, events out: the kernel's half of the contract in `docs/protocol.md`.

Frozen values and their wire form. Nothing here runs, parses Python or knows a
browser. `worker/src/wire/messages.ts` is the other half, and `tests/wire/`
holds samples that both sides read.
"""

from cloche.protocol.calls import Completion, CompletionKind
from cloche.protocol.cells import (
    Bundle,
    CellConfig,
    CellId,
    CellKind,
    CellStatus,
    CellText,
    ElementId,
    KernelMode,
    Stream,
)
from cloche.protocol.codec import MalformedMessageError
from cloche.protocol.commands import (
    Command,
    ConfigureCells,
    ConfigureRuntime,
    DeleteCells,
    MoveCells,
    RunAll,
    RunCells,
    RunStale,
    SetElements,
    StartNotebook,
)
from cloche.protocol.events import (
    CellAnalysis,
    CellError,
    CellFinished,
    CellOutput,
    CellPrinted,
    CellsAnalysed,
    CellStarted,
    CellStatusChanged,
    ElementUpdated,
    ErrorCode,
    Event,
    Problem,
    ProblemsChanged,
    RunFinished,
    RunStarted,
    TraceFrame,
)
from cloche.protocol.wire import event_from_wire, from_wire, to_wire

__all__ = [
    "Bundle",
    "CellAnalysis",
    "CellConfig",
    "CellError",
    "CellFinished",
    "CellId",
    "CellKind",
    "CellOutput",
    "CellPrinted",
    "CellStarted",
    "CellStatus",
    "CellStatusChanged",
    "CellText",
    "CellsAnalysed",
    "Command",
    "Completion",
    "CompletionKind",
    "ConfigureCells",
    "ConfigureRuntime",
    "DeleteCells",
    "ElementId",
    "ElementUpdated",
    "ErrorCode",
    "Event",
    "KernelMode",
    "MalformedMessageError",
    "MoveCells",
    "Problem",
    "ProblemsChanged",
    "RunAll",
    "RunCells",
    "RunFinished",
    "RunStale",
    "RunStarted",
    "SetElements",
    "StartNotebook",
    "Stream",
    "TraceFrame",
    "event_from_wire",
    "from_wire",
    "to_wire",
]
