"""Files that are no Python, or no notebook: what can be read of them, and all of their text.

A damaged notebook is cut where a cell begins at the left margin. A piece that
parses gives its cells; one that does not becomes a cell that keeps its text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cloche.notebook.cells import Found, configured, options_of
from cloche.notebook.model import Cell, Notebook
from cloche.notebook.source import Source
from cloche.notebook.text import dedent_all, lines_of
from cloche.protocol import CellKind

_CELL = re.compile(
    r"^(?:@app\.(?:cell|function|class_definition)\b"
    r"|(?:async[ \t]+)?with[ \t]+app\.setup\b"
    r"|app\._unparsable_cell[ \t]*\("
    r"|if[ \t]+__name__[ \t]*=="
    # What a merge that failed leaves behind.
    r"|(?:<<<<<<<|\|\|\|\|\|\|\||>>>>>>>)[ \t]|=======$"
    r")",
    re.MULTILINE,
)
_STRING_MAY_SPAN = 12
"""A string that holds the text of cells is looked for over this many pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the file: its statements, or the one cell that keeps its text."""

    start: int
    source: Source
    statements: list[ast.stmt]
    broken: Found | None = None


def pieces_of(text: str) -> Iterator[Piece]:
    """The parts of a text that does not parse, from the top: what follows the opening of a file."""
    marks = [0, *(found.start() for found in _CELL.finditer(text) if found.start() > 0), len(text)]
    at = 0
    while at < len(marks) - 1:
        start = marks[at]
        piece, used = _longest(text, marks, at)
        if piece is not None:
            yield piece
            at += used
            continue
        yield from _torn(text[start : marks[at + 1]], start)
        at += 1


def _longest(text: str, marks: list[int], at: int) -> tuple[Piece | None, int]:
    """The piece at `at`, joined with those after it if only so it parses: a string may hold cells."""
    has_string = re.search(r"\"\"\"|'''", text[marks[at] : marks[at + 1]])
    for used in range(1, min(_STRING_MAY_SPAN, len(marks) - at) if has_string else 2):
        source = Source(text[marks[at] : marks[at + used]])
        if source.tree is not None:
            return Piece(marks[at], source, source.tree.body), used
    return None, 0


_CONTINUES = re.compile(r"[ \t\f]|[#)\]}]|(?:async[ \t]+)?def\b|class\b|\"\"\"|'''|\Z")


def _torn(text: str, start: int) -> Iterator[Piece]:
    """A piece that does not parse: what of its beginning does, then the rest as it stands."""
    source = Source(text)
    for line in range(2, source.line_count() + 1):
        begins = source.line_start(line)
        if not source.line(line) or _CONTINUES.match(source.line(line)):
            continue
        whole = Source(text[:begins])
        if whole.tree is not None and whole.tree.body:
            yield Piece(start, whole, whole.tree.body)
            yield from _kept(text[begins:], start + begins)
            return
    yield from _kept(text, start)


def _kept(text: str, start: int) -> Iterator[Piece]:
    """Text as a cell of its own, as far as it is more than blank."""
    body = text.rstrip()
    if body:
        yield Piece(start, Source(text), [], Found(_broken_cell(body), 0, len(body)))


_NAMES = r"\s*(?:\w+\s*(?:,\s*\w+\s*)*(?:,\s*)?)?"
_OPTIONS = r"\b(?:[ \t]*\([^\n]*\))?"
_LINE_END = r"[ \t]*(?:\r\n|\r|\n)"
_HEADS: tuple[tuple[CellKind, re.Pattern[str]], ...] = (
    (
        "cell",
        re.compile(
            rf"@(?P<call>app\.cell{_OPTIONS}){_LINE_END}"
            rf"(?:async[ \t]+)?def[ \t]+(?P<name>\w+)[ \t]*\({_NAMES}\)[ \t]*:{_LINE_END}"
        ),
    ),
    ("function", re.compile(rf"@(?P<call>app\.(?:function|class_definition){_OPTIONS}){_LINE_END}")),
    ("setup", re.compile(rf"(?:async[ \t]+)?with[ \t]+(?P<call>app\.setup{_OPTIONS})[ \t]*:{_LINE_END}")),
)
_BARE_NAMES = _NAMES.replace(r"\s", r"[ \t]")
_RETURN = re.compile(rf"(?:^|\n)[ \t]+return\b(?:[ \t]*\({_NAMES}\)|{_BARE_NAMES})\s*\Z")
"""What is written anew around the code; where more stands there, all of it is the author's."""


def _broken_cell(text: str) -> Cell:
    """The cell that a broken piece was: without what the file puts around it, if that is recognisable."""
    for kind, pattern in _HEADS:
        head = pattern.match(text)
        call = Source(head["call"] if head is not None else "")
        if head is None or call.tree is None or not isinstance(call.tree.body[0], ast.Expr):
            continue
        body = "\n".join(lines_of(text[head.end() :]))
        name = "setup" if kind == "setup" else "_"
        if kind == "cell":
            name = "_" if head["name"] == "__" else head["name"]
            body = _RETURN.sub("", body)
        code = (body if kind == "function" else dedent_all(body)).strip("\n")
        config, extra = configured(options_of(call, call.tree.body[0].value))
        return Cell(name, code, "unparsable", config, extra)
    return Cell("_", "\n".join(lines_of(text)).strip("\n"), "unparsable")


def plain_script(text: str, path: str) -> Notebook:
    """Any text as a notebook of one cell, under the header it has."""
    body = "\n".join(lines_of(text.removeprefix("\ufeff")))
    header = re.match(r"(?:#[^\n]*\n|[ \t]*\n)*", body)
    is_header = header is not None and ("# ///" in header[0] or header[0].startswith("#!"))
    split = header.end() if header is not None and is_header else 0
    code = body[split:].strip("\n")
    cells = (Cell("_", code, "cell" if Source(code).tree is not None else "unparsable"),) if code else ()
    return Notebook(cells, body[:split].strip(), path=path)
