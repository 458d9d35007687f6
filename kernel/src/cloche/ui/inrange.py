"""The points of a figure that lie in a box."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

_POINTS = frozenset({"scatter", "scattergl", "bar", "waterfall", "funnel"})


def points_in(figure: Any, box: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The points of lines, bars and heat maps in a box, each with the numbers of its trace and itself.

    `box` has from where to where by axis: numbers, times as Plotly writes them, or the places of categories, from 0.
    """
    found: list[dict[str, Any]] = []
    places = {axis: _places(figure, axis) for axis in ("x", "y")}
    for number, trace in enumerate(figure.data):
        if trace.type in _POINTS:
            cells = list(enumerate(zip(*_both(trace), strict=False)))
            named = [(n, {"x": x, "y": y}) for n, (x, y) in cells]
        elif trace.type == "heatmap" and trace.z is not None:
            named = list(enumerate(_heat(trace)))
        else:
            continue
        for n, point in named:
            if all(_inside(point[axis], box.get(axis), places[axis]) for axis in ("x", "y")):
                found.append({**point, "curveNumber": number, "pointIndex": n, "pointNumber": n})
    return found


def _both(trace: Any) -> tuple[list[Any], list[Any]]:
    x, y = _listed(trace.x), _listed(trace.y)
    return x or list(range(len(y))), y or list(range(len(x)))


def _heat(trace: Any) -> list[dict[str, Any]]:
    rows = [_listed(row) for row in trace.z]
    width = max(map(len, rows), default=0)
    x = _listed(trace.x) or list(range(width))
    y = _listed(trace.y) or list(range(len(rows)))
    return [
        {"x": x[column], "y": y[row], "z": rows[row][column]}
        for row, column in product(range(min(len(rows), len(y))), range(min(width, len(x))))
        if column < len(rows[row])
    ]


def _listed(values: Any) -> list[Any]:
    if values is None:
        return []
    return list(values.tolist()) if hasattr(values, "tolist") else list(values)


def _places(figure: Any, axis: str) -> Callable[[Any], Any]:
    """Where a value stands on its axis: a number, milliseconds, or the number of its category."""
    values = [
        value for trace in figure.data for value in _listed(getattr(trace, axis, None) if axis in trace else None)
    ]
    names = [value for value in values if isinstance(value, str)]
    if not names or all(_time(name) is not None for name in names):
        return _place
    categories = {name: n for n, name in enumerate(dict.fromkeys(map(str, values)))}
    return lambda value: categories.get(str(value), value)


def _place(value: Any) -> Any:
    if isinstance(value, str):
        return _time(value)
    if isinstance(value, date):
        return _time(value.isoformat())
    return value


def _time(text: str) -> float | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000


def _inside(value: Any, ends: Sequence[Any] | None, place: Callable[[Any], Any]) -> bool:
    if ends is None:
        return True
    at, first, last = place(value), _place(ends[0]), _place(ends[-1])
    if any(not isinstance(each, (int, float)) for each in (at, first, last)):
        return False
    return bool(min(first, last) <= at <= max(first, last))
