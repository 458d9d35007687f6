"""Days, times and ranges of days, picked from the browser's own calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal, Self

from cloche.ui import checks
from cloche.ui.element import Element, OnChange, T

_SPECS = {"hour": "hours", "minute": "minutes", "second": "seconds"}


class _Days(Element[T]):
    """What is picked among the days of a range."""

    _low: dt.date | None
    _high: dt.date | None

    @property
    def start(self) -> dt.date:
        """The first day that can be picked."""
        return self._low or dt.date.min

    @property
    def stop(self) -> dt.date:
        """The last day that can be picked."""
        return self._high or dt.date.max

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> Self:
        """With the range of a column of days, and its name for a label."""
        return cls(**{"start": series.min(), "stop": series.max(), "label": _name(series), **options})


class date(_Days["dt.date | None"]):
    """A day. Without `value` it is `start`, `stop` or today, the first there is; cleared, it is None.

    >>> date("2026-01-01", "2026-12-31", value="2026-05-04").value
    datetime.date(2026, 5, 4)
    """

    kind: ClassVar[str] = "date"

    def __init__(
        self,
        start: dt.date | str | None = None,
        stop: dt.date | str | None = None,
        value: dt.date | str | None = None,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
        disabled: bool = False,
    ) -> None:
        self._low, self._high = _bounds("date", _day("start", start), _day("stop", stop))
        first = _day("value", value) or self._low or self._high or dt.date.today()
        super().__init__(
            first.isoformat(),
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={**_bound_props(self._low, self._high), "disabled": disabled},
        )

    def _read(self, answer: object) -> dt.date | None:
        return None if answer is None else _in_bounds("date", _day("value", answer), self._low, self._high)


class date_range(_Days["tuple[dt.date, dt.date] | None"]):
    """Two days, the earlier first. Without `value`: from `start` to `stop`, where given, else today.

    >>> date_range(value=("2026-01-01", "2026-01-31")).value
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 31))
    """

    kind: ClassVar[str] = "date-range"

    def __init__(
        self,
        start: dt.date | str | None = None,
        stop: dt.date | str | None = None,
        value: tuple[dt.date, dt.date] | tuple[str, str] | None = None,
        *,
        label: str | None = None,
        on_change: OnChange | None = None,
        full_width: bool = False,
        disabled: bool = False,
    ) -> None:
        low, high = self._low, self._high = _bounds("date range", _day("start", start), _day("stop", stop))
        if value is None:
            today = dt.date.today()
            first = (low or high or today, high or low or today)
        else:
            first = self._pair(value)
        super().__init__(
            [day.isoformat() for day in first],
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={**_bound_props(low, high), "disabled": disabled},
        )

    def _read(self, answer: object) -> tuple[dt.date, dt.date] | None:
        return None if answer is None else self._pair(answer)

    def _pair(self, value: object) -> tuple[dt.date, dt.date]:
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            raise ValueError(f"`value` of a date range is two days, the earlier first; not {value!r}.")
        first, last = (_in_bounds("date range", _day("value", day), self._low, self._high) for day in value)
        if last < first:
            raise ValueError(f"`value` of a date range is the earlier day first; got {first} and {last}.")
        return first, last


class datetime(Element["dt.datetime | None"]):
    """A day and a time. Without `value` it is `start`, `stop` or now, the first that there is.

    With a `value`, `start` or `stop` that has a time zone, the value has that
    one too: the page shows the clock of that place, and its name. Otherwise no
    time zone is meant, neither the visitor's nor any other.

    >>> datetime(value="2026-05-04T09:30").value
    datetime.datetime(2026, 5, 4, 9, 30)
    """

    kind: ClassVar[str] = "datetime"

    def __init__(
        self,
        start: dt.datetime | str | None = None,
        stop: dt.datetime | str | None = None,
        value: dt.datetime | str | None = None,
        *,
        precision: Literal["hour", "minute", "second"] = "minute",
        label: str | None = None,
        on_change: OnChange | None = None,
        full_width: bool = False,
        disabled: bool = False,
    ) -> None:
        checks.one_of("precision", precision, tuple(_SPECS))
        given = {name: _moment(name, it) for name, it in (("value", value), ("start", start), ("stop", stop))}
        self._zone = next((it.tzinfo for it in given.values() if it is not None and it.tzinfo is not None), None)
        low, high = _bounds("datetime", self._local(given["start"]), self._local(given["stop"]))
        self._low, self._high = low, high
        first = self._local(given["value"])
        if first is None:
            first = low or high or dt.datetime.now(self._zone).replace(tzinfo=None, microsecond=0)
        super().__init__(
            first.isoformat(timespec="seconds"),
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={
                "start": None if low is None else low.isoformat(timespec="seconds"),
                "stop": None if high is None else high.isoformat(timespec="seconds"),
                "precision": precision,
                "zone": _zone_name(self._zone, first),
                "disabled": disabled,
            },
        )

    @property
    def start(self) -> dt.datetime:
        """The first moment that can be picked."""
        return self._aware(self._low) or dt.datetime.min

    @property
    def stop(self) -> dt.datetime:
        """The last moment that can be picked."""
        return self._aware(self._high) or dt.datetime.max

    @classmethod
    def from_series(cls, series: Any, **options: Any) -> datetime:
        """A moment within the range of a column of moments."""
        return cls(**{"start": series.min(), "stop": series.max(), "label": _name(series), **options})

    def _local(self, moment: dt.datetime | None) -> dt.datetime | None:
        """On the clock of the element's time zone; a moment without a zone is taken to be on it."""
        if moment is None:
            return None
        if moment.tzinfo is not None:
            moment = moment.astimezone(self._zone)
        return moment.replace(tzinfo=None, microsecond=0)

    def _aware(self, moment: dt.datetime | None) -> dt.datetime | None:
        return moment if moment is None or self._zone is None else moment.replace(tzinfo=self._zone)

    def _read(self, answer: object) -> dt.datetime | None:
        if answer is None:
            return None
        moment = self._local(_moment("value", answer))
        return self._aware(_in_bounds("datetime", moment, self._low, self._high))


def _day(name: str, value: object) -> Any:
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            pass
    raise ValueError(f"`{name}` is a date, or a text such as '2026-05-04'; not {value!r}.")


def _moment(name: str, value: object) -> dt.datetime | None:
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        # A pandas Timestamp is one too, and behaves differently.
        plain: dt.datetime = value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
        return plain
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"`{name}` is a datetime, or a text such as '2026-05-04T09:30'; not {value!r}.")


def _bounds(kind: str, low: Any, high: Any) -> tuple[Any, Any]:
    if low is not None and high is not None and high < low:
        raise ValueError(f"A {kind}'s `stop` is not before its `start`: got {low} to {high}.")
    return low, high


def _in_bounds(kind: str, value: Any, low: Any, high: Any) -> Any:
    if value is None or (low is not None and value < low) or (high is not None and value > high):
        reach = f"from {low if low is not None else 'any day'} to {high if high is not None else 'any day'}"
        raise ValueError(f"A {kind}'s `value` lies {reach}; got {value}.")
    return value


def _bound_props(low: dt.date | None, high: dt.date | None) -> dict[str, object]:
    return {"start": low and low.isoformat(), "stop": high and high.isoformat()}


def _zone_name(zone: dt.tzinfo | None, moment: dt.datetime) -> str:
    return "" if zone is None else str(getattr(zone, "key", None) or zone.tzname(moment) or zone)


def _name(series: Any) -> str:
    return getattr(series, "name", "") or ""
