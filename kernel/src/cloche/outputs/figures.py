"""Figures of matplotlib, without importing it: a notebook that does not plot pays nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import BytesIO
from typing import Any

PNG: dict[str, Any] = {"format": "png", "pil_kwargs": {"compress_level": 1}}
"""Packed lightly: in WebAssembly that takes half of the time, and the picture travels within the computer."""

_PARTS = ("matplotlib.container", "matplotlib.colorbar", "matplotlib.streamplot")
"""Where pyplot's functions take their results from that are no artists, and stand for the figure that is drawn on."""

_WORDS = 200
"""Characters of a description."""


def figure_of(value: object) -> Any | None:
    """The figure that `value` is, or is drawn on: a figure, axes, an artist, or several of them on one figure.

    `plt.plot(…)` gives a list of artists, `plt.subplots()` a pair, `plt.bar(…)` a container, `plt.boxplot(…)` a
    dictionary of lists.
    """
    artist = getattr(sys.modules.get("matplotlib.artist"), "Artist", None)
    if artist is None:
        return None
    if isinstance(value, artist):
        return _root(value)
    if isinstance(value, (list, tuple, dict)) or _is_array_of_objects(value):
        artists = _artists(value, artist) or []
        figures = {id(figure): figure for figure in map(_root, artists)}
        is_named = isinstance(value, dict) and any(id(each) in figures for each in artists)
        if len(figures) == 1 and not is_named:
            return next(iter(figures.values()))
    if type(value).__module__ == "seaborn.axisgrid":
        return getattr(value, "figure", None)
    # `plt.hist(…)` gives counts, edges and a container; `plt.pie(…)` a container of its own kind.
    parts = value if type(value) is tuple else (value,)
    return _present() if any(type(part).__module__.startswith(_PARTS) for part in parts) else None


def png(figure: Any) -> bytes:
    """The picture, drawn at twice the density of a plain screen, and cut to what is drawn."""
    pixel_canvas(figure)
    picture = BytesIO()
    figure.savefig(picture, **PNG, bbox_inches="tight", dpi=2 * figure.get_dpi() / _ratio(figure))
    return picture.getvalue()


@dataclass(frozen=True, slots=True)
class Framed:
    """A picture of a figure, and which part of the figure it shows."""

    png: bytes
    left: float
    """Where it begins, as all four in pixels of the figure, from its lower left corner on."""
    bottom: float
    width: float
    height: float


def framed(figure: Any) -> Framed:
    """The same picture as `png`, with what is needed to find a point of the figure on it."""
    canvas = pixel_canvas(figure)
    figure.draw_without_rendering()
    box = figure.get_tightbbox(canvas.get_renderer()).padded(0.1)  # inches
    picture = BytesIO()
    figure.savefig(picture, **PNG, bbox_inches=box, dpi=2 * figure.get_dpi() / _ratio(figure))
    dpi = figure.get_dpi()
    return Framed(picture.getvalue(), *(side * dpi for side in (box.x0, box.y0, box.width, box.height)))


def described(figure: Any) -> str:
    """What a picture says to those who do not see it: its titles, its axes, its series."""
    title = figure.get_suptitle() if hasattr(figure, "get_suptitle") else ""
    parts = [f"Plot: {title}" if title else "Plot"]
    for axes in figure.axes:
        parts += filter(None, (_said_of(axes),))
    return ". ".join(parts)[:_WORDS]


def close_all() -> None:
    """End the figures that a cell left open, so that the next cell starts with none."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        pyplot.close("all")


def pixel_canvas(figure: Any) -> Any:
    """The canvas of the figure, one that draws pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    return figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)


def _said_of(axes: Any) -> str:
    title = next(filter(None, (axes.get_title(loc=place) for place in ("center", "left", "right"))), "")
    across, up = axes.get_xlabel(), axes.get_ylabel()
    sides = f"{up} by {across}" if across and up else across or up
    legend = axes.get_legend()
    series = ", ".join(text.get_text() for text in legend.get_texts()) if legend else ""
    return "; ".join(filter(None, (title, sides, series)))


def _present() -> Any | None:
    """The figure that pyplot draws on now."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.gcf() if pyplot is not None and pyplot.get_fignums() else None


def _ratio(figure: Any) -> float:
    return float(getattr(figure.canvas, "device_pixel_ratio", 1) or 1)


def _root(artist: Any) -> Any | None:
    """The outermost figure: a subfigure is drawn with what it is part of."""
    figure = artist.figure if artist.figure is not None else None
    while figure is not None and getattr(figure, "figure", figure) not in (None, figure):
        figure = figure.figure
    return figure


def _is_array_of_objects(value: object) -> bool:
    return type(value).__module__ == "numpy" and str(getattr(value, "dtype", "")) == "object"


def _artists(value: Any, artist: type, levels: int = 3) -> list[Any] | None:
    """The artists in `value`, itself or in containers so many levels deep; None if it holds anything else."""
    found: list[Any] = []
    for item in value.flat if hasattr(value, "flat") else value.values() if isinstance(value, dict) else value:
        inside: list[Any] | None = [item] if isinstance(item, artist) else None
        if inside is None and levels > 0 and (isinstance(item, (list, tuple, dict)) or _is_array_of_objects(item)):
            inside = _artists(item, artist, levels - 1)
        if inside is None:
            return None
        found += inside
    return found
