"""Two numbers picked by dragging: from where to where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from cloche.ui.checks import first_place, is_number, number, one_of, plain_number
from cloche.ui.element import Element, OnChange
from cloche.ui.track import Number, span, track


class range_slider(Element["list[Number]"]):
    """Two numbers picked by dragging, the lower first, from `start` to `stop` or out of `steps`.

    >>> range_slider(0, 40, value=(10, 20)).value
    [10, 20]
    """

    kind: ClassVar[str] = "range-slider"

    def __init__(
        self,
        start: Number | None = None,
        stop: Number | None = None,
        step: Number | None = None,
        value: Sequence[Number] | None = None,
        debounce: bool = False,
        orientation: Literal["horizontal", "vertical"] = "horizontal",
        show_value: bool = False,
        steps: Sequence[Number] | None = None,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
        disabled: bool = False,
    ) -> None:
        one_of("orientation", orientation, ("horizontal", "vertical"))
        along = track("range slider", start, stop, step, steps)
        self.start, self.stop, self.step, self.steps = along.start, along.stop, along.step, along.steps
        self._low, self._high = along.low, along.high
        super().__init__(
            [along.low, along.high] if value is None else self._places(value),
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={
                **along.props(),
                "debounce": debounce,
                "disabled": disabled,
                "orientation": orientation,
                "show_value": show_value,
            },
        )

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> range_slider:
        """A range slider over the range of a column of numbers."""
        return cls(**{**span(series), **options})

    def _places(self, value: object) -> list[int | float]:
        """The first value as the page knows it: numbers, or with `steps` their places."""
        if isinstance(value, (str, bytes)) or not hasattr(value, "__len__") or len(value) != 2:
            raise ValueError(f"`value` is two numbers, the lower first, not {value!r}.")
        pair = list(value)  # type: ignore[call-overload]
        if self.steps is None:
            return [number("value", item) for item in pair]
        ends = (0, len(self.steps) - 1)
        return [first_place("range slider", self.steps, item, end) for item, end in zip(pair, ends, strict=True)]

    def _read(self, answer: object) -> list[Number]:
        if not isinstance(answer, (list, tuple)) or len(answer) != 2 or not all(map(is_number, answer)):
            raise ValueError(f"A range slider's `value` is two numbers, got {answer!r}.")
        low, high = (plain_number(item) for item in answer)
        if not self._low <= low <= high <= self._high:
            raise ValueError(
                f"A range slider's `value` is two numbers between {self._low} and {self._high}, "
                f"the lower first; got {low} and {high}."
            )
        if self.steps is None:
            return [low, high]
        if low != int(low) or high != int(high):
            raise ValueError(f"The range slider has no steps number {low} and {high}.")
        return [self.steps[int(low)], self.steps[int(high)]]
