"""What the compiler never refuses once the parser took it: cells of it are compiled when they run, and not before.

Some errors only the compiler finds: a `return` outside of functions, one argument given twice, a
`nonlocal` of nobody's. Here is told of which nodes it never says anything, as far as the parser
lets them through; whatever is not named here is compiled to find out. A tree that only looks
plain would not be lost: its cell would fail as it runs.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from types import NoneType

from cloche.analysis.occurrences import ScopeKind

LEAVES: frozenset[type] = frozenset({NoneType, str, int, bool, ast.Constant, ast.Pass})
"""What stands in a tree and has no names in it, nor anything to complain about."""

_NO_NODES = {"ctx", "op", "ops", "id", "attr", "arg", "conversion", "type_comment", "is_async", "names", "kind"}


def fields_of(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields that may hold nodes with names in them, last first."""
    return tuple(name for name in reversed(kind._fields) if name not in _NO_NODES)


PLAIN: dict[type[ast.AST], tuple[str, ...]] = {
    kind: fields_of(kind)
    for kind in (
        ast.Assert,
        ast.Attribute,
        ast.BinOp,
        ast.BoolOp,
        ast.Call,
        ast.Compare,
        ast.Delete,
        ast.Dict,
        ast.Expr,
        ast.FormattedValue,
        ast.If,
        ast.IfExp,
        ast.JoinedStr,
        ast.List,
        ast.Raise,
        ast.Return,
        ast.Set,
        ast.Slice,
        ast.Subscript,
        ast.Tuple,
        ast.UnaryOp,
        ast.While,
        ast.With,
        ast.keyword,
        ast.withitem,
    )
}
"""The fields, last first, of what means nothing by itself; `scopes.py` knows the rest that is plain."""

_LONG = 2_000
"""Characters up to which nothing can be nested too deeply for the compiler."""
_FAR_IN = re.compile(r"\n[ \t\f]{16}")
"""It refuses loops and `with`s inside each other beyond 20."""


def has_slip(node: ast.AST, scope: ScopeKind) -> bool:
    """Whether this very node may be refused, its parts aside."""
    match node:
        case ast.Call() | ast.ClassDef():
            given = node.keywords
            return len(given) > 1 and len({keyword.arg for keyword in given}) < len(given)
        case ast.Return():
            return scope != "function"
        case ast.With():
            return len(node.items) > 1
    return False


def is_plain_text(code: str) -> bool:
    """Whether a text is short and flat enough, and leaves `__debug__` alone, which is nobody's to bind."""
    if len(code) > _LONG or _FAR_IN.search(code):
        return False
    return "debug" not in (code if code.isascii() else unicodedata.normalize("NFKC", code))
