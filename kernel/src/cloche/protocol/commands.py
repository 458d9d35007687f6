"""Orders from the page to the session. `docs/protocol.md` tells what each one promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from cloche.protocol.cells import CellConfig, CellId, CellText, ElementId, KernelMode, Theme


@dataclass(frozen=True, slots=True)
class StartNotebook:
    """Begin, or begin again, with an empty namespace."""

    type: ClassVar[str] = "start-notebook"
    cells: tuple[CellText, ...]
    mode: KernelMode
    autorun: bool
    lazy: bool
    values: Mapping[ElementId, object]
    filename: str
    query: Mapping[str, tuple[str, ...]]
    theme: Theme = "light"
    reactive_tests: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class RunCells:
    """Take over new text and run it, with all that follows from it."""

    type: ClassVar[str] = "run-cells"
    cells: tuple[CellText, ...]
    order: tuple[CellId, ...]


@dataclass(frozen=True, slots=True)
class DeleteCells:
    """Forget cells, their names, elements and state."""

    type: ClassVar[str] = "delete-cells"
    cells: tuple[CellId, ...]


@dataclass(frozen=True, slots=True)
class MoveCells:
    """Change the page order. Nothing runs."""

    type: ClassVar[str] = "move-cells"
    order: tuple[CellId, ...]


@dataclass(frozen=True, slots=True)
class ConfigureCells:
    """Disable, enable or rename cells."""

    type: ClassVar[str] = "configure-cells"
    configs: Mapping[CellId, CellConfig]
    names: Mapping[CellId, str]


@dataclass(frozen=True, slots=True)
class ConfigureRuntime:
    """Lazy on or off."""

    type: ClassVar[str] = "configure-runtime"
    lazy: bool


@dataclass(frozen=True, slots=True)
class SetElements:
    """New values that a person entered on the page."""

    type: ClassVar[str] = "set-elements"
    values: Mapping[ElementId, object]


@dataclass(frozen=True, slots=True)
class TellElement:
    """The page's part of an element tells Python's something that is no value; it may hold bytes."""

    type: ClassVar[str] = "tell-element"
    element: ElementId
    message: object


@dataclass(frozen=True, slots=True)
class SetQuery:
    """The page's address has other parameters: the person went back or forward."""

    type: ClassVar[str] = "set-query"
    query: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SetTheme:
    """The page looks different from now on. Nothing runs."""

    type: ClassVar[str] = "set-theme"
    theme: Theme


@dataclass(frozen=True, slots=True)
class RunStale:
    """Run every cell that is out of date."""

    type: ClassVar[str] = "run-stale"


@dataclass(frozen=True, slots=True)
class RunAll:
    """Run every cell."""

    type: ClassVar[str] = "run-all"


@dataclass(frozen=True, slots=True)
class FollowFiles:
    """Files in the notebook's folder changed: what was imported from them is out of date, and who watches them runs.

    Without `rerun` it was Python that wrote them: the cells that import them
    become stale, unless they did so after the change.
    """

    type: ClassVar[str] = "follow-files"
    files: tuple[str, ...]
    rerun: bool


@dataclass(frozen=True, slots=True)
class RunScratch:
    """Run code beside the notebook; its events are told of the cell `scratch`."""

    type: ClassVar[str] = "run-scratch"
    code: str


Command = (
    StartNotebook
    | RunCells
    | DeleteCells
    | MoveCells
    | ConfigureCells
    | ConfigureRuntime
    | SetElements
    | TellElement
    | SetQuery
    | SetTheme
    | RunStale
    | RunAll
    | FollowFiles
    | RunScratch
)
