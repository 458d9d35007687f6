"""Small marks in Markdown: `==marked==`, keys `++ctrl+s++`, emoji `:rocket:`, icons `::lucide:leaf::`."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from cloche.outputs.icon import icon

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_KEYS = re.compile(r"\+\+([\w-]+(?:\+[\w-]+)*)\+\+")
_ICON = re.compile(r"::([a-z0-9-]+:[a-z0-9-]+)::")
_EMOJI = re.compile(r":([a-z][a-z0-9_]*[a-z0-9]|\+1|-1):")
_MARK = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")

_KNOWN = {
    "+1": "👍",
    "-1": "👎",
    "smile": "😄",
    "grin": "😁",
    "joy": "😂",
    "wink": "😉",
    "cry": "😢",
    "thinking": "🤔",
    "heart": "❤️",
    "tada": "🎉",
    "bulb": "💡",
    "warning": "⚠️",
    "x": "❌",
    "star": "⭐",
    "zap": "⚡",
    "bug": "🐛",
    "memo": "📝",
    "eyes": "👀",
    "wave": "👋",
    "clap": "👏",
    "100": "💯",
    "computer": "💻",
    "chart": "📈",
    "mag": "🔍",
    "lock": "🔒",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "question": "❓",
    "exclamation": "❗",
    "point_right": "👉",
    "construction": "🚧",
}
"""Emoji whose common short names are not their names in Unicode."""


def marks(parser: MarkdownIt) -> None:
    """Teach a parser these marks."""
    parser.inline.ruler.before("emphasis", "cloche_marks", _marks)


def _marks(state: StateInline, silent: bool) -> bool:
    if state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] in "+=:"):
        return False  # inside a word, a time, a namespace
    for sign, pattern, html in _RULES:
        if state.src.startswith(sign, state.pos) and (found := pattern.match(state.src, state.pos)):
            text = html(found[1])
            if text is None:
                continue
            if not silent:
                token = state.push("html_inline", "", 0)
                token.content = text
            state.pos = found.end()
            return True
    return False


def _keys(text: str) -> str:
    names = (part.replace("-", " ").capitalize() for part in text.split("+"))
    return "+".join(f"<kbd>{escape(name)}</kbd>" for name in names)


@cache
def _emoji(name: str) -> str | None:
    if name in _KNOWN:
        return _KNOWN[name]
    import unicodedata

    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    # Arrows and letters have names too; a picture lies beyond them.
    return found if ord(found) >= 0x1F300 or unicodedata.category(found) == "So" else None


_RULES = (
    ("++", _KEYS, _keys),
    ("==", _MARK, lambda text: f"<mark>{escape(text)}</mark>"),
    ("::", _ICON, lambda text: icon(text).text),
    (":", _EMOJI, _emoji),
)
