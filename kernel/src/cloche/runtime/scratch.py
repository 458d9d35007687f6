"""The scratchpad: code that is tried out beside the notebook. It reads what the cells hold and leaves no name behind.

It has an output, a console and errors as a cell has, under the id `scratch`,
but it is no cell: not in the file, not in the graph, and no cell can read it.
What it changes inside a shared value is changed; a state that it sets is
followed. Who runs it is the session's business.
"""

from __future__ import annotations

from dataclasses import replace

from cloche.analysis import analyse
from cloche.protocol import CellError, CellFinished, CellId, CellOutput, CellText, ErrorCode, RunFinished, RunStarted
from cloche.runtime.kernel import Kernel
from cloche.runtime.namespace import Namespace
from cloche.runtime.record import Record
from cloche.runtime.runner import INTERRUPTED, Runner
from cloche.runtime.status import tell_status

SCRATCH = CellId("scratch")
"""Under this id the scratchpad's events go out."""


class Scratch:
    """One session's scratchpad. What it showed last lives until it is run again."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._runner: Runner | None = None

    def cancel(self) -> None:
        """End the scratchpad's code if it is awaiting something."""
        if self._runner is not None:
            self._runner.cancel()

    async def run(self, code: str) -> None:
        """Run code and tell everything about it."""
        kernel = self._kernel
        before = kernel.book.scratch
        # Defining nothing, it takes no name from a cell and no element is bound to one.
        record = Record(CellText(SCRATCH, "scratchpad", code), replace(analyse(code), defs=frozenset()))
        record.status = None if before is None else before.status
        self._runner = Runner(replace(kernel, namespace=self._surroundings()))
        if before is not None:
            self._runner.forget(before)
        kernel.book.scratch = record
        kernel.emit(RunStarted((SCRATCH,)))
        error: CellError | None = INTERRUPTED
        try:
            tell_status(kernel, record, "queued")
            tell_status(kernel, record, "running")
            error = await self._outcome(record, self._runner)
        except KeyboardInterrupt:
            # It came while none of the person's own code was on the stack.
            kernel.emit(CellOutput(SCRATCH, None))
            kernel.emit(CellFinished(SCRATCH, 0, INTERRUPTED))
        finally:
            self._runner = None
            tell_status(kernel, record, "idle" if error is None else "error")
            kernel.emit(RunFinished())

    async def _outcome(self, record: Record, runner: Runner) -> CellError | None:
        problem = record.analysis.problem
        if problem is None:
            return await runner.run(record)
        code: ErrorCode = "syntax-error" if problem.code == "syntax-error" else "problem"
        error = CellError(code, problem.message, hint=problem.hint)
        self._kernel.emit(CellOutput(SCRATCH, None))
        self._kernel.emit(CellFinished(SCRATCH, 0, error))
        return error

    def _surroundings(self) -> Namespace:
        """What the cells hold now, in a namespace that is thrown away."""
        shared = self._kernel.namespace.globals
        around = Namespace(str(shared.get("__file__", "")))
        around.globals.update(shared)
        return around
