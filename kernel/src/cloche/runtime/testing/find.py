"""Which cells are tests, by their text alone."""

from __future__ import annotations

import ast
import importlib.util
import sys

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def holds_only_tests(tree: ast.Module) -> bool:
    """A cell of functions `test…`, classes `Test…` and pytest's fixtures, with at least one test.

    >>> holds_only_tests(ast.parse("def test_sum(): assert 1 + 1 == 2"))
    True
    >>> holds_only_tests(ast.parse("x = 1\\ndef test_x(): assert x"))
    False
    """
    body = [node for node in tree.body if not _is_docstring(node)]
    if not all(isinstance(node, Definition) for node in body):
        return False
    tests = [isinstance(node, Definition) and is_test_name(node.name) for node in body]
    fits = [is_test or _is_fixture(node) for node, is_test in zip(body, tests, strict=True)]
    return any(tests) and all(fits)


def is_test_name(name: str) -> bool:
    """`test_x`, `TestX`, as pytest finds them."""
    return name.startswith(("test", "Test"))


def has_pytest() -> bool:
    """pytest can be imported here."""
    return "pytest" in sys.modules or importlib.util.find_spec("pytest") is not None


def explain_asserts(tree: ast.Module, code: str, filename: str) -> None:
    """Make a failing `assert` tell the values in it, if pytest is there to do so."""
    if has_pytest():
        from _pytest.assertion.rewrite import rewrite_asserts

        rewrite_asserts(tree, code.encode(), filename, None)


def _is_fixture(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    names = [decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in node.decorator_list]
    return any(
        (isinstance(name, ast.Attribute) and name.attr == "fixture")
        or (isinstance(name, ast.Name) and name.id == "fixture")
        for name in names
    )


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
