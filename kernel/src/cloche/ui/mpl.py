"""`mpl`: figures of matplotlib that are more than pictures."""

from __future__ import annotations

from typing import Any

from cloche.outputs.html import Html
from cloche.ui.figure import figure as _figure

__all__ = ["interactive"]


def interactive(figure: Any) -> Html:
    """The figure, to pan and zoom, with the numbers under the pointer; axes in space turn.

    `figure` is a Figure, or Axes or anything drawn in one. What the person
    changes are the limits of the axes, in the page alone: no cell runs.
    """
    return _figure(figure)
