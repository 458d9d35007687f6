"""The notebook as the session holds it: each cell's record, and the graph of all of them.

Texts, analyses and outcomes change here and nowhere else. Nothing here runs a
cell or touches the namespace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cloche.analysis import CodeProblem, analyse, analyse_tree, parse, silence
from cloche.graph import Graph
from cloche.protocol import CellAnalysis, CellConfig, CellId, CellText, Problem
from cloche.runtime.analyses import Analyses
from cloche.runtime.record import Outcome, Record

TREES = 200_000
"""Characters of a notebook whose trees are kept from reading to running: they take forty bytes for each."""


class Book:
    """Records by cell, the present graph, and what the page was told about both."""

    def __init__(self) -> None:
        self.records: dict[CellId, Record] = {}
        self.graph = Graph()
        self.scratch: Record | None = None
        """The scratchpad's last run, which is in no graph."""
        self.deleted: dict[str, str | None] = {}
        """Names whose definition is gone, and the label of the cell that had it; None if that is gone too."""
        self.stale: set[CellId] = set()
        """Cells whose result, if any, is not that of their text and of what they read."""
        self.problems: set[CellId] = set()
        """Cells that were told to have a problem."""
        self.blocked: set[CellId] = set()
        """Cells that were passed over, because something failed or stopped above them."""
        self.is_relabelled = False
        """Cells have another order or name, so what was said of them may read differently."""
        self._switched_off: set[CellId] = set()
        self._disabled: tuple[Graph, frozenset[CellId]] | None = None
        self._analyses = Analyses()
        self._told_problems: tuple[Problem, ...] = ()

    # ------------------------------------------------------------------- edits

    def load(self, texts: Sequence[CellText], count: Callable[[int], None]) -> None:
        """Take a whole notebook, in page order; `count` hears how many cells there are already."""
        room = TREES
        with silence():
            for done, text in enumerate(texts):
                count(done)
                record = self.records[text.id] = _read(text)
                room -= len(text.code)
                if room < 0:
                    record.tree = None
                self._note_switch(record)
                self._analyses.put(text.id, text.kind, record.analysis)
        analyses = {cell: record.analysis for cell, record in self.records.items()}
        setup = next((text.id for text in texts if text.kind == "setup"), None)
        self.graph = Graph.of(analyses, setup=setup)

    def put(self, text: CellText) -> Record:
        """Take one cell's new text; a cell whose code is as before keeps what was compiled."""
        record = self.records.get(text.id)
        self.stale.add(text.id)
        self.is_relabelled = self.is_relabelled or record is None or record.text.name != text.name
        if record is None:
            record = self.records[text.id] = _read(text)
            self._note_switch(record)
        elif record.text.code != text.code or record.text.kind != text.kind:
            gone = record.analysis.defs
            label = self.label(text.id)
            fresh = _read(text)
            record.text, record.compiled, record.analysis, record.tree = text, None, fresh.analysis, fresh.tree
            self._note_switch(record)
            self.deleted.update(dict.fromkeys(gone - record.analysis.defs, label))
        else:
            record.text = text
            self._note_switch(record)
            return record
        for name in record.analysis.defs:
            self.deleted.pop(name, None)
        self._analyses.put(text.id, text.kind, record.analysis)
        self.graph = self.graph.put(text.id, record.analysis, is_setup=text.kind == "setup")
        return record

    def remove(self, cell: CellId) -> Record | None:
        """Forget a cell."""
        record = self.records.get(cell)
        if record is not None:
            self.deleted.update(dict.fromkeys(record.analysis.defs, None))
            del self.records[cell]
            for cells in (self.stale, self.problems, self.blocked, self._switched_off):
                cells.discard(cell)
            self._analyses.remove(cell)
            self.is_relabelled = True
        self.graph = self.graph.remove(cell)
        return record

    def reorder(self, order: Sequence[CellId]) -> None:
        """Take another page order."""
        graph = self.graph.reorder(order)
        if graph is not self.graph:
            self.graph = graph
            self._analyses.reordered()
            self.is_relabelled = True

    def configure(self, cell: CellId, config: CellConfig | None, name: str | None) -> None:
        """Take another configuration or name."""
        record = self.records[cell]
        text = record.text
        record.text = replace(text, config=config or text.config, name=text.name if name is None else name)
        self.is_relabelled = self.is_relabelled or record.text.name != text.name
        self._note_switch(record)

    def end(self, record: Record, outcome: Outcome) -> None:
        """Note how a cell's run ended, or why there was none."""
        record.outcome = outcome
        (self.problems.add if outcome == "problem" else self.problems.discard)(record.id)
        (self.blocked.add if outcome == "blocked" else self.blocked.discard)(record.id)

    def _note_switch(self, record: Record) -> None:
        off = record.text.config.disabled
        if off != (record.id in self._switched_off):
            self._disabled = None
            (self._switched_off.add if off else self._switched_off.discard)(record.id)

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

    def in_order(self, cells: set[CellId]) -> list[CellId]:
        """`cells` from the top of the page down."""
        return sorted(cells, key=self.graph.place.__getitem__)

    def disabled(self) -> frozenset[CellId]:
        """The cells that are switched off, and all that follow from them."""
        if not self._switched_off:
            return frozenset()
        if self._disabled is None or self._disabled[0] is not self.graph:
            off = frozenset(self._switched_off)
            self._disabled = (self.graph, off | self.graph.descendants(off))
        return self._disabled[1]

    def problem_of(self, cell: CellId) -> Problem | None:
        """The first problem that names a cell."""
        return next((problem for problem in self.graph.problems if cell in problem.cells), None)

    def analysed(self) -> tuple[CellAnalysis, ...]:
        """The analyses that the page does not know yet; it is taken to know them from now on."""
        found = []
        for told in self._analyses.changed(self.graph):
            record = self.records[told.cell]
            if told != record.told:
                record.told = told
                found.append(told)
        return tuple(found)

    def preview(self, texts: Sequence[CellText]) -> tuple[CellAnalysis, ...]:
        """The analyses of `texts` as if they were put; changes nothing."""
        fresh = {text.id: Record(text, analyse(text.code, kind=text.kind)) for text in texts}
        records = {**{cell: self.records[cell] for cell in self.graph.cells}, **fresh}
        whole = Analyses()
        for cell, record in records.items():
            whole.put(cell, record.text.kind, record.analysis)
        return tuple(told for told in whole.told(list(records)) if told.cell in fresh)

    def news(self) -> tuple[Problem, ...] | None:
        """All problems, if they are not those that the page knows; it is taken to know them from now on."""
        problems = self.graph.problems
        if problems == self._told_problems:
            return None
        self._told_problems = problems
        return problems


def _read(text: CellText) -> Record:
    tree = parse(text.code)
    analysis = analyse_tree(tree, text.code)
    return Record(text, analysis, tree=None if isinstance(tree, CodeProblem) else tree)
