"""The beginning of a table of data as HTML: frames, arrays of two dimensions, and lists of dictionaries.

No library is imported for it: what is asked is asked of the frame. Paging,
sorting and choosing rows are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from math import isfinite
from numbers import Integral, Real
from typing import Any

ROWS = 50
COLUMNS = 30
LETTERS = 120
"""Of one cell; the rest is its tooltip."""

_TOOLTIP = 1_000
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown of a table, and how large it is."""

    columns: list[str]
    rows: list[list[Any]]
    """Each with its index first, where there is one."""
    index: list[str]
    """Names of the index; without an index none."""
    height: int
    width: int


def sheet_of(value: object) -> Sheet | None:
    """`value` as a table, if it is one."""
    read = _reader(value)
    return None if read is None else read(value)


def is_table(value: object) -> bool:
    return _reader(value) is not None


def drawn(sheet: Sheet, show: Callable[[object], str] | None = None) -> str:
    """The HTML of a table. `show` draws the cells that are more than text."""
    head = "".join(f'<th scope="col" class="cloche-index">{escape(name)}</th>' for name in sheet.index)
    columns = [[row[len(sheet.index) + at] for row in sheet.rows] for at in range(len(sheet.columns))]
    texts = [_written(column, show) for column in columns]
    sides = [' class="cloche-numeric"' if _is_of_numbers(column) else "" for column in columns]
    head += "".join(
        f'<th scope="col"{side}>{_short(name)}</th>' for name, side in zip(sheet.columns, sides, strict=True)
    )
    body = []
    for at, row in enumerate(sheet.rows):
        cells = "".join(f'<th scope="row">{_text(each)}</th>' for each in row[: len(sheet.index)])
        cells += "".join(f"<td{side}>{text[at]}</td>" for side, text in zip(sides, texts, strict=True))
        body.append(f"<tr>{cells}</tr>")
    notice = _notice(sheet)
    return (
        '<div class="cloche-frame"><div class="cloche-scroll" tabindex="0" role="group" aria-label="Table"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        f"{f'<small>{notice}</small>' if notice else ''}</div>"
    )


def _notice(sheet: Sheet) -> str:
    parts = []
    if len(sheet.rows) < sheet.height:
        parts.append(f"first {len(sheet.rows)} of {sheet.height:,} rows")
    if len(sheet.columns) < sheet.width:
        parts.append(f"first {len(sheet.columns)} of {sheet.width:,} columns")
    if not parts and (sheet.height == 0 or sheet.width == 0):
        parts.append(f"{_many(sheet.height, 'row')}, {_many(sheet.width, 'column')}")
    return ", ".join(parts)[:1].upper() + ", ".join(parts)[1:]


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


# ---------------------------------------------------------------- what is a table


def _reader(value: object) -> Callable[[Any], Sheet] | None:
    kind = type(value)
    library = kind.__module__.partition(".")[0]
    if library in ("pandas", "polars", "pyarrow"):
        return _READERS.get((library, kind.__name__))
    for base in kind.__mro__ if kind.__module__ != "builtins" else ():
        if (base.__name__, base.__module__.partition(".")[0]) == ("DataFrame", "pandas"):
            # GeoPandas and other kinds of frames, unless they have a picture of their own.
            has_own = getattr(kind, "_repr_html_", None) is not getattr(base, "_repr_html_", None)
            return None if has_own else _pandas
    if library == "numpy" and kind.__name__ == "ndarray":
        return _array_reader(value)
    if kind is list and _is_of_records(value):
        return _records
    return None


def _array_reader(value: Any) -> Callable[[Any], Sheet] | None:
    if value.dtype.names and value.ndim == 1:
        return _structured
    return _grid if value.ndim == 2 and value.dtype.kind in "biufcUM" and value.size else None


def _is_of_records(value: Any) -> bool:
    """Dictionaries of the same kind: at least half of the first one's keys are in each.

    One alone is a row only where none of its values holds others: else it is a document, which a tree shows better.
    """
    if not value or not all(type(each) is dict and each for each in islice(value, ROWS)):
        return False
    keys = set(value[0])
    if len(value) == 1 and any(isinstance(each, (dict, list, tuple, set)) for each in value[0].values()):
        return False
    return all(isinstance(key, str) for key in keys) and all(
        len(keys & set(each)) * 2 >= len(keys) for each in islice(value, ROWS)
    )


def _pandas(frame: Any) -> Sheet:
    top = frame.iloc[:ROWS, :COLUMNS]
    names = [str(name) if name is not None else "" for name in frame.index.names]
    keys = [key if isinstance(key, tuple) else (key,) for key in top.index.tolist()]
    columns = [top.iloc[:, at].tolist() for at in range(top.shape[1])]
    return Sheet(
        [_joined(name) for name in top.columns],
        [[*key, *(column[at] for column in columns)] for at, key in enumerate(keys)],
        names,
        *frame.shape,
    )


def _pandas_series(series: Any) -> Sheet:
    return _pandas(series.to_frame("" if series.name is None else series.name))


def _polars(frame: Any) -> Sheet:
    columns = frame.columns[:COLUMNS]
    rows = [list(row) for row in frame.head(ROWS).select(columns).rows()] if columns else []
    return Sheet(list(columns), rows, [], frame.height, frame.width)


def _polars_series(series: Any) -> Sheet:
    return _polars(series.to_frame())


def _arrow(table: Any) -> Sheet:
    names = [str(name) for name in table.schema.names[:COLUMNS]]
    columns = [_arrow_values(table.column(at).slice(0, ROWS)) for at in range(len(names))]
    return Sheet(names, [list(row) for row in zip(*columns, strict=True)], [], table.num_rows, table.num_columns)


def _arrow_values(column: Any) -> list[Any]:
    try:
        return list(column.to_pylist())
    except ValueError:  # times in nanoseconds, for which Python has no type
        return list(column.cast("string").to_pylist())


def _structured(array: Any) -> Sheet:
    names = array.dtype.names
    rows = [list(row)[:COLUMNS] for row in array[:ROWS].tolist()]
    return _numbered(list(names[:COLUMNS]), rows, len(array), len(names))


def _grid(array: Any) -> Sheet:
    height, width = array.shape
    names = [str(at) for at in range(min(width, COLUMNS))]
    return _numbered(names, array[:ROWS, :COLUMNS].tolist(), height, width)


def _records(records: list[dict[str, Any]]) -> Sheet:
    names = list(dict.fromkeys(str(key) for record in records[:ROWS] for key in record))
    rows = [[record.get(name, _MISSING) for name in names[:COLUMNS]] for record in records[:ROWS]]
    return Sheet(names[:COLUMNS], rows, [], len(records), len(names))


def _numbered(names: list[str], rows: list[list[Any]], height: int, width: int) -> Sheet:
    return Sheet(names, [[at, *row] for at, row in enumerate(rows)], [""], height, width)


_READERS: dict[tuple[str, str], Callable[[Any], Sheet]] = {
    ("pandas", "DataFrame"): _pandas,
    ("pandas", "Series"): _pandas_series,
    ("polars", "DataFrame"): _polars,
    ("polars", "Series"): _polars_series,
    ("pyarrow", "Table"): _arrow,
    ("pyarrow", "RecordBatch"): _arrow,
}

# ------------------------------------------------------------------------- texts


class _Missing:
    def __str__(self) -> str:
        return ""


_MISSING = _Missing()


def _joined(name: object) -> str:
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _is_of_numbers(column: Sequence[Any]) -> bool:
    known = [each for each in column if not _is_nothing(each)]
    return bool(known) and all(isinstance(each, Real) and not isinstance(each, bool) for each in known)


def _is_nothing(value: object) -> bool:
    """None, NaN, NaT, NA or not there."""
    if value is None or value is _MISSING or type(value).__name__ in ("NaTType", "NAType"):
        return True
    return isinstance(value, float) and value != value


def _written(column: Sequence[Any], show: Callable[[object], str] | None) -> list[str]:
    """The cells of a column: its fractions with as many digits as the one that needs most, up to six."""
    fractions = [float(each) for each in column if _is_fraction(each)]
    digits = max((_digits(each) for each in fractions), default=0)
    sizes = [abs(each) for each in fractions if each]
    is_wide = bool(sizes) and (max(sizes) >= 1e15 or min(sizes) < 10**-_DECIMALS)
    return [
        (f"{each:.6g}" if is_wide else f"{each:.{digits}f}") if _is_fraction(each) else _text(each, show)
        for each in column
    ]


def _is_fraction(value: object) -> bool:
    return isinstance(value, float) and isfinite(value)


def _digits(value: float) -> int:
    return len(f"{value:.{_DECIMALS}f}".rstrip("0").partition(".")[2])


def _text(value: object, show: Callable[[object], str] | None = None) -> str:
    if _is_nothing(value):
        return f'<span class="cloche-nothing">{escape(str(value))}</span>'
    if isinstance(value, (str, bool, Integral)):
        return _short(str(value))
    if show is not None and (html := show(value)):
        return html
    return _short(str(value))


def _short(text: str) -> str:
    if len(text) <= LETTERS:
        return escape(text)
    return f'<span title="{escape(text[:_TOOLTIP])}">{escape(text[:LETTERS])}…</span>'
