"""Commands from the wire, events to the wire (and both the other way, for drivers and tests)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import cast, get_args

from cloche.protocol.calls import Completion, Conversion
from cloche.protocol.codec import MalformedMessageError, reader, writer
from cloche.protocol.commands import Command
from cloche.protocol.events import CellAnalysis, CellError, Event

Message = Command | Event | CellAnalysis | CellError | Completion | Conversion

_COMMANDS = {kind.type: kind for kind in get_args(Command)}
_EVENTS = {kind.type: kind for kind in get_args(Event)}


def from_wire(message: object) -> Command:
    """Check a command that came in and give it as Python's own value.

    Raises `MalformedMessageError` (code `malformed-command`), which names the field at fault.

    >>> from_wire({"type": "delete-cells", "cells": ["c1"]})
    DeleteCells(cells=('c1',))
    """
    return cast(Command, _read(message, _COMMANDS))


def event_from_wire(message: object) -> Event:
    """The inverse of `to_wire` for events: what a recorded run was made of."""
    return cast(Event, _read(message, _EVENTS))


def _read(message: object, kinds: Mapping[str, type]) -> object:
    if not isinstance(message, Mapping):
        raise MalformedMessageError("command", "a map", message)
    tag = message.get("type")
    kind = kinds.get(tag) if isinstance(tag, str) else None
    if kind is None:
        raise MalformedMessageError("type", "one of " + ", ".join(kinds), tag)
    return reader(kind)(message, "")


def to_wire(message: Message) -> dict[str, object]:
    """A message (or a part of one) as a map of wire values.

    >>> from cloche.protocol import CellFinished
    >>> to_wire(CellFinished("c1", 2.5, None))
    {'type': 'cell-finished', 'cell': 'c1', 'milliseconds': 2.5, 'error': None}
    """
    write = writer(cast(Hashable, type(message)))
    assert write is not None, f"{type(message).__name__} is not a message"
    return cast(dict[str, object], write(message))
