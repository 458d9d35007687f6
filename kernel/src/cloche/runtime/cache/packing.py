"""Results as bytes and back, with a digest in front that tells a whole file from a damaged one."""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import marshal
import pickle
import sys
from types import CellType, FunctionType, ModuleType
from typing import Any, Protocol

from cloche.errors import ClocheError

_MAGIC = b"cloche-cache 1\n"


class DamagedError(ClocheError):
    """Bytes that are no result of ours, or not all of it, or of another Python."""

    code = "damaged-cache"


class UnstorableError(ClocheError):
    """A result that this way of storing cannot write."""

    code = "unstorable-result"


class Packing(Protocol):
    """One way of storing."""

    suffix: str

    def packed(self, value: object) -> bytes:
        """A result as bytes."""
        ...

    def unpacked(self, content: bytes) -> object:
        """The result of these bytes. Raises `DamagedError`."""
        ...


class Pickled:
    """By `pickle`, which knows nearly all of Python's values; modules and functions of the notebook too."""

    suffix = ".pickle"

    def packed(self, value: object) -> bytes:
        into = io.BytesIO()
        try:
            _Pickler(into, 5).dump(value)
        except Exception as fault:  # noqa: BLE001 - a `__reduce__` of the user's
            raise UnstorableError(f"The result cannot be pickled: {fault}.") from None
        return _sealed(into.getvalue())

    def unpacked(self, content: bytes) -> object:
        inside = _opened(content)
        try:
            return pickle.loads(inside)
        except Exception as fault:  # noqa: BLE001 - whatever the classes in it do now
            raise DamagedError(f"A stored result cannot be read: {fault}") from None


class Readable:
    """By `json`: only texts, numbers, lists and dictionaries, but every program can read it."""

    suffix = ".json"

    def packed(self, value: object) -> bytes:
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=True)
            same = json.loads(text) == value or value != value
        except (TypeError, ValueError, RecursionError) as fault:
            raise UnstorableError(f"The result cannot be written as JSON: {fault}.") from None
        if not same:
            raise UnstorableError(
                "The result would come back from JSON as something else: tuples become lists, keys become texts.",
                hint='Use method="pickle".',
            )
        return text.encode()

    def unpacked(self, content: bytes) -> object:
        try:
            return json.loads(content)
        except ValueError as fault:
            raise DamagedError(f"A stored result cannot be read: {fault}") from None


PACKINGS: dict[str, Packing] = {"pickle": Pickled(), "json": Readable()}


def _sealed(inside: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(inside).digest() + inside


def _opened(content: bytes) -> bytes:
    digest, inside = content[len(_MAGIC) : len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
    if not content.startswith(_MAGIC) or hashlib.sha256(inside).digest() != digest:
        raise DamagedError("A stored result is damaged.")
    return inside


class _Pickler(pickle.Pickler):
    """Writes also what a cached block binds beside plain values: modules, and functions that only the notebook has."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, ModuleType):
            return importlib.import_module, (value.__name__,)
        if isinstance(value, FunctionType) and _only_here(value):
            code = marshal.dumps(value.__code__)
            cells = tuple(cell.cell_contents for cell in value.__closure__ or ())
            made = (sys.version_info[:2], code, value.__name__, value.__defaults__, value.__kwdefaults__, cells)
            return _function, made
        return NotImplemented


def _only_here(value: FunctionType) -> bool:
    return value.__module__ == "__main__" or "<locals>" in value.__qualname__ or value.__name__ == "<lambda>"


def _function(
    version: tuple[int, int], code: bytes, name: str, defaults: Any, keywords: Any, cells: tuple[Any, ...]
) -> FunctionType:
    if version != sys.version_info[:2]:
        raise DamagedError("A stored function is of another Python.")
    around = sys.modules["__main__"].__dict__
    closure = tuple(CellType(each) for each in cells)
    found = FunctionType(marshal.loads(code), around, name, defaults, closure)
    found.__kwdefaults__ = keywords
    return found
