"""Python scripts to pieces: those with `# %%` marks, and plain ones.

A plain script is split where a reader would: imports, each function and class,
and the statements between, which part where two blank lines stand.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from cloche.analysis import CodeProblem, parse
from cloche.errors import NotebookError
from cloche.notebook.convert.magics import translate
from cloche.notebook.convert.pieces import Piece, PieceKind, Pieces, readable
from cloche.notebook.source import Source
from cloche.notebook.text import dedent

_MARK = re.compile(r"^#[ \t]*(?:%%+[ \t]*(?P<title>[^\n]*)|In\[[ \d]*\]:?[ \t]*)$")
_KIND = re.compile(r"\[(markdown|md|raw|html)\]", re.IGNORECASE)
_LAST_HEADER_LINE = re.compile(r"(?:#[^\n]*|[ \t]*)$")


class NotPythonError(NotebookError):
    """A script that Python cannot read."""

    code = "not-python"


def read_script(text: str) -> Pieces:
    """The pieces of a script. Raises `NotPythonError` for a plain one that does not parse."""
    text = readable(text)
    if not text.strip():
        raise NotPythonError("The file is empty.", hint="Write some Python into it, or take another copy.")
    lines = text.split("\n")
    if any(_MARK.match(line) for line in lines):
        return _marked(lines)
    return _plain(text)


# ---------------------------------------------------------------- with marks


def _marked(lines: list[str]) -> Pieces:
    first = next(at for at, line in enumerate(lines) if _MARK.match(line))
    above, header = _header("\n".join(lines[:first]))
    pieces: list[Piece] = []
    packages: list[str] = []
    notes: list[str] = []
    blocks = [("", above.split("\n"))]
    for line in lines[first:]:
        found = _MARK.match(line)
        if found:
            blocks.append((found["title"] or "", []))
        else:
            blocks[-1][1].append(line)
    for number, (title, body) in enumerate(blocks):
        piece = _block(title.strip(), "\n".join(body).strip("\n"), packages)
        if piece.text.strip():
            pieces.append(piece)
        elif number and piece.kind != "code" and title:
            continue
    return Pieces(tuple(pieces), header, packages=tuple(packages), notes=tuple(notes))


def _block(title: str, body: str, packages: list[str]) -> Piece:
    kind = _KIND.search(title)
    rest = (title[: kind.start()] + title[kind.end() :]).strip() if kind else title
    if kind:
        name = kind[1].lower()
        piece: PieceKind = "raw" if name == "raw" else "html" if name == "html" else "markdown"
        text = _uncommented(body)
        return Piece(piece, f"{rest}\n\n{text}" if rest and not _is_option(rest) else text)
    translated = translate(body)
    packages += translated.packages
    text = translated.text
    if rest:
        text = f"# {rest}\n{text}" if translated.kind == "code" else f"{rest}\n\n{text}"
    return Piece(translated.kind, text.rstrip("\n"))


def _is_option(text: str) -> bool:
    """`key="value"` after a mark is for other tools."""
    return bool(re.fullmatch(r"(?:[\w.-]+=(?:\"[^\"]*\"|\S+)\s*)+", text))


def _uncommented(body: str) -> str:
    """The text that comment lines, or a string, hold."""
    lines = body.split("\n")
    if all(line.startswith("#") or not line.strip() for line in lines):
        return "\n".join(line[2:] if line.startswith("# ") else line[1:] for line in lines)
    tree = parse(body)
    if not isinstance(tree, CodeProblem) and len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
        value = tree.body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and "#" not in _around(body, value):
            return readable(value.value).strip("\n")
    return "\n".join(re.sub(r"^#\s?", "", line) for line in lines)


def _around(body: str, node: ast.expr) -> str:
    source = Source(body)
    return body[: source.start(node)] + body[source.end(node) :]


def _header(text: str) -> tuple[str, str]:
    """What stands above the first statement, apart: `(rest, header)` where the header is a shebang or PEP 723 block."""
    lines = text.split("\n")
    end = 0
    while end < len(lines) and _LAST_HEADER_LINE.match(lines[end]):
        end += 1
    head = "\n".join(lines[:end])
    if head.startswith("#!") or "# /// script" in head or "coding" in head or "\n# ---" in f"\n{head}":
        return "\n".join(lines[end:]), head.strip()
    return text, ""


# --------------------------------------------------------------------- plain


def _plain(text: str) -> Pieces:
    above, header = _header(text)
    packages: list[str] = []
    tree = parse(above)
    if isinstance(tree, CodeProblem):
        translated = translate(above)
        above, packages = translated.text, translated.packages
        again = parse(above)
        if isinstance(again, CodeProblem) or translated.kind != "code":
            raise _not_python(text, above, tree)
        tree = again
    pieces = list(_statements(above, tree))
    return Pieces(tuple(pieces), header, packages=tuple(packages))


def _not_python(text: str, above: str, problem: CodeProblem) -> NotPythonError:
    skipped = text.count("\n") - above.count("\n")
    where = f"Line {problem.line + max(0, skipped)}: " if problem.line else ""
    old = re.search(r"(?m)^\s*print\s+[\"'\w]", text) is not None
    hint = "It looks like Python 2: run `2to3` on it first." if old else problem.hint
    return NotPythonError(
        f"{where}{problem.message}", hint=hint or "Correct the line first, or mark the cells with `# %%` lines."
    )


def _statements(text: str, tree: ast.Module) -> Iterator[Piece]:
    source = Source(text)
    body = list(tree.body)
    docstring = ast.get_docstring(tree, clean=True)
    start = 0
    if docstring is not None and "__doc__" not in text:
        # A reader meets it as text; the comments around it stay with the code.
        node = body.pop(0)
        comments = text[: source.start(node)].strip("\n")
        if comments.strip():
            yield Piece("code", comments)
        yield Piece("markdown", readable(docstring))
        start = source.end(node)
    yield from (Piece("code", part) for part in _groups(source, body, start) if part.strip(" \t\n;"))


def _groups(source: Source, body: list[ast.stmt], start: int) -> Iterator[str]:
    """The text from `start` on in parts; each statement takes the comments above it along."""
    text = source.text
    group, kind = start, ""
    last = start
    for node in body:
        begin = source.start(node)
        now = _sort(node)
        gap = text[last:begin]
        apart = now != kind or now == "definition" or _is_wide(gap)
        if kind and apart and "\n" in gap:
            cut = last + _own_end(gap)
            yield text[group:cut].strip("\n")
            group = cut
        kind, last = now, source.end(node)
        if now == "guard" and text[:begin][-1:] in ("", "\n"):
            yield _unguarded(source, node, text[group:begin])
            rest = text[last:].partition("\n")[0]
            group = last + (len(rest) if rest.strip().startswith("#") else 0)
            kind, last = "", group
    yield text[group:].strip("\n")


def _sort(node: ast.stmt) -> str:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return "import"
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return "definition"
    return "guard" if _is_guard(node) else "statement"


def _is_guard(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.If)
        and not node.orelse
        and isinstance(node.test, ast.Compare)
        and ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__")
        and node.test.end_lineno == node.lineno < node.body[0].lineno
    )


def _is_wide(gap: str) -> bool:
    """Two blank lines, with or without comments after them."""
    return re.search(r"\n[ \t]*\n[ \t]*\n", gap) is not None


def _own_end(gap: str) -> int:
    """Where the line of the last statement ends: a comment on it belongs to it."""
    return gap.index("\n")


def _unguarded(source: Source, node: ast.stmt, above: str) -> str:
    """The block under `if __name__ == "__main__":`, which is always so in a notebook."""
    assert isinstance(node, ast.If)
    first = node.body[0]
    line = source.line(first.lineno)
    indentation = line[: len(line) - len(line.lstrip())]
    end = source.end(node)
    rest = source.text[end:].partition("\n")[0]
    end += len(rest) if rest.strip().startswith("#") else 0
    head = source.line(node.lineno).rstrip()
    body = source.text[source.line_start(node.lineno + 1) : end]
    return "\n".join(part for part in (above.strip("\n"), f"# {head}", dedent(body, indentation)) if part)
