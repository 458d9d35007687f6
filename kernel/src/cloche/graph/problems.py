"""What is wrong with a notebook as written: values, found in a graph.

They come and go with edits. Nothing here raises, and the texts are for people:
what happened in their own names, then one thing to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from cloche.graph.rings import way_around
from cloche.protocol import CellId, Problem

if TYPE_CHECKING:
    from cloche.graph.graph import Graph


def find_problems(graph: Graph) -> list[Problem]:
    """All problems, from the top of the page down."""
    found = [
        *_faults(graph),
        *_multiple_definitions(graph),
        *_multiple_deletions(graph),
        *_setup_dependency(graph),
        *_cycles(graph),
    ]
    return sorted(found, key=lambda problem: graph.place[problem.cells[0]])


def _faults(graph: Graph) -> Iterator[Problem]:
    for cell in graph.faulty:
        fault = graph.cells[cell].names.problem
        if fault is not None:
            yield Problem(fault.code, (cell,), fault.message, fault.hint, fault.line)


def _multiple_definitions(graph: Graph) -> Iterator[Problem]:
    for name, cells in sorted(graph.shared_definitions()):
        yield Problem(
            "multiple-definitions",
            cells,
            f"`{name}` is defined in {len(cells)} cells, so no cell can know which one it reads.",
            f"Keep one, or call it `_{name}` where only its own cell needs it: "
            "names that start with an underscore stay inside their cell.",
            None,
        )


def _multiple_deletions(graph: Graph) -> Iterator[Problem]:
    for name, cells in sorted(graph.shared_deletions()):
        yield Problem(
            "multiple-deletions",
            cells,
            f"`{name}` is deleted in {len(cells)} cells.",
            "Delete it in one of them, best in the cell that defines it.",
            None,
        )


def _setup_dependency(graph: Graph) -> Iterator[Problem]:
    setup = graph.setup
    if setup is None:
        return
    names = graph.cells[setup].names
    foreign = sorted(name for name in names.refs - names.defs if graph.definers(name))
    if foreign:
        listed = ", ".join(f"`{name}`" for name in foreign)
        yield Problem(
            "setup-dependency",
            (setup,),
            f"The setup cell runs before all others, but reads {listed} from them.",
            "Define what it needs inside it, or move the lines that read it to another cell.",
            None,
        )


_SHOWN = 6
"""How many steps of a cycle its message tells."""


def _cycles(graph: Graph) -> Iterator[Problem]:
    for ring in graph.rings:
        way = way_around(ring[0], ring, graph.children)
        steps = [_step(graph, parent, child) for parent, child in islice(pairwise(way), _SHOWN)]
        if len(way) - 1 > _SHOWN:
            steps.append("and so on")
        yield Problem(
            "cycle",
            ring,
            f"{len(ring)} cells wait for each other, so none can go first: {', '.join(steps)}.",
            "Move what they share into a cell of its own, or merge them.",
            None,
        )


def _step(graph: Graph, parent: CellId, child: CellId) -> str:
    name = graph.names_between(parent, child)[0]
    return f"`{name}` leads from cell {graph.number(parent)} to cell {graph.number(child)}"
