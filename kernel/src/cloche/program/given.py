"""Definitions that a caller gives in place of a notebook's own: which cells they replace."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from cloche.errors import NotebookError
from cloche.graph import Graph
from cloche.protocol import CellId


class DefsError(NotebookError, ValueError):
    """`defs=` does not fit the notebook."""

    code = "defs"


def replaced_cells(graph: Graph, given: Mapping[str, object]) -> frozenset[CellId]:
    """The cells whose names are all given, so that they do not run.

    Raises `DefsError` for names that the notebook neither defines nor reads,
    for a cell of which only some names are given, and for the setup cell's.
    """
    read = {name for entry in graph.cells.values() for name in entry.names.refs}
    for name in given:
        if not graph.definers(name) and name not in read:
            near = get_close_matches(name, {name for entry in graph.cells.values() for name in entry.names.defs}, 1)
            raise DefsError(
                f"`defs` gives `{name}`, which the notebook neither defines nor reads.",
                hint=f"Did you mean `{near[0]}`?" if near else "Check the spelling against the notebook's cells.",
            )
    cells = frozenset(cell for name in given for cell in graph.definers(name))
    for cell in sorted(cells, key=graph.place.__getitem__):
        defs = graph.cells[cell].names.defs
        if cell == graph.setup:
            raise DefsError(
                f"`defs` cannot replace what the setup cell defines: {_listed(defs & given.keys())}.",
                hint="Move what should be replaceable into a cell of its own.",
            )
        missing = defs - given.keys()
        if missing:
            raise DefsError(
                f"`defs` gives {_listed(defs & given.keys())}, but not {_listed(missing)} of the same cell.",
                hint="A cell is left out as a whole: give all of its names, or split the cell.",
            )
    return cells


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
