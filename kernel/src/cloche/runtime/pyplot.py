"""A backend for matplotlib: `plt.show()` shows the open figures in the cell that calls it.

Named by the environment variable `MPLBACKEND=module://cloche.runtime.pyplot`;
only matplotlib itself imports this module.
"""

from __future__ import annotations

from typing import Any

from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg, new_figure_manager

from cloche.runtime.cellrun import current

__all__ = ["FigureCanvas", "new_figure_manager", "show"]

BACKEND = "module://cloche.runtime.pyplot"

FigureCanvas = FigureCanvasAgg


def show(*_: Any, **__: Any) -> None:
    """Show each open figure below what the cell shows, and close it. They stay above what the cell ends with."""
    run = current()
    for manager in Gcf.get_all_fig_managers():
        if run is not None:
            run.keep(manager.canvas.figure)
        Gcf.destroy(manager)
