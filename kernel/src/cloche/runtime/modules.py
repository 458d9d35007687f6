"""Modules that lie beside the notebook: which of them a changed file makes out of date, and letting go of those.

Which cells import them, and what happens to these, is the session's business.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import linecache
import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from types import ModuleType

from cloche.analysis import Import, analyse


class Modules:
    """What the notebook in `folder` imported from there, and how the files were then."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._count = 0
        self._stamps: dict[str, tuple[int, int]] = {}
        """By file: when it was written and its size, as a cell ended that imported it."""

    def note(self) -> None:
        """A cell has run: it may have imported something. Costs nothing where it has not."""
        if len(sys.modules) == self._count:
            return
        self._count = len(sys.modules)
        files = {_file(module) for module in _siblings(self._folder).values()}
        self._stamps = {file: self._stamps.get(file) or _stamp(file) for file in files}

    def let_go(self, files: Iterable[str], *, unless_imported_since: bool = False) -> frozenset[str]:
        """Forget the modules that came from `files`, and those beside them that import one.

        The next `import` reads them anew. Gives the names of all that are out
        of date, also of modules that were never there: who tried to import
        them may try again. With `unless_imported_since`, a file that was
        imported after its last change is left alone.
        """
        changed: set[str] = set()
        for path in files:
            name, file = module_name(path), str(Path(self._folder, path))
            if name and not (unless_imported_since and self._stamps.get(file) == _stamp(file)):
                changed.add(name)
        if not changed:
            return frozenset()
        importlib.invalidate_caches()  # also of folders that had no such file when they were last looked at
        gone = _with_importers(changed, _siblings(self._folder))
        for name in gone:
            self._forget(name)
        self._count = 0
        return gone

    def _forget(self, name: str) -> None:
        module = sys.modules.pop(name, None)
        parent, _, last = name.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(last, None)  # else `from parent import last` finds the old one
        file = _file(module)
        if not file:
            return
        self._stamps.pop(file, None)
        linecache.checkcache(file)
        with contextlib.suppress(OSError, NotImplementedError):
            # Bytecode is told apart by seconds and size, and a file may change twice in a second.
            Path(importlib.util.cache_from_source(file)).unlink()


def module_name(path: str) -> str:
    """What `import` calls a file in the notebook's folder; "" for one that it cannot.

    >>> module_name("helper.py"), module_name("tools/__init__.py"), module_name("tools/draw.py"), module_name("a.csv")
    ('helper', 'tools', 'tools.draw', '')
    """
    file = PurePosixPath(path)
    parts = file.parts[:-1] if file.stem == "__init__" else (*file.parts[:-1], file.stem)
    return ".".join(parts) if file.suffix == ".py" and parts and all(map(str.isidentifier, parts)) else ""


def imports_any(imports: Iterable[Import], names: frozenset[str], package: str = "") -> bool:
    """Whether one of `imports`, in a module of `package`, leads to or through a module of these names."""
    return any(not names.isdisjoint(_reached(each, package)) for each in imports)


def _reached(each: Import, package: str) -> Iterable[str]:
    """The modules that one imported name may be, or goes through."""
    module = each.module
    if each.level:
        base = package.split(".")[: len(package.split(".")) - each.level + 1] if package else []
        module = ".".join([*base, module] if module else base)
    parts = module.split(".")
    yield from (".".join(parts[: n + 1]) for n in range(len(parts)))
    if each.name:
        yield f"{module}.{each.name}"


def _siblings(folder: str) -> dict[str, ModuleType]:
    """The modules imported from the folder, by their names; not what an environment in there has installed."""
    if not folder:
        return {}
    inside = str(Path(folder, "-"))[:-1]
    siblings = {}
    for name, module in list(sys.modules.items()):
        file = _file(module)
        if not file.startswith(inside) or name == "__main__":
            continue
        stem = inside + name.replace(".", os.sep)
        if file in (f"{stem}.py", f"{stem}{os.sep}__init__.py"):
            siblings[name] = module
    return siblings


def _file(module: object) -> str:
    """Where a module came from; "" for none. Reads no attribute that a module might make up."""
    return str(getattr(module, "__dict__", {}).get("__file__") or "")


def _stamp(file: str) -> tuple[int, int]:
    try:
        found = Path(file).stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _with_importers(changed: set[str], siblings: dict[str, ModuleType]) -> frozenset[str]:
    imports = {name: _imports(module) for name, module in siblings.items()}
    packages = {name: str(vars(module).get("__package__") or "") for name, module in siblings.items()}
    gone = frozenset(changed)
    while True:
        importers = {
            name
            for name in siblings.keys() - gone
            if imports_any(imports[name], gone, packages[name]) or any(name.startswith(f"{each}.") for each in gone)
        }
        if not importers:
            return gone
        gone |= importers


def _imports(module: ModuleType) -> tuple[Import, ...]:
    try:
        return analyse(Path(_file(module)).read_text("utf-8")).imports
    except (OSError, ValueError):
        return ()
