"""Cloche: reactive Python notebooks that live entirely in the browser.

The public names, nothing else.
"""

from cloche import ai, ui
from cloche.outputs.carousel import carousel, image_compare
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.icon import icon
from cloche.outputs.inspection import doc, inspect
from cloche.outputs.layout import accordion, callout, center, hstack, left, right, style, vstack
from cloche.outputs.markdown import md
from cloche.outputs.media import iframe, image, plain_text
from cloche.outputs.mermaid import mermaid
from cloche.outputs.navigation import nav_menu, outline, sidebar
from cloche.outputs.playback import audio, pdf, video
from cloche.outputs.stat import stat
from cloche.outputs.values import json, plain, tree
from cloche.program.app import App
from cloche.program.cell import Cell
from cloche.program.servers import MarimoIslandGenerator, create_asgi_app
from cloche.runtime import output, watch
from cloche.runtime import progress as status
from cloche.runtime.arguments import cli_args
from cloche.runtime.cache.api import cache, lru_cache, persistent_cache
from cloche.runtime.control import CellStopped, stop
from cloche.runtime.control import CellStopped as MarimoStopError
from cloche.runtime.macros import latex
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
from cloche.ui import mpl
from cloche.ui.download import download
from cloche.ui.later import stand_in as _stand_in
from cloche.ui.lazy import lazy, routes
from cloche.ui.tabs import tabs
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
    "ai",
    "app_meta",
    "as_html",
    "audio",
    "cache",
    "callout",
    "capture_stderr",
    "capture_stdout",
    "carousel",
    "center",
    "cli_args",
    "create_asgi_app",
    "current_thread",
    "defs",
    "doc",
    "download",
    "hstack",
    "icon",
    "iframe",
    "image",
    "image_compare",
    "inspect",
    "json",
    "latex",
    "lazy",
    "left",
    "lru_cache",
    "md",
    "mermaid",
    "mpl",
    "nav_menu",
    "notebook_dir",
    "notebook_location",
    "outline",
    "output",
    "pdf",
    "persistent_cache",
    "plain",
    "plain_text",
    "query_params",
    "redirect_stderr",
    "redirect_stdout",
    "refs",
    "right",
    "routes",
    "running_in_notebook",
    "show_code",
    "sidebar",
    "stat",
    "state",
    "status",
    "stop",
    "style",
    "tabs",
    "tree",
    "ui",
    "video",
    "vstack",
    "watch",
]

_stand_in(__name__)
