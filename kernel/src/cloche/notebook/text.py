"""Lines, indentation, and the strings that must survive both.

Lines end where Python says they do (not where `str.splitlines` does). Taking
indentation off and putting it on are exact opposites for every line, so a cell
that is written and read again is the same cell.
"""

from __future__ import annotations

import io
import re
import tokenize

NEWLINE = re.compile(r"\r\n|\r|\n")
INDENT = "    "


def lines_of(text: str) -> list[str]:
    """The lines of `text`, without their ends."""
    return NEWLINE.split(text)


def dedent(text: str, indent: str) -> str:
    """Code without the indentation `indent`.

    A line that is indented less keeps what it has, as a comment may be. The
    inside of a multi-line string moves with the code around it, except when
    some line of it is indented less than the code: then the string was written
    to stand where it stands, and is left alone.
    """
    lines = lines_of(text)
    if not indent:
        return "\n".join(lines)
    inside = string_lines(text)
    fixed = _fixed_strings(lines, inside, len(indent))
    dedented = []
    for line, is_string, is_fixed in zip(lines, inside, fixed, strict=True):
        if is_string and not is_fixed:
            dedented.append(_without(line, len(indent)))
        else:
            dedented.append(line if is_string else line.removeprefix(indent))
    return "\n".join(dedented)


def dedent_all(text: str) -> str:
    """Text that need not be code, without the indentation that all its lines share."""
    lines = lines_of(text)
    width = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    return "\n".join(_without(line, width) for line in lines)


def indent(text: str) -> str:
    """Code with four spaces before every line that is not empty."""
    return "\n".join(INDENT + line if line else line for line in lines_of(text))


def _without(line: str, width: int) -> str:
    taken = 0
    while taken < width and taken < len(line) and line[taken] in " \t":
        taken += 1
    return line[taken:]


def _fixed_strings(lines: list[str], inside: list[bool], width: int) -> list[bool]:
    fixed = [False] * len(lines)
    start = 0
    while start < len(lines):
        if not inside[start]:
            start += 1
            continue
        end = start
        while end < len(lines) and inside[end]:
            end += 1
        full = [line for line in lines[start:end] if line.strip()]
        if any(len(line) - len(line.lstrip()) < width for line in full):
            fixed[start:end] = [True] * (end - start)
        start = end
    return fixed


_OPENERS = {getattr(tokenize, name) for name in ("FSTRING_START", "TSTRING_START") if hasattr(tokenize, name)}
_CLOSERS = {getattr(tokenize, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(tokenize, name)}


def string_lines(text: str) -> list[bool]:
    """For each line, whether it begins inside a string.

    False for all where the text has no tokens, because it is no Python.
    """
    inside = [False] * len(lines_of(text))
    if '"""' not in text and "'''" not in text and "\\\n" not in text:
        return inside
    opened: list[int] = []
    source = "\n".join(lines_of(text))
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in _OPENERS:
                opened.append(token.start[0])
            elif token.type in _CLOSERS:
                first = opened.pop()
                if not opened:
                    _mark(inside, first, token.end[0])
            elif token.type == tokenize.STRING and not opened:
                _mark(inside, token.start[0], token.end[0])
    except (tokenize.TokenError, SyntaxError):
        return [False] * len(inside)
    return inside


def _mark(inside: list[bool], first: int, last: int) -> None:
    """Lines `first + 1` to `last`, counted from 1, begin inside a string."""
    inside[first:last] = [True] * (last - first)
