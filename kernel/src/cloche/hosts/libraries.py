"""What libraries are to know of the page, told as soon as a notebook imports them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import ModuleType
from typing import Literal

from cloche.hosts import encodings
from cloche.hosts.afterwards import after_import
from cloche.outputs import figure_theme, vegalite
from cloche.runtime import bars, bokeh_show, ipython_display
from cloche.runtime.cellrun import current


def install() -> None:
    """Call it once; none of them is imported by it."""
    after_import(
        {
            "IPython.core.display_functions": ipython_display.install,
            "altair": vegalite.install,
            "altair.utils.schemapi": encodings.install,
            "bokeh.io": bokeh_show.install,
            "matplotlib": _prepare,
            "matplotlib.style": lambda style: figure_theme.step_back_for_styles(style, _theme),
            "tqdm.std": bars.install,
            "tqdm.notebook": bars.install_notebook,
        }
    )


def _prepare(matplotlib: ModuleType) -> None:
    figure_theme.dress(_theme())
    _know_fonts(Path(str(matplotlib.__file__)).parent)


def _know_fonts(folder: Path) -> None:
    """Let matplotlib read the list of fonts that Pyodide packs with it, instead of opening each font file.

    Pyodide 0.27 packs the list of a later matplotlib, which this one refuses
    for its number; the entries are the same.
    """
    known, code = folder / "fontlist.json", folder / "font_manager.py"
    if not known.is_file() or not code.is_file():
        return
    version = re.search(r"^ +__version__ = '?([\w.]+)'?$", code.read_text("utf-8"), re.MULTILINE)
    fonts = json.loads(known.read_text("utf-8"))
    if version is not None and str(fonts.get("_version")) != version[1]:
        fonts["_version"] = int(version[1]) if version[1].isdecimal() else version[1]
        known.write_text(json.dumps(fonts), "utf-8")


def _theme() -> Literal["light", "dark"]:
    run = current()
    return run.setting.theme if run is not None else "light"
