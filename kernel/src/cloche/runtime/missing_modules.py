"""A module, or a name in one, that is not there: what was meant, or why a browser has none."""

from __future__ import annotations

import itertools
import sys
from difflib import get_close_matches
from pathlib import Path

_OTHERWISE = {
    "sklearn": "scikit-learn",
    "cv2": "opencv-python",
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "yaml": "pyyaml",
    "skimage": "scikit-image",
    "dateutil": "python-dateutil",
}
_KNOWN = (
    *("numpy", "pandas", "polars", "scipy", "matplotlib", "seaborn", "altair", "plotly"),
    *("sklearn", "requests", "duckdb", "sympy", "networkx"),
)
_MOST = 200
_INSIDE = {
    "_multiprocessing": "multiprocessing",
    "_posixshmem": "multiprocessing",
    "_socket": "socket",
    "_posixsubprocess": "subprocess",
    "_tkinter": "tkinter",
    "_curses": "curses",
}


def missing_module(name: str, fault: ModuleNotFoundError, unfetched: str = "") -> str:
    """What to do about a module that nothing can find. `unfetched`: why the host could not get it."""
    from cloche.checks.modules import MODULES, unfit  # only here: a boot should not pay for it

    if "is not a package" in str(fault):
        return f"`{name.rpartition('.')[0]}` is one module and holds no others."
    if is_in_browser():
        found = unfit(MODULES, _INSIDE.get(name, name))
        if found is not None:
            return f"{found[1].problem} {found[1].instead}"
    root = name.partition(".")[0]
    if root in sys.modules and root != name:
        return f"`{root}` is there, but has no module `{name[len(root) + 1 :]}` in this version."
    library = [each for each in sys.stdlib_module_names if each[0] != "_"]
    close = get_close_matches(root, _KNOWN, 1, 0.75) or get_close_matches(root, library, 1, 0.8)
    if root in sys.stdlib_module_names:
        return f"`{root}` belongs to Python's own library, but this Python was built without it."
    guess = f" Did you mean `{close[0]}`?" if close and close[0] != root else ""
    beside = get_close_matches(root, _beside(), 1, 0.75)
    if beside:
        guess = f" Did you mean `{beside[0]}`, which lies beside the notebook?"
    if f"`{root}`" in unfetched or (unfetched and root in _OTHERWISE):
        return f"{unfetched}{guess}"
    if root in _OTHERWISE:
        return f"The package is called `{_OTHERWISE[root]}`, and it is not installed."
    return (
        f"No installed package has a module `{root}`. Check the spelling, or whether it exists for this Python.{guess}"
    )


def _beside() -> list[str]:
    """The modules that lie in the notebook's folder."""
    try:
        found = [each.stem for each in itertools.islice(Path.cwd().iterdir(), _MOST) if each.suffix == ".py"]
    except OSError:
        return []
    return [name for name in found if name.isidentifier()]


def missing_part(fault: ImportError) -> str:
    """What to do about `from module import name` where there is no such name."""
    module = sys.modules.get(fault.name or "")
    wanted = getattr(fault, "name_from", None) or str(fault).partition("cannot import name '")[2].partition("'")[0]
    if module is None or not wanted:
        return ""
    if "partially initialized" in str(fault):
        return f"`{fault.name}` imports this module while it is being imported itself: a circle."
    close = get_close_matches(wanted, [each for each in vars(module) if not each.startswith("_")], 1, 0.7)
    if close:
        return f"Did you mean `{close[0]}`?"
    version = getattr(module, "__version__", "")
    return f"`{fault.name}` {version} has no `{wanted}`." if isinstance(version, str) and version else ""


def is_in_browser() -> bool:
    """Whether this Python was built for a browser."""
    return sys.platform == "emscripten"
