"""How a notebook file begins: the import, who wrote it, and the app's statement.

What stands above the import is the header; what follows the app are cells.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from cloche.notebook.cells import options_of
from cloche.notebook.model import AppConfig, ModuleName
from cloche.notebook.source import Source
from cloche.notebook.text import lines_of


@dataclass(frozen=True, slots=True)
class Opening:
    """The file's beginning: where the import starts and the app's statement stands."""

    start: int
    app_start: int
    end: int
    module: ModuleName
    alias: str
    version: str | None
    app: AppConfig
    count: int = 0
    """How many statements it took."""


def opening_of(source: Source, statements: list[ast.stmt]) -> Opening | None:
    """The opening among top-level statements; None where there is no app."""
    start = -1
    module: ModuleName = "cloche"
    alias = ""
    version = None
    for count, node in enumerate(statements, 1):
        if isinstance(node, ast.Import) and start < 0 and node.names[0].name in ("cloche", "marimo"):
            start = source.start(node)
            module = "marimo" if node.names[0].name == "marimo" else "cloche"
            alias = node.names[0].asname or ""
        target = node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else ""
        if not isinstance(node, ast.Assign) or start < 0:
            continue
        if target == "__generated_with" and isinstance(node.value, ast.Constant):
            version = str(node.value.value)
        if target == "app" and _makes_app(node.value, alias or module):
            options = AppConfig(options_of(source, node.value))
            return Opening(start, source.start(node), source.end(node), module, alias, version, options, count)
    return None


def _makes_app(node: ast.expr, module: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "App"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == module
    )


_APP = re.compile(r"^[ \t]*(?=app[ \t]*=[ \t]*\w+\.App[ \t]*\()", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*(import[ \t]+(?:cloche|marimo)\b[^\r\n]*)", re.MULTILINE)
_VERSION = re.compile(r"^[ \t]*(__generated_with[ \t]*=[^\r\n]*)", re.MULTILINE)
_APP_MAY_SPAN = 40
"""How many lines the app's statement may have."""


def damaged_opening(source: Source) -> Opening | None:
    """The opening of a file that is not Python, even if the damage is right there.

    Two branches that were merged often disagree about the version.
    """
    text = source.text
    places = [(found.end(), _end_of_statement(text, found.end())) for found in _APP.finditer(text)]
    for _, end in places:
        whole = Source(text[:end])
        opening = opening_of(whole, whole.tree.body) if whole.tree is not None else None
        if opening is not None:
            return opening
    return next((opening for at, end in places if (opening := _pieced_together(text, at, end)) is not None), None)


def _end_of_statement(text: str, start: int) -> int:
    """Where the statement at `start` ends; `start` if that is nowhere."""
    rest = Source(text[start:])
    for line in range(2, min(rest.line_count(), _APP_MAY_SPAN) + 2):
        source = Source(rest.text[: rest.line_start(line)])
        if source.tree is not None:
            return start + source.end(source.tree.body[-1])
    return start


def _pieced_together(text: str, app_start: int, end: int) -> Opening | None:
    """The opening whose app stands at `app_start`, by the lines above it that are Python."""
    imported = _IMPORT.search(text, 0, app_start)
    if imported is None:
        return None
    versions = _VERSION.findall(text, imported.end(), app_start)
    for version in (*reversed(versions), ""):
        lines = Source(f"{imported[1]}\n{version}\n{text[app_start:end]}")
        opening = opening_of(lines, lines.tree.body) if lines.tree is not None else None
        if opening is not None:
            return Opening(
                imported.start(1), app_start, end, opening.module, opening.alias, opening.version, opening.app
            )
    return None


def mended(text: str) -> str:
    """What stands above the app, where a merge conflict or the like is a comment."""
    if Source(text).tree is not None:
        return text
    lines = []
    for line in lines_of(text):
        bare = line.strip()
        lines.append(bare if not bare or _FRAME.match(bare) else f"# {line}")
    return "\n".join(lines)


_FRAME = re.compile(r"#|import[ \t]+(?:cloche|marimo)\b|__generated_with[ \t]*=[ \t]*[\"'][^\"']*[\"']$")
