"""Strict execution: a cell sees the names that it reads and no others, and has copies of its own of what is in them.

So a cell can neither change a value that another cell made, nor reach a name
that its text does not read (by `globals()` or `eval`). The namespace stays the
same dictionary, since functions are bound to it: while the cell runs, it holds
less. What callbacks of elements do is not restrained.
"""

from __future__ import annotations

import asyncio
import io
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from itertools import islice
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType, ModuleType
from typing import Any, Protocol

from cloche.analysis import Analysis, private_name
from cloche.errors import NotebookError
from cloche.outputs.html import Html
from cloche.protocol import CellId
from cloche.runtime.interrupts import window
from cloche.runtime.namespace import Namespace
from cloche.runtime.query import QueryParams
from cloche.runtime.state import State
from cloche.ui.element import Element

_SHARED = (
    *(ModuleType, Element, State, QueryParams, Html, weakref.ref),
    *(
        io.IOBase,
        GeneratorType,
        CoroutineType,
        AsyncGeneratorType,
        FrameType,
        asyncio.Future,
        asyncio.AbstractEventLoop,
    ),
    *(type(threading.Lock()), type(threading.RLock()), threading.Thread, threading.Event, threading.Condition),
)
"""What is one thing and not a value: an open file, a lock, an element. Functions and classes never have copies."""

_PLAIN = (type(None), bool, int, float, complex, str, bytes, ModuleType)
_LOOKED_AT = 1_000
"""Items of a container looked at for code; one with more is taken to hold some."""


class CannotCopyError(NotebookError):
    """A cell that runs strictly reads something that Python cannot copy."""

    code = "cannot-copy"


class Cells(Protocol):
    """What strict execution asks of a notebook."""

    def definers(self, name: str) -> tuple[CellId, ...]:
        """The cells that define `name`."""


@contextmanager
def isolated(
    namespace: Namespace, cell: CellId, analysis: Analysis, cells: Cells, refs: Callable[[CellId], Iterable[str]]
) -> Iterator[None]:
    """While this lasts, the namespace holds what `cell` reads. Raises `CannotCopyError`; then nothing has changed.

    What a function, a class or one of its objects needs in turn comes with it: all that its cell has and reads.
    """
    values = namespace.globals
    own = analysis.defs.union(private_name(cell, name) for name in analysis.privates)
    seen = _needed(namespace, analysis.refs | analysis.deletes, cells, refs)
    inside = {name: values[name] for name in namespace.given if name in values}
    inside.update(_copied({name: values[name] for name in seen - own}))
    inside.update((name, values[name]) for name in own if name in values)
    whole = dict(values)
    _fill(values, inside)
    try:
        yield
    finally:
        left = dict(values)
        _fill(values, whole)
        for name in own | analysis.deletes:
            if name in left and name in own:
                values[name] = left[name]
            elif name not in left:
                values.pop(name, None)


def _fill(values: dict[str, Any], content: Mapping[str, Any]) -> None:
    values.clear()
    values.update(content)


def _needed(
    namespace: Namespace, names: Iterable[str], cells: Cells, refs: Callable[[CellId], Iterable[str]]
) -> set[str]:
    """The names among `names` that exist, and those that code in their values may look up."""
    values = namespace.globals
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in values:
            continue
        found.add(name)
        if _holds_code(values[name]):
            for definer in cells.definers(name):
                waiting += namespace.owned(definer)
                waiting += refs(definer)
    return found


def _holds_code(value: object, depth: int = 3) -> bool:
    """Whether functions or classes of the notebook may come with a value."""
    if isinstance(value, _PLAIN):
        return False
    if isinstance(value, (list, tuple, set, frozenset, dict)) and type(value).__module__ != "__main__":
        if depth == 0 or len(value) > _LOOKED_AT:
            return True
        items = islice(value.values() if isinstance(value, dict) else value, _LOOKED_AT)
        return any(_holds_code(item, depth - 1) for item in items)
    return callable(value) or type(value).__module__ == "__main__"


@window
def _copied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Copies made together: what two names share, their copies share too."""
    memo: dict[int, Any] = {}
    visited: set[int] = set()
    for value in values.values():
        _share(value, memo, visited)
    copies = {}
    for name, value in values.items():
        try:
            copies[name] = deepcopy(value, memo)
        except (TypeError, NotImplementedError, AttributeError, ValueError) as fault:
            kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
            raise CannotCopyError(
                f"`{name}` is a {kind}, which cannot be copied ({fault}); with strict execution each cell gets copies.",
                hint="If all cells may share it, give its class a `__deepcopy__` that returns `self`.",
            ) from fault
    return copies


def _share(value: object, memo: dict[int, Any], visited: set[int]) -> None:
    """Note what is not to be copied inside lists, tuples, dictionaries and sets."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _SHARED):
            memo[id(each)] = each
        elif isinstance(each, (list, tuple, set, frozenset, dict)) and id(each) not in visited:
            visited.add(id(each))
            waiting += each.values() if isinstance(each, dict) else each
