"""`latex`: macros for the formulas of all cells."""

from __future__ import annotations

from html import escape
from pathlib import Path

from cloche.outputs.html import Html
from cloche.runtime.cellrun import current


def latex(text: str | None = None, *, filename: str | Path | None = None) -> None:
    r"""Macros for formulas (`\newcommand{\R}{\mathbb{R}}`), from a text, a file or an address; all cells know them."""
    if (text is None) == (filename is None):
        raise ValueError("latex takes either a text or a `filename`.")
    if filename is not None:
        text = _content(filename)
    run = current()
    if run is not None and text is not None:
        macros = escape(text, quote=False).replace("\n", "&#10;")
        run.append(Html(f"<cloche-tex-macros hidden>{macros}</cloche-tex-macros>"))


def _content(filename: str | Path) -> str:
    if isinstance(filename, str) and filename.startswith(("http:", "https:")):
        from urllib.request import urlopen

        with urlopen(filename) as answer:
            return str(answer.read().decode())
    path = Path(filename)
    if not path.is_file():
        raise ValueError(f"There is no file {str(filename)!r} with LaTeX macros.")
    return path.read_text("utf-8")
