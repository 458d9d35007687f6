"""Arrays and tables by their content. Nothing is imported: a library that is not loaded has no values here."""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloche.runtime.cache.digest import Digester


def digest(digester: Digester, value: Any) -> bytes | None:
    """The digest of an array or a table, or None for anything else."""
    root = type(value).__module__.partition(".")[0]
    if root == "array" and isinstance(value, array):
        return digester.raw(f"array {value.typecode}", value.tobytes())
    if root == "numpy":
        return _numpy(digester, value)
    if root == "pandas":
        return _pandas(digester, value)
    if root == "polars":
        return _polars(digester, value)
    return None


def _numpy(digester: Digester, value: Any) -> bytes | None:
    numpy = sys.modules["numpy"]
    if not isinstance(value, numpy.ndarray) or type(value) is not numpy.ndarray:
        return None
    shape = digester.of((str(value.dtype), tuple(map(int, value.shape))))
    if value.dtype.hasobject:
        return digester.joined("array of objects", (shape, digester.of(value.tolist())))
    content = numpy.ascontiguousarray(value)
    return digester.joined("ndarray", (shape, digester.raw("data", content.reshape(-1).view(numpy.uint8).data)))


def _pandas(digester: Digester, value: Any) -> bytes | None:
    pandas = sys.modules["pandas"]
    if isinstance(value, pandas.DataFrame):
        columns = [digester.of(value.iloc[:, place]) for place in range(value.shape[1])]
        return digester.joined("frame", (digester.of(value.columns), digester.of(value.index), *columns))
    if isinstance(value, pandas.Series):
        return digester.joined("series", (digester.of(value.name), digester.of(value.index), _column(digester, value)))
    if isinstance(value, pandas.Index):
        return digester.joined("index", (digester.of(list(value.names)), _column(digester, value)))
    return None


def _column(digester: Digester, value: Any) -> bytes:
    return digester.joined(str(value.dtype), (digester.of(value.to_numpy()),))


def _polars(digester: Digester, value: Any) -> bytes | None:
    polars = sys.modules["polars"]
    if isinstance(value, polars.DataFrame):
        columns = [digester.joined(series.name, (digester.of(series),)) for series in value.get_columns()]
        return digester.joined("frame", columns)
    if isinstance(value, polars.Series):
        return digester.joined(str(value.dtype), (digester.of(value.to_list()),))
    return None
