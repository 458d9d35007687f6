"""All that is known of a notebook without running it, as plain values.

The shape is a promise: `cloche inspect --json` prints it, and tools read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cloche.analysis import Analysis, analyse
from cloche.graph import Graph
from cloche.notebook.model import Cell, Notebook
from cloche.notebook.signatures import BUILTINS
from cloche.notebook.write import kinds_of
from cloche.protocol import CellId


@dataclass(frozen=True, slots=True)
class Study:
    """A notebook's cells analysed and linked; cell `n` has the id `str(n)`."""

    notebook: Notebook
    analyses: tuple[Analysis, ...]
    graph: Graph

    @classmethod
    def of(cls, notebook: Notebook) -> Study:
        """Analyse and link all cells."""
        kinds = kinds_of(notebook.cells)
        analyses = tuple(analyse(cell.code, kind=kind) for cell, kind in zip(notebook.cells, kinds, strict=True))
        setup = CellId(str(kinds.index("setup"))) if "setup" in kinds else None
        graph = Graph.of(((CellId(str(at)), found) for at, found in enumerate(analyses)), setup=setup)
        return cls(notebook, analyses, graph)

    def describe(self) -> dict[str, object]:
        """The notebook as JSON values. Cells in edges and problems are counted from 0."""
        defined = frozenset().union(*(found.defs for found in self.analyses))
        hidden = BUILTINS - defined
        return {
            "file": self.notebook.path,
            "header": self.notebook.header,
            "app": self.notebook.app.as_dict(),
            "cells": [
                {
                    "name": cell.name,
                    "code": cell.code,
                    "kind": cell.kind,
                    "config": options(cell),
                    "defs": sorted(found.defs),
                    "refs": sorted(found.refs - hidden),
                }
                for cell, found in zip(self.notebook.cells, self.analyses, strict=True)
            ],
            "edges": [[int(parent), int(child)] for parent, child in self.graph.edges()],
            "problems": [
                {"code": problem.code, "cells": [int(cell) for cell in problem.cells], "message": problem.message}
                for problem in self.graph.problems
            ],
        }


def options(cell: Cell) -> Mapping[str, object]:
    """What is said about a cell in its decorator, without what goes without saying."""
    config = cell.config
    said: dict[str, object] = {} if config.column is None else {"column": config.column}
    said |= {name: True for name in ("disabled", "hide_code") if getattr(config, name)}
    return said | {option.name: option.value for option in cell.extra}
