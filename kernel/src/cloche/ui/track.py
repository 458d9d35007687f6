"""What sliders run along: numbers from one to another, or a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cloche.ui.checks import is_number, number, optional_number, plain_number

Number = Any  # an int, a float, or what behaves like one (numpy's numbers, decimals)


@dataclass(frozen=True, slots=True)
class Track:
    """A track as it was asked for, and from where to where the page's thumbs go: with `steps`, over their places."""

    start: Number
    stop: Number
    step: Number | None
    steps: list[Number] | None
    low: int | float
    high: int | float

    def props(self) -> dict[str, object]:
        """The track as the page is told of it."""
        return {
            "start": self.low,
            "stop": self.high,
            "step": 1 if self.steps is not None else optional_number("step", self.step),
            "steps": None if self.steps is None else [plain_number(item) for item in self.steps],
        }


def track(kind: str, start: Number, stop: Number, step: Number, steps: Sequence[Number] | None) -> Track:
    """The track of an element that people call `kind`. Raises `ValueError` where its parameters make none."""
    if steps is not None:
        if start is not None or stop is not None or step is not None:
            raise ValueError(f"A {kind} takes either `steps`, or `start`, `stop` and `step`.")
        places = [item.item() if hasattr(item, "item") else item for item in steps]  # numpy's numbers become Python's
        if isinstance(steps, (str, bytes)) or not places or not all(map(is_number, places)):
            raise ValueError(f"`steps` is a list of at least one number, not {steps!r}.")
        return Track(places[0], places[-1], None, places, 0, len(places) - 1)
    if start is None or stop is None:
        raise ValueError(f"A {kind} needs `start` and `stop`, or `steps`.")
    low, high = number("start", start), number("stop", stop)
    if high < low:
        raise ValueError(f"A {kind}'s `stop` is not below its `start`: got {start} to {stop}.")
    if step is not None and number("step", step) <= 0:
        raise ValueError(f"A {kind}'s `step` is above 0, not {step}.")
    return Track(start, stop, step, None, low, high)


def span(series: Any) -> dict[str, Any]:
    """The range of a column of numbers, as parameters: plain numbers, whatever the column holds."""
    return {
        "start": plain_number(series.min()),
        "stop": plain_number(series.max()),
        "label": getattr(series, "name", "") or "",
    }
