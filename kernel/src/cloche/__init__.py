"""Cloche: reactive Python notebooks that live entirely in the browser.

The public names, nothing else.
"""

from cloche import ui
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import accordion, callout, center, hstack, left, right, vstack
from cloche.outputs.markdown import md
from cloche.outputs.media import iframe, image, plain_text
from cloche.runtime import output
from cloche.runtime.control import CellStopped, stop
from cloche.runtime.state import state

__version__ = "0.1.0"

__all__ = [
    "CellStopped",
    "Html",
    "__version__",
    "accordion",
    "as_html",
    "callout",
    "center",
    "hstack",
    "iframe",
    "image",
    "left",
    "md",
    "output",
    "plain_text",
    "right",
    "state",
    "stop",
    "ui",
    "vstack",
]
