"""Markdown to HTML, by markdown-it. Imported on first use: a notebook without text pays nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from cloche.outputs.html import Html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN = re.compile(r"[\w ,.;:()?%/+-]*", re.UNICODE)
_ADMONITION = re.compile(r"^\s*(\w+)(?:\s*\|\s*(.*))?$")
_ADMONITIONS = frozenset(
    [
        "note",
        "attention",
        "caution",
        "danger",
        "error",
        "tip",
        "hint",
        "warning",
        "important",
        "info",
        "admonition",
        "details",
    ]
)


def md(text: str) -> Html:
    r"""Markdown, with tables, formulas (`$x^2$`, `$$…$$`), footnotes, task lists and live elements.

    Indentation common to all lines is taken off, so the text may be indented
    like the code around it. Put elements, figures and other outputs in with an
    f-string.

    >>> md("**bold** and $x^2$").text
    '<div class="cloche-markdown"><p><strong>bold</strong> and <cloche-tex>x^2</cloche-tex></p></div>'
    """
    if not isinstance(text, str):
        raise TypeError(f"md takes a text, got {type(text).__name__}. For any value, use as_html(value).")
    return Html(f'<div class="cloche-markdown">{render(text)}</div>')


def render(text: str) -> str:
    """The HTML of a Markdown text, without a box around it."""
    return str(_parser().render(cleandoc(text), {})).rstrip("\n")


def render_inline(text: str) -> str:
    """The HTML of a label: one paragraph stands without its `<p>`.

    >>> render_inline("speed in `m/s`")
    'speed in <code>m/s</code>'
    """
    if not text or (
        _PLAIN.fullmatch(text) and not text[:1].isspace() and not text[0].isdigit() and text[0] not in "+-:"
    ):
        return text
    found = render(text)
    body = found.removeprefix("<p>").removesuffix("</p>")
    return body if len(found) - len(body) == 7 and "<p>" not in body else found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    parser.use(anchors_plugin, max_level=6, slug_func=_slug)
    parser.use(dollarmath_plugin, allow_labels=False, allow_digits=False, double_inline=True)
    parser.use(container_plugin, name="admonition", marker="/", validate=_is_admonition, render=_admonition)
    parser.add_render_rule("link_open", _link)
    for rule in ("math_inline", "math_inline_double", "math_block"):
        parser.add_render_rule(rule, _formula)
    return parser


def _slug(title: str) -> str:
    return "-".join(re.findall(r"\w+", title.lower()))


def _formula(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    content = escape(token.content.strip(), quote=False)
    if token.type == "math_inline":
        return f"<cloche-tex>{content}</cloche-tex>"
    return f"<cloche-tex display>{content}</cloche-tex>" + ("\n" if token.type == "math_block" else "")


def _is_admonition(head: str, *_: object) -> bool:
    found = _ADMONITION.match(head)
    return bool(found and found[1].lower() in _ADMONITIONS)


def _admonition(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """`/// warning | Mind the gap` … `///`, as a box; `details` folds."""
    token = tokens[index]
    opening = next(t for t in reversed(tokens[: index + 1]) if t.level == token.level and t.nesting == 1)
    found = _ADMONITION.match(opening.info)
    kind, title = (found[1].lower(), found[2] or "") if found else ("note", "")
    if token.nesting == -1:
        return "</details>\n" if kind == "details" else "</div>\n"
    heading = escape(title.strip() or kind.capitalize())
    if kind == "details":
        return f'<details class="cloche-admonition" data-kind="details"><summary>{heading}</summary>\n'
    return f'<div class="cloche-admonition" data-kind="{kind}"><p class="cloche-admonition-title">{heading}</p>\n'


def _link(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Other sites open beside the notebook, which would lose its kernel otherwise."""
    token = tokens[index]
    if str(token.attrGet("href") or "").startswith(("http://", "https://", "//")):
        token.attrSet("target", "_blank")
        token.attrSet("rel", "noopener noreferrer")
    return str(renderer.renderToken(tokens, index, options, env))
