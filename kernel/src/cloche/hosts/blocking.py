"""Blocking calls where one thread does everything: `time.sleep`, `input()`, waiting for a coroutine or a promise.

Two ways behind one interface. By *memory* shared with the page the worker's
thread really blocks, and the page reaches it. By *suspending*, the browser sets
this call aside while the worker goes on (`run_sync`, where there is JSPI).
No browser here: both are given.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

CLEANUP = 0.2
"""Seconds that a coroutine gets to clean up after Stop."""


class Memory(Protocol):
    """What the worker can do with memory that the page shares."""

    def sleep(self, milliseconds: float) -> bool:
        """Block; False when interrupted."""
        ...

    def ask(self, request: int) -> Any:
        """Block until the page answers: an object whose `line` is None at the end of input; None when interrupted."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """How this Python can block. `sleep` is the way of last resort: nothing ends it early."""

    sleep: Callable[[float], None]
    memory: Memory | None = None
    run_sync: Callable[[Awaitable[Any]], Any] | None = None
    can_run_sync: Callable[[], bool] = lambda: False


class CannotWaitError(RuntimeError):
    """Python cannot wait here, and must not pretend to."""


class _Question:
    """What an `input()` waits for."""

    def __init__(self) -> None:
        self.answered = asyncio.Event()
        self.line: str | None = None


class Blocking:
    """Every blocking call of the notebook's; `interrupt` ends those that are suspended."""

    def __init__(self, engine: Engine, flush: Callable[[], None]) -> None:
        self._engine = engine
        self.flush = flush
        self._stops: set[asyncio.Future[None]] = set()
        self._questions: dict[int, _Question] = {}
        self.suspended = 0
        """Calls that are set aside at the moment: while there are some, others run."""

    # ------------------------------------------------------------- for the page

    def interrupt(self) -> None:
        """End all waits of now with KeyboardInterrupt; later ones are not meant."""
        for stop in self._stops:
            if not stop.done():
                stop.set_result(None)

    def answer(self, request: int, line: str | None) -> None:
        """Give a line to the `input()` that waits for it; None is the end of the input."""
        question = self._questions.get(request)
        if question is not None and not question.answered.is_set():
            question.line = line
            question.answered.set()

    # --------------------------------------------------------- for the notebook

    def sleep(self, seconds: float, /) -> None:
        """`time.sleep`: the page shows what came before, and Stop still works."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.flush()
        if self._engine.memory is not None:
            if not self._engine.memory.sleep(seconds * 1000):
                raise KeyboardInterrupt
        elif self.can_suspend:
            self.wait(asyncio.sleep(seconds))
        else:
            self._engine.sleep(seconds)

    def line(self, request: int) -> str:
        """A line from the person at the page. Raises EOFError, KeyboardInterrupt or `CannotWaitError`."""
        if self._engine.memory is not None:
            self.flush()
            answer = self._engine.memory.ask(request)
            if answer is None:
                raise KeyboardInterrupt
            line = answer.line
        else:
            line = self._suspended_line(request)
        if line is None:
            raise EOFError("The input was ended.")
        return str(line)

    def _suspended_line(self, request: int) -> str | None:
        # It is there before it leaves: the answer may be quicker than the loop that will wait for it.
        question = self._questions[request] = _Question()
        try:
            self.wait(question.answered.wait())
        finally:
            del self._questions[request]
        return question.line

    @property
    def can_ask(self) -> bool:
        """`line` has a way to wait."""
        return self._engine.memory is not None or self.can_suspend

    @property
    def can_suspend(self) -> bool:
        """`wait` works here: not without JSPI, and not below a call that came from JavaScript."""
        return self._engine.run_sync is not None and self._engine.can_run_sync()

    def wait(self, awaitable: Awaitable[Any], /) -> Any:
        """`run_sync`, and so `asyncio.run` and `run_until_complete`: the awaitable's result, in plain code."""
        run_sync = self._engine.run_sync
        if run_sync is None or not self._engine.can_run_sync():
            if inspect.iscoroutine(awaitable):
                awaitable.close()
            raise CannotWaitError(
                "Plain code cannot wait for a coroutine here: this browser lacks what that takes (JSPI), or JavaScript "
                "called this function. Await it instead: a cell may say `await main()` at its top level."
            )
        self.flush()
        self.suspended += 1
        try:
            ended = run_sync(self._until_stopped(awaitable))
        finally:
            self.suspended -= 1
        if ended is None:
            raise KeyboardInterrupt
        (task,) = ended
        return task.result()

    async def _until_stopped(self, awaitable: Awaitable[Any]) -> tuple[asyncio.Future[Any]] | None:
        """The finished task, or None. It raises nothing: a KeyboardInterrupt that leaves a task ends the event loop.

        In a tuple, since JavaScript, which it passes through, awaits what can be awaited.
        """
        task = asyncio.ensure_future(awaitable)
        stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._stops.add(stop)
        try:
            await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stops.discard(stop)
        if task.done():
            return (task,)
        task.cancel()
        await asyncio.wait({task}, timeout=CLEANUP)
        return None
