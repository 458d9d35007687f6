"""`[TOC]` alone in a paragraph of Markdown: the headings of that text, as links."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_MARKER = "[TOC]"


def contents(parser: MarkdownIt) -> None:
    """Teach a parser that gives its headings ids to list them."""
    parser.core.ruler.push("cloche_contents", _contents)


def _contents(state: StateCore) -> None:
    tokens = state.tokens
    for at in range(len(tokens) - 3, -1, -1):
        if tokens[at].type == "paragraph_open" and tokens[at + 1].content.strip() == _MARKER:
            token = tokens[at]
            token.type, token.tag, token.nesting = "html_block", "", 0
            token.content = _listed(list(_headings(tokens)))
            del tokens[at + 1 : at + 3]


def _headings(tokens: list[Token]) -> Iterator[tuple[int, str, str]]:
    """Each heading: its level, its id, its words."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            words = "".join(each.content for each in inline.children or () if each.type in ("text", "code_inline"))
            yield int(opening.tag[1:]), str(opening.attrGet("id") or ""), words


def _listed(headings: list[tuple[int, str, str]]) -> str:
    if not headings:
        return ""
    html: list[str] = []
    levels: list[int] = []
    for level, key, words in headings:
        while len(levels) > 1 and level <= levels[-2]:
            html.append("</li></ul>")
            levels.pop()
        if not levels or level > levels[-1]:
            html.append("<ul>")
            levels.append(level)
        else:
            html.append("</li>")
            levels[-1] = level
        html.append(f'<li><a href="#{escape(key)}">{escape(words)}</a>')
    html.append("</li></ul>" * len(levels))
    return f'<nav class="cloche-contents" aria-label="Contents">{"".join(html)}</nav>\n'
