"""The rows of a table that a selection in a chart takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cloche.outputs.columns import frame_of

_INTERNAL = frozenset({"vlPoint", "_vgsid_"})
_UNITS = ("year", "month", "date", "hours", "minutes", "seconds")
_TIME_UNIT = re.compile(rf"((?:utc)?(?:{'|'.join(_UNITS)}|quarter|day|week|dayofyear|milliseconds)+)_(.+)")

Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the chart says of its fields and selections."""

    selections: Mapping[str, str]
    """point or interval, by name"""
    binned: Collection[str] = ()
    discrete: Collection[str] = ()


def chosen(data: Any, selections: Mapping[str, Any], kinds: Kinds) -> Any:
    """The rows of `data` that all selections take that are made; none when none is.

    `data` is a data frame of any library, or a list of dictionaries, and comes
    back as such. Raises `ValueError` for a selection by a field that it has not.
    """
    made = {name: value for name, value in selections.items() if _is_made(value)}
    if isinstance(data, list):
        return [row for row, is_taken in zip(data, _mask(_List(data), made, kinds), strict=True) if is_taken]
    frame = frame_of(data)
    if frame is None:
        raise TypeError(f"A selection filters data frames and lists of dictionaries, not {type(data).__name__}.")
    return frame.filter(_mask(_Frame(frame), made, kinds)).to_native()


class _List:
    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = rows
        self.rows = len(rows)
        self.names = {name for row in rows if isinstance(row, Mapping) for name in row}

    def column(self, name: str) -> list[Any]:
        return [row.get(name) if isinstance(row, Mapping) else None for row in self._rows]


class _Frame:
    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.rows = len(frame)
        self.names = set(map(str, frame.columns))

    def column(self, name: str) -> list[Any]:
        found: list[Any] = self._frame[name].to_list()
        return found


Rows = _List | _Frame


def _is_made(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    points = value.get("vlPoint") or {}
    return bool(points.get("or")) or any(each for name, each in value.items() if name != "vlPoint")


def _mask(rows: Rows, made: Mapping[str, Any], kinds: Kinds) -> list[bool]:
    if not made:
        return [False] * rows.rows
    mask = [True] * rows.rows
    for name, value in made.items():
        is_interval = kinds.selections.get(name, "point" if "vlPoint" in value else "interval") == "interval"
        taken = _in_interval(rows, value, kinds) if is_interval else _at_points(rows, value)
        mask = [before and now for before, now in zip(mask, taken, strict=True)]
    return mask


def _in_interval(rows: Rows, value: Mapping[str, Any], kinds: Kinds) -> list[bool]:
    mask = [True] * rows.rows
    for field, wanted in value.items():
        if field in _INTERNAL or not isinstance(wanted, Sequence):
            continue
        column, cells, unit = _found(rows, field)
        if unit is None and (column in kinds.discrete or not _is_range(wanted)):
            test = _one_of(wanted, cells)
        else:
            test = _between(wanted, cells, column in kinds.binned)
        mask = [before and test(cell) for before, cell in zip(mask, cells, strict=True)]
    return mask


def _at_points(rows: Rows, value: Mapping[str, Any]) -> list[bool]:
    """Rows by their number where marks have no other name; else those where all fields of one point fit."""
    if numbers := value.get("_vgsid_"):
        taken = set(numbers)
        return [n + 1 in taken for n in range(rows.rows)]
    points = (value.get("vlPoint") or {}).get("or") or [
        {field: each} for field, wanted in value.items() if field not in _INTERNAL for each in wanted
    ]
    mask = [False] * rows.rows
    for fields in dict.fromkeys(tuple(point) for point in points):
        found = [_found(rows, field) for field in fields]
        tests = [
            [_exactly(point[field], cells, unit) for field, (_, cells, unit) in zip(fields, found, strict=True)]
            for point in points
            if tuple(point) == fields
        ]
        for n, row in enumerate(zip(*(cells for _, cells, _ in found), strict=True)):
            if not mask[n]:
                mask[n] = any(all(test(cell) for test, cell in zip(each, row, strict=True)) for each in tests)
    return mask


def _found(rows: Rows, field: str) -> tuple[str, list[Any], str | None]:
    """The column behind a field: its name, its cells, and the unit of time that the chart rounds them to."""
    plain = field.replace("\\.", ".").replace("\\[", "[").replace("\\]", "]")
    if plain in rows.names:
        return plain, rows.column(plain), None
    if (match := _TIME_UNIT.fullmatch(plain)) and match[2] in rows.names:
        return match[2], rows.column(match[2]), match[1].removeprefix("utc")
    raise ValueError(
        f"The selection is by “{field}”, which the chart's data does not have: the chart computes it. "
        "Use `.apply_selection(frame)` with a frame that has it, or compute it in Python."
    )


def _is_range(wanted: Sequence[Any]) -> bool:
    return len(wanted) == 2 and all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in wanted)


def _between(wanted: Sequence[Any], cells: Sequence[Any], is_open: bool) -> Test:
    low, high = min(wanted), max(wanted)
    number = _number_of(cells)

    def test(cell: Any) -> bool:
        value = number(cell)
        return value is not None and low <= value and (value < high if is_open else value <= high)

    return test


def _one_of(wanted: Sequence[Any], cells: Sequence[Any]) -> Test:
    tests = [_exactly(each, cells, None) for each in wanted]
    if all(isinstance(each, str) for each in wanted) and not _are_times(cells):
        taken = set(wanted)
        return lambda cell: str(cell) in taken if cell is not None else False
    return lambda cell: any(test(cell) for test in tests)


def _exactly(wanted: Any, cells: Sequence[Any], unit: str | None) -> Test:
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return _between(wanted, cells, True)  # a class of numbers: its upper edge belongs to the next one
    if unit is not None:
        return _in_unit(wanted, unit)
    if wanted is None:
        return lambda cell: cell is None or cell != cell
    if _are_times(cells) or (isinstance(wanted, (int, float)) and any(isinstance(cell, str) for cell in cells)):
        number = _number_of(cells)
        return lambda cell: number(cell) == wanted
    return lambda cell: bool(cell == wanted)


def _in_unit(wanted: Any, unit: str) -> Test:
    """Of the same year, month, … as `wanted`; only of those parts that the unit has."""
    parts = [_PARTS[name] for name in _PARTS if name in unit]
    moment = datetime.fromtimestamp(wanted / 1000, UTC)

    def test(cell: Any) -> bool:
        value = _milliseconds(cell)
        if value is None:
            return False
        own = datetime.fromtimestamp(value / 1000, UTC)
        return all(part(own) == part(moment) for part in parts)

    return test


_PARTS: Mapping[str, Callable[[datetime], int]] = {
    "year": lambda time: time.year,
    "quarter": lambda time: (time.month - 1) // 3,
    "month": lambda time: time.month,
    "week": lambda time: time.isocalendar().week,
    "dayofyear": lambda time: time.timetuple().tm_yday,
    "date": lambda time: time.day,
    "day": lambda time: time.weekday(),
    "hours": lambda time: time.hour,
    "minutes": lambda time: time.minute,
    "seconds": lambda time: time.second,
}


def _are_times(cells: Sequence[Any]) -> bool:
    return any(isinstance(cell, date) for cell in cells)


def _number_of(cells: Sequence[Any]) -> Callable[[Any], float | None]:
    """How the cells of a column are compared: as numbers, times as milliseconds."""
    if _are_times(cells) or any(isinstance(cell, str) for cell in cells):
        return _milliseconds
    return lambda cell: None if cell is None or cell != cell else cell


def _milliseconds(cell: Any) -> float | None:
    """Since 1970; a time without a zone is taken for UTC, as the page tells it."""
    if cell is None or cell != cell:
        return None
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell)
        except ValueError:
            return None
    if isinstance(cell, datetime):
        return (cell if cell.tzinfo else cell.replace(tzinfo=UTC)).timestamp() * 1000
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC).timestamp() * 1000
    return float(cell)
