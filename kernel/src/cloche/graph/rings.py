"""Cells that wait for each other: rings, and the shortest way around one.

Both algorithms keep their own stack, so a chain of any length is fine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def rings(nodes: Collection[T], following: Callable[[T], Iterable[T]]) -> list[frozenset[T]]:
    """Every largest set of `nodes` in which each leads to each other.

    Tarjan's strongly connected components (1972) of two nodes and more; what
    lies outside `nodes` is not followed.
    """
    number: dict[T, int] = {}
    low: dict[T, int] = {}
    open_nodes: list[T] = []
    is_open: set[T] = set()
    found: list[frozenset[T]] = []
    for start in nodes:
        if start in number:
            continue
        path: list[tuple[T, Iterator[T]]] = []
        entering: T | None = start
        while True:
            if entering is not None:
                number[entering] = low[entering] = len(number)
                open_nodes.append(entering)
                is_open.add(entering)
                path.append((entering, iter(following(entering))))
                entering = None
            node, rest = path[-1]
            for after in rest:
                if after not in number:
                    if after in nodes:
                        entering = after
                        break
                elif after in is_open:
                    low[node] = min(low[node], number[after])
            if entering is not None:
                continue
            path.pop()
            if path:
                above = path[-1][0]
                low[above] = min(low[above], low[node])
            if low[node] == number[node]:
                ring = _from(open_nodes, node)
                del open_nodes[-len(ring) :]
                is_open.difference_update(ring)
                if len(ring) > 1:
                    found.append(frozenset(ring))
            if not path:
                break
    return found


def _from(nodes: list[T], node: T) -> list[T]:
    at = len(nodes) - 1
    while nodes[at] != node:
        at -= 1
    return nodes[at:]


def way_around(start: T, ring: Collection[T], following: Callable[[T], Iterable[T]]) -> list[T]:
    """The shortest path from `start` back to it: `[start, …, start]`."""
    came_from: dict[T, T] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for after in following(node):
            if after == start:
                path = [start, node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1] if len(path) > 2 or node != start else [start, start]
            if after in ring and after not in came_from:
                came_from[after] = node
                waiting.append(after)
    return [start]
