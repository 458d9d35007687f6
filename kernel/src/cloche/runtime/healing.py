"""After an edit: which cells have a problem now, which have none any more, and what has to run for it.

A problem takes the names of all its cells away, also of those that nobody
touched; when it goes, they all run again. So it never matters in which order a
notebook came to be what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cloche.protocol import (
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellsAnalysed,
    ErrorCode,
    Problem,
    ProblemsChanged,
)
from cloche.runtime.kernel import Kernel
from cloche.runtime.planning import Roots
from cloche.runtime.record import Record
from cloche.runtime.runner import Runner
from cloche.runtime.status import tell_rest


@dataclass(slots=True)
class Edit:
    """What an edit takes away; `Book.put` and `Book.remove` have been called already."""

    cells: set[CellId] = field(default_factory=set)
    """The cells that were given a text, new or not."""
    gone: set[str] = field(default_factory=set)
    """Names that are defined no longer: who reads one has to run."""
    unread: set[str] = field(default_factory=set)
    """Names that were read: who deletes one waited for that."""
    restored: set[str] = field(default_factory=set)
    """Names that were deleted: who defines one has to bring it back."""


def settle_edit(kernel: Kernel, runner: Runner, edit: Edit) -> Roots:
    """Tell what an edit changed about problems, and give where it sets off runs."""
    book = kernel.book
    _tell_analyses(kernel)
    problems = book.news()
    if problems is not None:
        kernel.emit(ProblemsChanged(problems))
    blocked = book.graph.blocked
    healed = book.problems - blocked
    for cell in healed:
        book.end(book.records[cell], "none")
        book.stale.add(cell)
    stopped = blocked - book.problems
    for cell in sorted(blocked, key=book.graph.place.__getitem__):
        record = book.records[cell]
        if cell in stopped:
            edit.restored |= record.analysis.deletes
        _stop(kernel, runner, record, book.problem_of(cell), is_news=cell in edit.cells or cell in stopped)
    touched = {*healed, *stopped, *_set_off(kernel, edit)}
    return Roots(frozenset(edit.cells), frozenset(touched))


def settle_order(kernel: Kernel) -> None:
    """Cells moved or have other names: tell what is worded differently now."""
    book = kernel.book
    _tell_analyses(kernel)
    problems = book.news()
    if problems is not None:
        kernel.emit(ProblemsChanged(problems))
        for cell in sorted(book.problems, key=book.graph.place.__getitem__):
            _retell(kernel, book.records[cell], book.problem_of(cell))


def _tell_analyses(kernel: Kernel) -> None:
    analysed = kernel.book.analysed()
    if analysed:
        kernel.emit(CellsAnalysed(analysed))


def _set_off(kernel: Kernel, edit: Edit) -> Iterator[CellId]:
    """The cells that an edit elsewhere sets off, beside what follows from it."""
    graph = kernel.book.graph
    for name in edit.gone:
        yield from graph.readers(name)
    if not graph.has_deletions and not edit.restored:
        return
    for name in edit.unread:
        yield from (cell for cell in graph.deleters(name) if cell in kernel.book.blocked)
    for name in edit.restored:
        owner = kernel.namespace.robbed(name)
        if owner is not None:
            yield owner


def _stop(kernel: Kernel, runner: Runner, record: Record, problem: Problem | None, *, is_news: bool) -> None:
    """Let a cell end in its problem: its names are gone, and it says so if that is news."""
    if not is_news:
        _retell(kernel, record, problem)
        return
    runner.forget(record)
    kernel.book.end(record, "problem")
    kernel.book.stale.discard(record.id)
    record.causes, record.imported = (), None
    record.error = _error(problem)
    kernel.emit(CellOutput(record.id, None))
    kernel.emit(CellFinished(record.id, 0, record.error))
    tell_rest(kernel, [record.id])


def _retell(kernel: Kernel, record: Record, problem: Problem | None) -> None:
    error = _error(problem)
    if error != record.error:
        record.error = error
        kernel.emit(CellFinished(record.id, 0, error))


def _error(problem: Problem | None) -> CellError:
    assert problem is not None
    code: ErrorCode = "syntax-error" if problem.code == "syntax-error" else "problem"
    return CellError(code, problem.message, hint=problem.hint)
