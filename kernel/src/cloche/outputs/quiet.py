"""Markup that was made of text, kept from running and from reaching out of its place.

Markdown may hold HTML, and its text may come from anywhere: of it nothing runs, and its tags end where it ends. The
page's own parser sees to that, since no other reads HTML as browsers do: what may not be harmless is put into a
`<template>`, which the page takes out again, quiet (`web/src/outputs/quiet.ts`).
"""

from __future__ import annotations

import re

_OPEN = "<template data-quiet>"
_CLOSE = "</template>"

# Strictly written tags, none of which runs, holds a page, or takes what follows for something else than markup.
_ACTIVE = (
    "script|style|template|iframe|frame|frameset|object|embed|applet|base|link|meta|form|svg|math|noscript|noembed"
    "|noframes|textarea|title|xmp|plaintext|listing|select|html|head|body"
)
_TAG = rf'</?+(?!(?:{_ACTIVE})\b)[a-z][a-z0-9-]*+(?:\s++(?!on|srcdoc)[a-z][a-z0-9_-]*+(?:="[^"<>]*+")?+)*+\s*+/?+>'
_HARMLESS = re.compile(rf"(?:[^<]++|{_TAG})*+", re.IGNORECASE | re.ASCII)
_TEMPLATE = re.compile(r"<(?=/?template)", re.IGNORECASE)


def quiet(html: str) -> str:
    """The same to look at. What is certainly harmless stays as it is.

    >>> quiet('<p class="a">1</p>')
    '<p class="a">1</p>'
    >>> quiet("</div><script>go()</script>")
    '<template data-quiet></div><script>go()</script></template>'
    """
    if _HARMLESS.fullmatch(html):
        return html
    return f"{_OPEN}{_TEMPLATE.sub('&lt;', spread(html))}{_CLOSE}"


def spread(html: str) -> str:
    """Without the templates, for readers that run nothing.

    >>> spread("<template data-quiet></div></template>")
    '</div>'
    """
    return html.replace(_OPEN, "").replace(_CLOSE, "") if _OPEN in html else html
