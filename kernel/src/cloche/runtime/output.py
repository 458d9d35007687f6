"""`output`: show things while a cell runs. Outside of a cell, nothing happens."""

from __future__ import annotations

from cloche.runtime.cellrun import current

__all__ = ["append", "clear", "clear_console", "replace", "replace_at_index"]


def replace(value: object) -> None:
    """Show `value` in place of what the cell shows."""
    run = current()
    if run is not None:
        run.replace(value)


def append(value: object) -> None:
    """Show `value` below what the cell shows."""
    run = current()
    if run is not None:
        run.append(value)


def replace_at_index(value: object, idx: int) -> None:
    """Show `value` in place of the output number `idx`, counted from 0."""
    run = current()
    if run is not None:
        run.put(value, idx)


def clear() -> None:
    """Show nothing."""
    replace(None)


def clear_console() -> None:
    """Throw away what the cell has printed."""
    run = current()
    if run is not None:
        run.console.clear()
