"""The parameters of the page's address, as a notebook reads and changes them.

What is the page's own (`RESERVED`) never comes here and cannot be set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from cloche.runtime.state import State, States
from cloche.ui.ambient import place

Query = Mapping[str, Sequence[str]]

RESERVED = ("embed", "example", "mode", "show-code", "slide", "src", "theme")
"""Parameters that tell the page itself what to do."""


class QueryParams(State[dict[str, "str | list[str]"]], MutableMapping[str, Any]):
    """The parameters by name: a text, or a list of texts where a name comes several times.

    A change shows in the address at once, and the cells that read the global
    this is bound to run again, except the one that made the change. Numbers
    become texts; None takes a parameter away.

    >>> query = QueryParams({"town": ["Oslo"]})
    >>> query.append("town", "Bergen")
    >>> query["town"]
    ['Oslo', 'Bergen']
    """

    def __init__(
        self,
        values: Query,
        states: States | None = None,
        tell: Callable[[dict[str, tuple[str, ...]]], object] | None = None,
    ) -> None:
        super().__init__({}, None, False)
        self._states = states
        self._tell = tell
        self._texts = {name: tuple(texts) for name, texts in values.items() if texts and name not in RESERVED}

    # ----------------------------------------------------------------- reading

    def __getitem__(self, name: str) -> str | list[str]:
        texts = self._texts[name]
        return texts[0] if len(texts) == 1 else list(texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __repr__(self) -> str:
        return repr(self.to_dict())

    def __call__(self) -> dict[str, str | list[str]]:
        return self.to_dict()

    __hash__ = object.__hash__

    def get_all(self, key: str) -> list[str]:
        """All values given for a name, also none or one."""
        return list(self._texts.get(key, ()))

    def to_dict(self) -> dict[str, str | list[str]]:
        """The same as a plain dictionary."""
        return {name: self[name] for name in self}

    # ---------------------------------------------------------------- changing

    def set(self, key: str, value: object) -> None:
        """Give a name one value, or a list of them, in place of what it had. None or an empty list takes it away."""
        self._change({**self._texts, key: _texts(value)}, key)

    def append(self, key: str, value: object) -> None:
        """Give a name one more value."""
        self._change({**self._texts, key: (*self._texts.get(key, ()), *_texts(value))}, key)

    def remove(self, key: str, value: object | None = None) -> None:
        """Take a name away, or only one of its values. What is not there is no error."""
        kept = () if value is None else tuple(text for text in self._texts.get(key, ()) if text != str(value))
        self._change({**self._texts, key: kept}, key)

    def clear(self) -> None:
        """Take all of them away."""
        self._change({})

    def replace(self, query: Query) -> None:
        """Take these in place of all."""
        self._change({name: tuple(values) for name, values in query.items() if name not in RESERVED})

    def __setitem__(self, name: str, value: object) -> None:
        self.set(name, value)

    def __delitem__(self, name: str) -> None:
        if name not in self._texts:
            raise KeyError(name)
        self.remove(name)

    def take(self, query: Query) -> None:
        """What the address says now: the person went back or forward. The page is not told again."""
        texts = {name: tuple(values) for name, values in query.items() if values and name not in RESERVED}
        if texts != self._texts:
            self._texts = texts
            if self._states is not None:
                self._states.changed(self, None)

    def _change(self, texts: dict[str, tuple[str, ...]], key: str = "") -> None:
        if key in RESERVED:
            raise ValueError(f"The parameter `{key}` tells Cloche's page what to do. Choose another name.")
        texts = {name: values for name, values in texts.items() if values}
        if texts == self._texts:
            return
        self._texts = texts
        if self._tell is not None:
            self._tell(dict(texts))
        if self._states is not None:
            # Also in a callback: a slider that writes its value here is not made anew while it moves.
            self._states.changed(self, getattr(place.get(), "cell", None))


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value)
    return (str(value),)
