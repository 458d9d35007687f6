"""Text as a Python string that reads well, and back.

A text cell of another format becomes `cl.md(r\"\"\"…\"\"\")`. What stands there is
indented with the code around it and freed of that indentation when it is shown,
so a text that begins every line with blanks needs a mark to keep them.
"""

from __future__ import annotations

import ast
import re

from cloche.analysis import CodeProblem, parse

_MARK = "<!-- indented -->\n\n"


def text_literal(text: str) -> str:
    r"""A string literal that gives back exactly `text`, however it is indented by then or not.

    >>> text_literal("one\ntwo")
    "'one\\ntwo'"
    """
    return repr(text)


def block_literal(text: str, *, markdown: bool = False) -> str:
    r"""`text` on lines of its own in a triple-quoted string; showing it takes common indentation off.

    >>> block_literal("# Title").split("\n")[1:-1]
    ['# Title']
    """
    if markdown and _is_indented(text):
        text = _MARK + text
    quote = next((mark for mark in ('"""', "'''") if mark not in text), "")
    if quote:
        return f"r{quote}\n{text}\n{quote}"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{escaped}\n"""'


def call_text(code: str, functions: frozenset[str]) -> tuple[str, str, str] | None:
    """`(module, function, text)` of a cell that is one call with one constant text, as `cl.md("…")` is.

    None if the cell holds anything else, a comment included.
    """
    tree = parse(code)
    if isinstance(tree, CodeProblem) or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    call = tree.body[0].value
    if not isinstance(call, ast.Call) or call.keywords or len(call.args) != 1:
        return None
    function = call.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return None
    text = _constant(call.args[0])
    if text is None or function.attr not in functions or _has_more(code, call):
        return None
    return function.value.id, function.attr, _block_text(text, is_dedented=function.attr == "md")


def _constant(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in node.values):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return None


def _has_more(code: str, call: ast.Call) -> bool:
    """Comments around the text, which are not part of it."""
    lines = code.split("\n")
    argument = call.args[0]
    outside = [*lines[: argument.lineno - 1], *lines[(argument.end_lineno or argument.lineno) :]]
    rest = lines[(argument.end_lineno or argument.lineno) - 1].encode()[argument.end_col_offset or 0 :].decode()
    return any("#" in line for line in (*outside, rest))


def _block_text(text: str, *, is_dedented: bool) -> str:
    """What a block literal holds: without its first and last line end, and indentation that showing it takes off."""
    lines = text.split("\n")
    if len(lines) > 1 and not lines[0].strip():
        lines = lines[1:]
        if not lines[-1].strip():
            lines = lines[:-1]
        if not is_dedented:
            return "\n".join(lines)
        width = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
        lines = [line[width:] if line.strip() else "" for line in lines]
    return "\n".join(lines).removeprefix(_MARK)


def _is_indented(text: str) -> bool:
    return bool(text.strip()) and not re.search(r"^[^ \t\n]", text, re.MULTILINE)
