"""A number picked by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from cloche.ui.checks import is_number, number, one_of, optional_number, plain_number
from cloche.ui.element import Element, OnChange

Number = Any  # an int, a float, or what behaves like one (numpy's numbers, decimals)


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
        self.steps: list[Number] | None = None
        self.step: Number | None = step
        if steps is not None:
            first: int | float = self._take_steps(start, stop, step, steps, value)
            bounds: dict[str, object] = {"start": 0, "stop": len(self.steps or ()) - 1, "step": 1}
        else:
            first = self._take_range(start, stop, step, value)
            bounds = {"start": plain_number(self.start), "stop": plain_number(self.stop)}
            bounds["step"] = optional_number("step", step)
        bounds["steps"] = None if self.steps is None else [plain_number(item) for item in self.steps]
        looks = {"orientation": orientation, "show_value": show_value, "include_input": include_input}
        super().__init__(
            first,
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={**bounds, "debounce": debounce, "disabled": disabled, **looks},
        )

    def _take_range(self, start: Number, stop: Number, step: Number, value: Number) -> int | float:
        if start is None or stop is None:
            raise ValueError("A slider needs `start` and `stop`, or `steps`.")
        low, high = number("start", start), number("stop", stop)
        if high < low:
            raise ValueError(f"A slider's `stop` is not below its `start`: got {start} to {stop}.")
        if step is not None and number("step", step) <= 0:
            raise ValueError(f"A slider's `step` is above 0, not {step}.")
        self.start, self.stop = start, stop
        first = low if value is None else number("value", value)
        if not low <= first <= high:
            raise ValueError(f"The slider's first `value` {value} is not between {start} and {stop}.")
        return first

    def _take_steps(self, start: Number, stop: Number, step: Number, steps: Sequence[Number], value: Number) -> int:
        if start is not None or stop is not None or step is not None:
            raise ValueError("A slider takes either `steps`, or `start`, `stop` and `step`.")
        if isinstance(steps, (str, bytes)) or not len(steps) or not all(map(is_number, steps)):
            raise ValueError(f"`steps` is a list of at least one number, not {steps!r}.")
        self.steps = list(steps)
        self.start, self.stop = self.steps[0], self.steps[-1]
        if value is None:
            return 0
        if value not in self.steps:
            raise ValueError(f"The slider's first `value` {value} is not among its `steps`.")
        return self.steps.index(value)

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> slider:
        """A slider over the range of a column of numbers."""
        return cls(
            **{"start": series.min(), "stop": series.max(), "label": getattr(series, "name", "") or "", **options}
        )

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
