"""A bundle inside HTML: the same picture, as markup."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from cloche.outputs.dataurl import data_url
from cloche.outputs.html import Html
from cloche.outputs.quiet import quiet

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def embedded(bundle: Mapping[str, object] | None) -> str:
    """The richest part of a bundle as HTML; nothing for None.

    >>> embedded({"text/plain": "1 < 2"})
    '<span>1 &lt; 2</span>'
    """
    if bundle is None:
        return ""
    if "text/html" in bundle:
        return str(bundle["text/html"])
    if "image/svg+xml" in bundle:
        return quiet(str(bundle["image/svg+xml"]))
    for mime in _PICTURES:
        if mime in bundle:
            said = escape(str(bundle.get("text/plain", "")))
            return f'<img alt="{said}" src="{escape(picture_url(mime, bundle[mime]))}">'
    if "text/latex" in bundle:
        return f"<cloche-tex>{escape(_bare_formula(str(bundle['text/latex'])))}</cloche-tex>"
    text = str(bundle.get("text/plain", next(iter(bundle.values()), "")))
    return f"<pre>{escape(text)}</pre>" if "\n" in text else f"<span>{escape(text)}</span>"


def picture_url(mime: str, content: object) -> str:
    """A picture as a `data:` URL; a text is taken for a URL (or base64) already."""
    if isinstance(content, bytes):
        return data_url(mime, content)
    text = str(content)
    return text if text.startswith(("data:", "http:", "https:", "/", "./")) else f"data:{mime};base64,{text}"


def _bare_formula(text: str) -> str:
    stripped = text.strip()
    for fence in ("$$", "$"):
        if stripped.startswith(fence) and stripped.endswith(fence) and len(stripped) >= 2 * len(fence):
            return stripped[len(fence) : -len(fence)].strip()
    return stripped


def as_html(value: object) -> Html:
    """Any value as the HTML that a cell would show for it; a number or a day as people write it.

    >>> as_html(3).text
    '<span>3</span>'
    """
    if isinstance(value, Html):
        return value
    from cloche.outputs.bundle import bundle
    from cloche.outputs.plain import shortened

    found = bundle(value)
    if found == {"text/plain": shortened(repr(value))} and not isinstance(value, str):
        return Html(embedded({"text/plain": shortened(str(value))}))
    return Html(embedded(found))


def as_prose(value: object) -> Html:
    """The same, for what stands behind a heading or a tab: there a text is Markdown."""
    if isinstance(value, str):
        from cloche.outputs.markdown import md

        return md(value)
    return as_html(value)
