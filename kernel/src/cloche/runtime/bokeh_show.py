"""`show` of Bokeh's: the plot stands in the output of the cell that calls it.

Nothing here imports Bokeh; `install` speaks to it when a notebook has imported it.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from cloche.runtime.cellrun import current


def install(io: ModuleType) -> None:
    """Of `bokeh.io`: this is a notebook, whether `output_notebook` is called or not."""
    io.install_notebook_hook("jupyter", _nothing, _show, _refuse, overwrite=True)
    io.state.curstate().output_notebook()


def _nothing(*_: Any) -> None:
    """The page brings what draws, with the first plot."""


def _show(shown: Any, _state: Any, is_to_be_pushed: bool) -> None:
    if is_to_be_pushed:
        raise ValueError(
            "`notebook_handle` needs a Bokeh server. Change the plot in a cell that reads an element, and show it anew."
        )
    run = current()
    if run is not None:
        for plot in shown if isinstance(shown, Sequence) else [shown]:
            run.keep(plot)


def _refuse(*_: Any, **__: Any) -> None:
    raise RuntimeError(
        "Applications of Bokeh's need a Bokeh server, and there is none in a browser. Show the plot itself."
    )
