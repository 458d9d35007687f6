"""Cloche: reactive Python notebooks that live entirely in the browser.

The public names, nothing else.
"""

from cloche import ui
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import accordion, callout, center, hstack, left, right, vstack
from cloche.outputs.markdown import md
from cloche.outputs.media import iframe, image, plain_text
from cloche.program.app import App
from cloche.program.cell import Cell
from cloche.runtime import output
from cloche.runtime.arguments import cli_args
from cloche.runtime.cache.api import cache, lru_cache, persistent_cache
from cloche.runtime.control import CellStopped, stop
from cloche.runtime.control import CellStopped as MarimoStopError
from cloche.runtime.show_code import show_code
from cloche.runtime.state import state
from cloche.runtime.surroundings import (
    AppMeta,
    app_meta,
    defs,
    notebook_dir,
    notebook_location,
    query_params,
    refs,
    running_in_notebook,
)
from cloche.runtime.threads.thread import Thread, current_thread
from cloche.version import __version__

__all__ = [
    "App",
    "AppMeta",
    "Cell",
    "CellStopped",
    "Html",
    "MarimoStopError",
    "Thread",
    "__version__",
    "accordion",
    "app_meta",
    "as_html",
    "cache",
    "callout",
    "center",
    "cli_args",
    "current_thread",
    "defs",
    "hstack",
    "iframe",
    "image",
    "left",
    "lru_cache",
    "md",
    "notebook_dir",
    "notebook_location",
    "output",
    "persistent_cache",
    "plain_text",
    "query_params",
    "refs",
    "right",
    "running_in_notebook",
    "show_code",
    "state",
    "stop",
    "ui",
    "vstack",
]
