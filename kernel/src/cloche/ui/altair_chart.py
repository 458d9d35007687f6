"""A chart of Altair's in which the person selects; the value is the data that they selected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from cloche.outputs.vegalite import is_chart, picture
from cloche.ui.chart import VegaElement
from cloche.ui.chosen import Kinds, chosen
from cloche.ui.selectable import binned_fields, channels, selectable, selections, units


class altair_chart(VegaElement[Any]):
    """A chart made with Altair, as a question: which of these?

    `value` is the chart's data frame with the rows that are selected, and
    empty as long as nothing is; `dataframe` has all rows, `selections` what is
    selected as Vega-Lite has it. Several selections take the rows that are in
    all of them. Charts without one table of their own (an address, layers of
    several) have no value; `apply_selection` filters a frame that you give it.

    `chart_selection` is "point", "interval", True for what suits the mark, or
    False; `legend_selection` True, False or the fields whose legend can be
    pressed. What the chart says itself about either goes first.
    """

    kind: ClassVar[str] = "altair-chart"

    def __init__(
        self,
        chart: Any,
        chart_selection: Literal["point", "interval"] | bool = True,
        legend_selection: list[str] | bool = True,
        *,
        label: str = "",
        on_change: Callable[[Any], None] | None = None,
    ) -> None:
        if not is_chart(chart):
            raise TypeError(f"`chart` is a chart made with Altair, not {type(chart).__name__}.")
        if chart_selection not in (True, False, "point", "interval"):
            raise ValueError(f"`chart_selection` is 'point', 'interval', True or False, not {chart_selection!r}.")
        if not isinstance(legend_selection, (bool, list, tuple)):
            raise ValueError(f"`legend_selection` is True, False or a list of fields, not {legend_selection!r}.")
        drawn = picture(chart)
        # Shapes of maps have no two numbers to drag over.
        on_marks = chart_selection if "geoshape" not in map(_mark, units(drawn.spec)) else False
        spec = selectable(drawn.spec, on_marks, legend_selection)
        self._chart = chart
        self._data = _data_of(chart)
        self._names = drawn.names
        self._selections: dict[str, Any] = {}
        found = selections(spec)
        self._kinds = Kinds(
            {drawn.names.get(name, name): kind for name, kind in found.items()},
            binned_fields(spec),
            {str(each.get("field")) for _, each in channels(spec) if each.get("type") in ("nominal", "ordinal")},
        )
        seen = drawn.__class__(spec, drawn.frames, drawn.names)
        super().__init__(seen, {}, label=label, on_change=on_change, selections=list(found))

    # ---------------------------------------------------------------- selections

    @property
    def dataframe(self) -> Any:
        """All of the chart's data; Altair's `Undefined` where it has no table of its own."""
        return self._data

    @property
    def selections(self) -> dict[str, Any]:
        """What is selected, by the name of the selection, as Vega-Lite tells it."""
        return self._selections

    def apply_selection(self, df: Any) -> Any:
        """The rows of another data frame that the selections take."""
        return chosen(df, self._selections, self._kinds)

    def _read(self, answer: object) -> Any:
        if answer is None:
            answer = {}
        if not isinstance(answer, Mapping):
            raise ValueError(f"A chart expected its selections, got {answer!r}.")
        found = {self._names.get(str(name), str(name)): value for name, value in answer.items()}
        if not _is_table(self._data):
            self._selections = found
            return self._data
        value = chosen(self._data, found, self._kinds)
        self._selections = found
        return value

    # ------------------------------------------------------------------ as charts

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._chart, name)

    def __or__(self, other: Any) -> altair_chart:
        """The two beside each other."""
        return altair_chart(self._chart | _chart_in(other))

    def __and__(self, other: Any) -> altair_chart:
        """The two below each other."""
        return altair_chart(self._chart & _chart_in(other))

    def __add__(self, other: Any) -> altair_chart:
        """The two in one picture."""
        return altair_chart(self._chart + _chart_in(other))

    def __repr__(self) -> str:
        selected = len(self._value) if _is_table(self._data) else "?"
        return f"altair_chart({type(self._chart).__name__}, selected={selected})"


def _chart_in(other: Any) -> Any:
    return other._chart if isinstance(other, altair_chart) else other


def _mark(unit: Mapping[str, Any]) -> object:
    mark = unit.get("mark")
    return mark.get("type") if isinstance(mark, Mapping) else mark


def _data_of(chart: Any) -> Any:
    """The table that the author gave the chart."""
    data = getattr(chart, "data", None)
    altair = sys.modules["altair"]
    if isinstance(data, altair.InlineData):
        data = data.values
    values = getattr(data, "values", None)
    if isinstance(data, altair.Data) and isinstance(values, list):
        data = values
    return [row.to_dict() if hasattr(row, "to_dict") else row for row in data] if isinstance(data, list) else data


def _is_table(data: Any) -> bool:
    altair = sys.modules["altair"]
    kinds = (str, Mapping, altair.Data, altair.NamedData, altair.UrlData, type(altair.Undefined), type(None))
    return isinstance(data, list) or not isinstance(data, kinds)
