"""One run: the cells of a plan, one after the other, each told once.

A cell whose ancestor failed or stopped is passed over and says so. However a
run ends, nothing stays queued or running, and what it did not come to is stale.
"""

from __future__ import annotations

from collections.abc import Sequence

from cloche.protocol import CellFinished, CellId, CellOutput, RunFinished, RunStarted
from cloche.runtime.blocking import blocked_error, what_blocks
from cloche.runtime.kernel import Kernel
from cloche.runtime.record import Record
from cloche.runtime.runner import INTERRUPTED, Runner
from cloche.runtime.status import mark_stale, tell_rest, tell_status


class Walk:
    """A run under way."""

    def __init__(self, kernel: Kernel, runner: Runner, cells: Sequence[CellId]) -> None:
        self._kernel = kernel
        self._runner = runner
        self._cells = tuple(cells)
        self.was_interrupted = False
        self.fallen: set[CellId] = set()
        """Cells of imports whose names should have stayed as they were, and that failed."""

    async def go(self) -> None:
        """Run all there is, or until an interrupt. The rest is stale then."""
        try:
            self._kernel.emit(RunStarted(self._cells))
            for cell in self._cells:
                tell_status(self._kernel, self._record(cell), "queued")
            for cell in self._cells:
                if self._kernel.interrupts.take():
                    self.was_interrupted = True
                    break
                if not await self._visit(self._record(cell)):
                    break
        except KeyboardInterrupt:
            # It came while none of the notebook's own code was on the stack, from a host that does not hold it back.
            self.was_interrupted = True
        finally:
            self._wind_up()

    async def _visit(self, record: Record) -> bool:
        book = self._kernel.book
        causes, stopped = what_blocks(book, record)
        if causes:
            self._pass_over(record, causes, stopped)
            return True
        tell_status(self._kernel, record, "running")
        kept = self._runner.unchanged_names(record)
        error = await self._runner.run(record, kept)
        if error is not None and kept:
            self.fallen.add(record.id)
        self.was_interrupted = error is INTERRUPTED
        if self.was_interrupted:
            book.stale.add(record.id)
        else:
            book.stale.discard(record.id)
        tell_status(self._kernel, record, "idle" if error is None else "error")
        return not self.was_interrupted

    def _record(self, cell: CellId) -> Record:
        return self._kernel.book.records[cell]

    def _pass_over(self, record: Record, causes: tuple[CellId, ...], stopped: bool) -> None:
        kernel = self._kernel
        self._runner.forget(record)
        kernel.book.end(record, "blocked")
        kernel.book.stale.discard(record.id)
        record.causes, record.cause_stopped, record.imported = causes, stopped, None
        record.error = blocked_error(kernel.book, record)
        kernel.emit(CellOutput(record.id, None))
        kernel.emit(CellFinished(record.id, 0, record.error))
        tell_status(kernel, record, "stale" if stopped else "error")

    # --------------------------------------------------------------- the end

    def _wind_up(self) -> None:
        """Leave nothing queued or running. An interrupt that is written again and again may hit this too."""
        while True:
            try:
                for cell in self._cells:
                    self._settle(self._record(cell))
                if self.was_interrupted:
                    self._kernel.interrupts.take()
                    self._doubt_the_rest()
                self._kernel.emit(RunFinished())
                return
            except KeyboardInterrupt:
                self.was_interrupted = True

    def _settle(self, record: Record) -> None:
        if record.status == "running":
            self._kernel.book.end(record, "failed")
            self._kernel.book.stale.add(record.id)
            record.error = INTERRUPTED
            self._kernel.emit(CellOutput(record.id, None))
            self._kernel.emit(CellFinished(record.id, 0, INTERRUPTED))
            tell_status(self._kernel, record, "error")
        elif record.status == "queued":
            self._kernel.book.stale.add(record.id)
            tell_rest(self._kernel, [record.id])

    def _doubt_the_rest(self) -> None:
        """What follows from a cell that did not run to its end is out of date, planned or not.

        The readers of a cell of imports are not planned: its names were to stay as they are.
        """
        book = self._kernel.book
        broken = [cell for cell in self._cells if cell in book.stale]
        if broken:
            mark_stale(self._kernel, book.graph.plan(broken))
