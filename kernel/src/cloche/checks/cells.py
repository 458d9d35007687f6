"""What is likely a mistake inside cells, though they run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePath

from cloche.analysis import Analysis
from cloche.checks.finding import Finding
from cloche.notebook import BUILTINS, Notebook, Study

_SHOWS = frozenset(
    [
        "md",
        "Html",
        "hstack",
        "vstack",
        "accordion",
        "tabs",
        "callout",
        "center",
        "left",
        "right",
        "image",
        "plain_text",
        "iframe",
        "as_html",
    ]
)


def lost_values(tree: ast.Module, cell: int) -> Iterator[Finding]:
    """Values at the ends of a last `if`, `with` or `for`: only a cell's own last expression is shown."""
    if not tree.body:
        return
    for node in _ends(tree.body[-1]):
        yield Finding(
            "lost-value",
            "warning",
            f"The value of `{_short(node)}` is not shown: it stands inside a block.",
            "Give it a name in each branch and write that name as the cell's last line, or call `cl.output.append`.",
            cell,
            cells=(cell,),
            line=node.lineno,
            column=node.col_offset + 1,
        )


def _ends(statement: ast.stmt) -> Iterator[ast.expr]:
    if isinstance(statement, ast.Match):
        blocks = [case.body for case in statement.cases]
    elif isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.AsyncFor | ast.AsyncWith | ast.Try):
        handlers = statement.handlers if isinstance(statement, ast.Try) else []
        blocks = [statement.body, getattr(statement, "orelse", []), *(handler.body for handler in handlers)]
    else:
        return
    for block in blocks:
        if not block:
            continue
        last = block[-1]
        if isinstance(last, ast.Expr):
            if _is_value(last.value):
                yield last.value
        else:
            yield from _ends(last)


def _is_value(node: ast.expr) -> bool:
    """It does nothing but be a value; a call may well do something."""
    if isinstance(node, ast.Call):
        function = node.func
        return (
            isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Name | ast.Attribute)
            and (
                (isinstance(function.value, ast.Name) and function.value.id in ("mo", "cl", "cloche", "marimo"))
                and function.attr in _SHOWS
            )
        )
    if isinstance(node, ast.Constant):
        return node.value is not ... and node.value is not None
    return isinstance(
        node, ast.Name | ast.Attribute | ast.BinOp | ast.Subscript | ast.JoinedStr | ast.List | ast.Dict | ast.Tuple
    )


def _short(node: ast.expr) -> str:
    text = ast.unparse(node).partition("\n")[0]
    return text if len(text) <= 40 else f"{text[:37]}..."


def self_imports(analysis: Analysis, cell: int, notebook: Notebook) -> Iterator[Finding]:
    """An import that finds the notebook's own file in place of the module that is meant."""
    own = PurePath(notebook.path).stem
    for found in analysis.imports:
        if own and found.level == 0 and found.module.partition(".")[0] == own:
            yield Finding(
                "self-import",
                "warning",
                f"`import {found.module}` finds this file, which is called `{own}.py`, and not the module.",
                f"Give the notebook another file name than `{own}.py`.",
                cell,
                cells=(cell,),
                line=found.line,
            )


def shadowed_builtins(analysis: Analysis, cell: int, tree: ast.Module) -> Iterator[Finding]:
    """Names of builtins that all cells would read with another meaning from then on."""
    for name in sorted(analysis.defs & BUILTINS):
        if name.startswith("__"):
            continue
        line, column = _binding(tree, name)
        yield Finding(
            "shadowed-builtin",
            "warning",
            f"`{name}` is Python's own; here it becomes something else, for every cell.",
            f"Choose another name, such as `{name}_`, or `_{name}` if only this cell needs it.",
            cell,
            cells=(cell,),
            line=line,
            column=column,
        )


def unknown_names(study: Study, cell: int, tree: ast.Module) -> Iterator[Finding]:
    """Names that a cell reads and nobody defines: a NameError when it runs."""
    defined = frozenset().union(*(analysis.defs for analysis in study.analyses)) | BUILTINS | {"app"}
    analysis = study.analyses[cell]
    for name in sorted(analysis.refs - defined - analysis.sql.refs):
        if name.startswith("__"):
            continue
        line, column = _reading(tree, name)
        yield Finding(
            "unknown-name",
            "warning",
            f"`{name}` is defined in no cell.",
            "Check its spelling, or add the import or cell that defines it.",
            cell,
            cells=(cell,),
            line=line,
            column=column,
        )


def changed_elsewhere(study: Study, cell: int, tree: ast.Module) -> Iterator[Finding]:
    """`df["x"] = …` where another cell made `df`: readers of `df` do not rerun."""
    analysis = study.analyses[cell]
    defined = frozenset().union(*(other.defs for other in study.analyses))
    foreign = (analysis.refs & defined) - analysis.defs
    seen: set[str] = set()
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        for target in targets:
            base: ast.expr = target
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            if base is target or not isinstance(base, ast.Name) or base.id not in foreign or base.id in seen:
                continue
            seen.add(base.id)
            yield Finding(
                "changed-elsewhere",
                "note",
                f"`{base.id}` is made in another cell and changed here: cells that read it do not rerun.",
                f"Change it in the cell that makes it, or make a new one here: `{base.id}_2 = ...`.",
                cell,
                cells=(cell,),
                line=target.lineno,
                column=target.col_offset + 1,
            )


def _binding(tree: ast.Module, name: str) -> tuple[int | None, int | None]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            return node.lineno, node.col_offset + 1
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            return node.lineno, node.col_offset + 1
        if isinstance(node, ast.alias) and (node.asname or node.name.partition(".")[0]) == name:
            return node.lineno, node.col_offset + 1
    return None, None


def _reading(tree: ast.Module, name: str) -> tuple[int | None, int | None]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name:
            return node.lineno, node.col_offset + 1
    return None, None
