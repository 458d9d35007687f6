"""Cells that wait for each other, put together into one.

`def f(): return a` above a cell that sets `a` and calls `f` is fine from top to
bottom, but as cells neither could go first.
"""

from __future__ import annotations

from collections.abc import Sequence

from cloche.analysis import analyse
from cloche.graph import Graph
from cloche.protocol import CellId


def without_rings(codes: Sequence[str]) -> tuple[list[str], list[list[int]]]:
    """The cells with each ring joined where its last cell stands; and for each, the cells it is made of.

    >>> without_rings(["def f(): return a", "b = 1", "a = 1; f()"])
    (['b = 1', 'def f(): return a\\n\\na = 1; f()'], [[1], [0, 2]])
    """
    groups = [[at] for at in range(len(codes))]
    while True:
        texts = ["\n\n".join(codes[at] for at in group) for group in groups]
        graph = Graph.of((CellId(str(at)), analyse(text)) for at, text in enumerate(texts))
        if not graph.rings:
            return texts, groups
        for ring in graph.rings:
            places = sorted(int(cell) for cell in ring)
            groups[places[-1]] = sorted(at for place in places for at in groups[place])
            for place in places[:-1]:
                groups[place] = []
        groups = [group for group in groups if group]
