"""The notebook as the session holds it: each cell's record, and the graph of all of them.

Texts and analyses change here and nowhere else. Nothing here runs a cell or
touches the namespace.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cloche.analysis import Analysis, analyse
from cloche.graph import Graph
from cloche.notebook.signatures import Signature, signatures
from cloche.protocol import CellAnalysis, CellConfig, CellId, CellText, Problem
from cloche.runtime.record import Record

_BUILTINS = frozenset(dir(builtins))


class Book:
    """Records by cell, the present graph, and what the page was told about both."""

    def __init__(self) -> None:
        self.records: dict[CellId, Record] = {}
        self.graph = Graph()
        self.scratch: Record | None = None
        """The scratchpad's last run, which is in no graph."""
        self.deleted: dict[str, str] = {}
        """Names whose definition is gone, and the label of the cell that had it."""
        self._told_problems: tuple[Problem, ...] = ()
        self._is_analysed = True

    # ------------------------------------------------------------------- edits

    def load(self, texts: Sequence[CellText]) -> None:
        """Take a whole notebook, in page order."""
        for text in texts:
            self.records[text.id] = Record(text, analyse(text.code, kind=text.kind))
        analyses = {cell: record.analysis for cell, record in self.records.items()}
        setup = next((text.id for text in texts if text.kind == "setup"), None)
        self.graph = Graph.of(analyses, setup=setup)
        self._is_analysed = False

    def put(self, text: CellText) -> Record:
        """Take one cell's new text; a cell whose code is as before keeps what was compiled."""
        record = self.records.get(text.id)
        if record is None:
            record = self.records[text.id] = Record(text, analyse(text.code, kind=text.kind))
        elif record.text.code != text.code or record.text.kind != text.kind:
            gone = record.analysis.defs
            label = self.label(text.id)
            record.text, record.compiled, record.analysis = text, None, analyse(text.code, kind=text.kind)
            self.deleted.update(dict.fromkeys(gone - record.analysis.defs, label))
        else:
            record.text = text
            return record
        for name in record.analysis.defs:
            self.deleted.pop(name, None)
        self.graph = self.graph.put(text.id, record.analysis, is_setup=text.kind == "setup")
        self._is_analysed = False
        return record

    def remove(self, cell: CellId) -> Record | None:
        """Forget a cell."""
        record = self.records.get(cell)
        if record is not None:
            self.deleted.update(dict.fromkeys(record.analysis.defs, self.label(cell)))
            del self.records[cell]
            self.graph = self.graph.remove(cell)
            self._is_analysed = False
        return record

    def reorder(self, order: Sequence[CellId]) -> None:
        """Take another page order."""
        if tuple(self.graph.cells) != tuple(order):
            self.graph = self.graph.reorder(order)
            self._is_analysed = False

    def configure(self, cell: CellId, config: CellConfig | None, name: str | None) -> None:
        """Take another configuration or name."""
        record = self.records[cell]
        text = record.text
        record.text = replace(text, config=config or text.config, name=text.name if name is None else name)

    # --------------------------------------------------------------- questions

    def find(self, cell: CellId) -> Record | None:
        """A cell's record, or the scratchpad's."""
        scratch = self.scratch
        return scratch if scratch is not None and scratch.id == cell else self.records.get(cell)

    def label(self, cell: CellId) -> str:
        """What people call a cell: its name, or its number on the page."""
        record = self.records.get(cell)
        if record is not None and record.text.name not in ("", "_", "__"):
            return f"cell `{record.text.name}`"
        return f"cell {self.graph.number(cell)}" if cell in self.graph.cells else "a cell"

    def disabled(self) -> frozenset[CellId]:
        """The cells that are switched off, and all that follow from them."""
        off = [cell for cell, record in self.records.items() if record.text.config.disabled]
        return frozenset(off) | self.graph.descendants(off) if off else frozenset()

    def problem_of(self, cell: CellId) -> Problem | None:
        """The first problem that names a cell."""
        return next((problem for problem in self.graph.problems if cell in problem.cells), None)

    def analysed(self) -> tuple[CellAnalysis, ...]:
        """The analyses that the page does not know yet; it is taken to know them from now on."""
        if self._is_analysed:
            return ()
        self._is_analysed = True
        records = [self.records[cell] for cell in self.graph.cells]
        found = []
        for record, told in zip(records, self._analyses(records), strict=True):
            if told != record.told:
                record.told = told
                found.append(told)
        return tuple(found)

    def preview(self, texts: Sequence[CellText]) -> tuple[CellAnalysis, ...]:
        """The analyses of `texts` as if they were put; changes nothing."""
        fresh = {text.id: Record(text, analyse(text.code, kind=text.kind)) for text in texts}
        records = list({**{cell: self.records[cell] for cell in self.graph.cells}, **fresh}.values())
        return tuple(told for told in self._analyses(records) if told.cell in fresh)

    def _analyses(self, records: Sequence[Record]) -> Iterable[CellAnalysis]:
        given = signatures([record.text.kind for record in records], [record.analysis for record in records])
        defined = frozenset().union(*(record.analysis.defs for record in records))
        hidden = _BUILTINS - defined
        return (_told(record.id, record.analysis, place, hidden) for record, place in zip(records, given, strict=True))

    def news(self) -> tuple[Problem, ...] | None:
        """All problems, if they are not those that the page knows; it is taken to know them from now on."""
        problems = self.graph.problems
        if problems == self._told_problems:
            return None
        self._told_problems = problems
        return problems


def _told(cell: CellId, analysis: Analysis, signature: Signature, hidden: frozenset[str]) -> CellAnalysis:
    return CellAnalysis(
        cell,
        tuple(sorted(analysis.defs)),
        tuple(sorted(analysis.refs - hidden)),
        signature.params,
        signature.returns,
        analysis.is_async,
        signature.kind,
    )
