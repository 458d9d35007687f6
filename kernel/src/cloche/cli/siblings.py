"""Modules that lie beside a notebook and that it imports.

Not here: whether they can be imported, and packages that are installed.
"""

from __future__ import annotations

import ast
from pathlib import Path


def imported_files(notebook: Path) -> list[str]:
    """Names in the notebook's folder of the modules that it and they import, sorted. A package is told by its
    `__init__.py`."""
    folder = notebook.resolve().parent
    found: set[str] = set()
    waiting = [notebook.name]
    while waiting:
        for module in _modules(folder / waiting.pop()):
            for name in (f"{module}.py", f"{module}/__init__.py"):
                if name not in found and name != notebook.name and (folder / name).is_file():
                    found.add(name)
                    waiting.append(name)
    return sorted(found)


def _modules(path: Path) -> set[str]:
    """Top-level names that a file imports; none of one that is no Python."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found
