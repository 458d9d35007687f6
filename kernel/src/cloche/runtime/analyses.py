"""What the page is told of each cell's names: its analysis, and its signature among all the others.

The signature of a cell depends on all cells, but an edit seldom changes more
than the edited one. So after an edit only those cells are looked at again that
it can have changed; whatever could reach further begins from all of them.
"""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cloche.analysis import Analysis
from cloche.graph import Graph
from cloche.notebook.signatures import BUILTINS, Signature, Surroundings
from cloche.protocol import CellAnalysis, CellId, CellKind

_BUILTINS = frozenset(dir(builtins))
_ANYWHERE = -1


class Analyses:
    """The analyses of all cells, and which of them a page may not know yet."""

    def __init__(self) -> None:
        self._cells: dict[CellId, tuple[CellKind, Analysis]] = {}
        self._defined: Counter[str] = Counter()
        self._used: Counter[str] = Counter()
        self._far: set[CellId] = set()
        """Cells whose place on the page counts: the setup cell, single functions and classes, declared types."""
        self._around = Around()
        self._is_told = False
        self._dirty: set[CellId] = set()
        """Cells that were put since the last look."""
        self._turned: set[str] = set()
        """Names that now are read somewhere and were not, or the other way round."""
        self._is_moved = False
        self._is_shaken = False
        """Something changed that reaches beyond the cell it stands in."""

    def put(self, cell: CellId, kind: CellKind, analysis: Analysis) -> None:
        """Take a cell's analysis, new or another."""
        self._take_out(cell)
        self._cells[cell] = (kind, analysis)
        self._count(kind, analysis, 1)
        self._dirty.add(cell)
        if kind == "setup" or analysis.definition is not None or analysis.annotations:
            self._far.add(cell)
            self._is_shaken = True

    def remove(self, cell: CellId) -> None:
        """Forget a cell."""
        self._take_out(cell)
        self._cells.pop(cell, None)
        self._dirty.discard(cell)

    def reordered(self) -> None:
        """The page has another order."""
        self._is_moved = True

    def changed(self, graph: Graph) -> Iterator[CellAnalysis]:
        """The analyses that may have changed since the last call, in page order of `graph`."""
        if not self._is_told:
            return self.told(list(graph.cells))
        if self._is_moved and self._far:
            self._is_shaken |= [cell for cell in graph.cells if cell in self._far] != list(self._around.far)
        dirty = self._dirty.union(*(graph.definers(name) for name in self._turned))
        if self._is_shaken:
            before = self._around
            self._look(list(graph.cells))
            dirty |= before.far.keys() | self._around.far.keys()
            for name in self._around.differing(before):
                dirty.update(graph.readers(name))
        self._dirty, self._turned, self._is_moved, self._is_shaken = set(), set(), False, False
        wanted = (cell for cell in dirty if cell in self._cells)
        return (self._told(cell) for cell in sorted(wanted, key=graph.place.__getitem__))

    def told(self, order: Sequence[CellId]) -> Iterator[CellAnalysis]:
        """All analyses, of a page in this order."""
        self._look(order)
        self._dirty, self._turned, self._is_moved, self._is_shaken = set(), set(), False, False
        self._is_told = True
        return (self._told(cell) for cell in order)

    def _look(self, order: Sequence[CellId]) -> None:
        kinds = [self._cells[cell][0] for cell in order]
        whole = Surroundings.of(kinds, [self._cells[cell][1] for cell in order])
        far = {cell: at for at, cell in enumerate(order) if cell in self._far}
        definitions = (self._cells[cell][1].definition for cell in far)
        self._around = Around(
            Surroundings(whole.setup, whole.importable, whole.given, _Used(self._used), whole.types),
            _BUILTINS - self._defined.keys(),
            far,
            frozenset(found.name for found in definitions if found is not None),
        )

    def _told(self, cell: CellId) -> CellAnalysis:
        around, analysis = self._around, self._cells[cell][1]
        signature = around.surroundings.signature(around.far.get(cell, _ANYWHERE), analysis)
        return _told(cell, analysis, signature, around.hidden)

    def _take_out(self, cell: CellId) -> None:
        if cell in self._cells:
            self._count(*self._cells[cell], -1)
        if cell in self._far:
            self._far.discard(cell)
            self._is_shaken = True

    def _count(self, kind: CellKind, analysis: Analysis, step: int) -> None:
        _add(self._defined, analysis.defs, step)
        if not (analysis.defs.isdisjoint(BUILTINS) and analysis.defs.isdisjoint(self._around.singles)):
            self._is_shaken = True
        if kind == "setup" and analysis.problem is None:
            return  # What it reads, nobody has to return.
        self._turned.update(_add(self._used, analysis.refs, step))


@dataclass(frozen=True, slots=True)
class Around:
    """What all cells together mean for each of them."""

    surroundings: Surroundings = field(default_factory=lambda: Surroundings.of((), ()))
    hidden: frozenset[str] = _BUILTINS
    """Builtins that no cell defines."""
    far: Mapping[CellId, int] = field(default_factory=dict)
    """Where the cells stand whose place counts."""
    singles: frozenset[str] = frozenset()
    """Names of single functions and classes."""

    def differing(self, before: Around) -> set[str]:
        """The names whose readers have another signature, or other reads to tell, than `before`."""
        now, then = self.surroundings, before.surroundings
        given = now.given ^ then.given
        names = set(given | (self.hidden ^ before.hidden))
        for name in now.types.keys() | then.types.keys():
            kind = now.types.get(name)
            if kind != then.types.get(name) or (kind is not None and not given.isdisjoint(kind.refs)):
                names.add(name)
        return names


class _Used:
    """The names that some cell reads, as they are counted now."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    def __contains__(self, name: object) -> bool:
        return name in self._counts


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
