"""`await app.embed()`: a notebook inside another, run once in a program, alive in a kernel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from cloche.errors import NotebookError
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import vstack
from cloche.program.given import DefsError, replaced_cells
from cloche.program.guest import LiveGuest
from cloche.program.run import BrokenNotebookError, Program, hide_our_frames
from cloche.runtime.cellrun import CellRun, current
from cloche.runtime.surroundings import running_in_notebook
from cloche.ui.element import Element

if TYPE_CHECKING:
    from cloche.program.app import App


@dataclass(frozen=True, slots=True)
class AppEmbedResult:
    """What an embedded notebook shows, and the names that it defines."""

    output: Html
    defs: Mapping[str, Any]


async def embedded_app(app: App, defs: Mapping[str, object] | None) -> AppEmbedResult:
    """Run `app` inside what runs now."""
    given = dict(defs or {})
    elements = [name for name, value in given.items() if isinstance(value, Element)]
    if elements:
        raise DefsError(
            f"`defs` gives an element for `{elements[0]}`.", hint=f"Give its value: `{elements[0]}.value` of that cell."
        )
    run = current()
    if run is None or not running_in_notebook():
        return await _once(app, given)
    return await _alive(app, given, run)


async def _once(app: App, given: dict[str, object]) -> AppEmbedResult:
    program = Program(app._file, app._globals, given)
    graph = app._file.study.graph
    replaced = replaced_cells(graph, given)
    try:
        await program.walk([cell for cell in graph.plan(graph.cells) if cell not in replaced])
    except Exception as fault:
        hide_our_frames(fault)
        raise
    shown = [program.outputs.get(cell) for cell in graph.cells if cell != graph.setup]
    return AppEmbedResult(vstack([as_html(value) for value in shown if value is not None]), program.defs())


async def _alive(app: App, given: dict[str, object], run: CellRun) -> AppEmbedResult:
    _refuse_own_cell(app, run)
    study = app._file.study
    if study.graph.problems:
        first = study.graph.problems[0]
        raise BrokenNotebookError(f"{app._file.name}: {first.message}", hint=first.hint)
    replaced = replaced_cells(study.graph, given)
    guest = cast("LiveGuest | None", run.embeds.find(app))
    if guest is None:
        guest = LiveGuest(study, app._file.path, run)
        run.embeds.put(app, guest)
    await guest.bring_up(given, replaced)
    if guest.was_interrupted:
        raise KeyboardInterrupt
    return AppEmbedResult(guest.output(), guest.defs())


def _refuse_own_cell(app: App, run: CellRun) -> None:
    """The cell that makes the app would run itself again with each change inside of it."""
    values = run.globals
    for name in run.record.analysis.defs:
        value = values.get(name)
        if value is app or (isinstance(value, ModuleType) and value.__dict__.get("app") is app):
            raise NotebookError(
                f"This cell defines `{name}` and embeds it too.",
                hint=f"Call `{name}.embed()` in another cell, which then follows what happens inside.",
            )
