"""Runs that follow one another: of what a change sets off, then of what states ask for, until all rests."""

from __future__ import annotations

import sys

from cloche.protocol import CellId
from cloche.runtime.kernel import Kernel
from cloche.runtime.planning import Roots, make_plan
from cloche.runtime.runner import Runner
from cloche.runtime.status import mark_stale, tell_rest
from cloche.runtime.walk import Walk

ROUNDS = 1_000
"""Runs that state may set off one after the other before the session takes it for an endless loop."""


class Runs:
    """Walks plans. Whatever ends a walk early, what it should have done is stale afterwards."""

    def __init__(self, kernel: Kernel, runner: Runner) -> None:
        self._kernel = kernel
        self._runner = runner

    async def go(self, roots: Roots, *, lazy: bool, whole: bool = False) -> bool:
        """Run `roots` and what follows, then what states ask for; False after an interrupt.

        With `lazy`, what follows goes stale instead. With `whole`, nothing is taken as done before.
        """
        for _ in range(ROUNDS):
            fallen = await self._round(roots, lazy, whole)
            if fallen is None:
                self._leave(self.readers_of_states())
                return False
            following = fallen | self.readers_of_states()
            if not following:
                return True
            if lazy:
                self._leave(following)
                return True
            roots, whole = Roots(touched=frozenset(following)), False
        self._kernel.states.take()
        print(f"State was set in a circle: stopped after {ROUNDS:,} runs.", file=sys.stderr)
        return True

    async def _round(self, roots: Roots, lazy: bool, whole: bool) -> set[CellId] | None:
        """One plan. Gives the readers of imports that failed, which nobody planned; None after an interrupt."""
        kernel = self._kernel
        plan = make_plan(kernel.book, kernel.namespace, roots, self._nothing if whole else self._unchanged, lazy)
        kernel.book.stale.update(plan.disabled)
        tell_rest(kernel, plan.disabled)
        mark_stale(kernel, plan.stale)
        if not plan.run:
            return set()
        walk = Walk(kernel, self._runner, plan.run)
        await walk.go()
        if walk.was_interrupted:
            return None
        return {child for cell in walk.fallen for child in kernel.book.graph.children(cell)}

    def readers_of_states(self) -> set[CellId]:
        """The cells that read what was set, or which file changed, since the last run, except the cell that did it."""
        kernel = self._kernel
        kernel.states.look(None)
        found: set[CellId] = set()
        for change in kernel.states.take():
            for name in kernel.states.bindings.names(change.getter):
                found.update(kernel.book.graph.readers(name))
            if not change.getter.allow_self_loops and change.caller is not None:
                found.discard(change.caller)
        return found

    def _leave(self, cells: set[CellId]) -> None:
        if cells:
            mark_stale(self._kernel, self._kernel.book.graph.plan(cells))

    def _unchanged(self, cell: CellId) -> frozenset[str]:
        return self._runner.unchanged_names(self._kernel.book.records[cell])

    @staticmethod
    def _nothing(cell: CellId) -> frozenset[str]:
        return frozenset()
