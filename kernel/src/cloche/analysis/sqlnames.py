"""The hook for SQL: which tables a cell's queries make and read.

No SQL is parsed here. Whoever has a parser hands it to `analyse`; without one
a cell has no SQL names.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import reduce

from cloche.analysis.names import SqlNames

SqlParser = Callable[[str], SqlNames]
"""The names of one query; values put into it by an f-string stand as `?`."""


def sql_names(tree: ast.Module, parser: SqlParser | None) -> SqlNames:
    """What the queries in `tree` make and read, by `parser`."""
    if parser is None:
        return SqlNames()
    found = [parser(query) for query in queries(tree)]
    return reduce(lambda a, b: SqlNames(a.defs | b.defs, a.refs | b.refs), found, SqlNames())


def queries(tree: ast.Module) -> Iterator[str]:
    """The text of every `<module>.sql(...)` query that is written out in the cell."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sql"):
            continue
        if node.args and (text := _text(node.args[0])) is not None:
            yield text


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in node.values)
    return None
