"""Python source with its parts marked for colour: `<span class="k">def</span>`."""

from __future__ import annotations

import builtins
import io
import keyword
import tokenize
from html import escape

_BUILTINS = frozenset(dir(builtins))
_STRINGS = {
    getattr(tokenize, name)
    for name in (
        "STRING",
        "FSTRING_START",
        "FSTRING_MIDDLE",
        "FSTRING_END",
        "TSTRING_START",
        "TSTRING_MIDDLE",
        "TSTRING_END",
    )
    if hasattr(tokenize, name)
}


def highlighted(code: str) -> str:
    """The code as HTML; plain where it is no Python.

    >>> highlighted("x = 1")
    'x = <span class="n">1</span>'
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        # ValueError: from Python 3.12 on, for some text that is no Python.
        return escape(code, quote=False)
    starts = [0]
    for line in code.splitlines(keepends=True) if "\x0c" not in code else code.split("\n"):
        starts.append(starts[-1] + len(line))
    parts: list[str] = []
    at = 0
    for token in tokens:
        kind = _kind(token)
        if not kind or max(token.start[0], token.end[0]) >= len(starts) + 1:
            continue
        begin = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        if not at <= begin < end <= len(code):
            continue
        parts += [
            escape(code[at:begin], quote=False),
            f'<span class="{kind}">{escape(code[begin:end], quote=False)}</span>',
        ]
        at = end
    return "".join([*parts, escape(code[at:], quote=False)])


def _kind(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.COMMENT:
        return "c"
    if token.type in _STRINGS:
        return "s"
    if token.type == tokenize.NUMBER:
        return "n"
    if token.type == tokenize.NAME:
        if keyword.iskeyword(token.string):
            return "k"
        return "b" if token.string in _BUILTINS else ""
    return ""
