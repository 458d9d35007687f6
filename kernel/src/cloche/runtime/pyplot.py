"""A backend for matplotlib: `plt.show()` shows the open figures in the cell that calls it.

Named by the environment variable `MPLBACKEND=module://cloche.runtime.pyplot`;
only matplotlib itself imports this module.
"""

from __future__ import annotations

from typing import Any

from matplotlib._pylab_helpers import Gcf  # type: ignore[import-not-found]
from matplotlib.backends.backend_agg import FigureCanvasAgg, new_figure_manager  # type: ignore[import-not-found]

from cloche.runtime import output

__all__ = ["FigureCanvas", "new_figure_manager", "show"]

BACKEND = "module://cloche.runtime.pyplot"

FigureCanvas = FigureCanvasAgg


def show(*_: Any, **__: Any) -> None:
    """Show each open figure below what the cell shows, and close it."""
    for manager in Gcf.get_all_fig_managers():
        output.append(manager.canvas.figure)
        Gcf.destroy(manager)
