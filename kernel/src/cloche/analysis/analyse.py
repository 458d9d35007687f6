"""A cell's source to its `Analysis`.

Static: nothing runs. The names come from `scopes.Walk`; here the notebook's
own rules are applied to them (private names, what counts as read from outside).
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from inspect import CO_COROUTINE

from cloche.analysis.names import Analysis, Annotation, CodeProblem, Definition, Import
from cloche.analysis.parse import check, parse
from cloche.analysis.plain import is_plain_text
from cloche.analysis.scopes import Occurrence, Walk
from cloche.analysis.sqlnames import SqlParser, sql_names


def is_private(name: str) -> bool:
    """Whether a global name stays inside its cell: `_`, `__` and `_x`, but not `__x` or `__x__`.

    >>> [is_private(name) for name in ("_", "_x", "__file__", "x")]
    [True, True, False, False]
    """
    return name == "__" or (name.startswith("_") and not name.startswith("__"))


def analyse(code: str, *, kind: str = "cell", sql_parser: SqlParser | None = None) -> Analysis:
    """What the cell `code` defines, reads, deletes and imports. Never raises.

    Code that cannot run has a `problem`; when it does not even parse, it has
    nothing else.

    >>> found = analyse("y = x + 1")
    >>> sorted(found.defs), sorted(found.refs)
    (['y'], ['x'])
    """
    return analyse_tree(parse(code), code, sql_parser)


def analyse_tree(tree: ast.Module | CodeProblem, code: str, sql_parser: SqlParser | None = None) -> Analysis:
    """The same for who has parsed `code` already; the tree stays as it is."""
    if isinstance(tree, CodeProblem):
        return Analysis(problem=tree)
    walk = Walk(tree)
    is_async = False
    if walk.needs_compiler or not is_plain_text(code):
        compiled = check(code, tree)
        if isinstance(compiled, CodeProblem):
            return Analysis(problem=compiled)
        is_async = bool(compiled.co_flags & CO_COROUTINE)
    names = _Names(walk)
    return Analysis(
        defs=frozenset(names.defs),
        refs=frozenset(names.refs),
        deletes=frozenset(names.deletes),
        privates=frozenset(names.privates),
        kept_privates=frozenset(names.kept & names.privates),
        handled=frozenset(names.handled - names.defs),
        imports=tuple(names.imports()),
        is_async=is_async,
        shows_output=bool(tree.body) and isinstance(tree.body[-1], ast.Expr) and not _ends_with_semicolon(code),
        definition=_definition(code, tree, names),
        fits_function=not names.walk.has_module_global and not any(_is_future(node) for node in tree.body),
        annotations=tuple(names.annotations()),
        sql=sql_names(tree, sql_parser),
        problem=_star_problem(walk),
    )


class _Names:
    """The global names among a walk's occurrences, sorted by the notebook's rules."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.defs: set[str] = set()
        self.refs: set[str] = set()
        self.deletes: set[str] = set()
        self.privates: set[str] = set()
        self.kept: set[str] = set()
        self.handled: set[str] = set()
        found = [occurrence for occurrence in walk.occurrences if occurrence.is_global()]
        for occurrence in found:
            if occurrence.action == "bind":
                self._bound(occurrence)
        for occurrence in found:
            if occurrence.action != "bind":
                self._used(occurrence)

    def _bound(self, occurrence: Occurrence) -> None:
        name = occurrence.name
        if is_private(name):
            self.privates.add(name)
            if occurrence.place.scope.late:
                self.kept.add(name)
        elif occurrence.is_handled():
            self.handled.add(name)
        else:
            self.defs.add(name)

    def _used(self, occurrence: Occurrence) -> None:
        name, late = occurrence.name, occurrence.place.scope.late
        if is_private(name):
            if late:
                self.kept.add(name)
            return
        if occurrence.is_handled() or occurrence.bound or (late and name in self.defs):
            return
        self.refs.add(name)
        if occurrence.action == "delete" and name not in self.defs:
            self.deletes.add(name)

    def imports(self) -> Iterator[Import]:
        for node, _ in self.walk.imports:
            for alias in node.names:
                if isinstance(node, ast.Import):
                    yield Import(alias.name, "", alias.asname or "", 0, node.lineno)
                else:
                    yield Import(node.module or "", alias.name, alias.asname or "", node.level, node.lineno)

    def annotations(self) -> Iterator[tuple[str, Annotation]]:
        """Declared types, where the declaration is also the first to bind the name."""
        seen: set[str] = set()
        declared = {id(node.target): node for node in self.walk.annotated}
        for occurrence in self.walk.occurrences:
            if occurrence.action != "bind" or occurrence.place.scope is not self.walk.module or occurrence.name in seen:
                continue
            seen.add(occurrence.name)
            node = declared.get(id(occurrence.slot.node))
            if node is not None and occurrence.name in self.defs:
                expression = ast.Module([ast.Expr(node.annotation)], [])
                inside = _Names(Walk(expression))
                yield occurrence.name, Annotation(ast.unparse(node.annotation), frozenset(inside.refs))


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.level == 0


def _definition(code: str, tree: ast.Module, names: _Names) -> Definition | None:
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return None
    node = tree.body[0]
    if names.defs != {node.name} or names.privates or _ends_with_comment(code, node):
        return None
    eager = {
        occurrence.name
        for occurrence in names.walk.occurrences
        if occurrence.action == "read"
        and occurrence.place.scope.is_eager()
        and occurrence.is_global()
        and not occurrence.bound
        and not occurrence.is_handled()
    }
    return Definition(node.name, "class" if isinstance(node, ast.ClassDef) else "function", frozenset(eager))


def _ends_with_comment(code: str, node: ast.stmt) -> bool:
    """Whether a comment follows the definition without belonging to it: the file has no place for one."""
    rest = code.split("\n")[node.end_lineno or 0 :]
    return any(line.startswith("#") for line in rest)


def _star_problem(walk: Walk) -> CodeProblem | None:
    for node, _ in walk.imports:
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            module = "." * node.level + (node.module or "")
            return CodeProblem(
                "import-star",
                f"`from {module} import *` hides which names the cell defines, so no other cell could be linked to it.",
                f"Name what you need: `from {module} import first, second`, or `import {module}`.",
                node.lineno,
                node.col_offset + 1,
            )
    return None


_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def _ends_with_semicolon(code: str) -> bool:
    if ";" not in code:
        return False
    last = ""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type not in _SILENT:
            last = token.string
    return last == ";"
