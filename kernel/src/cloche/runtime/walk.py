"""One run: the cells of a plan, one after the other, each told once.

A cell whose ancestor failed or stopped is passed over and says so. However a
run ends, nothing stays queued or running.
"""

from __future__ import annotations

from collections.abc import Sequence

from cloche.protocol import (
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellStatus,
    CellStatusChanged,
    RunFinished,
    RunStarted,
)
from cloche.runtime.kernel import Kernel
from cloche.runtime.record import Record
from cloche.runtime.runner import INTERRUPTED, Runner


class Walk:
    """A run under way."""

    def __init__(self, kernel: Kernel, runner: Runner, cells: Sequence[CellId]) -> None:
        self._kernel = kernel
        self._runner = runner
        self._cells = tuple(cells)
        self._was_interrupted = False

    async def go(self) -> bool:
        """Run all there is; False if it was interrupted. The rest is stale then."""
        try:
            self._kernel.emit(RunStarted(self._cells))
            for cell in self._cells:
                tell_status(self._kernel, self._record(cell), "queued")
            for cell in self._cells:
                if not await self._visit(self._record(cell)):
                    break
        except KeyboardInterrupt:
            # It came while none of the notebook's own code was on the stack.
            self._was_interrupted = True
        finally:
            self._wind_up()
        return not self._was_interrupted

    async def _visit(self, record: Record) -> bool:
        causes, stopped = self._what_blocks(record)
        if causes:
            self._pass_over(record, causes, stopped)
            return True
        tell_status(self._kernel, record, "running")
        record.causes = ()
        error = await self._runner.run(record)
        record.is_stale = False
        tell_status(self._kernel, record, "idle" if error is None else "error")
        self._was_interrupted = error is INTERRUPTED
        return not self._was_interrupted

    def _record(self, cell: CellId) -> Record:
        return self._kernel.book.records[cell]

    # ----------------------------------------------------------- passed over

    def _what_blocks(self, record: Record) -> tuple[tuple[CellId, ...], bool]:
        """The cells that failed or stopped above a cell, and whether they all stopped."""
        causes: dict[CellId, None] = {}
        stopped = True
        for parent in self._kernel.book.graph.parents(record.id):
            above = self._record(parent)
            if above.outcome in ("none", "ok") or self._is_replaced(parent, record.id):
                continue
            causes.update(dict.fromkeys(above.causes if above.outcome == "blocked" else (parent,)))
            stopped = stopped and (above.cause_stopped if above.outcome == "blocked" else above.outcome == "stopped")
        return tuple(causes), stopped

    def _is_replaced(self, parent: CellId, cell: CellId) -> bool:
        """What a cell with a problem should define, another good cell has defined before."""
        if self._record(parent).outcome != "problem":
            return False
        names = self._kernel.book.graph.names_between(parent, cell)
        return all(self._kernel.namespace.owner(name) not in (None, parent) for name in names)

    def _pass_over(self, record: Record, causes: tuple[CellId, ...], stopped: bool) -> None:
        kernel = self._kernel
        self._runner.forget(record)
        record.outcome, record.causes, record.cause_stopped, record.is_stale = "blocked", causes, stopped, stopped
        record.imported = None
        kernel.emit(CellOutput(record.id, None))
        kernel.emit(CellFinished(record.id, 0, self._why(causes, stopped)))
        tell_status(kernel, record, "stale" if stopped else "error")

    def _why(self, causes: tuple[CellId, ...], stopped: bool) -> CellError:
        labels = ", ".join(self._kernel.book.label(cell) for cell in causes[:3])
        more = f" and {len(causes) - 3} more" if len(causes) > 3 else ""
        if stopped:
            return CellError("ancestor-stopped", f"Not run, because {labels}{more} stopped.", ancestors=causes)
        return CellError("ancestor-failed", f"Not run, because {labels}{more} failed.", ancestors=causes)

    # --------------------------------------------------------------- the end

    def _wind_up(self) -> None:
        """Leave nothing queued or running. An interrupt that is written again and again may hit this too."""
        while True:
            try:
                for cell in self._cells:
                    self._settle(self._record(cell))
                self._kernel.emit(RunFinished())
                return
            except KeyboardInterrupt:
                self._was_interrupted = True

    def _settle(self, record: Record) -> None:
        if record.status == "running":
            record.outcome, record.is_stale = "failed", False
            self._kernel.emit(CellOutput(record.id, None))
            self._kernel.emit(CellFinished(record.id, 0, INTERRUPTED))
            tell_status(self._kernel, record, "error")
        elif record.status == "queued":
            record.is_stale = True
            tell_status(self._kernel, record, "stale")


def tell_status(kernel: Kernel, record: Record, status: CellStatus) -> None:
    """Tell a transition, if it is one."""
    if record.status != status:
        kernel.emit(CellStatusChanged(record.id, status))
        record.status = status
