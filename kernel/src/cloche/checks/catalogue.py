"""All checks there are. `docs/checks.md` tells the same to people; a test compares the two."""

from __future__ import annotations

from cloche.checks.finding import Check

_ALL = (
    Check("syntax-error", "breaking", "error", "A cell is no Python."),
    Check(
        "multiple-definitions",
        "breaking",
        "error",
        "Two cells define one name, so no cell can know which one it reads.",
        is_fixable=True,
    ),
    Check("multiple-deletions", "breaking", "error", "Two cells delete one name."),
    Check("cycle", "breaking", "error", "Cells wait for each other, so none can go first."),
    Check("import-star", "breaking", "error", "`from x import *` hides which names a cell defines."),
    Check("setup-dependency", "breaking", "error", "The setup cell reads what another cell defines."),
    Check("lost-value", "runtime", "warning", "A value at the end of a branch or loop is not shown."),
    Check("self-import", "runtime", "warning", "A cell imports a module that is called like the notebook's own file."),
    Check("shadowed-builtin", "runtime", "warning", "A cell gives a builtin's name to something else, for all cells."),
    Check("unknown-name", "runtime", "warning", "A cell reads a name that no cell defines and Python does not know."),
    Check("changed-elsewhere", "runtime", "note", "A cell changes an object that another cell made; no cell reruns."),
    Check("stray-code", "runtime", "warning", "Code stands between the cells, where the notebook does not run it."),
    Check("missing-guard", "formatting", "warning", "The file does not end with `app.run()`.", is_fixable=True),
    Check(
        "missing-dependencies", "formatting", "note", "It imports packages, and no header names them.", is_fixable=True
    ),
    Check("stale-signature", "formatting", "note", "A cell's function does not say what it reads.", is_fixable=True),
    Check("browser-sockets", "browser", "warning", "Sockets: a browser opens none."),
    Check("browser-processes", "browser", "warning", "Other processes: a browser starts none."),
    Check(
        "browser-threads",
        "browser",
        "warning",
        "Timers and bare threads: Python in a browser has one thread.",
    ),
    Check("browser-http", "browser", "note", "Requests that wait: they work within a browser's rules only."),
    Check("browser-database", "browser", "warning", "Databases that are reached through a socket."),
    Check("browser-package", "browser", "warning", "Packages that have no build for browsers."),
    Check("browser-window", "browser", "warning", "Windows and terminals: a page has neither."),
)

CHECKS = {check.code: check for check in _ALL}
"""Each check by its code. Codes are stable: scripts may rely on them."""
