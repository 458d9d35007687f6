"""A number that is typed."""

from __future__ import annotations

from typing import Any, ClassVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange
from cloche.ui.track import span


class number(Element[Any]):
    """A number that is typed. Without `start` and `stop` it has no bounds; empty, it is None.

    >>> number(1, 10).value
    1
    """

    kind: ClassVar[str] = "number"

    def __init__(
        self,
        start: float | None = None,
        stop: float | None = None,
        step: float | None = None,
        value: float | None = None,
        debounce: bool = False,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
        disabled: bool = False,
    ) -> None:
        low, high = checks.optional_number("start", start), checks.optional_number("stop", stop)
        if low is not None and high is not None and high < low:
            raise ValueError(f"A number's `stop` is not below its `start`: got {start} to {stop}.")
        self.start, self.stop, self.step = start, stop, step
        self._low, self._high = low, high
        first = checks.optional_number("value", value)
        if first is None:
            first = low if low is not None else high
        super().__init__(
            first,
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={
                "start": low,
                "stop": high,
                "step": checks.optional_number("step", step),
                "debounce": debounce,
                "disabled": disabled,
            },
        )

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> number:
        """A number within the range of a column of numbers."""
        return cls(**{**span(series), **options})

    def _read(self, answer: object) -> int | float | None:
        if answer is None:
            return None
        given = checks.number("value", answer)
        if self._low is not None and given < self._low:
            raise ValueError(f"The number {given} is below {self._low}.")
        if self._high is not None and given > self._high:
            raise ValueError(f"The number {given} is above {self._high}.")
        return given
