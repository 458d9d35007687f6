"""Lists, tuples, dictionaries and sets as a tree that folds, with what they hold shown as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from itertools import islice

from cloche.outputs.brief import BriefRepr
from cloche.outputs.embed import embedded

ITEMS = 200
"""Items shown of one container."""

NODES = 2_000
"""Items shown in all."""

DEPTH = 12

_ONE_LINE = 80
_REPRS = (list.__repr__, tuple.__repr__, dict.__repr__, set.__repr__, frozenset.__repr__)

Bundler = Callable[[object], Mapping[str, object] | None]


def is_container(value: object) -> bool:
    """A container that prints as the built-in ones do; a class with a `repr` of its own speaks for itself."""
    return isinstance(value, (list, tuple, dict, set, frozenset)) and type(value).__repr__ in _REPRS


def shown(value: object, bundle: Bundler, is_rich: Callable[[object], bool]) -> dict[str, object]:
    """The bundle of a container: its `repr` where that is short, else a tree."""
    text = _summary.repr(value)
    nodes = list(islice(_walk(value, 0), NODES))
    if len(text) <= _ONE_LINE and "..." not in text and not any(map(is_rich, nodes)):
        return {"text/plain": text}
    return {
        "text/html": f'<div class="cloche-tree">{drawn(value, bundle, is_rich)}</div>',
        "text/plain": text,
    }


def drawn(value: object, bundle: Bundler, is_rich: Callable[[object], bool]) -> str:
    """The HTML of a value as a tree, however short it is."""
    return _Drawing(bundle, is_rich).node(value, 0)


def _walk(value: object, depth: int) -> Iterable[object]:
    yield value
    if is_container(value) and depth < DEPTH:
        for _, item in _items(value):
            yield from _walk(item, depth + 1)


def _items(value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, dict):
        return ((_summary.repr(key), item) for key, item in value.items())
    if isinstance(value, (set, frozenset)):
        return (("", item) for item in value)
    assert isinstance(value, (list, tuple))
    return ((str(n), item) for n, item in enumerate(value))


class _Drawing:
    """One tree being drawn: what is left of its allowance, and what it stands in."""

    def __init__(self, bundle: Bundler, is_rich: Callable[[object], bool]) -> None:
        self._bundle = bundle
        self._is_rich = is_rich
        self._left = NODES
        self._inside: set[int] = set()

    def node(self, value: object, depth: int) -> str:
        if not is_container(value):
            return self._leaf(value)
        if not value:
            return f"<code>{escape(repr(value))}</code>"
        if id(value) in self._inside:
            return "<em>(contains itself)</em>"
        if depth >= DEPTH:
            return "<em>…</em>"
        self._inside.add(id(value))
        try:
            return self._branch(value, depth)
        finally:
            self._inside.discard(id(value))

    def _branch(self, value: object, depth: int) -> str:
        size = len(value)  # type: ignore[arg-type]
        rows = []
        for key, item in islice(_items(value), ITEMS):
            if self._left <= 0:
                break
            self._left -= 1
            name = f'<span class="cloche-tree-key">{escape(key)}</span> ' if key else ""
            rows.append(f"<li>{name}{self.node(item, depth + 1)}</li>")
        if len(rows) < size:
            rows.append(f"<li><em>… {size - len(rows):,} more</em></li>")
        fold = " open" if depth == 0 or size <= 5 else ""
        count = f"{size:,} item" + ("" if size == 1 else "s")
        head = f"<summary>{escape(type(value).__name__)} <small>{count}</small></summary>"
        return f"<details{fold}>{head}<ul>{''.join(rows)}</ul></details>"

    def _leaf(self, value: object) -> str:
        if not self._is_rich(value):
            return f"<code>{escape(_leaves.repr(value))}</code>"
        return embedded(self._bundle(value))


def _limits(text: int) -> BriefRepr:
    limits = BriefRepr()
    limits.maxlevel = 4
    limits.maxdict = limits.maxlist = limits.maxtuple = limits.maxset = limits.maxfrozenset = 30
    limits.maxstring = limits.maxlong = limits.maxother = text
    return limits


_summary = _limits(80)
_leaves = _limits(400)
