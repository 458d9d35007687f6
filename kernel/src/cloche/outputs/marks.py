"""Small marks in Markdown: `==marked==`, `^^inserted^^`, keys `++ctrl+s++`, emoji `:rocket:`, icons `::lucide:leaf::`,
edits `{--so--}`, `{++so++}` and `{~~so~>or so~~}`, formulas between `\\(` and `\\)`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from cloche.outputs.icon import icon

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_KEYS = re.compile(r"\+\+([\w-]+(?:\+[\w-]+)*)\+\+")
_ICON = re.compile(r"::([a-z0-9-]+:[a-z0-9-]+)::")
_EMOJI = re.compile(r":([a-z0-9][a-z0-9_-]*|[+-]1):")
_MARK = re.compile(r"==(?=\S)([^\n]+?)(?<=\S)==")
_INSERTED = re.compile(r"\^\^(?=\S)([^\n]+?)(?<=\S)\^\^")
_EDIT = re.compile(r"\{(--|\+\+|==|>>|~~)(.+?)(--|\+\+|==|<<|~~)\}", re.DOTALL)
_INLINE_FORMULA = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
_SHOWN_FORMULA = re.compile(r"\\\[(.+?)\\\]", re.DOTALL)


def marks(parser: MarkdownIt) -> None:
    """Teach a parser these marks."""
    parser.inline.ruler.before("escape", "cloche_marks", _marks)


def _marks(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    is_inside = before.isalnum() or before in "+=:"  # a word, a time, a namespace
    if is_inside and state.src[state.pos] not in "{\\":
        return False
    for sign, pattern, tag in _AROUND:
        if state.src.startswith(sign, state.pos) and (found := pattern.match(state.src, state.pos)):
            if not silent:
                _surround(state, tag, *found.span(1))
            state.pos = found.end()
            return True
    for sign, pattern, html in _RULES:
        if state.src.startswith(sign, state.pos) and (found := pattern.match(state.src, state.pos)):
            text = html(found)
            if text is None:
                continue
            if not silent:
                token = state.push("html_inline", "", 0)
                token.content = text
            state.pos = found.end()
            return True
    return False


def _surround(state: StateInline, tag: str, start: int, end: int) -> None:
    """What stands between two signs is Markdown itself."""
    state.push("cloche_mark_open", tag, 1)
    before, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = before
    state.push("cloche_mark_close", tag, -1)


def _keys(found: re.Match[str]) -> str:
    names = (part.replace("-", " ").capitalize() for part in found[1].split("+"))
    return "+".join(f"<kbd>{escape(name)}</kbd>" for name in names)


@cache
def _emoji(name: str) -> str | None:
    from cloche.outputs.emoji import pictures_by_name

    if known := pictures_by_name().get(name):
        return known
    import unicodedata

    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    # Arrows and letters have names too; a picture lies beyond them.
    return found if ord(found) >= 0x1F300 or unicodedata.category(found) == "So" else None


def _edit(found: re.Match[str]) -> str | None:
    """What an editor's mark means; None for one that ends otherwise than it began."""
    sign, text, end = found.groups()
    if end != ("<<" if sign == ">>" else sign):
        return None
    before, _, after = text.partition("~>")
    if sign == "~~":
        return f"<del>{escape(before)}</del><ins>{escape(after)}</ins>"
    tag = {"--": "del", "++": "ins", "==": "mark", ">>": "small"}[sign]
    return f"<{tag}>{escape(text)}</{tag}>"


def _formula(found: re.Match[str]) -> str:
    display = " display" if found[0].startswith("\\[") else ""
    return f"<cloche-tex{display}>{escape(found[1].strip(), quote=False)}</cloche-tex>"


_AROUND = (("==", _MARK, "mark"), ("^^", _INSERTED, "ins"))
_RULES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    ("{", _EDIT, _edit),
    ("++", _KEYS, _keys),
    ("::", _ICON, lambda found: icon(found[1]).text),
    (":", _EMOJI, lambda found: _emoji(found[1])),
    ("\\(", _INLINE_FORMULA, _formula),
    ("\\[", _SHOWN_FORMULA, _formula),
)
