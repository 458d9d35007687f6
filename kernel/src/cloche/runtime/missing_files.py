"""A file that is not there: where Python looked, and what lies there."""

from __future__ import annotations

import itertools
from difflib import get_close_matches
from pathlib import Path

from cloche.runtime.missing_modules import is_in_browser

_MOST = 200


def missing_file(fault: FileNotFoundError) -> str:
    """What to do about a path that leads nowhere."""
    if not isinstance(fault.filename, str) or not fault.filename:
        return ""
    wanted = Path(fault.filename)
    folder = wanted.parent
    try:
        if not folder.is_dir():
            return _no_folder(wanted)
        there = [each.name for each in itertools.islice(folder.iterdir(), _MOST)]
    except OSError:
        return ""
    close = get_close_matches(wanted.name, there, 1, 0.6)
    if close:
        return f"Did you mean `{close[0]}`, which lies in the same folder?"
    return f"Python looked in `{folder.absolute()}`. {_where_files_are() if is_in_browser() else ''}".strip()


def _no_folder(wanted: Path) -> str:
    if is_in_browser() and wanted.is_absolute():
        return (
            "Python runs in the browser and does not see the files of your computer. "
            f"Give the file's name alone. {_where_files_are()}"
        )
    return f"There is no folder `{wanted.parent}` in `{Path.cwd()}`."


def _where_files_are() -> str:
    return (
        "The notebook has a folder of its own in this browser, with the files that its cells wrote. "
        "To bring one in, drop it on the page; or fetch it: `from pyodide.http import pyfetch`, "
        "then `await (await pyfetch(url)).bytes()`."
    )
