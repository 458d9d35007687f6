"""Several of many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange


class multiselect(Element["list[Any]"]):
    """Several of many, from a list that can be searched. A dictionary's keys are shown, its values are the value.

    >>> multiselect({"one": 1, "two": 2, "three": 3}, value=["three", "one"]).value
    [3, 1]
    """

    kind: ClassVar[str] = "multiselect"

    def __init__(
        self,
        options: Sequence[Any] | dict[str, Any],
        value: Sequence[Any] | None = None,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
        max_selections: int | None = None,
        disabled: bool = False,
    ) -> None:
        self.options = checks.labelled(options)
        self._most = checks.count("max_selections", max_selections)
        wanted = [value] if isinstance(value, str) or not isinstance(value, Iterable) else value
        super().__init__(
            [] if value is None else [checks.chosen_label(self.options, item) for item in wanted],
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={"options": list(self.options), "max_selections": self._most, "disabled": disabled},
        )

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> multiselect:
        """A choice among the values of a column."""
        values = sorted({value for value in series.tolist() if value is not None and value == value})
        return cls(values, **{"label": getattr(series, "name", "") or "", **options})

    def _read(self, answer: object) -> list[Any]:
        if not isinstance(answer, (list, tuple)):
            raise ValueError(f"A multiselect expected a list of labels, got {answer!r}.")
        labels = [checks.chosen_label(self.options, label) for label in answer]
        if None in labels or len(set(labels)) < len(labels):
            raise ValueError(f"A multiselect expected each label once, got {answer!r}.")
        if self._most is not None and len(labels) > self._most:
            raise ValueError(f"{len(labels)} options are chosen; `max_selections` is {self._most}.")
        return [self.options[label] for label in labels if label is not None]
