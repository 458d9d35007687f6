"""Which cells stand behind each name, as values: a change gives another index and leaves the old one as it was.

Not here: what an index is of, which the graph knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from cloche.protocol import CellId

Index = Mapping[str, frozenset[CellId]]
NOBODY: frozenset[CellId] = frozenset()
NOTHING: frozenset[str] = frozenset()


def frozen(index: dict[str, set[CellId]]) -> Index:
    return {name: frozenset(cells) for name, cells in index.items()}


def moved(index: Index, cell: CellId, old: frozenset[str], new: frozenset[str]) -> Index:
    """The index after `cell` gave up the `old` names and took the `new` ones."""
    if old == new:
        return index
    changed = dict(index)
    for name in old - new:
        left = changed[name] - {cell}
        if left:
            changed[name] = left
        else:
            del changed[name]
    for name in new - old:
        changed[name] = changed.get(name, NOBODY) | {cell}
    return changed


def marked(cells: frozenset[CellId], cell: CellId, is_marked: bool) -> frozenset[CellId]:
    if is_marked == (cell in cells):
        return cells
    return cells ^ {cell}


def shared(names: frozenset[str], index: Index, changed: frozenset[str]) -> frozenset[str]:
    """The names that stand for more than one cell, after those that `changed`."""
    if not changed:
        return names
    return (names - changed) | {name for name in changed if len(index.get(name, NOBODY)) > 1}
