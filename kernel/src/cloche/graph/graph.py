"""The dataflow graph: who defines a name, who reads it, what follows.

Pure and immutable. Nothing here parses or runs; `cloche.analysis` tells what
each cell defines and reads, and the session walks the plans handed out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Protocol

from cloche.graph.index import NOBODY, NOTHING, Index, frozen, marked, moved, shared
from cloche.graph.problems import find_problems
from cloche.graph.rings import rings
from cloche.protocol import CellId, Problem


class Fault(Protocol):
    """Why a cell cannot run as written."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def line(self) -> int | None: ...


class Names(Protocol):
    """What the graph asks of an analysis."""

    @property
    def defs(self) -> frozenset[str]: ...
    @property
    def refs(self) -> frozenset[str]: ...
    @property
    def deletes(self) -> frozenset[str]: ...
    @property
    def problem(self) -> Fault | None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as the graph knows it."""

    names: Names
    is_setup: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What is out of the ordinary, kept so that nobody has to look for it in all cells."""

    faulty: frozenset[CellId] = NOBODY
    """Cells that cannot run as written."""
    setups: frozenset[CellId] = NOBODY
    shared: frozenset[str] = NOTHING
    """Names that more than one cell defines."""
    cleared: frozenset[str] = NOTHING
    """Names that more than one cell deletes."""


@dataclass(frozen=True)
class Graph:
    """Which cell feeds which, for one version of a notebook.

    A graph never changes: an edit gives a new one. A run can therefore keep
    the graph it started with while its reader goes on typing. The indexes are
    copied with the edit, not derived anew: an edit costs what copying a few
    dictionaries costs, and only one that changes what a cell reads or defines
    takes a look at the cells downstream of it.

    A cell reads a name from whoever defines it; a cell that deletes a name
    comes after all its other readers. The setup cell comes first and reads
    nobody.

    >>> from cloche.analysis import analyse
    >>> graph = Graph.of({"plot": analyse("df.plot()"), "load": analyse("df = 1")})
    >>> graph.plan(["load"])
    ('load', 'plot')
    """

    cells: Mapping[CellId, Entry] = field(default_factory=dict)
    """In page order."""
    _definers: Index = field(default_factory=dict, repr=False)
    _readers: Index = field(default_factory=dict, repr=False)
    _deleters: Index = field(default_factory=dict, repr=False)
    _rings: tuple[frozenset[CellId], ...] = field(default=(), repr=False)
    _marks: Marks = field(default_factory=Marks, repr=False)
    _page: tuple[CellId, ...] = field(default=(), repr=False)
    """The page order as last told, with cells that never ran and are not in the graph."""

    @classmethod
    def of(
        cls, cells: Mapping[CellId, Names] | Iterable[tuple[CellId, Names]], *, setup: CellId | None = None
    ) -> Graph:
        """The graph of a whole notebook, cells in page order."""
        pairs = cells.items() if isinstance(cells, Mapping) else cells
        entries = {cell: Entry(names, cell == setup) for cell, names in pairs}
        definers: dict[str, set[CellId]] = {}
        readers: dict[str, set[CellId]] = {}
        deleters: dict[str, set[CellId]] = {}
        for cell, entry in entries.items():
            for index, names in zip((definers, readers, deleters), _indexed(entry), strict=True):
                for name in names:
                    index.setdefault(name, set()).add(cell)
        marks = Marks(
            frozenset(cell for cell, entry in entries.items() if entry.names.problem is not None),
            frozenset(cell for cell, entry in entries.items() if entry.is_setup),
            frozenset(name for name, who in definers.items() if len(who) > 1),
            frozenset(name for name, who in deleters.items() if len(who) > 1),
        )
        graph = cls(entries, frozen(definers), frozen(readers), frozen(deleters), (), marks)
        return graph._with_rings(rings(entries, graph._following))

    def put(self, cell: CellId, names: Names, *, is_setup: bool = False) -> Graph:
        """Add a cell at the end of the page, or replace it where it stands."""
        return self._edited(cell, Entry(names, is_setup))

    def remove(self, cell: CellId) -> Graph:
        """Take a cell away. A cell that is not there is no error."""
        graph = self._edited(cell, None) if cell in self.cells else self
        if cell not in graph._page:
            return graph
        return replace(graph, _page=tuple(other for other in graph._page if other != cell))

    def reorder(self, order: Iterable[CellId]) -> Graph:
        """Another page order. Cells that `order` leaves out come last; cells that only `order` knows are counted."""
        page = tuple(order)
        if page == self._page == tuple(self.cells):
            return self
        wanted = dict.fromkeys([*(cell for cell in page if cell in self.cells), *self.cells])
        if page == self._page and list(wanted) == list(self.cells):
            return self
        return replace(self, cells={cell: self.cells[cell] for cell in wanted}, _page=page)

    # ------------------------------------------------------------- questions

    def definers(self, name: str) -> tuple[CellId, ...]:
        """The cells that define `name`, in page order; more than one is a problem."""
        return self._in_order(self._definers.get(name, NOBODY))

    def readers(self, name: str) -> tuple[CellId, ...]:
        """The cells that read `name` from outside, in page order."""
        return self._in_order(self._readers.get(name, NOBODY))

    def deleters(self, name: str) -> tuple[CellId, ...]:
        """The cells that delete `name` but do not define it, in page order; more than one is a problem."""
        return self._in_order(self._deleters.get(name, NOBODY))

    def parents(self, cell: CellId) -> tuple[CellId, ...]:
        """The cells that must run before `cell`, in page order."""
        return self._in_order(self._leading(cell))

    def children(self, cell: CellId) -> tuple[CellId, ...]:
        """The cells that must run after `cell`, in page order."""
        return self._in_order(self._following(cell))

    def ancestors(self, roots: Iterable[CellId]) -> frozenset[CellId]:
        """All cells that lead to `roots`, without `roots` themselves unless they lead to each other."""
        return frozenset(self._reach(roots, self._leading))

    def descendants(self, roots: Iterable[CellId]) -> frozenset[CellId]:
        """All cells that follow from `roots`, without `roots` themselves unless they follow from each other."""
        return frozenset(self._reach(roots, self._following))

    def edges(self) -> tuple[tuple[CellId, CellId], ...]:
        """All pairs of parent and child, in page order of the parent, then of the child."""
        return tuple((cell, child) for cell in self.cells for child in self.children(cell))

    def shared_definitions(self) -> Iterator[tuple[str, tuple[CellId, ...]]]:
        """Names that more than one cell defines."""
        return ((name, self._in_order(self._definers[name])) for name in self._marks.shared)

    def shared_deletions(self) -> Iterator[tuple[str, tuple[CellId, ...]]]:
        """Names that more than one cell deletes."""
        return ((name, self._in_order(self._deleters[name])) for name in self._marks.cleared)

    @property
    def faulty(self) -> tuple[CellId, ...]:
        """The cells that cannot run as written, in page order."""
        return self._in_order(self._marks.faulty)

    @property
    def has_deletions(self) -> bool:
        """Some cell deletes a name of another one."""
        return bool(self._deleters)

    def names_between(self, parent: CellId, child: CellId) -> tuple[str, ...]:
        """The names that make `child` follow from `parent`, sorted."""
        return tuple(sorted(self._names_between(parent, child)))

    @cached_property
    def setup(self) -> CellId | None:
        """The setup cell."""
        setups = self._marks.setups
        if len(setups) < 2:
            return next(iter(setups), None)
        return next(cell for cell in self.cells if cell in setups)

    @cached_property
    def place(self) -> Mapping[CellId, int]:
        """Where each cell stands on the page, from 0; the setup cell stands above all others."""
        places = {cell: place for place, cell in enumerate(self.cells)}
        if self.setup is not None:
            places[self.setup] = -1
        return places

    def number(self, cell: CellId) -> int:
        """Which cell of the page this is, counted from 1 as people do."""
        return self._numbers[cell]

    @cached_property
    def _numbers(self) -> Mapping[CellId, int]:
        return {cell: number for number, cell in enumerate(dict.fromkeys([*self._page, *self.cells]), 1)}

    @cached_property
    def rings(self) -> tuple[tuple[CellId, ...], ...]:
        """Cells that wait for each other, each ring in page order."""
        return tuple(sorted((self._in_order(ring) for ring in self._rings), key=lambda ring: self.place[ring[0]]))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the notebook as written, from the top of the page down."""
        return tuple(find_problems(self))

    @cached_property
    def blocked(self) -> frozenset[CellId]:
        """The cells that some problem names: none of them can run."""
        return frozenset(cell for problem in self.problems for cell in problem.cells)

    def plan(self, roots: Iterable[CellId]) -> tuple[CellId, ...]:
        """`roots` and all that follows from them, each after what it reads.

        Of the cells that are ready, the one highest on the page goes first, so
        the same edit always gives the same run. Blocked cells are in no plan;
        what follows from them is.
        """
        all_following: dict[CellId, set[CellId]] = {}
        waiting = [root for root in roots if root in self.cells]
        while waiting:
            cell = waiting.pop()
            if cell not in all_following:
                all_following[cell] = self._following(cell)
                waiting += all_following[cell]
        wanted = all_following.keys() - self.blocked
        following = {cell: all_following[cell] & wanted for cell in wanted}
        waits = dict.fromkeys(wanted, 0)
        for after in following.values():
            for cell in after:
                waits[cell] += 1
        place = self.place
        ready = [(place[cell], cell) for cell, count in waits.items() if count == 0]
        heapify(ready)
        order: list[CellId] = []
        while ready:
            _, cell = heappop(ready)
            order.append(cell)
            for after_cell in following[cell]:
                waits[after_cell] -= 1
                if waits[after_cell] == 0:
                    heappush(ready, (place[after_cell], after_cell))
        return tuple(order)

    # --------------------------------------------------------------- inside

    def _in_order(self, cells: Iterable[CellId]) -> tuple[CellId, ...]:
        return tuple(sorted(cells, key=self.place.__getitem__))

    def _following(self, cell: CellId) -> set[CellId]:
        names = self.cells[cell].names
        found: set[CellId] = set()
        for name in names.defs:
            readers = self._readers.get(name)
            if readers:
                # Of two cells that define a name, neither reads the other's.
                found |= readers - self._definers[name]
        if self._deleters:
            for name in names.refs - names.deletes - names.defs:
                found |= self._deleters.get(name, NOBODY)
        found.discard(cell)
        if self.setup is not None:
            found.discard(self.setup)
        return found

    def _leading(self, cell: CellId) -> set[CellId]:
        entry = self.cells[cell]
        found: set[CellId] = set()
        if cell == self.setup:
            return found
        for name in entry.names.refs - entry.names.defs:
            found |= self._definers.get(name, NOBODY)
        for name in entry.names.deletes:
            found |= self._readers.get(name, NOBODY) - self._deleters[name]
        found.discard(cell)
        return found

    def _names_between(self, parent: CellId, child: CellId) -> Iterator[str]:
        if parent == child or child == self.setup:
            return
        above, below = self.cells[parent].names, self.cells[child].names
        yield from (above.defs & below.refs) - below.defs
        yield from ((above.refs - above.defs - above.deletes) & below.deletes) - above.defs

    def _reach(self, roots: Iterable[CellId], step: Callable[[CellId], set[CellId]]) -> set[CellId]:
        seen: set[CellId] = set()
        waiting = [root for root in roots if root in self.cells]
        while waiting:
            new = step(waiting.pop()) - seen
            seen |= new
            waiting += new
        return seen

    def _edited(self, cell: CellId, entry: Entry | None) -> Graph:
        before = self.cells.get(cell)
        cells = dict(self.cells)
        if entry is None:
            del cells[cell]
        else:
            cells[cell] = entry
        old, new = _indexed(before), _indexed(entry)
        definers = moved(self._definers, cell, old[0], new[0])
        deleters = moved(self._deleters, cell, old[2], new[2])
        is_setup = entry is not None and entry.is_setup
        marks = Marks(
            marked(self._marks.faulty, cell, entry is not None and entry.names.problem is not None),
            marked(self._marks.setups, cell, is_setup),
            shared(self._marks.shared, definers, old[0] ^ new[0]),
            shared(self._marks.cleared, deleters, old[2] ^ new[2]),
        )
        readers = moved(self._readers, cell, old[1], new[1])
        graph = Graph(cells, definers, readers, deleters, self._rings, marks, self._page)
        if before is not None and entry is not None:
            graph._take_places(self)
        if is_setup or (before is not None and before.is_setup):
            return graph._with_rings(rings(cells, graph._following))
        if old == new:
            return graph
        # A ring without the edited cell is as it was; a new one goes through it.
        suspects = {other for ring in self._rings if cell in ring for other in ring} - {cell}
        if cell in cells:
            after = graph._reach([cell], graph._following)
            if cell in after:
                suspects |= after & graph._reach([cell], graph._leading)
        kept = [ring for ring in self._rings if suspects.isdisjoint(ring) and cell not in ring]
        return graph._with_rings([*kept, *rings(suspects, graph._following)])

    def _with_rings(self, found: Iterable[frozenset[CellId]]) -> Graph:
        rings = tuple(found)
        if rings == self._rings:
            return self
        graph = replace(self, _rings=rings)
        graph._take_places(self)
        return graph

    def _take_places(self, other: Graph) -> None:
        """The page order is `other`'s, so what was derived from it holds here too."""
        for derived in ("place", "_numbers"):
            if derived in vars(other) and self._marks.setups == other._marks.setups:
                vars(self)[derived] = vars(other)[derived]


def _indexed(entry: Entry | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    if entry is None:
        return frozenset(), frozenset(), frozenset()
    return entry.names.defs, entry.names.refs, entry.names.deletes
