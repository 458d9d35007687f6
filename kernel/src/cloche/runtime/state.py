"""`state`: a value that cells may set, and whose readers then run again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, Generic, TypeVar

from cloche.protocol import CellId
from cloche.runtime.bindings import Bindings
from cloche.ui.ambient import place

T = TypeVar("T")

_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType)


class State(Generic[T]):
    """The getter: call it for the value. Cells that read the global it is bound to follow the value."""

    def __init__(self, value: T, on_change: Callable[[T], object] | None, allow_self_loops: bool) -> None:
        self._value = value
        self._on_change = on_change
        self.allow_self_loops = allow_self_loops

    def __call__(self) -> T:
        return self._value

    def has_changed(self) -> bool:
        """Whether it is another by itself than when this was asked last: a path's file may be."""
        return False

    def __repr__(self) -> str:
        return f"<state: {self._value!r}>"


class SetState(Generic[T]):
    """The setter: takes a new value, or a function of the old one."""

    def __init__(self, getter: State[T]) -> None:
        self._getter = getter

    def __call__(self, update: T | Callable[[T], T]) -> None:
        getter = self._getter
        value: Any = update(getter._value) if isinstance(update, _FUNCTIONS) else update
        getter._value = value
        if getter._on_change is not None:
            getter._on_change(value)
        here = place.get()
        states = getattr(here, "states", None)
        if isinstance(states, States):
            states.changed(getter, getattr(here, "caller", None))


def state(
    value: T, allow_self_loops: bool = False, on_change: Callable[[T], object] | None = None
) -> tuple[State[T], Callable[[T | Callable[[T], T]], None]]:
    """A value kept between runs: `(getter, setter)`. Bind both to globals.

    Setting it runs the cells that read the getter, once, after all that runs
    now is done. The cell that calls the setter is left out, unless
    `allow_self_loops`. The setter takes a value, or a function of the old one.

    >>> count, set_count = state(0)
    >>> set_count(lambda n: n + 1)
    >>> count()
    1
    """
    if not isinstance(allow_self_loops, bool):
        raise TypeError(f"`allow_self_loops` is True or False, not {allow_self_loops!r}.")
    if on_change is not None and not callable(on_change):
        raise TypeError(f"`on_change` is a function of the new value, not {on_change!r}.")
    getter = State(value, on_change, allow_self_loops)
    return getter, SetState(getter)


@dataclass(frozen=True, slots=True)
class Change:
    """A state was set; `caller` is the cell that did it, if a cell's run did."""

    getter: State[Any]
    caller: CellId | None


class States:
    """One session's states: which globals hold their getters, and what was set since the last run."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.bindings = Bindings()
        self._wake = wake
        self._changes: dict[tuple[int, CellId | None], Change] = {}

    def changed(self, getter: State[Any], caller: CellId | None) -> None:
        """Take note. Set many times, a state counts once."""
        self._changes[id(getter), caller] = Change(getter, caller)
        self._wake()

    def look(self, caller: CellId | None) -> None:
        """Note what changed by itself; `caller` is the cell that has just run."""
        for getter in self.bindings.held(State):
            if getter.has_changed():
                self.changed(getter, caller)

    @property
    def is_changed(self) -> bool:
        """Something was set that no run has followed yet."""
        return bool(self._changes)

    def take(self) -> list[Change]:
        """What was set since the last call."""
        changes, self._changes = list(self._changes.values()), {}
        return changes
