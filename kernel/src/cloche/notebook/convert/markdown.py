"""Markdown with cells in it to pieces.

A cell is a fence that says so: ```` ```python {.marimo} ````, Quarto's
```` ```{python} ````, MyST's ```` ```{code-cell} ````. Every other fence is text, and what
stands between cells is text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cloche.errors import NotebookError
from cloche.notebook.convert.magics import translate
from cloche.notebook.convert.pieces import Piece, Pieces, readable
from cloche.notebook.model import AppConfig, Option, literal
from cloche.protocol import CellConfig

_FENCE = re.compile(r"^(?P<indent> {0,3})(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")
_CELL = re.compile(r"\.(?:marimo|cloche)\b|^\{(?:python3?|sql|code-cell|code-cell\} *i?python3?)\b")
_ATTRIBUTE = re.compile(r"([\w.-]+)=(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s}\"']+))")
SEPARATOR = "<!---->"
"""Stands between two text cells that nothing else parts."""
_MYST = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\{code-cell\}", re.MULTILINE)
_MYST_BREAK = re.compile(r"\+\+\+(?:[ \t].*)?$")


class NotMarkdownError(NotebookError):
    """Markdown that holds no notebook."""

    code = "not-markdown"


def read_markdown(text: str) -> Pieces:
    """The pieces of a Markdown notebook; text alone is one text cell. Raises `NotMarkdownError` for an empty file."""
    text = readable(text)
    if not text.strip():
        raise NotMarkdownError("The file is empty.", hint="Write some text into it, or take another copy.")
    front, body = _front_matter(text)
    packages: list[str] = []
    notes: list[str] = []
    pieces: list[Piece] = []
    for kind, content in blocks(body):
        if kind == "text":
            pieces.append(Piece("markdown", content))
            continue
        info, _, code = content.partition("\n")
        piece, found = _code(info, code)
        packages += found
        pieces.append(piece)
    return Pieces(tuple(pieces), front.header, front.app, tuple(packages), tuple(notes), front.settings)


# --------------------------------------------------------------------- fences


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """`("text", …)` and `("cell", info line and code)`, in the order of the text."""
    lines = text.split("\n")
    held: list[str] = []
    at = 0
    is_myst = bool(_MYST.search(text))
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        if fence is None or (fence["marks"][0] == "`" and "`" in fence["info"]):
            if lines[at].strip() == SEPARATOR or (is_myst and _MYST_BREAK.match(lines[at])):
                yield from _text(held)
                held = []
            else:
                held.append(lines[at])
            at += 1
            continue
        end = _end(lines, at, fence)
        if _CELL.search(fence["info"].strip()) and end < len(lines):
            yield from _text(held)
            held = []
            width = len(fence["indent"])
            code = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines[at + 1 : end]]
            yield "cell", "\n".join([fence["info"].strip(), *code])
        else:
            held += lines[at : end + 1]
        at = end + 1
    yield from _text(held)


def _text(lines: list[str]) -> Iterator[tuple[str, str]]:
    text = "\n".join(lines)
    if text.strip():
        yield "text", re.sub(r"\A(?:[ \t]*\n)+|(?:\n[ \t]*)+\Z", "", text)


def _end(lines: list[str], at: int, fence: re.Match[str]) -> int:
    """The line that closes the fence; the end of the text if none does."""
    closing = re.compile(rf"^ {{0,3}}{re.escape(fence['marks'][0])}{{{len(fence['marks'])},}}[ \t]*$")
    return next((end for end in range(at + 1, len(lines)) if closing.match(lines[end])), len(lines))


# ---------------------------------------------------------------------- cells


def _code(info: str, code: str) -> tuple[Piece, list[str]]:
    given = {found[1]: _unescaped(found) for found in _ATTRIBUTE.finditer(info)}
    code, said = _said_inside(code)
    given |= {name: value for name, value in said.items() if name not in given}
    column = given.get("column", "")
    config = CellConfig(
        _is_true(given.get("disabled")),
        _is_true(given.get("hide_code")) or given.get("echo") == "false",
        int(column) if re.fullmatch(r"\d{1,6}", column) else None,
    )
    name = given.get("name") or given.get("label", "").replace("-", "_")
    name = name if name.isidentifier() else "_"
    if re.match(r"\{?sql\b", info):
        target = given.get("query", "")
        return Piece("sql", code, name, config, target=target if target.isidentifier() else ""), []
    if _is_true(given.get("unparsable")):
        return Piece("code", code, name, config), []
    translated = translate(code)
    return Piece(translated.kind, translated.text, name, config, _is_true(given.get("setup"))), translated.packages


def _unescaped(found: re.Match[str]) -> str:
    if found[2] is not None:
        return re.sub(r"\\(.)", r"\1", found[2])
    return found[3] or found[4] or ""


def _said_inside(code: str) -> tuple[str, dict[str, str]]:
    """Options in the first lines of a Quarto or MyST cell: `#| echo: false`, `:tags: [hide-input]`."""
    lines = code.split("\n")
    said: dict[str, str] = {}
    at = 0
    while at < len(lines) and (found := re.match(r"(?:#\|[ \t]*|:)([\w-]+):[ \t]*(.*?)[ \t]*$", lines[at])):
        if found[1] not in ("label", "echo", "name", "tags"):
            break
        said[found[1]] = found[2].strip("\"'")
        at += 1
    if "hide-input" in said.get("tags", "") or "remove-input" in said.get("tags", ""):
        said["echo"] = "false"
    return "\n".join(lines[at:]), said


def _is_true(value: str | None) -> bool:
    return value in ("true", "True", "1")


# --------------------------------------------------------------- front matter


@dataclass(frozen=True, slots=True)
class _Front:
    header: str
    app: AppConfig
    settings: dict[str, str]


_APP = ("width", "app_title", "layout_file", "css_file", "html_head_file", "auto_download", "sql_output")


def _front_matter(text: str) -> tuple[_Front, str]:
    """What stands between `---` lines at the top; what is none of ours stays as comments in the header."""
    found = re.match(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None or not _is_front(found[1]):
        return _Front("", AppConfig(), {}), text
    entries, others = _entries(found[1])
    options = [
        _option("app_title" if name == "title" else name, value)
        for name, value in entries.items()
        if name in (*_APP, "title") and value
    ]
    header = readable(entries.get("header", "") or (entries.get("pyproject", "") and _script(entries["pyproject"])))
    settings = {"module": "marimo", "cells": "1"} if "marimo-version" in entries else {}
    if entries.get("cells") == "true":
        settings["cells"] = "1"
    if header:
        settings["keep header"] = "1"
    if others:
        header = "\n".join([header, *(f"# {line}".rstrip() for line in others)]).strip("\n")
        settings.pop("keep header", None)
    return _Front(header, AppConfig(tuple(options)), settings), text[found.end() :]


def _is_front(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith(("#", " ", "\t", "-"))]
    return all(re.match(r"[\w.-]+[ \t]*:(?:\s|$)", line) for line in lines) and bool(lines)


def _entries(text: str) -> tuple[dict[str, str], list[str]]:
    """`key: value` pairs that we know, block texts included, and the lines that say anything else."""
    entries: dict[str, str] = {}
    others: list[str] = []
    known = (*_APP, "title", "header", "pyproject", "marimo-version", "cloche-version", "cells")
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = re.match(r"([\w.-]+)[ \t]*:[ \t]*(.*?)[ \t]*$", lines[at])
        at += 1
        block = []
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith((" ", "\t"))):
            block.append(lines[at])
            at += 1
        if found is None or found[1] not in known:
            others += [line for line in (lines[at - len(block) - 1], *block) if line.strip()]
        elif re.fullmatch(r"[|>][+-]?\d*", found[2]):
            width = min((len(line) - len(line.lstrip(" ")) for line in block if line.strip()), default=0)
            entries[found[1]] = "\n".join(line[width:] for line in block).strip("\n")
        else:
            entries[found[1]] = _scalar(found[2])
    return entries, others


def _scalar(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(ast.literal_eval(text))
        except (ValueError, SyntaxError):
            return text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return re.sub(r"\s+#.*", "", text)


def _option(name: str, text: str) -> Option:
    if name == "auto_download" and text.startswith("["):
        value: object = [part.strip(" \"'") for part in text.strip("[]").split(",") if part.strip()]
    else:
        value = {"true": True, "false": False}.get(text, text)
    return Option(name, literal(value), value)


def _script(toml: str) -> str:
    return "\n".join(["# /// script", *(f"# {line}".rstrip() for line in toml.split("\n")), "# ///"])
