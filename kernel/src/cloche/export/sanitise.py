"""HTML that a reader can open without running anything: known elements and attributes, nothing else.

An allow-list, and everything is written anew from what the parser understood,
so what it misunderstood cannot come out. Elements of Cloche become their label
and value.
"""

from __future__ import annotations

import json
import re
from html import escape
from html.parser import HTMLParser
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words("""
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del details
    dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd label legend li main mark
    meter nav ol p picture pre progress q rp rt ruby s samp section small source span strike strong sub summary sup
    table tbody td tfoot th thead time tr tt u ul var wbr video audio track
    svg g path rect circle ellipse line polyline polygon text tspan defs lineargradient radialgradient stop clippath
    mask pattern marker symbol title desc math mi mo mn ms mtext mrow mfrac msqrt mroot msub msup msubsup munder mover
    munderover mtable mtr mtd mspace semantics annotation
""")
_VOID = _words("br col hr img source track wbr")
_SILENT = _words("script style template noscript iframe object embed applet noembed noframes xmp plaintext")
_ATTRIBUTES = _words("""
    abbr align alt aria-label aria-hidden border cellpadding cellspacing class color colspan controls data-kind
    datetime dir disabled display headers height id lang loop low max min muted name open optimum high poster role
    rowspan scope span start style summary title type valign value width
    viewbox preserveaspectratio d x y x1 x2 y1 y2 cx cy r rx ry fx fy points transform fill fill-opacity fill-rule
    stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset
    stroke-miterlimit opacity font-size font-family font-weight font-style text-anchor dominant-baseline
    alignment-baseline dx dy offset stop-color stop-opacity gradientunits gradienttransform clip-path clip-rule
    clippathunits patternunits markerwidth markerheight orient refx refy xmlns letter-spacing textlength
    mathvariant displaystyle
""")
_LINKS = _words("href src poster cite")
_SAFE_LINK = re.compile(r"(?i)(?:https?:|mailto:|#|data:(?:image|audio|video|font)/)|[^:]*$")
_BAD_STYLE = re.compile(r"(?i)expression|javascript|@import|behavior|-moz-binding|position\s*:\s*fixed|\\")
_URL = re.compile(r"(?i)url\s*\((?!\s*[\"']?(?:data:image/|#))")
_CASED = {
    name.lower(): name
    for name in _words("""
        viewBox preserveAspectRatio linearGradient radialGradient clipPath gradientUnits gradientTransform
        clipPathUnits patternUnits markerWidth markerHeight refX refY textLength
    """)
}
"""How SVG spells what the parser gives in small letters."""


def sanitise(html: str) -> str:
    """The HTML without what could run or fetch code.

    >>> sanitise('<b onclick="x()">bold</b><script>x()</script>')
    '<b>bold</b>'
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.finished()


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._muted: list[str] = []

    def finished(self) -> str:
        return "".join([*self._out, *(f"</{_CASED.get(tag, tag)}>" for tag in reversed(self._open))])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._muted.append(tag)
        if self._muted:
            return
        if tag == "cloche-tex":
            display = any(name == "display" for name, _ in attrs)
            self._out.append(f'<span class="cloche-tex{" display" if display else ""}">')
            self._open.append("span")
        elif tag.startswith("cloche-"):
            self._out.append(_element(dict(attrs)))
            self._open.append("span")
        elif tag in _TAGS:
            spelled = _CASED.get(tag, tag)
            self._out.append(f"<{spelled}{''.join(_attribute(tag, name, value) for name, value in attrs)}>")
            if tag not in _VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._muted:
            if tag in self._muted:
                while self._muted and self._muted.pop() != tag:
                    pass
            return
        tag = "span" if tag.startswith("cloche-") else tag
        if tag in self._open:
            while True:
                last = self._open.pop()
                self._out.append(f"</{_CASED.get(last, last)}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self._muted:
            self._out.append(escape(data, quote=False))


def _attribute(tag: str, name: str, value: str | None) -> str:
    name = name.lower()
    text = value or ""
    if name in _LINKS:
        squeezed = re.sub(r"[\x00-\x20]", "", text)
        if not _SAFE_LINK.match(squeezed) or (tag != "img" and squeezed.lower().startswith("data:")):
            return ""
    elif name == "style":
        if _BAD_STYLE.search(text) or _URL.search(text):
            return ""
    elif name not in _ATTRIBUTES or _URL.search(text):
        return ""
    extra = ' rel="noopener noreferrer"' if tag == "a" and name == "href" and not text.startswith("#") else ""
    if value is None:
        return f" {name}"
    return f' {_CASED.get(name, name)}="{escape(text)}"{extra}'


_WORDLESS = frozenset(["", "button", "run-button", "form"])


def _element(attributes: dict[str, str | None]) -> str:
    """The beginning of what stands for an element: its label and its value."""
    try:
        props = json.loads(attributes.get("props") or "{}")
    except (ValueError, RecursionError):
        props = {}
    props = props if isinstance(props, dict) else {}
    kind = attributes.get("data-element") or ""
    is_told = kind not in _WORDLESS and props.get("kind") != "password"
    shown = _value(props) if is_told else ""
    answer = f"<output>{escape(shown)}</output>" if shown else ""
    label = sanitise(str(props.get("label") or ""))
    return f'<span class="cloche-element" data-kind="{escape(kind)}"><span>{label}</span> {answer}'


def _value(props: dict[str, Any]) -> str:
    value, steps = props.get("value"), props.get("steps")
    if isinstance(steps, list) and isinstance(value, int) and 0 <= value < len(steps):
        value = steps[value]
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
