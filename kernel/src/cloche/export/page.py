"""A notebook as one HTML file to read: code, text and outputs, in light and dark, without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

from cloche.export.highlight import highlighted
from cloche.export.results import Result
from cloche.export.sanitise import sanitise
from cloche.export.style import STYLE
from cloche.notebook import Notebook, Study
from cloche.notebook.convert.flow import Part, parts, titled
from cloche.outputs.dataurl import data_url
from cloche.outputs.markdown import md
from cloche.outputs.quiet import spread
from cloche.protocol import Bundle, CellError

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; media-src data: https:; font-src data:"
)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def page(
    notebook: Notebook, results: Sequence[Result] | None = None, *, show_code: bool = True, title: str = ""
) -> str:
    """The whole file. Without `results` there are code and text alone.

    What cells showed is sanitised; a policy in the file's head keeps scripts
    off in any case.
    """
    title = title or titled(notebook) or "Notebook"
    found = parts(Study.of(notebook))
    cells = "\n".join(
        text for part in found if (text := _cell(part, results[part.index] if results else None, show_code))
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="generator" content="Cloche">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f'<body data-width="{escape(str(notebook.app.get("width", "compact")))}">\n'
        f"<main>\n{cells}\n</main>\n</body>\n</html>\n"
    )


def _cell(part: Part, result: Result | None, show_code: bool) -> str:
    pieces = []
    is_text = part.kind != "code"
    if show_code and not is_text and part.text.strip() and not part.cell.config.hide_code:
        pieces.append(f'<pre class="code"><code>{highlighted(part.text)}</code></pre>')
    elif show_code and not is_text and part.text.strip():
        pieces.append(
            f'<details class="hidden-code"><summary>code</summary>'
            f'<pre class="code"><code>{highlighted(part.text)}</code></pre></details>'
        )
    if result is None:
        if is_text:
            pieces.append(f'<div class="output">{_text(part)}</div>')
    else:
        pieces += _result(part, result)
    if not pieces:
        return ""
    name = part.cell.name if part.cell.name != "_" else f"cell {part.index + 1}"
    return f'<section class="cell" aria-label="{escape(name)}">\n{chr(10).join(pieces)}\n</section>'


def _text(part: Part) -> str:
    """A text cell that was not run, shown as it will be."""
    if part.kind == "markdown":
        return sanitise(spread(md(part.text).text))
    if part.kind == "html":
        return sanitise(part.text)
    return f"<pre>{escape(part.text, quote=False)}</pre>"


def _result(part: Part, result: Result) -> list[str]:
    pieces = []
    if result.output:
        pieces.append(f'<div class="output">{_output(result.output)}</div>')
    if result.printed:
        lines = "".join(
            f'<span class="{stream}">{escape(_ANSI.sub("", text), quote=False)}</span>'
            for stream, text in result.printed
        )
        pieces.append(f'<pre class="console">{lines}</pre>')
    if result.error is not None:
        pieces.append(_error(result.error))
    return pieces


def _error(error: CellError) -> str:
    kind = "note" if error.code in ("ancestor-stopped", "ancestor-failed") else "error"
    head = f"{error.exception}: {error.problem}" if error.exception else error.problem
    hint = f"<p>{escape(error.hint)}</p>" if error.hint else ""
    trace = "".join(f"  {escape(frame.name)}, line {frame.line}: {escape(frame.source)}\n" for frame in error.traceback)
    return f'<div class="{kind}"><strong>{escape(head)}</strong>{hint}{f"<pre>{trace}</pre>" if trace else ""}</div>'


_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")


def _output(bundle: Bundle) -> str:
    """The richest form of an output that a file can hold."""
    if "text/html" in bundle:
        return sanitise(spread(str(bundle["text/html"])))
    for mime in _PICTURES:
        if mime in bundle:
            said = escape(str(bundle.get("text/plain", "")))
            return f'<img alt="{said}" src="{escape(_url(mime, bundle[mime]))}">'
    if "text/latex" in bundle:
        return f'<span class="cloche-tex display">{escape(str(bundle["text/latex"]))}</span>'
    if "application/json" in bundle:
        return f"<pre>{escape(json.dumps(bundle['application/json'], indent=2, ensure_ascii=False), quote=False)}</pre>"
    return f"<pre>{escape(str(bundle.get('text/plain', '')), quote=False)}</pre>"


def _url(mime: str, content: object) -> str:
    if isinstance(content, str) and content.startswith("data:"):
        return content
    raw = content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")
    return data_url(mime, raw)
