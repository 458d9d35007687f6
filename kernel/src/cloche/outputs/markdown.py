"""Markdown to HTML, by markdown-it. Imported on first use: a notebook without text pays nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from inspect import cleandoc
from typing import TYPE_CHECKING, Any
from zlib import crc32

from cloche.outputs.html import Html
from cloche.outputs.quiet import quiet

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_PLAIN = re.compile(r"[\w ,.;:()?%/+-]*", re.UNICODE)
_ADMONITION = re.compile(r"^\s*([\w-]+)(?:\s*\{([^}]*)\})?(?:\s*\|\s*(.*))?$")
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_SLASHES = re.compile(r"^([ \t]*)(/{3,})(?=[ \t]*(?:[\w-]|$))", re.MULTILINE)
_TIGHT = re.compile(r"^#{1,6}(?=[^#\s])")
_BLOCK_OPTIONS = re.compile(r"^(/{3,}[ \t]*[\w-]+)([ \t]*(?:\|.*)?)\n((?: {4}\w+:.*\n)+)", re.MULTILINE)
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
        "tab",
        "caption",
        "figure-caption",
        "table-caption",
    ]
)


def md(text: str) -> Html:
    r"""Markdown, with tables, formulas (`$x^2$`, `$$…$$`), footnotes, task lists, tabs, emoji and live elements.

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
    """The HTML of a Markdown text, without a box around it. Nothing in it runs."""
    source = _BLOCK_OPTIONS.sub(_gathered, _guarded(cleandoc(text) + "\n"))
    notes = {"docId": f"{crc32(source.encode()):x}"} if "[^" in source else {}  # else all texts call theirs fn1
    return quiet(str(_parser().render(source, notes)).rstrip("\n"))


def _guarded(text: str) -> str:
    """Blocks get more slashes than stand in the code inside them, where `///` ends nothing."""
    if "///" not in text:
        return text
    fences = list(_FENCED.finditer(text))
    more = max((slashes for code in fences for _, slashes in _SLASHES.findall(code[0])), key=len, default="")
    parts, at = [], 0
    for code in fences:
        parts += [_SLASHES.sub(rf"\1{more}\2", text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _SLASHES.sub(rf"\1{more}\2", text[at:])])


def _gathered(found: re.Match[str]) -> str:
    """The options below a block's head, put into it: `    type: tip` → `{type: tip;}`."""
    options = "".join(f"{line.strip()};" for line in found[3].splitlines())
    return f"{found[1]} {{{options}}}{found[2]}\n"


def render_inline(text: str) -> str:
    """The HTML of a label: one paragraph stands without its `<p>`.

    >>> render_inline("speed in `m/s`")
    'speed in <code>m/s</code>'
    """
    if not text or (
        _PLAIN.fullmatch(text) and not text[:1].isspace() and not text[0].isdigit() and text[0] not in "+-:"
    ):
        return text
    found = render(_TIGHT.sub(r"\\\g<0>", text))  # `#1` is a number here
    body = found.removeprefix("<p>").removesuffix("</p>")
    return body if len(found) - len(body) == 7 and "<p>" not in body else found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    from cloche.outputs.contents import contents
    from cloche.outputs.fences import fence
    from cloche.outputs.headings import headings
    from cloche.outputs.marks import marks

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    parser.use(anchors_plugin, max_level=6, slug_func=_slug)
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(amsmath_plugin)
    _mend_formulas(parser)
    parser.use(container_plugin, name="admonition", marker="/", validate=_is_admonition, render=_admonition)
    parser.use(admon_plugin, render=_indented_admonition)
    parser.use(sub_plugin).use(superscript_plugin).use(gfm_autolink_plugin).use(marks).use(contents).use(headings)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("image", _picture)
    parser.add_render_rule("fence", fence)
    for rule in ("math_inline", "math_inline_double", "math_block", "amsmath"):
        parser.add_render_rule(rule, _formula)
    return parser


def _mend_formulas(parser: MarkdownIt) -> None:
    """The plugin takes the last character of a text for the one before the first: `$x$ and 2` would be no formula."""
    ruler = parser.inline.ruler
    rule = next(each.fn for each in ruler.__rules__ if each.name == "math_inline")

    def mended(state: StateInline, silent: bool) -> bool:
        if state.pos or not state.src[-1:].isdigit():
            return bool(rule(state, silent))
        whole = state.src
        state.src = f"{whole} "
        try:
            return bool(rule(state, silent))
        finally:
            state.src = whole

    ruler.at("math_inline", mended)


def _slug(title: str) -> str:
    return "-".join(re.findall(r"\w+", title.lower())) or "_"


def _formula(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    content = escape(token.content.strip(), quote=False)
    if token.type == "math_inline":
        return f"<cloche-tex>{content}</cloche-tex>"
    return f"<cloche-tex display>{content}</cloche-tex>" + ("" if token.type == "math_inline_double" else "\n")


def _is_admonition(head: str, *_: object) -> bool:
    found = _ADMONITION.match(head)
    return bool(found and found[1].lower() in _ADMONITIONS)


def _admonition(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """`/// warning | Mind the gap` … `///`, as a box; `details` folds."""
    token = tokens[index]
    opening = next(t for t in reversed(tokens[: index + 1]) if t.level == token.level and t.nesting == 1)
    found = _ADMONITION.match(opening.info)
    kind, title = (found[1].lower(), found[3] or "") if found else ("note", "")
    options = dict(re.findall(r"(\w+):\s*([^;]*)", found[2] or "")) if found else {}
    if kind == "tab":
        return _tab(tokens, index, title or "Tab")
    if token.nesting == -1:
        return "</details>\n" if kind == "details" else "</div>\n"
    if kind.endswith("caption"):
        return '<div class="cloche-caption">\n'
    wanted = options.get("type", "").strip().lower()
    heading = _heading(title.strip() or (wanted if kind == "admonition" and wanted else kind).capitalize())
    if kind == "details":
        opened = " open" if options.get("open", "").strip().lower() == "true" else ""
        look = wanted if wanted in _ADMONITIONS else "details"
        return f'<details class="cloche-admonition" data-kind="{look}"{opened}><summary>{heading}</summary>\n'
    if kind == "admonition" and wanted in _ADMONITIONS:
        kind = wanted
    return f'<div class="cloche-admonition" data-kind="{kind}"><p class="cloche-admonition-title">{heading}</p>\n'


def _heading(title: str) -> str:
    return str(_parser().renderInline(title))


def _tab(tokens: Sequence[Token], index: int, title: str) -> str:
    """`/// tab | Name` … `///`; those that follow each other share one row, and one of them is open."""
    if tokens[index].nesting == -1:
        return "</details>\n" + ("" if _is_tab(tokens, index + 1, 1) else "</div>\n")
    is_first = not _is_tab(tokens, index - 1, -1)
    row = index if is_first else _first_tab(tokens, index)
    head = '<div class="cloche-markdown-tabs">\n' if is_first else ""
    group = f"tabs-{row}-{_slug(title) if is_first else _slug(_title_of(tokens[row]))}"
    opened = " open" if is_first else ""
    return f'{head}<details class="cloche-markdown-tab" name="{group}"{opened}><summary>{_heading(title)}</summary>\n'


def _is_tab(tokens: Sequence[Token], index: int, nesting: int) -> bool:
    if not 0 <= index < len(tokens) or tokens[index].nesting != nesting:
        return False
    token = tokens[index]
    if nesting == 1:
        return token.type == "container_admonition_open" and token.info.split("|")[0].strip().lower() == "tab"
    return token.type == "container_admonition_close" and _is_tab(tokens, _opening(tokens, index), 1)


def _opening(tokens: Sequence[Token], close: int) -> int:
    return next(
        at for at in range(close, -1, -1) if tokens[at].level == tokens[close].level and tokens[at].nesting == 1
    )


def _first_tab(tokens: Sequence[Token], index: int) -> int:
    """Where the row begins that the tab opened at `index` belongs to."""
    while _is_tab(tokens, index - 1, -1):
        index = _opening(tokens, index - 1)
    return index


def _title_of(token: Token) -> str:
    return token.info.partition("|")[2].strip() or "Tab"


def _indented_admonition(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """`!!! note "Title"` with an indented body, as a box; `???` folds."""
    token = tokens[index]
    if token.type == "admonition_title_close":
        token = tokens[index - 2]  # only what opens says whether it folds
    folds = token.markup.startswith("???")
    if token.type == "admonition_title_open":
        mark = "" if tokens[index].nesting == 1 else "/"
        if folds:
            return f"<{mark}summary>"
        return '<p class="cloche-admonition-title">' if not mark else "</p>\n"
    tag = "details" if folds else "div"
    if token.nesting == -1:
        return f"</{tag}>\n"
    classes = str(token.attrGet("class") or "").split()
    kind = next((name for name in classes if name in _ADMONITIONS - {"admonition"}), "note")
    opened = " open" if "collapsible-open" in classes else ""
    return f'<{tag} class="cloche-admonition" data-kind="{kind}"{opened}>\n'


def _picture(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A file that Python sees stands in the page itself: no address leads to it."""
    from urllib.parse import unquote

    from cloche.outputs.media import shown_source

    token = tokens[index]
    address = str(token.attrGet("src") or "")
    if address and ":" not in address and not address.startswith(("//", "#")):
        path = unquote(address.partition("?")[0])
        found = shown_source(path)
        if found != path:
            token.attrSet("src", found)
    return str(renderer.image(tokens, index, options, env))


def _link(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Other sites open beside the notebook, which would lose its kernel otherwise."""
    token = tokens[index]
    if str(token.attrGet("href") or "").startswith(("http://", "https://", "//")):
        token.attrSet("target", "_blank")
        token.attrSet("rel", "noopener noreferrer")
    return str(renderer.renderToken(tokens, index, options, env))
