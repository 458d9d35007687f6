"""Figures of matplotlib in the colours of a dark page, where the notebook has chosen none.

What is changed are the defaults that matplotlib starts with, all of them or
none: a style of the notebook's own never mixes with ours. A light page needs
nothing, since a plain figure is made for white paper.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

_PAPER, _INK, _INK_SOFT, _LINE = "#141c18", "#e3ece7", "#b4c3bb", "#41544a"
"""The page's surface, text and lines by night (`web/src/styles/tokens.css`)."""

_DARK: dict[str, Any] = {
    "figure.facecolor": _PAPER,
    "figure.edgecolor": _PAPER,
    "axes.facecolor": _PAPER,
    "axes.edgecolor": _INK_SOFT,
    "axes.labelcolor": _INK,
    "text.color": _INK,
    "xtick.color": _INK_SOFT,
    "ytick.color": _INK_SOFT,
    "grid.color": _LINE,
    "legend.edgecolor": _LINE,
    "hatch.color": _INK_SOFT,
    **{f"boxplot.{part}.color": _INK_SOFT for part in ("boxprops", "whiskerprops", "capprops", "flierprops")},
    "boxplot.flierprops.markeredgecolor": _INK_SOFT,
    **{f"axes3d.{axis}axis.panecolor": (0.5, 0.6, 0.55, 0.12) for axis in "xyz"},
}


def dress(theme: Literal["light", "dark"]) -> None:
    """Let the figures made from now on fit the page. Does nothing before matplotlib is imported."""
    matplotlib: Any = sys.modules.get("matplotlib")
    if matplotlib is None or not hasattr(matplotlib, "rcParamsDefault"):
        return
    present, plain = matplotlib.rcParams, matplotlib.rcParamsDefault
    if present["text.color"] != (plain if theme == "dark" else _DARK)["text.color"]:
        return  # asked before each cell, so what is usual is found out quickly
    ours = {name: colour for name, colour in _DARK.items() if name in plain}
    if theme == "dark" and all(present[name] == plain[name] for name in ours):
        present.update(ours)
    elif theme == "light":
        present.update({name: plain[name] for name, colour in ours.items() if present[name] == colour})


def step_back_for_styles(style: ModuleType, theme: Callable[[], Literal["light", "dark"]]) -> None:
    """Let `matplotlib.style.use` start from matplotlib's own colours: styles name only some of them."""
    core: Any = sys.modules.get("matplotlib.style.core", style)
    before = core.use

    def use(style: Any) -> None:
        dress("light")
        before(style)
        dress(theme())

    use.__doc__ = before.__doc__
    for module in (style, core):
        vars(module)["use"] = use
