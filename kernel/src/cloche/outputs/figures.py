"""Figures of matplotlib, without importing it: a notebook that does not plot pays nothing."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any


def figure_of(value: object) -> Any | None:
    """The figure that `value` is, or is drawn on: a figure, axes, an artist, or several of them.

    `plt.plot(…)` gives a list of artists, `plt.subplots()` a pair, `plt.bar(…)` a container.
    """
    artist = getattr(sys.modules.get("matplotlib.artist"), "Artist", None)
    if artist is None:
        return None
    if isinstance(value, artist):
        return _root(value)
    if isinstance(value, (list, tuple)) or _is_array_of_objects(value):
        items = list(_flat(value))
        if items and all(isinstance(item, artist) for item in items):
            return _root(items[0])
    # `plt.hist(…)` gives counts, edges and a container; `plt.pie(…)` a container of its own kind.
    parts = value if type(value) is tuple else (value,)
    return _present() if any(_is_container(part) for part in parts) else None


def png(figure: Any) -> bytes:
    """The picture, drawn at twice the density of a plain screen, and cut to what is drawn."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-not-found]

    if figure.canvas is None or not hasattr(figure.canvas, "print_png"):
        FigureCanvasAgg(figure)
    picture = BytesIO()
    figure.savefig(picture, format="png", bbox_inches="tight", dpi=2 * figure.get_dpi() / _ratio(figure))
    return picture.getvalue()


def close_all() -> None:
    """End the figures that a cell left open, so that the next cell starts with none."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        pyplot.close("all")


def _is_container(value: object) -> bool:
    return type(value).__module__.startswith("matplotlib.container")


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


def _flat(value: Any) -> Any:
    for item in value.flat if hasattr(value, "flat") else value:
        if isinstance(item, (list, tuple)) or _is_array_of_objects(item):
            yield from _flat(item)
        else:
            yield item
