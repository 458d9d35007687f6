"""A figure of Plotly's in which the person selects; the value is the points that they selected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from cloche.outputs.plotlyfig import is_figure
from cloche.ui.inrange import points_in
from cloche.ui.plotly_figure import PlotlyElement


class plotly(PlotlyElement["list[dict[str, Any]]"]):
    """A figure made with Plotly, as a question: which of these?

    `value` is a list of the points that are selected by dragging a box or a
    lasso, or by a click on a bar, a cell of a heat map or a part of a
    hierarchy; `indices` their numbers in their traces, `ranges` the box.
    `config` is Plotly's own, and goes before that of the renderer.
    """

    kind: ClassVar[str] = "plotly"

    def __init__(
        self,
        figure: Any,
        config: dict[str, Any] | None = None,
        renderer_name: str | None = None,
        *,
        label: str = "",
        on_change: Callable[[Any], None] | None = None,
    ) -> None:
        if not is_figure(figure):
            raise TypeError(f"`figure` is a figure made with Plotly, not {type(figure).__name__}.")
        if config is not None and not isinstance(config, Mapping):
            raise TypeError(f"`config` is a dictionary of Plotly's options, not {config!r}.")
        self._figure = figure
        wanted = {**_renderer_config(renderer_name), **(config or {})}
        super().__init__(figure, _begun(figure), label=label, on_change=on_change, config=wanted)

    @property
    def ranges(self) -> dict[str, list[Any]]:
        """From where to where the selected box goes, by axis; empty without a box."""
        found: dict[str, list[Any]] = self._answered("range", {})
        return found

    @property
    def points(self) -> list[dict[str, Any]]:
        """The points that are selected."""
        return self._value

    @property
    def indices(self) -> list[int]:
        """The numbers of the selected points in their traces."""
        return [
            int(point.get("pointIndex", n)) if known is None else known
            for n, (point, known) in enumerate(zip(self._value, self._known_indices(), strict=True))
        ]

    def _known_indices(self) -> list[int | None]:
        known = list(self._answered("indices", []))
        return [known[n] if n < len(known) else None for n in range(len(self._value))]

    def _answered(self, name: str, otherwise: Any) -> Any:
        found = self._answer.get(name) if isinstance(self._answer, Mapping) else None
        return otherwise if found is None else found

    def _read(self, answer: object) -> list[dict[str, Any]]:
        if answer is None:
            return []
        if not isinstance(answer, Mapping):
            raise ValueError(f"A figure expected what is selected, got {answer!r}.")
        points = list(answer.get("points") or [])
        box = answer.get("range")
        # Lines without markers and heat maps know no selected points: the box tells which.
        return points or (points_in(self._figure, box) if isinstance(box, Mapping) else [])


def _renderer_config(name: str | None) -> dict[str, Any]:
    renderers = sys.modules["plotly.io"].renderers
    chosen = name or str(renderers.default or "").split("+")[0]
    if chosen not in renderers:
        if name is None:
            return {}
        raise ValueError(f"Plotly has no renderer {name!r}; it has {', '.join(sorted(renderers))}.")
    return dict(getattr(renderers[chosen], "config", None) or {})


def _begun(figure: Any) -> dict[str, Any]:
    """What the author selected in the layout."""
    for selection in figure.layout.selections or ():
        if selection.type == "rect":
            ends = {axis: sorted([selection[f"{axis}0"], selection[f"{axis}1"]]) for axis in ("x", "y")}
            return {"range": ends, "points": points_in(figure, ends)}
    return {}
