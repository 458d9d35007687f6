"""A notebook to pieces, for writers of other formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from cloche.analysis import Analysis
from cloche.errors import NotebookError
from cloche.notebook.convert.literals import call_text
from cloche.notebook.describe import Study
from cloche.notebook.model import Cell, Notebook
from cloche.protocol import CellId

Order = Literal["page", "run"]
_KINDS = {"md": "markdown", "Html": "html", "plain_text": "raw"}
_CALLS = frozenset(_KINDS)


@dataclass(frozen=True, slots=True)
class Part:
    """A cell on its way out: `kind` is what it is elsewhere, `text` its code or the text it shows."""

    cell: Cell
    index: int
    kind: Literal["code", "markdown", "html", "raw"]
    text: str
    analysis: Analysis


def parts(study: Study, *, order: Order = "page", is_text: Callable[[Part], bool] = bool) -> list[Part]:
    """The cells in page order, the setup cell first, or in the order in which they run.

    The cell that only imports Cloche is left out when nothing but text cells
    needs it; `is_text` says whether the format can keep a text cell as one.
    Raises `NotebookError` where no order to run in exists.
    """
    notebook = study.notebook
    aliases = _aliases(study)
    found = [
        _part(cell, at, analysis, aliases)
        for at, (cell, analysis) in enumerate(zip(notebook.cells, study.analyses, strict=True))
    ]
    found = [
        part if part.kind == "code" or is_text(part) else replace(part, kind="code", text=part.cell.code)
        for part in found
    ]
    needed = frozenset().union(*(part.analysis.refs for part in found if part.kind == "code"))
    idle = {at for at, names in aliases.items() if names not in needed}
    return [found[at] for at in _order(study, order) if at not in idle]


def _aliases(study: Study) -> dict[int, str]:
    """The cells that are `import cloche as cl` and nothing else, and the name each gives."""
    found = {}
    for at, (cell, analysis) in enumerate(zip(study.notebook.cells, study.analyses, strict=True)):
        if len(analysis.imports) == 1 and cell.code.strip().count("\n") == 0 and cell.name == "_":
            imported = analysis.imports[0]
            if imported.module in ("cloche", "marimo") and cell.code.strip() == (
                f"import {imported.module} as {imported.asname}"
            ):
                found[at] = imported.asname
    return found


def _part(cell: Cell, at: int, analysis: Analysis, aliases: dict[int, str]) -> Part:
    if cell.kind == "cell":
        call = call_text(cell.code, _CALLS)
        if call is not None and call[0] in (*aliases.values(), "mo", "cl", "cloche", "marimo") and call[2].strip():
            kind = _KINDS[call[1]]
            assert kind in ("markdown", "html", "raw")
            if kind == "markdown":
                return Part(cell, at, "markdown", call[2], analysis)
            return Part(cell, at, "html" if kind == "html" else "raw", call[2], analysis)
    return Part(cell, at, "code", cell.code, analysis)


def _order(study: Study, order: Order) -> list[int]:
    count = len(study.notebook.cells)
    setup = [int(study.graph.setup)] if study.graph.setup is not None else []
    if order == "page":
        return [*setup, *(at for at in range(count) if at not in setup)]
    problems = [problem for problem in study.graph.problems if problem.code not in ("syntax-error", "import-star")]
    if problems:
        problem = problems[0]
        raise NotebookError(
            f"The notebook has no order to run in: {problem.message}",
            hint=problem.hint or "`cloche check` lists all that is wrong.",
        )
    planned = [int(cell) for cell in study.graph.plan(CellId(str(at)) for at in range(count))]
    # What cannot run keeps its place on the page.
    left = iter(sorted(set(range(count)) - set(planned)))
    return [*planned, *left]


def off(study: Study) -> frozenset[int]:
    """The cells that are switched off, by themselves or by one they need."""
    disabled = [CellId(str(at)) for at, cell in enumerate(study.notebook.cells) if cell.config.disabled]
    return frozenset(int(cell) for cell in (*disabled, *study.graph.descendants(disabled)))


def titled(notebook: Notebook) -> str:
    """The notebook's title, if it has one."""
    title = notebook.app.get("app_title")
    return title if isinstance(title, str) else ""
