"""Which globals hold which reactive value: an element, or the getter of a state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Held = TypeVar("Held")


class Bindings:
    """Names by value and value by name, kept in step with the namespace.

    Values are told apart by identity: an element that equals another is still another.
    """

    def __init__(self) -> None:
        self._values: dict[str, object] = {}
        self._names: dict[int, set[str]] = {}

    def bind(self, name: str, value: object) -> None:
        """`name` holds `value` now."""
        self.unbind((name,))
        self._values[name] = value
        self._names.setdefault(id(value), set()).add(name)

    def unbind(self, names: Iterable[str]) -> None:
        """`names` hold nothing reactive any more."""
        for name in names:
            if name in self._values:
                key = id(self._values.pop(name))
                self._names[key].discard(name)
                if not self._names[key]:
                    del self._names[key]

    def names(self, value: object) -> frozenset[str]:
        """The globals that hold `value`."""
        return frozenset(self._names.get(id(value), ()))

    def held(self, kind: type[Held]) -> list[Held]:
        """The values of this class that a global holds, each once."""
        return list({id(value): value for value in self._values.values() if isinstance(value, kind)}.values())

    def clear(self) -> None:
        """Forget all of them."""
        self._values.clear()
        self._names.clear()
