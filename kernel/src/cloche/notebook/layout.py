"""How a cell is laid out in a file: decorator, signature, body, return.

The layout of marimo's files, which formatters leave alone, so that both tools
write the same lines for the same cell.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from cloche.analysis import CodeProblem, parse
from cloche.notebook.cells import find_cells
from cloche.notebook.model import AppConfig, Cell, Option, literal
from cloche.notebook.signatures import Signature
from cloche.notebook.source import Source
from cloche.notebook.text import INDENT, indent, lines_of

_WIDTH = 80
"""A signature or return is shorter than this, or takes one line for each name."""


def app_text(module: str, app: AppConfig) -> str:
    """The statement that makes the app, without its line end."""
    return _call(f"app = {module}.App", [f"{option.name}={option.source}" for option in app.options])


def cell_text(cell: Cell, signature: Signature) -> str:
    """The lines of one cell, without the last line's end; empty for an empty setup cell.

    Always Python that is read as the same code again. What no function can hold
    is kept as a string: a form feed makes Python forget the indentation before
    it, a backslash swallows the line after it.
    """
    code = "\n".join(lines_of(cell.code)).strip("\n").rstrip()
    text = _held(cell, code, signature)
    if signature.kind == "unparsable" or not text:
        return text
    source = Source(text)
    again = list(find_cells(source, source.tree.body)) if source.tree is not None else []
    is_same = [found.cell.code for found in again] == [code] and not code.endswith("\\")
    return text if is_same else _unparsable(cell, code)


def _held(cell: Cell, code: str, signature: Signature) -> str:
    if signature.kind == "setup":
        return _setup(cell, code, signature)
    if signature.kind == "unparsable":
        return _unparsable(cell, code)
    if signature.kind in ("function", "class"):
        decorator = "@app.function" if signature.kind == "function" else "@app.class_definition"
        return f"{_decorator(decorator, cell)}\n{code}"
    return _function(cell, code, signature)


def _function(cell: Cell, code: str, signature: Signature) -> str:
    name = "_" if cell.kind not in ("cell", "unparsable") or not cell.name.isidentifier() else cell.name
    prefix = "async def" if signature.is_async else "def"
    lines = [_decorator("@app.cell", cell), f"{_call(f'{prefix} {name}', signature.params)}:"]
    if code:
        lines.append(indent(code))
        if _wants_blank_line(code):
            lines.append("")
    lines.append(indent(_return(signature.returns)))
    return "\n".join(lines)


def _setup(cell: Cell, code: str, signature: Signature) -> str:
    if not code.strip():
        return ""
    if all(not line.strip() or line.lstrip().startswith("#") for line in lines_of(code)):
        code += "\npass"
    prefix = "async with" if signature.is_async else "with"
    return f"{_decorator(f'{prefix} app.setup', cell)}:\n{indent(code)}"


def _unparsable(cell: Cell, code: str) -> str:
    if '"""' in code or code.endswith("\\"):
        escaped = code.replace("\\", "\\\\").replace('"', '\\"')
        text = f'"""\n{escaped}\n"""'
    else:
        text = f'r"""\n{code}\n"""'
    options = ", ".join([*_options(cell), f"name={literal(cell.name)}"])
    return f"app._unparsable_cell(\n{indent(text)},\n{INDENT}{options}\n)"


def _decorator(text: str, cell: Cell) -> str:
    options = _options(cell)
    return _call(text, options) if options else text


def _options(cell: Cell) -> list[str]:
    config = cell.config
    options = []
    if config.column is not None:
        options.append(Option("column", str(config.column)))
    if config.disabled:
        options.append(Option("disabled", "True"))
    if config.hide_code:
        options.append(Option("hide_code", "True"))
    return [f"{option.name}={option.source}" for option in (*options, *cell.extra)]


def _call(head: str, arguments: Sequence[str]) -> str:
    line = f"{head}({', '.join(arguments)})"
    # The longest that fits leaves room for the colon of a signature.
    if not arguments or len(line) < _WIDTH - line.startswith(("def ", "async def ")):
        return line
    return f"{head}(\n{_each(arguments)}\n)"


def _return(names: Sequence[str]) -> str:
    if not names:
        return "return"
    line = f"return ({names[0]},)" if len(names) == 1 else f"return {', '.join(names)}"
    if len(INDENT) + len(line) < _WIDTH:
        return line
    return f"return (\n{_each(names)}\n)"


def _each(items: Sequence[str]) -> str:
    return "\n".join(f"{INDENT}{item}," for item in items)


def _wants_blank_line(code: str) -> bool:
    """Whether formatters put an empty line after the last statement."""
    tree = parse(code)
    if isinstance(tree, CodeProblem) or not tree.body:
        return False
    last = tree.body[-1]
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return isinstance(last, kinds) and last.end_lineno == len(lines_of(code))
