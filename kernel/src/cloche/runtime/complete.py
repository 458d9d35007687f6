"""Completions from what is alive: names, attributes, modules. Runs none of the notebook's code.

Attributes are looked up statically, so a property is named but never called.
"""

from __future__ import annotations

import builtins
import keyword
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from inspect import getattr_static, signature
from pkgutil import iter_modules
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from cloche.analysis import is_mangled
from cloche.protocol import Completion, CompletionKind

LIMIT = 200

_ATTRIBUTE = re.compile(r"([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)\.(\w*)$")
_NAME = re.compile(r"(?<![\w.])([A-Za-z_]\w*)?$")
_MODULE = re.compile(r"^\s*(?:import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*|from\s+)([\w.]*)$")
_MEMBER = re.compile(r"^\s*from\s+([\w.]+)\s+import\s+\(?(?:.*,\s*)?(\w*)$")
_FUNCTIONS = (
    FunctionType,
    BuiltinFunctionType,
    MethodType,
    staticmethod,
    classmethod,
    type(list.append),
    type(str.join),
)
_MISSING = object()


def complete(namespace: Mapping[str, Any], code: str, offset: int) -> list[Completion]:
    """Ways to go on after `code[:offset]`, best first.

    >>> [found.label for found in complete({"amplitude": 1}, "amp", 3)]
    ['amplitude']
    """
    line = code[:offset].rpartition("\n")[2]
    if found := _MEMBER.match(line):
        module = sys.modules.get(found[1])
        return _ranked(_attributes(module) if module is not None else (), found[2])
    if found := _MODULE.match(line):
        parent, _, stem = found[1].rpartition(".")
        return _ranked(_modules(parent), stem)
    if found := _ATTRIBUTE.search(line):
        value = _resolved(namespace, found[1])
        return _ranked(() if value is _MISSING else _attributes(value, is_attribute=True), found[2])
    if found := _NAME.search(line):
        return _ranked(_names(namespace), found[1]) if found[1] else []
    return []


def _ranked(found: Iterable[Completion], stem: str) -> list[Completion]:
    """Those that begin with `stem`, as written first; names with an underscore last."""
    low = stem.lower()
    fitting = [each for each in found if each.label.lower().startswith(low)]
    if not stem.startswith("_"):
        public = [each for each in fitting if not each.label.startswith("_")]
        fitting = public + [each for each in fitting if each.label.startswith("_")]
    fitting.sort(key=lambda each: (not each.label.startswith(stem), each.label.startswith("_"), each.label.lower()))
    return fitting[:LIMIT]


def _names(namespace: Mapping[str, Any]) -> Iterator[Completion]:
    seen = set()
    for name, value in list(namespace.items()):
        if not is_mangled(name) and not name.startswith("__"):
            seen.add(name)
            yield _described(name, value, "variable")
    for name, value in vars(builtins).items():
        if name not in seen and not name.startswith("_") and name not in keyword.kwlist:
            yield _described(name, value, "variable")
    for name in (*keyword.kwlist, *keyword.softkwlist):
        yield Completion(name, "keyword")


def _attributes(value: object, *, is_attribute: bool = False) -> Iterator[Completion]:
    try:
        names = dir(value)
    except Exception:  # noqa: BLE001 - a __dir__ of the user's
        names = dir(type(value))
    for name in names:
        member = getattr_static(value, name, _MISSING)
        yield _described(name, member, "property" if is_attribute and not isinstance(value, ModuleType) else "variable")


def _described(name: str, value: object, otherwise: CompletionKind) -> Completion:
    if isinstance(value, ModuleType):
        return Completion(name, "module")
    if isinstance(value, type):
        return Completion(name, "class")
    if isinstance(value, _FUNCTIONS):
        return Completion(name, "function", _signature(value))
    if value is _MISSING or isinstance(value, property):
        return Completion(name, otherwise)
    return Completion(name, otherwise, type(value).__name__)


def _signature(function: Any) -> str:
    if isinstance(function, (staticmethod, classmethod)):
        function = function.__func__
    if not isinstance(function, (FunctionType, MethodType)):
        return ""
    try:
        return str(signature(function))
    except (ValueError, TypeError):
        return ""


def _resolved(namespace: Mapping[str, Any], path: str) -> object:
    first, *rest = path.split(".")
    value: object = namespace.get(first, getattr(builtins, first, _MISSING))
    for name in rest:
        if value is _MISSING:
            return _MISSING
        found = getattr_static(value, name, _MISSING)
        if found is _MISSING and isinstance(value, ModuleType) and name in dir(value):
            # A module that hands out names on demand. Asking it may import, but runs no code of the notebook's.
            found = getattr(value, name, _MISSING)
        value = found
        if isinstance(value, (property, staticmethod, classmethod)) or type(value).__name__ == "member_descriptor":
            return _MISSING
    return value


def _modules(parent: str) -> Iterator[Completion]:
    if not parent:
        names = {name for name in (*sys.stdlib_module_names, *sys.modules) if "." not in name}
        names.update(module.name for module in iter_modules())
    else:
        paths = getattr(sys.modules.get(parent), "__path__", None)
        names = {module.name for module in iter_modules(paths)} if paths else set()
    for name in names:
        yield Completion(name, "module")
