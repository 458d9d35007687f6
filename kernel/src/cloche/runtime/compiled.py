"""A cell's text as code objects: its body, and the last expression whose value it shows."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType

from cloche.analysis import Analysis, CodeProblem, mangle, parse
from cloche.protocol import CellId
from cloche.runtime.cache import sites
from cloche.runtime.testing.find import explain_asserts, holds_only_tests

Imported = Mapping[str, frozenset[tuple[str, str, int]]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """Ready to run. `last` is None for a cell that shows nothing."""

    body: CodeType
    last: CodeType | None
    imported: Imported | None
    """For a cell of imports alone: each name, and what it is imported from."""
    tests: tuple[str, ...] = ()
    """For a cell of tests alone: the names it defines, in the order of the text."""


def compile_cell(
    code: str,
    cell: CellId,
    filename: str,
    analysis: Analysis,
    *,
    tree: ast.Module | None = None,
    above: int = 0,
    explain: bool | None = None,
) -> Compiled:
    """Compile a cell that has no problem; private names get their global spelling.

    Code is compiled for `await` only where there is one, so that a cell
    without it never becomes a coroutine. A `tree` that `code` was parsed to
    already is used up. `above` counts the lines of the file above the cell's first. With
    `explain`, a failing assert tells the values in it; None means in cells of tests.
    """
    parsed = tree or parse(code)
    assert not isinstance(parsed, CodeProblem), parsed.message
    tree = parsed
    imported = _imported(tree)
    if analysis.privates or analysis.handled:
        mangle(tree, cell)
    tests = tuple(getattr(node, "name", "") for node in tree.body) if holds_only_tests(tree) else ()
    tree = sites.rewritten(tree, code)
    if explain or (explain is None and tests):
        explain_asserts(tree, code, filename)
    if above:
        ast.increment_lineno(tree, above)
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if analysis.is_async else 0
    last: CodeType | None = None
    if analysis.shows_output and isinstance(tree.body[-1], ast.Expr):
        expression = tree.body.pop()
        assert isinstance(expression, ast.Expr)
        last = compile(ast.Expression(expression.value), filename, "eval", flags, dont_inherit=True)
    return Compiled(compile(tree, filename, "exec", flags, dont_inherit=True), last, imported, tests)


def _imported(tree: ast.Module) -> Imported | None:
    if not tree.body or not all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body):
        return None
    found: dict[str, set[tuple[str, str, int]]] = {}
    for node in tree.body:
        assert isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                found.setdefault(alias.asname or alias.name, set()).add((node.module or "", alias.name, node.level))
            else:
                name = alias.asname or alias.name.partition(".")[0]
                found.setdefault(name, set()).add((alias.name, alias.asname or "", 0))
    return {name: frozenset(places) for name, places in found.items()}
