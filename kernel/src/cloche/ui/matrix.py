"""A grid of numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange

Numbers = Any  # a number, a list, a list of lists, or an array with `tolist`


class matrix(Element["list[Any]"]):
    """A grid of numbers to type into or drag. A flat list is a column, and its value is flat too.

    `min_value`, `max_value`, `step` and `disabled` are one for all cells, or a
    grid of the same shape. With `symmetric`, a cell changes with its mirror.

    >>> matrix([[1, 0], [0, 1]], symmetric=True).value
    [[1, 0], [0, 1]]
    """

    kind: ClassVar[str] = "matrix"

    def __init__(
        self,
        value: Numbers,
        *,
        min_value: Numbers | None = None,
        max_value: Numbers | None = None,
        step: Numbers = 1.0,
        disabled: Any = False,
        symmetric: bool = False,
        scientific: bool = False,
        precision: int | None = None,
        row_labels: list[str] | None = None,
        column_labels: list[str] | None = None,
        debounce: bool = False,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        rows, self._is_flat = _rows("value", value, checks.number)
        self._shape = (len(rows), len(rows[0]))
        self._least = self._spread("min_value", min_value, checks.number)
        self._most = self._spread("max_value", max_value, checks.number)
        self._symmetric = checks.boolean("symmetric", symmetric)
        steps = self._spread("step", step, checks.number)
        for y, row in enumerate(steps or ()):
            for x, each in enumerate(row):
                if each <= 0:
                    raise ValueError(f"`step` is above 0, not {each} at [{y}][{x}].")
        if symmetric and self._shape[0] != self._shape[1]:
            raise ValueError(f"`symmetric` needs as many rows as columns, not {self._shape[0]} and {self._shape[1]}.")
        super().__init__(
            rows,
            label=label,
            on_change=on_change,
            props={
                "min_value": self._least,
                "max_value": self._most,
                "step": steps,
                "disabled": self._spread("disabled", disabled, checks.boolean),
                "symmetric": symmetric,
                "scientific": checks.boolean("scientific", scientific),
                "precision": _decimals(rows, steps) if precision is None else checks.count("precision", precision),
                "row_labels": self._labels("row_labels", row_labels, self._shape[0], "rows"),
                "column_labels": self._labels("column_labels", column_labels, self._shape[1], "columns"),
                "debounce": checks.boolean("debounce", debounce),
            },
        )

    def _read(self, answer: object) -> list[Any]:
        rows, _ = _rows("value", answer, checks.number)
        if (len(rows), len(rows[0])) != self._shape:
            raise ValueError(f"The matrix has {self._shape[0]} rows of {self._shape[1]}; got {answer!r}.")
        for y, row in enumerate(rows):
            for x, each in enumerate(row):
                if self._least is not None and each < self._least[y][x]:
                    raise ValueError(f"The matrix has {each} at [{y}][{x}]; `min_value` is {self._least[y][x]}.")
                if self._most is not None and each > self._most[y][x]:
                    raise ValueError(f"The matrix has {each} at [{y}][{x}]; `max_value` is {self._most[y][x]}.")
                if self._symmetric and each != rows[x][y]:
                    raise ValueError(f"`symmetric` needs [{y}][{x}] and [{x}][{y}] equal; got {each} and {rows[x][y]}.")
        return [row[0] for row in rows] if self._is_flat else rows

    def _spread(self, name: str, value: Any, check: Callable[[str, object], Any]) -> list[list[Any]] | None:
        """One for all cells as a grid, or the grid that was given."""
        if value is None:
            return None
        height, width = self._shape
        if not hasattr(value, "__len__") and not hasattr(value, "tolist"):
            return [[check(name, value)] * width for _ in range(height)]
        rows, _ = _rows(name, value, check)
        if (len(rows), len(rows[0])) != self._shape:
            raise ValueError(f"`{name}` has {height} rows of {width}, like `value`; not {len(rows)} of {len(rows[0])}.")
        return rows

    def _labels(self, name: str, labels: Any, count: int, what: str) -> list[str] | None:
        if labels is None:
            return None
        if isinstance(labels, str) or not isinstance(labels, Sequence) or len(labels) != count:
            raise ValueError(f"`{name}` is a list of {count} texts, one for each of the {what}; not {labels!r}.")
        return [str(label) for label in labels]


def _rows(name: str, value: Any, check: Callable[[str, object], Any]) -> tuple[list[list[Any]], bool]:
    """A grid as lists of plain values, and whether it was a flat list."""
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, (str, bytes)) or not isinstance(value, Sequence) or not len(value):
        raise ValueError(f"`{name}` is a list of numbers, or of rows of them, and not empty; not {value!r}.")
    if not isinstance(value[0], Sequence) or isinstance(value[0], str):
        return [[check(name, each)] for each in value], True
    rows = []
    for y, row in enumerate(value):
        if isinstance(row, str) or not isinstance(row, Sequence) or len(row) != len(value[0]) or not len(row):
            raise ValueError(f"`{name}` has rows of one length; row {y} is {row!r}, the first has {len(value[0])}.")
        rows.append([check(name, each) for each in row])
    return rows, False


def _decimals(rows: list[list[Any]], steps: list[list[Any]] | None) -> int:
    """How many decimals show all that stands in the grid, and what a step adds."""
    most = 0
    for row in [*rows, *(steps or [])]:
        for each in row:
            _, _, decimals = f"{each:.8f}".rstrip("0").partition(".")
            most = max(most, len(decimals))
    return most
