"""Code blocks in Markdown: their language, and what may stand behind it: a title, numbered lines, lines to look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

_LANGUAGE = re.compile(r"\s*\{?\s*\.?([^\s{}]*)")
_OPTION = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+?))(?=[\s}]|$)")


def fence(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """The HTML of a block such as three backticks and `python title="area.py" linenums="1" hl_lines="2 4-6"`."""
    head, code = tokens[index].info, tokens[index].content
    found = _LANGUAGE.match(head)
    language = found[1] if found else ""
    options = {name: double or single or bare for name, double, single, bare in _OPTION.findall(head)}
    kind = f' class="language-{escape(language)}"' if language and "=" not in language else ""
    body = f"<code{kind}>{escape(code, quote=False)}</code>"
    lines = code.count("\n")
    looked_at = "".join(
        f'<i class="cloche-line-mark" style="--at: {n}"></i>' for n in _numbers(options.get("hl_lines", ""), lines)
    )
    first = options.get("linenums", "")
    numbers = ""
    if first.isdecimal():
        shown = "\n".join(str(int(first) + n) for n in range(lines))
        numbers = f'<span class="cloche-line-numbers" aria-hidden="true">{shown}</span>'
    title = f'<div class="cloche-code-title">{escape(options["title"])}</div>' if options.get("title") else ""
    lined = ' class="cloche-lined"' if numbers or looked_at else ""
    return f"{title}<pre{lined}>{looked_at}{numbers}{body}</pre>\n"


def _numbers(text: str, most: int) -> list[int]:
    """
    >>> _numbers("2 4-6", 5)
    [2, 4, 5]
    """
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        found.update(range(int(first), min(int(last or first), most) + 1))
    return sorted(n for n in found if 1 <= n <= most)
