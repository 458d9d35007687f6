"""Which cells a change sets off, sorted by what happens to them. Looks, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cloche.protocol import CellId
from cloche.runtime.book import Book


@dataclass(frozen=True, slots=True)
class Plan:
    """The cells to run, in order; those that only go stale; those that are switched off."""

    run: tuple[CellId, ...] = ()
    stale: tuple[CellId, ...] = ()
    disabled: tuple[CellId, ...] = ()


def make_plan(book: Book, roots: Iterable[CellId], unchanged: Callable[[CellId], frozenset[str]], lazy: bool) -> Plan:
    """The plan for running `roots`: their stale ancestors first, and what follows.

    A cell of imports leads only to the readers of those names that it imports
    anew; `unchanged` tells the others. With `lazy`, what follows goes stale.
    """
    wanted = {cell for cell in roots if cell in book.records}
    if not wanted:
        return Plan()
    wanted |= _stale_ancestors(book, wanted)
    order = _order(book, wanted, unchanged)
    off = book.disabled()
    return Plan(
        tuple(cell for cell in order if cell not in off and (not lazy or cell in wanted)),
        tuple(cell for cell in order if cell not in off and lazy and cell not in wanted),
        tuple(cell for cell in order if cell in off),
    )


def _stale_ancestors(book: Book, cells: set[CellId]) -> set[CellId]:
    if not any(record.is_stale for record in book.records.values()):
        return set()
    return {cell for cell in book.graph.ancestors(cells) if book.records[cell].is_stale}


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
    # Cells of imports read nothing, so they may go first; the setup cell goes before all.
    heads = sorted(set(alone) - set(order) - graph.blocked, key=graph.place.__getitem__)
    start = 1 if order and order[0] == graph.setup else 0
    return [*order[:start], *heads, *order[start:]]
