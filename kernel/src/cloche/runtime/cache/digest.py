"""What a value holds, as a short digest: equal contents, equal digests, in this process and in the next.

Digests are of contents, never of identities, and never of `hash()`, which
changes from process to process. What a function does and reads is
`functions.py`'s business, arrays and tables are `frames.py`'s.
"""

from __future__ import annotations

import copyreg
import hashlib
import marshal
import struct
from collections.abc import Callable, Iterable
from types import (
    BuiltinFunctionType,
    BuiltinMethodType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, cast

from cloche.runtime.cache import bytecode, frames, functions
from cloche.runtime.state import SetState, State
from cloche.ui.element import Element

_PLAIN = frozenset({int, float, complex, bool, str, bytes, type(None)})
"""Types whose values `marshal` writes the same way each time."""

_BY_NAME = (
    BuiltinFunctionType,
    BuiltinMethodType,
    MethodDescriptorType,
    WrapperDescriptorType,
    GetSetDescriptorType,
    MemberDescriptorType,
)


class UnkeyableError(TypeError):
    """A value whose content cannot be told, so nothing can be looked up by it."""

    def __init__(self, value: object, why: str = "") -> None:
        kind = type(value)
        self.value = value
        self.kind = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.").removeprefix("__main__.")
        super().__init__(f"A {self.kind} cannot be compared by its content{f': {why}' if why else ''}.")


class Digester:
    """Digests values, one key at a time: it remembers what it has seen, so that circles end.

    `unkeyable` may give another mark for a global that has no content to
    compare (a connection, an open file), by the global's name.
    """

    def __init__(
        self, *, pin_modules: bool = False, unkeyable: Callable[[str], bytes | None] = lambda name: None
    ) -> None:
        self.pin_modules = pin_modules
        self.unkeyable = unkeyable
        self._open: dict[int, int] = {}
        self._done: dict[int, bytes] = {}
        self._alive: list[object] = []
        """What is known by its id has to live as long."""

    def of(self, value: object) -> bytes:
        """The digest of a value's content. Raises `UnkeyableError` for one that has none."""
        try:
            return self._of(value)
        except RecursionError:
            raise UnkeyableError(value, "it is nested too deeply") from None

    def joined(self, mark: str, parts: Iterable[bytes]) -> bytes:
        """One digest of several."""
        hashing = hashlib.sha256(mark.encode())
        for part in parts:
            hashing.update(len(part).to_bytes(8, "little"))
            hashing.update(part)
        return hashing.digest()

    def raw(self, mark: str, content: Any) -> bytes:
        """The digest of bytes, or of what gives its bytes away."""
        hashing = hashlib.sha256(mark.encode() + b"\0")
        hashing.update(content)
        return hashing.digest()

    # ------------------------------------------------------------------ values

    def _of(self, value: object) -> bytes:
        kind = type(value)
        if kind in _PLAIN:
            return self.raw("plain", marshal.dumps(cast(Any, value), 2))
        key = id(value)
        if key in self._done:
            return self._done[key]
        if key in self._open:
            return self.raw("above", struct.pack("<q", len(self._open) - self._open[key]))
        self._open[key] = len(self._open)
        self._alive.append(value)
        try:
            found = self._done[key] = self._content(value, kind)
        finally:
            del self._open[key]
        return found

    def _content(self, value: Any, kind: type) -> bytes:
        if kind in (list, tuple):
            return self._sequence(value, kind.__name__)
        if kind is dict:
            return self._mapping(value)
        if kind in (set, frozenset):
            return self.joined("set", sorted(map(self._of, value)))
        if kind in (bytearray, memoryview):
            return self.raw(kind.__name__, bytes(value))
        if isinstance(value, CodeType):
            return bytecode.code(value)
        if isinstance(value, FunctionType):
            return functions.function(self, value)
        if isinstance(value, MethodType):
            return self.joined("method", (self._of(value.__func__), self._of(value.__self__)))
        if isinstance(value, ModuleType):
            return functions.module(self, value)
        if isinstance(value, type):
            return functions.kind(self, value)
        if isinstance(value, _BY_NAME):
            return self._by_name(value)
        if isinstance(value, (staticmethod, classmethod)):
            return self.joined(kind.__name__, (self._of(value.__func__),))
        if isinstance(value, property):
            return self.joined("property", map(self._of, (value.fget, value.fset, value.fdel)))
        if isinstance(value, MappingProxyType):
            return self._mapping(dict(value))
        if isinstance(value, (Element, State, SetState)):
            return self._reactive(value)
        return frames.digest(self, value) or self._reduced(value)

    def _sequence(self, value: Any, mark: str) -> bytes:
        if _PLAIN.issuperset(map(type, value)):
            return self.raw(mark, marshal.dumps(value, 2))
        return self.joined(mark, map(self._of, value))

    def _mapping(self, value: dict[Any, Any]) -> bytes:
        # Order counts: a function may show it.
        return self.joined(
            "dict", (self._sequence(list(value), "keys"), self._sequence(list(value.values()), "values"))
        )

    def _by_name(self, value: Any) -> bytes:
        owner = getattr(value, "__self__", None)
        name = getattr(value, "__qualname__", value.__name__)
        if owner is None or isinstance(owner, (ModuleType, type)):
            return self.raw("builtin", f"{getattr(value, '__module__', '')}.{name}".encode())
        return self.joined("builtin method", (self._of(owner), name.encode()))

    def _reactive(self, value: Element[Any] | State[Any] | SetState[Any]) -> bytes:
        """By value: who changes it has changed what depends on it."""
        if isinstance(value, Element):
            return self.joined("element", (value.kind.encode(), self._of(value._value)))
        if isinstance(value, State):
            return self.joined("state", (self._of(value._value),))
        return self.raw("setter", b"")

    def _reduced(self, value: Any) -> bytes:
        """What `pickle` would write of an object, part by part."""
        reducer = copyreg.dispatch_table.get(type(value))
        try:
            parts = reducer(value) if reducer is not None else value.__reduce_ex__(4)
        except RecursionError:
            raise
        except Exception as fault:  # noqa: BLE001 - the object's own code, which says no in any way it likes
            raise UnkeyableError(value, str(fault)) from None
        if isinstance(parts, str):
            wrapped = getattr(value, "__wrapped__", None)
            return self.joined("named", (f"{type(value).__module__}.{parts}".encode(), self._of(wrapped)))
        made_by, arguments, state, items, pairs = (*parts, None, None, None)[:5]
        return self.joined(
            "object",
            (
                self._of(made_by),
                self._of(arguments),
                self._of(state),
                self._sequence([] if items is None else list(items), "items"),
                self._sequence([] if pairs is None else list(pairs), "pairs"),
            ),
        )
