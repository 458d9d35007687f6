"""Notebooks with what they show: run once here, and written down for readers who run nothing.

`cloche.notebook.convert` writes formats without outputs; this adds the outputs.
"""

from cloche.export.jupyter import jupyter_outputs
from cloche.export.page import page
from cloche.export.results import Result, run_all
from cloche.export.session import session_path, session_text

__all__ = ["Result", "jupyter_outputs", "page", "run_all", "session_path", "session_text"]
