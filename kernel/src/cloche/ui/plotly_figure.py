"""Figures of Plotly's that the page draws: what those with and without selections share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from cloche.outputs.plotlyfig import drawn
from cloche.ui.element import Element, OnChange

T = TypeVar("T")


class PlotlyElement(Element[T]):
    """A figure. A small one stands in its HTML, a large one is handed over when the page asks."""

    def __init__(
        self, figure: Any, answer: object, *, label: str = "", on_change: OnChange | None = None, **props: object
    ) -> None:
        self._figure = figure
        super().__init__(answer, label=label, on_change=on_change, props=props)

    def hear(self, message: object) -> object:
        """`{"draw": instance}`: the page has no figure."""
        if not isinstance(message, Mapping) or "draw" not in message:
            return super().hear(message)
        self._say({"draw": message["draw"], "figure": drawn(self._figure)[0]})
        return False

    def _shown_props(self) -> dict[str, object]:
        figure, is_plain, is_small = drawn(self._figure)
        return {**self._props, "plain": is_plain, "figure": figure if is_small else None}


class PlotlyFigure(PlotlyElement[None]):
    """A figure that a cell shows as it is."""

    kind: ClassVar[str] = "plotly-figure"

    def __init__(self, figure: Any) -> None:
        super().__init__(figure, None, config={})

    def _read(self, answer: object) -> None:
        return None
