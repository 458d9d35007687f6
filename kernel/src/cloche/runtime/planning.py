"""Which cells a change sets off, sorted by what happens to them. Looks, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cloche.protocol import CellId
from cloche.runtime.book import Book
from cloche.runtime.namespace import Namespace


@dataclass(frozen=True, slots=True)
class Roots:
    """Where a change begins: the cells that a person asked for, and those that it touches.

    They differ in lazy mode only, where what is touched goes stale.
    """

    asked: frozenset[CellId] = frozenset()
    touched: frozenset[CellId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.asked or self.touched)


@dataclass(frozen=True, slots=True)
class Plan:
    """The cells to run, in order; those that only go stale; those that are switched off."""

    run: tuple[CellId, ...] = ()
    stale: tuple[CellId, ...] = ()
    disabled: tuple[CellId, ...] = ()


def make_plan(
    book: Book, namespace: Namespace, roots: Roots, unchanged: Callable[[CellId], frozenset[str]], lazy: bool
) -> Plan:
    """The plan for running `roots` and what follows, after all that they need and do not have.

    What is stale above a cell runs before it; so does the cell that defines a
    name which was deleted after the last run. A cell of imports leads only to
    the readers of those names that it imports anew; `unchanged` tells the
    others. With `lazy`, what follows goes stale.
    """
    asked = {cell for cell in roots.asked if cell in book.records}
    touched = {cell for cell in roots.touched if cell in book.records}
    if not asked and not touched:
        return Plan()
    off = book.disabled()
    while True:
        order = _order(book, asked | touched, unchanged)
        running = [cell for cell in order if cell not in off and (not lazy or cell in asked)]
        stale = book.stale.union(order) if lazy else book.stale
        missing = (_stale_above(book, running, stale) | _consumed(book, namespace, running)) - off
        missing -= book.graph.blocked if missing else frozenset()
        missing -= asked if lazy else set(running)
        if not missing:
            break
        asked |= missing
    if len(running) == len(order):
        return Plan(tuple(running))
    return Plan(
        tuple(running),
        tuple(cell for cell in order if cell not in off and lazy and cell not in asked),
        tuple(cell for cell in order if cell in off),
    )


def _stale_above(book: Book, cells: Iterable[CellId], stale: set[CellId]) -> frozenset[CellId]:
    return book.graph.ancestors(cells) & stale if stale else frozenset()


def _consumed(book: Book, namespace: Namespace, cells: Iterable[CellId]) -> set[CellId]:
    """The cells that defined what `cells` read and another cell has deleted since."""
    if not book.graph.has_deletions:
        return set()
    return {
        owner
        for cell in cells
        for name in book.records[cell].analysis.refs
        if (owner := namespace.robbed(name)) is not None and owner != cell
    }


def _order(book: Book, cells: set[CellId], unchanged: Callable[[CellId], frozenset[str]]) -> list[CellId]:
    graph = book.graph
    spreading, alone = set(cells), []
    for cell in cells:
        kept = unchanged(cell)
        if kept:
            spreading.discard(cell)
            alone.append(cell)
            for name in book.records[cell].analysis.defs - kept:
                spreading.update(graph.readers(name))
    order = list(graph.plan(spreading))
    if not alone:
        return order
    # Cells of imports read nothing, so they may go first; the setup cell goes before all.
    heads = sorted(set(alone) - set(order) - graph.blocked, key=graph.place.__getitem__)
    start = 1 if order and order[0] == graph.setup else 0
    return [*order[:start], *heads, *order[start:]]
