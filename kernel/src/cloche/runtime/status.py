"""A cell's status: what the page is told when nothing runs, and the telling itself."""

from __future__ import annotations

from collections.abc import Iterable

from cloche.protocol import CellId, CellStatus, CellStatusChanged
from cloche.runtime.kernel import Kernel
from cloche.runtime.record import Record


def tell_status(kernel: Kernel, record: Record, status: CellStatus) -> None:
    """Tell a transition, if it is one."""
    if record.status != status:
        kernel.emit(CellStatusChanged(record.id, status))
        record.status = status


def tell_rest(kernel: Kernel, cells: Iterable[CellId]) -> None:
    """Tell the status of cells that neither run nor wait."""
    off = kernel.book.disabled()
    for cell in cells:
        record = kernel.book.records[cell]
        tell_status(kernel, record, rest_status(record, cell in kernel.book.stale, cell in off))


def rest_status(record: Record, is_stale: bool, is_off: bool) -> CellStatus:
    """What a cell is while nothing runs: a function of what is known of it, whatever was before."""
    if record.outcome == "problem":
        return "error"
    if is_off:
        return "disabled"
    if record.was_interrupted:
        return "error"
    if is_stale or record.outcome == "none" or (record.outcome == "blocked" and record.cause_stopped):
        return "stale"
    return "error" if record.outcome in ("failed", "blocked") else "idle"


def mark_stale(kernel: Kernel, cells: Iterable[CellId]) -> None:
    """Say that cells are out of date; those with a problem have nothing that could be."""
    cells = [cell for cell in cells if kernel.book.records[cell].outcome != "problem"]
    kernel.book.stale.update(cells)
    tell_rest(kernel, cells)
