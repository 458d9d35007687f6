"""A number picked by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from cloche.ui.checks import first_place, is_number, number, one_of, plain_number
from cloche.ui.element import Element, OnChange
from cloche.ui.track import Number, Track, span, track


class slider(Element[Number]):
    """A number picked by dragging, from `start` to `stop`, or one of `steps`.

    >>> depth = slider(0, 40, step=5, label="Depth (m)")
    >>> depth.value, depth.stop
    (0, 40)
    """

    kind: ClassVar[str] = "slider"

    def __init__(
        self,
        start: Number | None = None,
        stop: Number | None = None,
        step: Number | None = None,
        value: Number | None = None,
        debounce: bool = False,
        disabled: bool = False,
        orientation: Literal["horizontal", "vertical"] = "horizontal",
        show_value: bool = False,
        include_input: bool = False,
        steps: Sequence[Number] | None = None,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
    ) -> None:
        one_of("orientation", orientation, ("horizontal", "vertical"))
        along = track("slider", start, stop, step, steps)
        self.start, self.stop, self.step, self.steps = along.start, along.stop, along.step, along.steps
        looks = {"orientation": orientation, "show_value": show_value, "include_input": include_input}
        super().__init__(
            self._place(along, value),
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={**along.props(), "debounce": debounce, "disabled": disabled, **looks},
        )

    def _place(self, along: Track, value: Number) -> int | float:
        """The first value as the page knows it: a number, or with `steps` its place."""
        if value is None:
            return along.low
        if along.steps is not None:
            return first_place("slider", along.steps, value, 0)
        first = number("value", value)
        if not along.low <= first <= along.high:
            raise ValueError(f"The slider's first `value` {value} is not between {along.start} and {along.stop}.")
        return first

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> slider:
        """A slider over the range of a column of numbers."""
        return cls(**{**span(series), **options})

    def _read(self, answer: object) -> Number:
        if not is_number(answer):
            raise ValueError(f"The slider expected a number, got {answer!r}.")
        place = plain_number(answer)
        if self.steps is None:
            if not self.start <= place <= self.stop:
                raise ValueError(f"The slider's value {place} is not between {self.start} and {self.stop}.")
            return place
        if place != int(place) or not 0 <= place < len(self.steps):
            raise ValueError(f"The slider has no step number {place}.")
        return self.steps[int(place)]
