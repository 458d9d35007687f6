"""Source to syntax tree, and what to say when there is no tree.

A cell may `await` at its top level. Nothing here raises for bad code: a
`CodeProblem` comes back in place of a tree.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import TypeVar

from cloche.analysis.depth import too_deep
from cloche.analysis.names import CodeProblem
from cloche.analysis.slips import syntax_hint

T = TypeVar("T")

_IN_BROWSER = sys.platform == "emscripten"
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


_SPLIT = "Split it: give its parts names of their own, or put them into a list and go through that."


def parse(code: str, *, careful: bool = _IN_BROWSER) -> ast.Module | CodeProblem:
    """The tree of a cell, or why there is none.

    `careful`: refuse what would overflow the stack of a browser's Python, and so end it.
    """
    deep = too_deep(code) if careful else None
    if deep is not None:
        return CodeProblem(
            "syntax-error", "This expression is nested too deeply for Python in a browser.", _SPLIT, deep
        )

    def tree() -> ast.Module:
        made = compile(code, "<cell>", "exec", _FLAGS | ast.PyCF_ONLY_AST, dont_inherit=True)
        assert isinstance(made, ast.Module)
        return made

    return _attempt(code, tree)


def check(code: str, tree: ast.Module) -> CodeType | CodeProblem:
    """The compiled tree, or what only the compiler finds: a `return` outside a function, say."""

    def compiled() -> CodeType:
        made = compile(tree, "<cell>", "exec", _FLAGS, dont_inherit=True)
        assert isinstance(made, CodeType)
        return made

    return _attempt(code, compiled)


_ALL_IGNORED = ("ignore", None, Warning, None, 0)


@contextmanager
def silence() -> Iterator[None]:
    """No warnings in here: an invalid escape is the runner's to report, once, when the cell runs.

    Around many cells it is had once for all of them: taking it costs as much as reading a short cell.
    """
    if warnings.filters and warnings.filters[0] == _ALL_IGNORED:
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _attempt(code: str, make: Callable[[], T]) -> T | CodeProblem:
    try:
        with silence():
            return make()
    except SyntaxError as error:
        return _syntax_problem(code, error)
    except ValueError:
        # NUL bytes (before Python 3.12) and lone surrogates.
        return CodeProblem(
            "syntax-error",
            "The cell holds a character that Python source may not hold.",
            "Delete it: often it came along with pasted text.",
            _bad_line(code),
        )
    except (RecursionError, MemoryError, OverflowError):
        return CodeProblem(
            "syntax-error",
            "The cell is nested too deeply for Python to compile.",
            _SPLIT,
        )


def _bad_line(code: str) -> int | None:
    bad = re.search(r"[\0\ud800-\udfff]", code)
    return code.count("\n", 0, bad.start()) + 1 if bad else None


def _syntax_problem(code: str, error: SyntaxError) -> CodeProblem:
    message = error.msg or "invalid syntax"
    lines = code.split("\n")
    # Python counts lines that it has and at most one more.
    line = min(error.lineno, len(lines)) if error.lineno else None
    column = error.offset if error.offset and error.offset > 0 else None
    text = lines[line - 1] if line else ""
    return CodeProblem("syntax-error", f"SyntaxError: {message}", syntax_hint(text, message, column), line, column)
