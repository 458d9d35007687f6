"""Cloche: reactive Python notebooks that live entirely in the browser.

The public names, nothing else.
"""

from cloche import ui
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import accordion, callout, center, hstack, left, right, style, vstack
from cloche.outputs.markdown import md
from cloche.outputs.media import iframe, image, plain_text
from cloche.program.app import App
from cloche.program.cell import Cell
from cloche.program.servers import MarimoIslandGenerator, create_asgi_app
from cloche.runtime import output
from cloche.runtime import progress as status
from cloche.runtime.arguments import cli_args
from cloche.runtime.cache.api import cache, lru_cache, persistent_cache
from cloche.runtime.control import CellStopped, stop
from cloche.runtime.control import CellStopped as MarimoStopError
from cloche.runtime.redirect import capture_stderr, capture_stdout, redirect_stderr, redirect_stdout
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
    "MarimoIslandGenerator",
    "MarimoStopError",
    "Thread",
    "__version__",
    "accordion",
    "app_meta",
    "as_html",
    "cache",
    "callout",
    "capture_stderr",
    "capture_stdout",
    "center",
    "cli_args",
    "create_asgi_app",
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
    "redirect_stderr",
    "redirect_stdout",
    "refs",
    "right",
    "running_in_notebook",
    "show_code",
    "state",
    "status",
    "stop",
    "style",
    "ui",
    "vstack",
]
