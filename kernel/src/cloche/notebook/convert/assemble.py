"""Pieces of another format to a notebook whose cells run in any order.

The order of steps matters: imports are made once before names are compared,
names are unique before cells are linked, and only then rings show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cloche.analysis import Analysis, CodeProblem, analyse, parse
from cloche.notebook.convert.dependencies import dependencies, with_dependencies
from cloche.notebook.convert.imports import single_imports
from cloche.notebook.convert.installs import imported_packages
from cloche.notebook.convert.literals import block_literal
from cloche.notebook.convert.pieces import Converted, Piece, Pieces
from cloche.notebook.convert.rings import without_rings
from cloche.notebook.convert.versions import unique_names
from cloche.notebook.model import Cell, ModuleName, Notebook
from cloche.notebook.opening import mended
from cloche.protocol import CellConfig, CellKind

_FUNCTIONS = {"markdown": "md", "html": "Html", "raw": "plain_text"}


def assemble(document: Pieces, *, path: str = "", in_order: bool = True) -> Converted:
    """The notebook that `document` is.

    With `in_order`, the document ran from top to bottom and its names are made
    unique; without, it was a notebook of cells before, and nothing is renamed.
    """
    pieces = [piece for piece in document.pieces if piece.text.strip()]
    module: ModuleName = "marimo" if document.settings.get("module") == "marimo" else "cloche"
    alias, is_there = _alias(pieces, "mo" if module == "marimo" else "cl")
    is_needed = any(piece.kind != "code" for piece in pieces)
    pieces = [_query(piece, alias) if piece.kind == "sql" else piece for piece in pieces]
    at_code = [at for at, piece in enumerate(pieces) if piece.kind == "code"]
    codes = [pieces[at].text.strip("\n").rstrip() for at in at_code]
    groups = [[at] for at in range(len(codes))]
    if in_order:
        codes = unique_names(single_imports(codes), reserved=frozenset({alias, "app"}))
        codes, groups = without_rings(codes)
    code_at = {at_code[group[-1]]: (code, group) for code, group in zip(codes, groups, strict=True)}
    cells: list[Cell] = []
    for at, piece in enumerate(pieces):
        if piece.kind != "code":
            is_markdown = piece.kind == "markdown"
            literal = block_literal(_tidy(piece.text) if is_markdown else piece.text, markdown=is_markdown)
            cells.append(_cell(piece, f"{alias}.{_FUNCTIONS[piece.kind]}({literal})", is_hidden=True))
        elif at in code_at:
            cells.append(_cell(piece, code_at[at][0]))
    if is_needed and not is_there:
        cells.insert(0, Cell("_", f"import {module} as {alias}"))
    analyses = [analyse(cell.code) for cell in cells]
    header = mended(_header(document, cells, analyses, module))
    notebook = Notebook(tuple(cells), header, document.app, module=module, path=path)
    return Converted(notebook, (*document.notes, *_notes(groups, analyses)))


def _query(piece: Piece, alias: str) -> Piece:
    """A query as the code that asks it; what stands in braces is Python."""
    call = f"{alias}.sql({'f' if '{' in piece.text else ''}{block_literal(piece.text)})"
    return replace(piece, kind="code", text=f"{piece.target} = {call}" if piece.target else call)


def _tidy(text: str) -> str:
    """Markdown without blank lines around it, nor blanks in blank lines: they mean nothing."""
    return "\n".join(line if line.strip() else "" for line in text.split("\n")).strip("\n")


def _alias(pieces: Sequence[Piece], usual: str) -> tuple[str, bool]:
    """What the notebook calls Cloche, and whether some piece imports it already."""
    for piece in pieces:
        if piece.kind == "code":
            found = re.search(r"(?m)^import (?:cloche|marimo) as (\w+)[ \t]*$", piece.text)
            if found:
                return found[1], True
    code = "\n".join(re.sub(r"(?m)^\s*#.*$", "", piece.text) for piece in pieces if piece.kind == "code")
    taken = set(re.findall(r"\w+", code))
    names = (usual, "cloche", *(f"{usual}_{number}" for number in range(1, len(taken) + 2)))
    return next(name for name in names if name not in taken), False


def _cell(piece: Piece, code: str, *, is_hidden: bool = False) -> Cell:
    config = piece.config
    if is_hidden:
        config = CellConfig(config.disabled, True, config.column)
    tree = parse(code)
    kind: CellKind = "unparsable" if isinstance(tree, CodeProblem) else "setup" if piece.is_setup else "cell"
    name = piece.name if piece.name.isidentifier() else "_"
    return Cell("setup" if kind == "setup" else name, code, kind, config)


def _header(document: Pieces, cells: Sequence[Cell], analyses: Sequence[Analysis], module: str) -> str:
    header = document.header.strip()
    if document.settings.get("keep header"):
        return header
    modules = {
        found.module.partition(".")[0] for analysis in analyses for found in analysis.imports if found.level == 0
    }
    local = {found[1] for cell in cells for found in re.finditer(r"%%writefile\s+(?:-a\s+)?(\w+)\.py", cell.code)}
    declared = dependencies(header)
    if "# /// script" in header and not declared and "dependencies" in header:
        return header
    return with_dependencies(header, [module, *document.packages, *imported_packages(modules, local)])


def _notes(groups: Sequence[Sequence[int]], analyses: Sequence[Analysis]) -> list[str]:
    notes = []
    joined = sum(1 for group in groups if len(group) > 1)
    if joined:
        cells = "One cell was" if joined == 1 else f"{joined} cells were"
        notes.append(f"{cells} put together from several that wait for each other.")
    broken = sum(1 for analysis in analyses if analysis.problem is not None and analysis.problem.code == "syntax-error")
    if broken:
        cells = "One cell is" if broken == 1 else f"{broken} cells are"
        notes.append(f"{cells} no Python as written: the text is kept, and `cloche check` says where.")
    stars = sum(1 for analysis in analyses if analysis.problem is not None and analysis.problem.code == "import-star")
    if stars:
        notes.append("`from … import *` hides what a cell defines: name what you need, then the cell runs.")
    return notes


def with_title(document: Pieces, title: object) -> Pieces:
    """The document with a title, if it is one."""
    if not isinstance(title, str) or not title.strip():
        return document
    return replace(document, app=document.app.put(app_title=title.strip()))
