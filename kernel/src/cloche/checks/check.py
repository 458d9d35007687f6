"""A notebook to its findings. Nothing runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from cloche.analysis import CodeProblem, parse
from cloche.checks.browser import browser_findings, imported_names
from cloche.checks.cells import changed_elsewhere, lost_values, self_imports, shadowed_builtins, unknown_names
from cloche.checks.files import file_findings
from cloche.checks.finding import Finding
from cloche.checks.fixes import harmless_clashes
from cloche.checks.places import file_lines
from cloche.notebook import Notebook, Study
from cloche.notebook.text import lines_of

_IGNORE = re.compile(r"#\s*cloche:\s*ignore(?:\[([\w\s,-]*)\])?")


def check(notebook: Notebook) -> tuple[Finding, ...]:
    """All that is wrong with a notebook or worth knowing, from the top of the page down.

    A line that ends in `# cloche: ignore` has no warnings or notes; with codes
    in brackets (`# cloche: ignore[browser-http]`), none of these.
    """
    study = Study.of(notebook)
    trees: dict[int, ast.Module] = {}
    for at, cell in enumerate(notebook.cells):
        tree = parse(cell.code)
        if not isinstance(tree, CodeProblem):
            trees[at] = tree
    names = imported_names(list(trees.values()))
    found = [*_problems(study)]
    for at, tree in trees.items():
        found += lost_values(tree, at)
        found += self_imports(study.analyses[at], at, notebook)
        found += shadowed_builtins(study.analyses[at], at, tree)
        found += unknown_names(study, at, tree)
        found += changed_elsewhere(study, at, tree)
        found += browser_findings(tree, at, names)
    found += file_findings(study)
    starts = file_lines(notebook)
    placed = (_placed(finding, notebook, starts) for finding in found if not _is_ignored(finding, notebook))
    return tuple(sorted(placed, key=lambda finding: (finding.file_line or 0, finding.column or 0)))


def _problems(study: Study) -> Iterator[Finding]:
    harmless = harmless_clashes(study)
    for problem in study.graph.problems:
        cells = tuple(int(cell) for cell in problem.cells)
        fault = study.analyses[cells[0]].problem
        name = (re.findall(r"`(\w+)`", problem.message) or [""])[0]
        yield Finding(
            problem.code,
            "error",
            problem.message,
            problem.hint,
            cells[0],
            cells=cells,
            line=problem.line or _line_of(study, cells, name),
            column=fault.column if fault is not None else None,
            fix=harmless.get(name, "") if problem.code == "multiple-definitions" else "",
        )


def _line_of(study: Study, cells: tuple[int, ...], name: str) -> int | None:
    """Where the first cell mentions the name that a problem is about."""
    for number, line in enumerate(study.notebook.cells[cells[0]].code.split("\n"), 1):
        if name and re.search(rf"\b{re.escape(name)}\b", line):
            return number
    return None


def _placed(finding: Finding, notebook: Notebook, starts: list[int]) -> Finding:
    if finding.cell is None:
        return finding
    name = notebook.cells[finding.cell].name
    if not starts or notebook.origin is None:
        return replace(finding, name=name)
    line = starts[finding.cell] + (finding.line or 1) - 1
    column = finding.column
    if column is not None and finding.line is not None:
        lines = lines_of(notebook.origin.text)
        column += _indent(lines, line) - _indent(lines_of(notebook.cells[finding.cell].code), finding.line)
    return replace(finding, name=name, file_line=line, file_column=column)


def _indent(lines: list[str], line: int) -> int:
    text = lines[line - 1] if line <= len(lines) else ""
    return len(text) - len(text.lstrip())


def _is_ignored(finding: Finding, notebook: Notebook) -> bool:
    if finding.severity == "error" or finding.cell is None or finding.line is None:
        return False
    lines = notebook.cells[finding.cell].code.split("\n")
    said = _IGNORE.search(lines[finding.line - 1]) if finding.line <= len(lines) else None
    if said is None:
        return False
    return said[1] is None or finding.code in re.split(r"[\s,]+", said[1].strip())
