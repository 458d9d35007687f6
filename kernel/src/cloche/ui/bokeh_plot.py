"""Plots of Bokeh's that the page draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from cloche.outputs.bokehplot import drawn
from cloche.ui.element import Element


class BokehPlot(Element[None]):
    """A plot. A small one stands in its HTML, a large one is handed over when the page asks."""

    kind: ClassVar[str] = "bokeh-plot"

    def __init__(self, plot: Any) -> None:
        self._plot = plot
        super().__init__(None, props={})

    def hear(self, message: object) -> object:
        """`{"draw": instance}`: the page has no plot."""
        if not isinstance(message, Mapping) or "draw" not in message:
            return super().hear(message)
        self._say({"draw": message["draw"], "document": drawn(self._plot)[0]})
        return False

    def _shown_props(self) -> dict[str, object]:
        document, is_small = drawn(self._plot)
        return {"document": document if is_small else None}

    def _read(self, answer: object) -> None:
        return None
