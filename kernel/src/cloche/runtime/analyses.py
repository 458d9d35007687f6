"""What the page is told of each cell's names: its analysis, and its signature among all the others.

The signature of a cell depends on all cells, but an edit seldom changes more
than the edited one. So after an edit only those cells are looked at again that
it can have changed; whatever could reach further begins from all of them.
"""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cloche.analysis import Analysis
from cloche.graph import Graph
from cloche.notebook.signatures import BUILTINS, Signature, Surroundings
from cloche.protocol import CellAnalysis, CellId, CellKind

_BUILTINS = frozenset(dir(builtins))
_AWAY = -1


class Analyses:
    """The analyses of all cells, and which of them a page may not know yet."""

    def __init__(self) -> None:
        self._cells: dict[CellId, tuple[CellKind, Analysis]] = {}
        self._defined: Counter[str] = Counter()
        self._used: Counter[str] = Counter()
        self._far: set[CellId] = set()
        """Cells whose place on the page counts: the setup cell, single functions and classes, declared types."""
        self._far_order: list[CellId] = []
        self._far_places: dict[CellId, int] = {}
        self._far_names: frozenset[str] = frozenset()
        self._dirty: set[CellId] | None = None
        """Cells to look at again; None for all."""
        self._moved = False
        self._turned: set[str] = set()
        """Names that now are read somewhere and were not, or the other way round."""
        self._around = Surroundings.of((), ())
        self._hidden = _BUILTINS

    def put(self, cell: CellId, kind: CellKind, analysis: Analysis) -> None:
        """Take a cell's analysis, new or another."""
        self._take_out(cell)
        self._cells[cell] = (kind, analysis)
        self._count(kind, analysis, 1)
        if _reaches_far(kind, analysis):
            self._far.add(cell)
            self._dirty = None
        elif self._dirty is not None:
            self._dirty.add(cell)

    def remove(self, cell: CellId) -> None:
        """Forget a cell."""
        self._take_out(cell)
        self._cells.pop(cell, None)
        if self._dirty is not None:
            self._dirty.discard(cell)

    def reordered(self) -> None:
        """The page has another order."""
        self._moved = True

    def changed(self, graph: Graph) -> Iterator[CellAnalysis]:
        """The analyses that may have changed since the last call, in page order of `graph`."""
        if self._moved:
            if self._far and [cell for cell in graph.cells if cell in self._far] != self._far_order:
                self._dirty = None
            self._moved = False
        dirty, self._dirty = self._dirty, set()
        turned, self._turned = self._turned, set()
        if dirty is None:
            return self.told(list(graph.cells))
        dirty.update(cell for name in turned for cell in graph.definers(name))
        places = self._far_places
        return (self._told(cell, places.get(cell, _AWAY)) for cell in sorted(dirty, key=graph.place.__getitem__))

    def told(self, order: Sequence[CellId]) -> Iterator[CellAnalysis]:
        """All analyses, of a page in this order."""
        self._far_places = {cell: at for at, cell in enumerate(order) if cell in self._far}
        self._far_order = list(self._far_places)
        definitions = (self._cells[cell][1].definition for cell in self._far_order)
        self._far_names = frozenset(found.name for found in definitions if found is not None)
        kinds = [self._cells[cell][0] for cell in order]
        around = Surroundings.of(kinds, [self._cells[cell][1] for cell in order])
        self._around = Surroundings(around.setup, around.importable, around.given, _Used(self._used), around.types)
        self._hidden = _BUILTINS - self._defined.keys()
        return (self._told(cell, at) for at, cell in enumerate(order))

    def _told(self, cell: CellId, at: int) -> CellAnalysis:
        analysis = self._cells[cell][1]
        return _told(cell, analysis, self._around.signature(at, analysis), self._hidden)

    def _take_out(self, cell: CellId) -> None:
        if cell in self._cells:
            self._count(*self._cells[cell], -1)
        if cell in self._far:
            self._far.discard(cell)
            self._dirty = None

    def _count(self, kind: CellKind, analysis: Analysis, step: int) -> None:
        _add(self._defined, analysis.defs, step)
        if kind == "setup" and analysis.problem is None:
            return  # What it reads, nobody has to return.
        turned = _add(self._used, analysis.refs, step)
        if self._dirty is None:
            return
        self._turned.update(turned)
        if not (analysis.defs.isdisjoint(BUILTINS) and analysis.defs.isdisjoint(self._far_names)):
            self._dirty = None


class _Used:
    """The names that some cell reads, as they are counted now."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    def __contains__(self, name: object) -> bool:
        return name in self._counts


def _reaches_far(kind: CellKind, analysis: Analysis) -> bool:
    return kind == "setup" or analysis.definition is not None or bool(analysis.annotations)


def _add(counts: Counter[str], names: Iterable[str], step: int) -> list[str]:
    """Count names up or down; gives those that came or went."""
    turned = []
    for name in names:
        before = counts[name]
        if before + step:
            counts[name] = before + step
        else:
            del counts[name]
        if not before or not before + step:
            turned.append(name)
    return turned


def _told(cell: CellId, analysis: Analysis, signature: Signature, hidden: frozenset[str]) -> CellAnalysis:
    return CellAnalysis(
        cell,
        tuple(sorted(analysis.defs)),
        tuple(sorted(analysis.refs - hidden)),
        signature.params,
        signature.returns,
        analysis.is_async,
        signature.kind,
    )
