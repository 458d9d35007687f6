"""Cloche: reactive Python notebooks that live entirely in the browser.

The public names, nothing else.
"""

from cloche import ui
from cloche.hosts.script import App, Cell
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import accordion, callout, center, hstack, left, right, vstack
from cloche.outputs.markdown import md
from cloche.outputs.media import iframe, image, plain_text
from cloche.runtime import output
from cloche.runtime.cache.api import cache, lru_cache, persistent_cache
from cloche.runtime.control import CellStopped, stop
from cloche.runtime.state import state
from cloche.runtime.surroundings import (
    AppMeta,
    app_meta,
    cli_args,
    notebook_dir,
    notebook_location,
    query_params,
    running_in_notebook,
)
from cloche.version import __version__

__all__ = [
    "App",
    "AppMeta",
    "Cell",
    "CellStopped",
    "Html",
    "__version__",
    "accordion",
    "app_meta",
    "as_html",
    "cache",
    "callout",
    "center",
    "cli_args",
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
    "right",
    "running_in_notebook",
    "state",
    "stop",
    "ui",
    "vstack",
]
