"""`##Title` is a heading too: marimo's Markdown asks for no space behind the marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_TIGHT = re.compile(r"(#{1,6})([^#\s].*?)\s*#*\s*$")


def headings(parser: MarkdownIt) -> None:
    """Add the rule, behind the one for headings with a space."""
    parser.block.ruler.after("heading", "tight_heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})


def _heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    found = _TIGHT.match(state.src[start : state.eMarks[line]])
    if not found or state.is_code_block(line):
        return False
    if silent:
        return True
    state.line = line + 1
    marks, title = found.groups()
    opening = state.push("heading_open", f"h{len(marks)}", 1)
    text = state.push("inline", "", 0)
    closing = state.push("heading_close", f"h{len(marks)}", -1)
    opening.markup = closing.markup = marks
    opening.map = text.map = [line, state.line]
    text.content, text.children = title, []
    return True
