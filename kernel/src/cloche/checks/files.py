"""How the file holds the notebook: what is missing around the cells, and what stands between them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from cloche.checks.finding import Finding
from cloche.notebook import Notebook, Study, signatures_of
from cloche.notebook.convert.installs import imported_packages
from cloche.notebook.layout import cell_text
from cloche.notebook.model import Origin
from cloche.notebook.source import Source


def file_findings(study: Study) -> Iterator[Finding]:
    """What is to say about a file as a whole; nothing for a notebook that was read from none."""
    origin = study.notebook.origin
    if origin is None:
        return
    yield from _guard(origin)
    yield from _dependencies(study)
    yield from _signatures(study.notebook, origin)
    yield from _strays(origin)


def has_guard(origin: Origin) -> bool:
    """The file runs its app when it is run."""
    return re.search(r"^\s*(?:asyncio\.run\()?app\.run\(", origin.footer, re.MULTILINE) is not None


def stale_cells(notebook: Notebook, origin: Origin) -> list[int]:
    """The cells whose function in the file takes or returns other names than it should, by index."""
    signatures = signatures_of(notebook.cells)
    return [
        at
        for at, (cell, signature, block) in enumerate(zip(notebook.cells, signatures, origin.blocks, strict=True))
        if not block.is_broken and signature.kind != "unparsable" and not _same(block.text, cell_text(cell, signature))
    ]


def _guard(origin: Origin) -> Iterator[Finding]:
    if not has_guard(origin):
        yield Finding(
            "missing-guard",
            "warning",
            "The file does not run its cells when Python runs it: `app.run()` is missing at its end.",
            'End the file with `if __name__ == "__main__":` and `app.run()`.',
            file_line=origin.text.count("\n") + 1,
            fix="add it",
        )


def _dependencies(study: Study) -> Iterator[Finding]:
    modules = {
        found.module.partition(".")[0] for analysis in study.analyses for found in analysis.imports if found.level == 0
    }
    if "# /// script" not in study.notebook.header and imported_packages(modules, [PurePath(study.notebook.path).stem]):
        yield Finding(
            "missing-dependencies",
            "note",
            "The file does not say which packages it needs.",
            "Declare them in a `# /// script` block at the top, so that others can run it.",
            file_line=1,
            fix="add a block with the packages that it imports",
        )


def _signatures(notebook: Notebook, origin: Origin) -> Iterator[Finding]:
    for at in stale_cells(notebook, origin):
        yield Finding(
            "stale-signature",
            "note",
            "The cell's function in the file takes or returns other names than the cell reads and defines.",
            "Nothing runs differently; editors and type checkers see the file more clearly when it is right.",
            at,
            notebook.cells[at].name,
            (at,),
            fix="write the function anew",
        )


def _same(first: str, second: str) -> bool:
    """Whether the file's function takes what it should, and returns at least that."""
    trees = Source(first).tree, Source(second).tree
    if trees[0] is None or trees[1] is None:
        return first == second
    before, after = _signature(trees[0]), _signature(trees[1])
    return before[:2] == after[:2] and before[2] >= after[2]


def _signature(tree: ast.Module) -> tuple[str, frozenset[str], frozenset[str]]:
    """How a cell is marked, and the names that its function takes and returns."""
    if not tree.body:
        return "", frozenset(), frozenset()
    node = tree.body[0]
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return type(node).__name__, frozenset(), frozenset()
    if not any("app.cell" in ast.unparse(mark) for mark in node.decorator_list):
        return "definition", frozenset(), frozenset()
    last = node.body[-1]
    parts = list(ast.walk(last)) if isinstance(last, ast.Return) else []
    given = frozenset(name.id for name in parts if isinstance(name, ast.Name))
    return type(node).__name__, frozenset(argument.arg for argument in node.args.args), given


def _strays(origin: Origin) -> Iterator[Finding]:
    """Statements between cells; comments are fine."""
    line = origin.text.count("\n", 0, max(0, origin.text.find(origin.app))) + origin.app.count("\n") + 1
    for block in origin.blocks:
        tree = Source(block.gap).tree
        if tree is not None and tree.body:
            yield Finding(
                "stray-code",
                "warning",
                "This code stands between the cells: `python` runs it, the notebook does not.",
                "Move it into a cell.",
                file_line=line + tree.body[0].lineno - 1,
            )
        line += block.gap.count("\n") + block.text.count("\n")
