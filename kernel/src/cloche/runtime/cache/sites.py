"""Where a cell has cached blocks: the tree is rewritten so that their bodies can be left out.

    with cache("name") as c:        with cache("name") as c:
        a = slow()              →       if is_missed(site):
                                            a = slow()
                                        else:
                                            if has("a"): a = found("a")

`blocks.py` decides at run time. A `with` that only looks like a cache runs as written.
"""

from __future__ import annotations

import ast
import sys
from hashlib import sha256
from typing import Any

from cloche.analysis import unmangle
from cloche.analysis.scopes import Walk

Site = tuple[str, tuple[str, ...], tuple[str, ...], str]
"""A block's code as a digest; the names that it binds; those that it reads; the word that forbids to leave it out."""

_NAMES = ("cache", "lru_cache", "persistent_cache")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_LEAVING = {
    ast.Return: "return",
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.Break: "break",
    ast.Continue: "continue",
}


def is_missed(site: Site) -> bool:
    """Called by a rewritten cell: whether the block has to run."""
    from cloche.runtime.cache.blocks import reached

    return reached(site, sys._getframe(1))


def has(name: str) -> bool:
    """Called by a rewritten cell: whether the block had bound a name."""
    from cloche.runtime.cache.blocks import found_in

    return unmangle(name) in found_in(sys._getframe(1))


def found(name: str) -> Any:
    """Called by a rewritten cell: what the block had bound to a name."""
    from cloche.runtime.cache.blocks import found_in

    return found_in(sys._getframe(1))[unmangle(name)]


def rewritten(tree: ast.Module, code: str) -> ast.Module:
    """The tree with its cached blocks made ready; in place."""
    return _Rewriting().visit(tree) if "cache" in code else tree


class _Rewriting(ast.NodeTransformer):
    def visit_With(self, node: ast.With) -> ast.With:
        site = _site(node.body) if any(_is_cache(item.context_expr) for item in node.items) else None
        self.generic_visit(node)
        if site is None:
            return node
        restore = [
            ast.If(_call("has", name), [ast.Assign([ast.Name(name, ast.Store())], _call("found", name))], [])
            for name in site[1]
        ]
        choice = ast.If(_call("is_missed", site), node.body, [*restore] or [ast.Pass()])
        node.body = [ast.fix_missing_locations(ast.copy_location(choice, node))]
        return node


def _is_cache(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) in _NAMES


def _site(body: list[ast.stmt]) -> Site:
    block = ast.Module(body, [])
    occurrences = [each for each in Walk(block).occurrences if each.is_global() and not each.is_handled()]
    binds = {each.name for each in occurrences if each.action == "bind"}
    reads = {
        each.name
        for each in occurrences
        if each.action == "read" and not each.bound and not (each.place.scope.late and each.name in binds)
    }
    digest = sha256(unmangle(ast.dump(block)).encode()).hexdigest()
    return digest, tuple(sorted(binds)), tuple(sorted(reads)), _leaving(body)


def _leaving(nodes: list[Any], *, in_loop: bool = False) -> str:
    """The first statement that leaves the block other than by its end, or ""."""
    for node in nodes:
        word = _LEAVING.get(type(node), "")
        if word and not (in_loop and word in ("break", "continue")):
            return word
        if not isinstance(node, _SCOPES):
            word = _leaving(list(ast.iter_child_nodes(node)), in_loop=in_loop or isinstance(node, _LOOPS))
            if word:
                return word
    return ""


def _call(function: str, argument: object) -> ast.expr:
    module = ast.Call(
        ast.Name("__import__", ast.Load()),
        [
            ast.Constant(__name__),
            ast.Constant(None),
            ast.Constant(None),
            ast.List([ast.Constant(function)], ast.Load()),
        ],
        [],
    )
    return ast.Call(ast.Attribute(module, function, ast.Load()), [ast.Constant(argument)], [])  # type: ignore[arg-type]
