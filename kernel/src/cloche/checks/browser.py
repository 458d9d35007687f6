"""Code that will not work in a browser.

An import under `try` with an answer to `ImportError`, or under a condition on
the platform, is someone who knows already.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from cloche.checks.catalogue import CHECKS
from cloche.checks.finding import Finding
from cloche.checks.modules import CALLS, MODULES, Unfit, unfit

_ANSWERS = frozenset(["ImportError", "ModuleNotFoundError", "Exception", "BaseException", "OSError"])


def browser_findings(tree: ast.Module, cell: int, names: dict[str, str]) -> Iterator[Finding]:
    """What of a cell's code fails in a browser. `names` says what module or function each name is."""
    seen: set[tuple[str, int]] = set()
    for node in _unguarded(tree):
        for dotted, found in _unfit(node, names):
            line = getattr(node, "lineno", 1)
            if (dotted, line) not in seen:
                seen.add((dotted, line))
                column = getattr(node, "col_offset", 0) + 1
                yield Finding(
                    found.code,
                    CHECKS[found.code].severity,
                    found.problem,
                    found.instead,
                    cell,
                    cells=(cell,),
                    line=line,
                    column=column,
                )


def imported_names(trees: list[ast.Module]) -> dict[str, str]:
    """The dotted name of what each imported name stands for, over a whole notebook."""
    names: dict[str, str] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    names[alias.asname or top] = alias.name if alias.asname else top
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                for alias in node.names:
                    names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _unfit(node: ast.AST, names: dict[str, str]) -> Iterator[tuple[str, Unfit]]:
    found = None
    if isinstance(node, ast.Import):
        for alias in node.names:
            if entry := unfit(MODULES, alias.name):
                yield entry
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        if entry := unfit(MODULES, node.module):
            yield entry
            return
        for alias in node.names:
            dotted = f"{node.module}.{alias.name}"
            if entry := unfit(MODULES, dotted) or unfit(CALLS, dotted):
                yield entry
    elif isinstance(node, ast.Attribute):
        dotted = _dotted(node, names)
        if dotted in CALLS:
            found = CALLS[dotted]
            yield dotted, found


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        base = _dotted(node.value, names)
        return f"{base}.{node.attr}" if base else ""
    return names.get(node.id, "") if isinstance(node, ast.Name) else ""


def _unguarded(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes, but not those whose author is ready for their failure."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Try) and any(_answers(handler) for handler in node.handlers):
            waiting += [*node.finalbody, *node.orelse]
            continue
        if isinstance(node, ast.If) and (
            "emscripten" in ast.unparse(node.test) or "TYPE_CHECKING" in ast.unparse(node.test)
        ):
            continue
        yield node
        waiting += reversed(list(ast.iter_child_nodes(node)))


def _answers(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(isinstance(node, ast.Name) and node.id in _ANSWERS for node in ast.walk(handler.type))
