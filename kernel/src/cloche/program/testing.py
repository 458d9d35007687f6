"""`pytest notebook.py`: the tests that stand in a notebook's cells, beside those of its module.

Functions and classes of the file are pytest's own business. Added are cells
called `test_…`, which run with what they need, and what stands in cells that
hold nothing but tests.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from cloche.program.app import App
from cloche.program.cell import Cell
from cloche.program.run import Program, hide_our_frames
from cloche.protocol import CellId


class NotebookModule(pytest.Module):
    """A notebook as pytest sees it."""

    def _getobj(self) -> Any:
        module = super()._getobj()  # type: ignore[no-untyped-call]
        app = vars(module).get("app")
        return with_tests(module, app) if isinstance(app, App) else module


def with_tests(module: ModuleType, app: App) -> ModuleType:
    """A module with the same names, and with the tests in its cells as plain functions and classes."""
    found = ModuleType(module.__name__, module.__doc__)
    found.__dict__.update(vars(module))
    if app._file.study.graph.problems:
        found.__dict__["test_notebook"] = _failing(lambda: app.run())
        return found
    for name, value in vars(module).items():
        if isinstance(value, Cell) and value._app is app and name.startswith("test"):
            found.__dict__[name] = _as_test(value)
    found.__dict__.update(_from_cells(app))
    return found


def _as_test(cell: Cell) -> Callable[..., None]:
    """A function that runs the cell; its parameters are what only pytest can give."""
    graph = cell._app._file.study.graph
    function: Any = getattr(cell, "__wrapped__", None)
    written = inspect.signature(function).parameters if function is not None else {}
    fixtures = [name for name in written if not graph.definers(name)]

    def test(**given: Any) -> None:
        done = cell.run(**given)
        if inspect.isawaitable(done):
            asyncio.run(_awaited(done))

    test.__name__ = test.__qualname__ = cell.name
    test.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in fixtures]
    )
    return test


def _from_cells(app: App) -> dict[str, Any]:
    """What the cells that hold only tests define; they run once, after what they read."""
    study = app._file.study
    program = Program(app._file, app._globals, {})
    tests = [cell for cell in app._cells if program.tests_in(cell._id)]
    done: set[CellId] = set()
    found: dict[str, Any] = {}
    for cell in tests:
        if study.notebook.cells[cell._index].kind != "cell":
            continue  # a function or class of the module: pytest has it
        order = [each for each in cell._needed({}) if each not in done]
        try:
            program.go(order)
        except Exception as fault:  # noqa: BLE001 - the notebook's own; told as a test that fails
            hide_our_frames(fault)
            found[f"test_cell_{cell._index + 1}"] = _raising(fault)
            program = Program(app._file, app._globals, {})
            done.clear()
            continue
        done.update(order)
        found.update({name: program.globals[name] for name in cell.defs if name in program.globals})
    return found


def _raising(fault: Exception) -> Callable[[], None]:
    def test() -> None:
        raise fault

    return test


def _failing(action: Callable[[], object]) -> Callable[[], None]:
    def test() -> None:
        action()

    return test


async def _awaited(later: Any) -> None:
    await later
