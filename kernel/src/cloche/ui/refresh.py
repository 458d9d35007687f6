"""A clock that lets cells run again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange

_UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)")


class refresh(Element[str]):
    """A button and a clock: cells that read it run again at each press, and at each interval that the person picks.

    Intervals are seconds, or texts such as "500ms", "5s", "1m 30s", "1h". The
    value tells the interval and counts: `"5s (3)"`; before the first time it is
    empty.

    >>> refresh(options=["1s", "1m"], default_interval="1m").value
    ''
    """

    kind: ClassVar[str] = "refresh"

    def __init__(
        self,
        options: Sequence[int | float | str] | None = None,
        default_interval: float | str | None = None,
        *,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        if options is not None and (isinstance(options, (str, bytes)) or not isinstance(options, Sequence)):
            raise ValueError(f"`options` is a list of intervals, not {options!r}.")
        choices = list(options or ())
        if default_interval is not None and not choices:
            choices = [default_interval]
        if default_interval is not None and default_interval not in choices:
            raise ValueError(f"`default_interval` is one of the `options`, not {default_interval!r}.")
        lengths = [_milliseconds("options", choice) for choice in choices]
        super().__init__(
            "",
            label=label,
            on_change=on_change,
            props={
                "options": [choice if isinstance(choice, str) else f"{choice}s" for choice in choices],
                "milliseconds": lengths,
                "default": None if default_interval is None else choices.index(default_interval),
            },
        )

    def _read(self, answer: object) -> str:
        return checks.text("value", answer)


def _milliseconds(name: str, interval: object) -> int | float:
    """How long an interval is.

    >>> _milliseconds("options", "1m 30s"), _milliseconds("options", 0.5)
    (90000.0, 500.0)
    """
    length: int | float = 0
    if isinstance(interval, str):
        parts = _PART.findall(interval)
        if parts and not _PART.sub("", interval).strip():
            length = sum(float(number) * _UNITS[unit] for number, unit in parts)
    elif checks.is_number(interval):
        length = checks.plain_number(interval) * 1000
    if length <= 0:
        raise ValueError(f"`{name}` holds seconds, or texts such as '5s' and '1m 30s'; not {interval!r}.")
    return length
