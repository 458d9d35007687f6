"""What cells showed when they last ran, in a file beside the notebook: readers see it before anything runs.

The file is JSON: `{"version": 1, "cloche": str, "cells": [{"code", "output", "console", "error", "milliseconds"}]}`.
A cell is known by its code, to the letter. `output` is a bundle as on the wire, with bytes as data URLs; `console`
is a list of `{"stream", "text"}`; `error` is as on the wire.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cloche.export.results import Result
from cloche.notebook import Notebook
from cloche.outputs.dataurl import data_url
from cloche.protocol import Bundle, to_wire
from cloche.version import __version__

VERSION = 1
FOLDER = Path("__cloche__", "session")


def session_path(notebook: str | Path) -> Path:
    """Where the session of a notebook's file is kept.

    >>> session_path("notes/waves.py").as_posix()
    'notes/__cloche__/session/waves.py.json'
    """
    path = Path(notebook)
    return path.parent / FOLDER / f"{path.name}.json"


def session_text(notebook: Notebook, results: Sequence[Result]) -> str:
    """The file's text. `results` has one entry for each cell."""
    cells = [_cell(cell.code, result) for cell, result in zip(notebook.cells, results, strict=True)]
    whole = {"version": VERSION, "cloche": __version__, "cells": cells}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cell(code: str, result: Result) -> dict[str, Any]:
    return {
        "code": code,
        "output": None if result.output is None else _plain(result.output),
        "console": [{"stream": stream, "text": text} for stream, text in result.printed],
        "error": None if result.error is None else to_wire(result.error),
        "milliseconds": round(result.milliseconds, 1),
    }


def _plain(bundle: Bundle) -> Mapping[str, object]:
    return {mime: _text(mime, content) for mime, content in bundle.items()}


def _text(mime: str, content: object) -> object:
    if isinstance(content, bytes):
        return data_url(mime, content)
    return content
