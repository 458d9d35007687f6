"""One of several: a list that drops down, and a group of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange


class dropdown(Element[Any]):
    """One of several, from a list that drops down. A dictionary's keys are shown, its values are the value.

    >>> dropdown({"small": 1, "large": 100}, value="large").value
    100
    """

    kind: ClassVar[str] = "dropdown"

    def __init__(
        self,
        options: Sequence[Any] | dict[str, Any],
        value: Any | None = None,
        allow_select_none: bool | None = None,
        searchable: bool = False,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
        disabled: bool = False,
    ) -> None:
        self.options = checks.labelled(options)
        chosen = checks.chosen_label(self.options, value)
        may_be_none = chosen is None if allow_select_none is None else allow_select_none
        if chosen is None and not may_be_none:
            chosen = next(iter(self.options), None)
        super().__init__(
            [] if chosen is None else [chosen],
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={
                "options": list(self.options),
                "allow_select_none": may_be_none,
                "searchable": searchable,
                "disabled": disabled,
            },
        )

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> dropdown:
        """A choice among the values of a column."""
        values = sorted({value for value in series.tolist() if value is not None and value == value})
        return cls(values, **{"label": getattr(series, "name", "") or "", **options})

    @property
    def selected_key(self) -> str | None:
        """The label that is chosen."""
        assert isinstance(self._answer, list)
        return self._answer[0] if self._answer else None

    def _read(self, answer: object) -> Any:
        if not isinstance(answer, (list, tuple)) or len(answer) > 1:
            raise ValueError(f"A dropdown expected a list of at most one label, got {answer!r}.")
        return self.options[checks.chosen_label(self.options, answer[0]) or ""] if answer else None


class radio(Element[Any]):
    """One of several, all in sight.

    >>> radio(["tea", "coffee"]).value is None
    True
    """

    kind: ClassVar[str] = "radio"

    def __init__(
        self,
        options: Sequence[Any] | dict[str, Any],
        value: Any | None = None,
        inline: bool = False,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        disabled: bool = False,
    ) -> None:
        self.options = checks.labelled(options)
        super().__init__(
            checks.chosen_label(self.options, value),
            label=label,
            on_change=on_change,
            props={"options": list(self.options), "inline": inline, "disabled": disabled},
        )

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> radio:
        """A choice among the values of a column."""
        values = sorted({value for value in series.tolist() if value is not None and value == value})
        return cls(values, **{"label": getattr(series, "name", "") or "", **options})

    def _read(self, answer: object) -> Any:
        label = checks.chosen_label(self.options, answer)
        return None if label is None else self.options[label]
