"""How a dataclass of the protocol becomes a wire value, and back. No message is named here.

A codec is made once per class from its annotations: snake_case fields become
camelCase keys, tuples become lists, and what comes in is checked against the
annotation before a message exists. `object` lets any value through.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, NewType, Union, cast, get_args, get_origin, get_type_hints

from cloche.errors import ClocheError

Reader = Callable[[object, str], Any]
Writer = Callable[[Any], object]


class MalformedMessageError(ClocheError):
    """What came over the wire does not have the shape it should have; `field` says where."""

    code = "malformed-command"

    def __init__(self, field: str, expected: str, got: object) -> None:
        super().__init__(
            f"The command's `{field}` should be {expected}, and is {_shown(got)}.",
            hint="The page and the kernel may come from different versions of Cloche: reload the page.",
        )
        self.field = field


def _shown(got: object) -> str:
    if got is _MISSING:
        return "missing"
    if isinstance(got, (bool, int, float, str, types.NoneType)):
        text = repr(got)
        return text if len(text) <= 60 else text[:57] + "…"
    return f"a {type(got).__name__}"


_MISSING = object()


def wire_name(name: str) -> str:
    """`is_async` → `isAsync`.

    >>> wire_name("milliseconds"), wire_name("hide_code")
    ('milliseconds', 'hideCode')
    """
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


# ------------------------------------------------------------------ reading


@cache
def reader(hint: object) -> Reader:
    """The function that checks a wire value against `hint` and turns it into Python's."""
    if hint is object or hint is Any:
        return lambda value, path: value
    if isinstance(hint, NewType):
        return reader(hint.__supertype__)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_reader(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _choice_reader(args)
    if origin is tuple:
        return _list_reader(reader(args[0]))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _map_reader(reader(args[1]))
    if origin in (Union, types.UnionType):
        return _optional_reader(next(arg for arg in args if arg is not types.NoneType))
    return _scalar_reader(cast(type, hint))


def _scalar_reader(kind: type) -> Reader:
    accepted: tuple[type, ...] = (int, float) if kind is float else (kind,)
    expected = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}[kind]

    def read(value: object, path: str) -> object:
        if not isinstance(value, accepted) or (kind is not bool and isinstance(value, bool)):
            if kind is int and isinstance(value, float) and value.is_integer():
                return int(value)
            raise MalformedMessageError(path, expected, value)
        return value

    return read


def _choice_reader(choices: tuple[object, ...]) -> Reader:
    expected = "one of " + ", ".join(map(str, choices))

    def read(value: object, path: str) -> object:
        if not isinstance(value, str) or value not in choices:
            raise MalformedMessageError(path, expected, value)
        return value

    return read


def _optional_reader(hint: object) -> Reader:
    read_inner = reader(hint)
    return lambda value, path: None if value is None else read_inner(value, path)


def _list_reader(read_item: Reader) -> Reader:
    def read(value: object, path: str) -> tuple[object, ...]:
        if not isinstance(value, (list, tuple)):
            raise MalformedMessageError(path, "a list", value)
        return tuple([read_item(item, f"{path}[{n}]") for n, item in enumerate(value)])

    return read


def _map_reader(read_item: Reader) -> Reader:
    def read(value: object, path: str) -> dict[str, object]:
        if not isinstance(value, Mapping):
            raise MalformedMessageError(path, "a map", value)
        for key in value:
            if not isinstance(key, str):
                raise MalformedMessageError(path, "a map with texts for keys", key)
        return {key: read_item(item, f"{path}.{key}") for key, item in value.items()}

    return read


def _dataclass_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    parts = [(field.name, wire_name(field.name), reader(hints[field.name])) for field in fields(kind)]

    def read(value: object, path: str) -> object:
        if not isinstance(value, Mapping):
            raise MalformedMessageError(path or "command", "a map", value)
        under = f"{path}." if path else ""
        found: dict[str, object] = {}
        for name, key, read_field in parts:
            got = value.get(key, _MISSING)
            if got is _MISSING:
                raise MalformedMessageError(under + key, "given", _MISSING)
            found[name] = read_field(got, under + key)
        return kind(**found)

    return read


# ------------------------------------------------------------------ writing


@cache
def writer(hint: object) -> Writer | None:
    """The function that turns a value into its wire form, or None where it already is one."""
    if isinstance(hint, NewType):
        return writer(hint.__supertype__)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_writer(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        write_item = writer(args[0])
        return list if write_item is None else lambda items: [write_item(item) for item in items]
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        write_value = writer(args[1])
        return dict if write_value is None else lambda items: {key: write_value(item) for key, item in items.items()}
    if origin in (Union, types.UnionType):
        inner = next((found for arg in args if arg is not types.NoneType and (found := writer(arg))), None)
        return None if inner is None else lambda value: None if value is None else inner(value)
    return None


def _dataclass_writer(kind: type) -> Writer:
    hints = get_type_hints(kind)
    tag = getattr(kind, "type", None)
    parts = [(field.name, wire_name(field.name), writer(hints[field.name])) for field in fields(kind)]

    def write(value: object) -> dict[str, object]:
        found: dict[str, object] = {} if tag is None else {"type": tag}
        for name, key, write_field in parts:
            item = getattr(value, name)
            found[key] = item if write_field is None else write_field(item)
        return found

    return write
