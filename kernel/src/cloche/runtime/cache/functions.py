"""What a function does and reads, as a digest: its code, and every value it takes from around it.

Functions written here (in the notebook, or in a file beside it) count by their
code; those of libraries by their name.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from cloche.analysis import unmangle
from cloche.runtime.cache import bytecode

if TYPE_CHECKING:
    from cloche.runtime.cache.digest import Digester

_LIBRARIES = frozenset({"site-packages", "dist-packages"})


def function(digester: Digester, value: FunctionType) -> bytes:
    """A function: its code, what it has closed over, and the globals that it reads, through all that it calls."""
    inner = getattr(value, "__cloche_cached__", None)
    if inner is not None:
        return digester.of(inner)
    if not _is_written_here(value.__globals__):
        return _of_library(digester, value)
    return digester.joined("function", (bytecode.code(value.__code__), *_around(digester, value)))


def module(digester: Digester, value: ModuleType) -> bytes:
    """A module: its name; its version where modules are pinned; its text if it lies beside the notebook."""
    mark = value.__name__
    if digester.pin_modules:
        mark += f" {_version(value)}"
    if value.__name__ != "__main__" and _is_written_here(value.__dict__):
        return digester.joined("module", (mark.encode(), Path(str(value.__file__)).read_bytes()))
    return digester.raw("module", mark.encode())


def kind(digester: Digester, value: type) -> bytes:
    """A class: one written here with all its attributes, one of a library by its name."""
    name = f"{value.__module__}.{value.__qualname__}"
    around = getattr(sys.modules.get(value.__module__), "__dict__", {"__name__": value.__module__})
    if not _is_written_here(around):
        return digester.raw("class", f"{name}{_pinned(digester, value.__module__)}".encode())
    parts = [name.encode(), *(digester.of(base) for base in value.__bases__)]
    for attribute, inside in vars(value).items():
        if attribute in _INCIDENTAL or attribute.startswith("_abc_"):
            continue
        parts += [attribute.encode(), _member(digester, inside)]
    return digester.joined("class", parts)


def names(digester: Digester, wanted: Iterable[str], values: Mapping[str, Any]) -> Iterator[bytes]:
    """For each name: itself and what it holds in `values`; builtins and names that do not exist by name alone."""
    from cloche.runtime.cache.digest import UnkeyableError

    for name in sorted(wanted):
        yield unmangle(name).encode()
        if name not in values:
            yield b"builtin" if hasattr(builtins, name) else b"nothing"
            continue
        try:
            yield digester.of(values[name])
        except UnkeyableError as fault:
            mark = digester.unkeyable(name)
            if mark is None:
                raise UnkeyableError(values[name], f"it is read as `{unmangle(name)}`; {fault}") from None
            yield mark


_INCIDENTAL = frozenset(
    {
        "__module__",
        "__qualname__",
        "__doc__",
        "__dict__",
        "__weakref__",
        "__firstlineno__",
        "__static_attributes__",
        "__annotations__",
        "__annotate__",
        "__annotate_func__",
        "__annotations_cache__",
        "__match_args__",
        "__dataclass_params__",
        "__hash__",
    }
)


def _member(digester: Digester, value: object) -> bytes:
    """A class attribute; one that cannot be told apart counts as what it is an instance of."""
    from cloche.runtime.cache.digest import UnkeyableError

    try:
        return digester.of(value)
    except UnkeyableError:
        return digester.raw("member", type(value).__qualname__.encode())


def _around(digester: Digester, value: FunctionType) -> Iterator[bytes]:
    yield digester.of(value.__defaults__)
    yield digester.of(value.__kwdefaults__)
    yield from _closure(digester, value)
    yield from names(digester, bytecode.globals_read(value.__code__), value.__globals__)


def _closure(digester: Digester, value: FunctionType) -> Iterator[bytes]:
    for cell in value.__closure__ or ():
        try:
            yield digester.of(cell.cell_contents)
        except ValueError:
            yield b"empty"


def _of_library(digester: Digester, value: FunctionType) -> bytes:
    """A library's function by its name, with what it has closed over: a decorator holds a function of ours."""
    from cloche.runtime.cache.digest import UnkeyableError

    name = f"{value.__module__}.{value.__qualname__}{_pinned(digester, value.__globals__.get('__name__', ''))}"
    try:
        return digester.joined(name, _closure(digester, value))
    except UnkeyableError:
        return digester.raw(name, b"")


def _is_written_here(around: Mapping[str, Any]) -> bool:
    """Whether globals are the notebook's, or those of a file that no installer has brought."""
    name, file = str(around.get("__name__", "")), around.get("__file__")
    return name == "__main__" or (isinstance(file, str) and _is_own_file(name.partition(".")[0], file))


@lru_cache(4096)
def _is_own_file(root: str, file: str) -> bool:
    if root in sys.stdlib_module_names or not file.endswith(".py"):
        return False
    place = Path(file).absolute()
    return not place.is_relative_to(_OURS) and _LIBRARIES.isdisjoint(place.parts) and place.is_file()


_OURS = Path(__file__).resolve().parents[2]


def _pinned(digester: Digester, name: str) -> str:
    present = sys.modules.get(name.partition(".")[0])
    return f" {_version(present)}" if digester.pin_modules and present is not None else ""


def _version(value: ModuleType) -> str:
    root = sys.modules.get(value.__name__.partition(".")[0], value)
    return str(getattr(root, "__version__", ""))
