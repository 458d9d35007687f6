"""Altair's charts as what the page draws: a Vega-Lite specification, and the tables in it apart.

Altair itself is never imported here: who has a chart to show has imported it.
Not here: how a table travels (`outputs/columns.py`), and what can be selected
in a chart (`ui/selectable.py`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_MADE = re.compile(r"(param|view)_[0-9a-f]+(_\d+)?")
"""Names that Altair makes up. They count up or are hashes: the same cell would draw another chart each time."""

_WORDS = frozenset({"datasets", "data", "description", "field", "text", "title"})
"""Where a specification has words and columns of the author's, and no names of parameters."""

_MARIMOS = frozenset({"marimo", "marimo_arrow", "marimo_csv", "marimo_inline_csv", "marimo_json"})

_OURS = frozenset({"default", "json", "csv", "vegafusion", "cloche"}) | _MARIMOS
"""Data transformers in whose place tables go to the page; another one is a wish of the author's."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its specification, the tables it names, and the author's names of its parameters."""

    spec: dict[str, Any]
    frames: Mapping[str, Any]
    names: Mapping[str, str]


def is_chart(value: object) -> bool:
    """A chart of Altair's of any kind."""
    kind = getattr(sys.modules.get("altair"), "TopLevelMixin", None)
    return kind is not None and isinstance(value, kind)


def install(altair: Any) -> None:
    """Let notebooks choose marimo's data transformers. With each, tables of any size go to the page, as always."""
    for name in _MARIMOS:
        altair.data_transformers.register(name, altair.to_values)


def picture(chart: Any) -> Picture:
    """The chart without its tables; of any number of rows. Raises what Altair has to say against it."""
    transformers = sys.modules["altair"].data_transformers
    frames: dict[str, Any] = {}
    if transformers.active not in _OURS:
        spec = chart.to_dict()
    else:
        transformers.register("cloche", _put_aside)
        with transformers.enable("cloche", frames=frames):
            spec = chart.to_dict()
    lists = _lists_aside(spec, frames)
    steady = {**_names_in_order(spec), **lists}
    return Picture(_renamed(spec, steady), frames, {new: old for old, new in steady.items()})


def _put_aside(data: Any, frames: dict[str, Any]) -> dict[str, Any]:
    """A data transformer: the table is given a name, once for all of its uses. Shapes of maps stay where they are."""
    if isinstance(data, Mapping):
        return dict(data)
    if hasattr(data, "__geo_interface__"):
        to_values: Callable[[Any], dict[str, Any]] = sys.modules["altair"].to_values
        return to_values(data)
    for name, known in frames.items():
        if known is data:
            return {"name": name}
    name = f"table_{len(frames)}"
    frames[name] = data
    return {"name": name}


def _lists_aside(spec: dict[str, Any], frames: dict[str, Any]) -> dict[str, str]:
    """Lists of rows move from the specification to the tables; gives our name for each that had one."""
    names: dict[str, str] = {}
    datasets = spec.get("datasets") or {}
    for name in [name for name, rows in datasets.items() if _is_rows(rows)]:
        names[name] = f"table_{len(frames)}"
        frames[names[name]] = datasets.pop(name)
    if not datasets:
        spec.pop("datasets", None)

    def look(part: Any) -> None:
        if isinstance(part, list):
            for each in part:
                look(each)
        elif isinstance(part, dict):
            source = part.get("data")
            if isinstance(source, dict) and _is_rows(source.get("values")):
                name = f"table_{len(frames)}"
                frames[name] = source["values"]
                part["data"] = {**{key: each for key, each in source.items() if key != "values"}, "name": name}
            for key, each in part.items():
                if key not in _WORDS:
                    look(each)

    look(spec)
    return names


def _is_rows(rows: object) -> bool:
    """A list of flat rows: no shapes of a map."""
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, Mapping) and "type" not in row for row in rows)


def _names_in_order(spec: object) -> dict[str, str]:
    """Altair's made-up names, each with one that says only which it is."""
    found: dict[str, str] = {}

    def look(value: object) -> None:
        if isinstance(value, dict):
            name = value.get("name")
            if isinstance(name, str) and (made := _MADE.fullmatch(name)):
                found.setdefault(name, f"{made[1]}_{len(found) + 1}")
            for key, each in value.items():
                if key not in _WORDS:
                    look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    look(spec)
    return found


def _renamed(spec: Any, names: Mapping[str, str]) -> Any:
    if not names:
        return spec
    word = re.compile(rf"(?<![\w.'\"])({'|'.join(map(re.escape, names))})(?!\w)")

    def data(value: Any) -> Any:
        name = value.get("name") if isinstance(value, dict) else None
        return {**value, "name": names[name]} if isinstance(name, str) and name in names else value

    def rename(value: Any) -> Any:
        if isinstance(value, str):
            return word.sub(lambda match: names[match[1]], value)
        if isinstance(value, dict):
            return {key: data(each) if key in _WORDS else rename(each) for key, each in value.items()}
        return [rename(each) for each in value] if isinstance(value, list) else value

    return rename(spec)
