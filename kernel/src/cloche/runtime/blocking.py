"""Why a cell is passed over: what failed or stopped above it, in words that are true of the present page."""

from __future__ import annotations

from cloche.protocol import CellError, CellFinished, CellId
from cloche.runtime.book import Book
from cloche.runtime.kernel import Kernel
from cloche.runtime.record import Record

_NAMED = 3


def what_blocks(book: Book, record: Record) -> tuple[tuple[CellId, ...], bool]:
    """The cells that failed or stopped above a cell, and whether they all stopped."""
    causes: dict[CellId, None] = {}
    stopped = True
    for parent in book.graph.parents(record.id):
        above = book.records[parent]
        if above.outcome in ("none", "ok"):
            continue
        causes.update(dict.fromkeys(above.causes if above.outcome == "blocked" else (parent,)))
        stopped = stopped and (above.cause_stopped if above.outcome == "blocked" else above.outcome == "stopped")
    return tuple(causes), stopped


def blocked_error(book: Book, record: Record) -> CellError:
    """What a blocked cell says."""
    labels = ", ".join(book.label(cell) for cell in record.causes[:_NAMED])
    more = f" and {len(record.causes) - _NAMED} more" if len(record.causes) > _NAMED else ""
    if record.cause_stopped:
        return CellError("ancestor-stopped", f"Not run, because {labels}{more} stopped.", ancestors=record.causes)
    return CellError("ancestor-failed", f"Not run, because {labels}{more} failed.", ancestors=record.causes)


def retell_blocked(kernel: Kernel) -> None:
    """The page has another order, or a cell another name: say again what now reads differently."""
    book = kernel.book
    if not book.is_relabelled:
        return
    book.is_relabelled = False
    blocked = book.blocked - book.stale - book.disabled()
    if not blocked:
        return
    for cell in book.graph.plan(blocked):
        if cell not in blocked:
            continue
        record = book.records[cell]
        causes, _ = what_blocks(book, record)
        record.causes = causes or record.causes
        error = blocked_error(book, record)
        if error != record.error:
            record.error = error
            kernel.emit(CellFinished(cell, 0, error))
