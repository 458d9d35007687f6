"""Where in a notebook's file each cell's text stands, for tracebacks."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def lines_above(text: str, codes: Sequence[str]) -> list[int | None]:
    """For each cell, how many lines of the file stand above its first; None where that is not plain.

    Both the file and the cell are parsed, and their first statements compared.

    >>> lines_above("@app.cell\\ndef _():\\n    # why\\n    x = 1\\n", ["# why\\nx = 1"])
    [2]
    """
    nodes = [node for node in ast.parse(text).body if _is_cell(node)]
    if len(nodes) != len(codes):
        return [None] * len(codes)
    return [_offset(node, code) for node, code in zip(nodes, codes, strict=True)]


def _is_cell(node: ast.stmt) -> bool:
    """`@app.cell` and its like, `with app.setup:`, `app._unparsable_cell(…)`."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return any(_is_of_app(decorator) for decorator in node.decorator_list)
    if isinstance(node, ast.With | ast.AsyncWith):
        return _is_of_app(node.items[0].context_expr)
    return isinstance(node, ast.Expr) and _is_of_app(node.value, "_unparsable_cell")


def _is_of_app(node: ast.expr, attribute: str = "") -> bool:
    if isinstance(node, ast.Call):
        node = node.func
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name) or node.value.id != "app":
        return False
    return node.attr == attribute if attribute else node.attr in ("cell", "function", "class_definition", "setup")


def _offset(node: ast.stmt, code: str) -> int | None:
    try:
        inside = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    if not inside:
        return None
    first = inside[0]
    if isinstance(node, ast.ClassDef) or _decorated_by(node) in ("function", "class_definition"):
        return node.lineno - first.lineno
    body = getattr(node, "body", None)
    return body[0].lineno - first.lineno if body else None


def _decorated_by(node: ast.stmt) -> str:
    for decorator in getattr(node, "decorator_list", ()):
        if _is_of_app(decorator):
            function = decorator.func if isinstance(decorator, ast.Call) else decorator
            assert isinstance(function, ast.Attribute)
            return function.attr
    return ""
