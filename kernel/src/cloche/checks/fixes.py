"""What can be put right without anyone deciding anything: no cell computes another value afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from cloche.analysis import CodeProblem, parse
from cloche.analysis.scopes import Walk
from cloche.checks.files import has_guard, stale_cells
from cloche.notebook import Cell, Notebook, Study, read, write
from cloche.notebook.convert.dependencies import with_dependencies
from cloche.notebook.convert.edits import rename
from cloche.notebook.convert.imports import single_imports
from cloche.notebook.convert.installs import imported_packages

_GUARD = '\n\n\nif __name__ == "__main__":\n    app.run()\n'
IMPORT_ONCE = "keep the first of the imports"
MAKE_PRIVATE = "call it by a private name in each cell"


def fixed(notebook: Notebook) -> Notebook:
    """The notebook with all safe fixes made. Fixing it again changes nothing.

    A damaged file (an unfinished merge, say) is left to its author.
    """
    if notebook.origin is not None and any(block.is_broken for block in notebook.origin.blocks):
        return notebook
    notebook = _names(notebook)
    notebook = _dependencies(notebook)
    return _file(notebook)


def harmless_clashes(study: Study) -> dict[str, str]:
    """Names defined in several cells where that can be mended safely, and how."""
    found: dict[str, str] = {}
    for name, cells in study.graph.shared_definitions():
        at = [int(cell) for cell in cells]
        codes = [study.notebook.cells[cell].code for cell in at]
        if _is_imported_alike(name, codes):
            found[name] = IMPORT_ONCE
        elif not set(study.graph.readers(name)) - set(cells) and _can_be_private(name, study, at):
            found[name] = MAKE_PRIVATE
    return found


def _is_imported_alike(name: str, codes: list[str]) -> bool:
    """After making each import once, one cell defines the name."""
    left = single_imports(codes)
    return sum(1 for code in left if _defines(code, name)) == 1


def _defines(code: str, name: str) -> bool:
    tree = parse(code)
    if isinstance(tree, CodeProblem):
        return True
    return any(o.name == name and o.action == "bind" and o.is_global() for o in Walk(tree).occurrences)


def _can_be_private(name: str, study: Study, cells: list[int]) -> bool:
    """No cell gets the name from another, and none has the private spelling in use."""
    return not name.startswith("_") and all(
        name not in study.analyses[at].refs
        and f"_{name}" not in study.analyses[at].privates
        and study.notebook.cells[at].kind not in ("setup", "function", "class")
        and study.analyses[at].definition is None
        for at in cells
    )


def _names(notebook: Notebook) -> Notebook:
    study = Study.of(notebook)
    harmless = harmless_clashes(study)
    cells = list(notebook.cells)
    for name, how in harmless.items():
        at = [int(cell) for cell in study.graph.definers(name)]
        if how == IMPORT_ONCE:
            codes = single_imports([cells[cell].code for cell in at])
        else:
            codes = [_private(cells[cell].code, name) for cell in at]
        for cell, code in zip(at, codes, strict=True):
            if code != cells[cell].code:
                cells[cell] = replace(cells[cell], code=code)
    return notebook.with_cells(*cells) if cells != list(notebook.cells) else notebook


def _private(code: str, name: str) -> str:
    return rename(code, lambda _, found: f"_{name}" if found.name == name and found.is_global() else found.name)


def _dependencies(notebook: Notebook) -> Notebook:
    modules = {
        found.module.partition(".")[0]
        for analysis in Study.of(notebook).analyses
        for found in analysis.imports
        if found.level == 0
    }
    packages = imported_packages(modules, [PurePath(notebook.path).stem])
    if "# /// script" in notebook.header or not packages:
        return notebook
    return replace(notebook, header=with_dependencies(notebook.header, [notebook.module, *packages]))


def _file(notebook: Notebook) -> Notebook:
    """The guard, and functions that take and return what they should."""
    text = write(notebook)
    again = read(text, path=notebook.path)
    origin = again.origin
    assert origin is not None
    if not has_guard(origin):
        again = read(text.rstrip() + _GUARD, path=notebook.path)
        origin = again.origin
        assert origin is not None
    stale = stale_cells(again, origin)
    if stale:
        cells = [_new(cell) if at in stale else cell for at, cell in enumerate(again.cells)]
        again = read(write(again.with_cells(*cells)), path=notebook.path)
    return again


def _new(cell: Cell) -> Cell:
    """The cell as one that was never in the file: it is written anew."""
    return replace(cell, index=None)
