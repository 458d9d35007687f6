"""One statement of a notebook file to one cell.

Given a syntax tree and the text it came from. What keeps a cell apart from
the function that holds it: the signature, the indentation, the final `return`.
"""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cloche.notebook.model import Cell, Option
from cloche.notebook.signatures import Signature
from cloche.notebook.source import Source
from cloche.notebook.text import dedent, dedent_all, lines_of
from cloche.protocol import CellConfig

Function = ast.FunctionDef | ast.AsyncFunctionDef
Decorated = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Found:
    """A cell, and where in the text it stands."""

    cell: Cell
    start: int
    end: int


def find_cells(source: Source, statements: list[ast.stmt]) -> Iterator[Found]:
    """The cells among top-level statements; what else stands there is passed over."""
    for node in statements:
        found = _cell(source, node)
        if found is not None:
            yield found


def one_setup(cells: Iterable[Found]) -> list[Found]:
    """The same cells, where of several setup cells only the first is one."""
    found: list[Found] = []
    has_setup = False
    for item in cells:
        if item.cell.kind == "setup" and has_setup:
            item = replace(item, cell=replace(item.cell, name="_", kind="cell"))
        has_setup = has_setup or item.cell.kind == "setup"
        found.append(item)
    return found


def _cell(source: Source, node: ast.stmt) -> Found | None:
    if isinstance(node, ast.With | ast.AsyncWith):
        return _setup(source, node)
    if isinstance(node, ast.Expr):
        return _unparsable(source, node)
    if not isinstance(node, Decorated):
        return None
    for decorator in node.decorator_list:
        name = _app_attribute(decorator)
        if name == "cell" and not isinstance(node, ast.ClassDef):
            return _function_cell(source, node, decorator)
        if name in ("function", "class_definition"):
            return _definition(source, node, decorator)
    return None


def _app_attribute(node: ast.expr) -> str:
    """`cell` for `app.cell` and `app.cell(...)`."""
    target = node.func if isinstance(node, ast.Call) else node
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "app":
        return target.attr
    return ""


def held_signature(text: str) -> Signature | None:
    """What the file itself says that a cell takes and returns; None for what is no function of a cell."""
    source = Source(text)
    node = source.tree.body[0] if source.tree is not None and source.tree.body else None
    if not isinstance(node, Function) or _app_attribute(node.decorator_list[0]) != "cell":
        return None
    last = node.body[-1]
    value = last.value if isinstance(last, ast.Return) else None
    returned = value.elts if isinstance(value, ast.Tuple) else [value] if value is not None else []
    return Signature(
        "cell",
        tuple(source.segment(parameter) for parameter in node.args.args),
        tuple(item.id for item in returned if isinstance(item, ast.Name)),
        isinstance(node, ast.AsyncFunctionDef),
    )


# ------------------------------------------------------------------ options


def options_of(source: Source, call: ast.expr) -> tuple[Option, ...]:
    """The keyword arguments of a call; nothing for what is no call."""
    if not isinstance(call, ast.Call):
        return ()
    return tuple(_option(source, keyword) for keyword in call.keywords if keyword.arg is not None)


def _option(source: Source, keyword: ast.keyword) -> Option:
    text = source.segment(keyword.value)
    try:
        value = ast.literal_eval(keyword.value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        value = None
    return Option(keyword.arg or "", text, value)


def configured(options: tuple[Option, ...]) -> tuple[CellConfig, tuple[Option, ...]]:
    """A cell's configuration, and the options that are none of ours."""
    disabled = hide_code = False
    column: int | None = None
    extra = []
    for option in options:
        if option.name == "disabled" and isinstance(option.value, bool):
            disabled = option.value
        elif option.name == "hide_code" and isinstance(option.value, bool):
            hide_code = option.value
        elif option.name == "column" and (isinstance(option.value, int) or option.source == "None"):
            column = option.value if isinstance(option.value, int) else None
        else:
            extra.append(option)
    return CellConfig(disabled, hide_code, column), tuple(extra)


# --------------------------------------------------------------------- kinds


def _function_cell(source: Source, node: Function, decorator: ast.expr) -> Found:
    config, extra = configured(options_of(source, decorator))
    code, end = _body(source, node, has_return=True)
    name = "_" if node.name == "__" else node.name
    return Found(Cell(name, code, "cell", config, extra), source.start(node), end)


def _definition(source: Source, node: Function | ast.ClassDef, decorator: ast.expr) -> Found:
    config, extra = configured(options_of(source, decorator))
    start, end = source.start(node), _end_with_comments(source, node, node.body)
    before = source.text[start : source.line_start(decorator.lineno)]
    after = source.text[source.line_start((decorator.end_lineno or decorator.lineno) + 1) : end]
    kind = "class" if isinstance(node, ast.ClassDef) else "function"
    code = "\n".join(lines_of(before + after)).strip("\n")
    return Found(Cell(node.name, code, "class" if kind == "class" else "function", config, extra), start, end)


def _setup(source: Source, node: ast.With | ast.AsyncWith) -> Found | None:
    context = node.items[0].context_expr
    if len(node.items) != 1 or _app_attribute(context) != "setup":
        return None
    config, extra = configured(options_of(source, context))
    code, end = _body(source, node, has_return=False)
    without = code.removesuffix("pass").rstrip("\n")
    if without.strip() and all(not line.strip() or line.lstrip().startswith("#") for line in lines_of(without)):
        # The `pass` is there because comments alone are no block.
        code = without
    return Found(Cell("setup", code, "setup", config, extra), source.start(node), end)


def _unparsable(source: Source, node: ast.Expr) -> Found | None:
    call = node.value
    if not isinstance(call, ast.Call) or _app_attribute(call) != "_unparsable_cell" or not call.args:
        return None
    text = call.args[0]
    is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
    code = str(text.value) if is_text and isinstance(text, ast.Constant) else source.segment(text)
    options = options_of(source, call)
    name = next((str(option.value) for option in options if option.name == "name"), "_")
    config, extra = configured(tuple(option for option in options if option.name != "name"))
    code = dedent_all(code).strip()
    cell = Cell("_" if name in ("", "__", "None") else name, code, "unparsable", config, extra)
    return Found(cell, source.start(node), _end_of_line(source, source.end(node)))


# ---------------------------------------------------------------------- body


def _body(source: Source, node: Function | ast.With | ast.AsyncWith, *, has_return: bool) -> tuple[str, int]:
    """The code inside a block, dedented, and where in the text the block ends."""
    first, last = node.body[0], node.body[-1]
    colon_line, colon = _colon(source, node)
    gives = has_return and isinstance(last, ast.Return) and _is_plain(last.value)
    end = _end_of_line(source, source.end(last)) if gives else _end_with_comments(source, node, node.body)
    stop = source.start(last) if gives else end
    if first.lineno == colon_line:
        return "\n".join(lines_of(source.text[colon:stop])).strip().rstrip(";").rstrip(), end
    begin = source.line_start(colon_line + 1)
    text = source.text[begin:stop]
    if gives:
        # `x = 1; return x` leaves a semicolon, a line of its own leaves its indentation.
        text = text.rstrip(" \t")
        text = text[:-1].rstrip(" \t") if text.endswith(";") else text
    indentation = source.line(first.lineno)
    indentation = indentation[: len(indentation) - len(indentation.lstrip(" \t\f"))]
    return dedent(text, indentation).strip("\n").rstrip(), end


def _is_plain(value: ast.expr | None) -> bool:
    """Whether a `return` only hands out names, as a file's cells do; else it is the author's own."""
    if isinstance(value, ast.Tuple):
        return all(isinstance(item, ast.Name) for item in value.elts)
    return value is None or isinstance(value, ast.Name)


_SIMPLE = re.compile(
    r"(?:async[ \t]+)?(?:def[ \t]+\w+[ \t]*\([\w\s,]*\)|with[ \t]+app\.setup(?:\([\w\s,=]*\))?)[ \t]*:"
)


def _colon(source: Source, node: Function | ast.With | ast.AsyncWith) -> tuple[int, int]:
    """The line of the colon that opens the block, and the index after it."""
    start = source.offset(node.lineno, node.col_offset)
    simple = _SIMPLE.match(source.text, start)
    if simple is not None:
        return node.lineno + len(lines_of(simple[0])) - 1, simple.end()
    depth = 0
    lines = iter(lines_of(source.text[source.line_start(node.lineno) :]))
    for token in tokenize.generate_tokens(lambda: f"{next(lines, '')}\n"):
        if token.type == tokenize.OP and token.string in "([{":
            depth += 1
        elif token.type == tokenize.OP and token.string in ")]}":
            depth -= 1
        elif token.type == tokenize.OP and token.string == ":" and depth == 0:
            line = node.lineno + token.end[0] - 1
            return line, source.line_start(line) + token.end[1]
    raise AssertionError("a block has a colon")  # pragma: no cover


def _end_of_line(source: Source, end: int) -> int:
    """`end`, or the end of its line where only a comment follows."""
    rest = re.compile(r"[ \t\f]*(#[^\r\n]*)?(?=[\r\n]|\Z)").match(source.text, end)
    return rest.end() if rest else end


def _end_with_comments(source: Source, node: ast.stmt, body: list[ast.stmt]) -> int:
    """Where a block ends, with the comments after it that are indented as its body is."""
    end = _end_of_line(source, source.end(node))
    line = node.end_lineno or node.lineno
    indentation = source.line(body[0].lineno)
    indentation = indentation[: len(indentation) - len(indentation.lstrip(" \t\f"))]
    if not indentation or body[0].lineno == node.lineno:
        return end
    for number in range(line + 1, source.line_count() + 1):
        text = source.line(number)
        if text.strip() and not text.startswith(indentation):
            break
        if text.strip():
            end = source.line_start(number) + len(text)
    return end
