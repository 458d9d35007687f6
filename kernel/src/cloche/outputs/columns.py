"""Data frames of any library as columns that travel: numbers as bytes, everything else as JSON has it."""

from __future__ import annotations

import sys
from array import array
from base64 import b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import nan
from typing import Any

from cloche.outputs.plain import wire_value

INLINE = 1_000_000
"""Bytes of tables that stand in the HTML of a chart, and so in exports too. More goes to the page apart from it."""

Column = dict[str, Any]
Table = dict[str, Any]


def frame_of(data: Any) -> Any | None:
    """The table as narwhals sees it, read if it was lazy; None for what is no data frame."""
    import narwhals as nw  # type: ignore[import-not-found, unused-ignore]

    frame = nw.from_native(data, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    return frame if isinstance(frame, nw.DataFrame) else None


def table(data: Any) -> Table:
    """The columns of a data frame, or of a list of rows; `values` of each are bytes with their `kind`, or a list.

    Missing numbers are NaN. Times are texts as JavaScript reads them, without a
    zone where they have none.
    """
    if isinstance(data, list):
        names = dict.fromkeys(str(name) for row in data for name in row)
        return {"rows": len(data), "columns": [_listed(name, [row.get(name) for row in data]) for name in names]}
    frame = frame_of(data)
    if frame is None:
        raise TypeError(f"A chart draws data frames; {type(data).__name__} is none.")
    return {"rows": len(frame), "columns": [_column(str(name), frame[name]) for name in frame.columns]}


def size(table: Table) -> int:
    """About so many bytes."""
    return sum(
        len(values) if isinstance(values := column["values"], bytes) else _lengths(values)
        for column in table["columns"]
    )


def as_json(table: Table) -> Table:
    """The same with its bytes in base64."""
    columns = [
        {**column, "values": b64encode(column["values"]).decode()} if isinstance(column["values"], bytes) else column
        for column in table["columns"]
    ]
    return {**table, "columns": columns}


def _column(name: str, series: Any) -> Column:
    dtype = series.dtype  # narwhals works it out each time
    if dtype.is_numeric() and not dtype.is_decimal():
        kind, values = _numbers(series, dtype.is_integer())
        return {"name": name, "kind": kind, "values": values}
    values = series.to_list()
    is_text = dtype == sys.modules["narwhals"].String and {*map(type, values)} <= {str}
    return {"name": name, "kind": "values", "values": values if is_text else [_plain(each) for each in values]}


def _listed(name: str, values: list[Any]) -> Column:
    if all(type(each) in (int, float) or each is None for each in values):
        return {"name": name, "kind": "f8", "values": _floats(values)}
    return {"name": name, "kind": "values", "values": [_plain(each) for each in values]}


def _floats(values: list[Any]) -> bytes:
    return array("d", (nan if each is None else each for each in values)).tobytes()


def _numbers(series: Any, is_integer: bool) -> tuple[str, bytes]:
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return "f8", _floats(series.to_list())
    whole = is_integer and series.null_count() == 0
    numbers = (series if whole else series.cast(sys.modules["narwhals"].Float64)).to_numpy()
    if whole and len(numbers) and numbers.min() >= -(2**31) and numbers.max() < 2**31:
        return "i4", numbers.astype("<i4").tobytes()
    return "f8", numbers.astype("<f8").tobytes()


def _plain(value: Any) -> object:
    if value is None or isinstance(value, (str, bool)):
        return value
    if value != value:  # NaN, NaT, and whatever else is not itself
        return None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() * 1000
    if isinstance(value, Decimal):
        return float(value)
    if type(value).__name__ == "NAType":
        return None
    return wire_value(value)


def _lengths(values: list[Any]) -> int:
    try:
        return sum(map(len, values)) + 3 * len(values)
    except TypeError:
        return sum(len(each) + 3 if isinstance(each, str) else 8 for each in values)
