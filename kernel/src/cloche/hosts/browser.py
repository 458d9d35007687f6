"""The kernel in the browser's worker: the only file that knows Pyodide and JavaScript.

The worker imports this module (it may be part of a memory snapshot: importing
it touches nothing), then calls `start` once and keeps the `BrowserHost`:

    const browser = pyodide.pyimport("cloche.hosts.browser");
    const host = browser.start.callKwargs(post, { sleep, install, input });

    const answer = host.handle(command);      // undefined, a WireError, or a promise of either
    host.cancel(); host.is_busy; host.analyse(cells); host.complete(code, offset);

Everything that goes to JavaScript is a plain structured-clone value: arrays,
objects, `Uint8Array`, never a proxy. The promise is a Python future and the
worker destroys its proxy.
"""

from __future__ import annotations

import asyncio
import builtins
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, cast

from js import Object  # type: ignore[import-not-found]
from pyodide.ffi import to_js  # type: ignore[import-not-found]

from cloche.errors import ClocheError
from cloche.hosts import alias
from cloche.hosts.batches import Batches
from cloche.hosts.queue import CommandQueue
from cloche.protocol import CellId, CellPrinted, CellText, Command, Event, RunCells, from_wire, to_wire
from cloche.protocol.codec import reader
from cloche.runtime import Session
from cloche.runtime.threads import serial


def start(
    post: Callable[[Any], object],
    *,
    sleep: Callable[[float], bool] | None = None,
    install: Callable[[Any, str], Any] | None = None,
    input: Callable[[str], str | None] | None = None,
) -> BrowserHost:
    """Make the kernel. Call once, after a snapshot has been restored.

    - `post(events)`: takes a JavaScript array of kernel events, in order.
    - `sleep(milliseconds) -> boolean`: blocks (on the interrupt buffer); false when interrupted.
      Without it, `time.sleep` stays Pyodide's own.
    - `install(names, cell) -> Promise`: makes missing modules importable before `cell` runs.
      It may reject: then the cell's own `import` fails and says so.
    - `input(prompt) -> string | null`: blocks for a line; null ends the run as an interrupt does.
    """
    host = BrowserHost(post, install)
    os.environ["MPLBACKEND"] = "module://cloche.runtime.pyplot"
    alias.install()
    random.seed()  # a restored snapshot gives every visitor the same seed
    if sleep is not None:
        time.sleep = cast(Any, _interruptible(sleep, host.flush))
    if not serial.have_threads():
        serial.install()
    builtins.input = cast(Any, _asking(input, host.flush))
    # Pyodide turns the interrupt buffer's 2 into this signal.
    signal.signal(signal.SIGINT, lambda _number, frame: host.interrupt(frame))
    return host


class BrowserHost:
    """The port between the worker and one session."""

    def __init__(self, post: Callable[[Any], object], install: Callable[[Any, str], Any] | None) -> None:
        self._install = install
        self._batches = Batches(lambda events: _ignore(post(_javascript(events))), self.now)
        self._session = Session(self, self._emit, main=True)
        self._queue = CommandQueue(self._handle, self.flush)
        self._will_flush = False

    # ------------------------------------------------------ called by the worker

    @property
    def is_busy(self) -> bool:
        """A command runs or waits."""
        return self._queue.is_busy

    def handle(self, command: Any) -> Any:
        """Hand a `KernelCommand` over; done when all that it set off is done.

        Gives None when that is already so, else a promise. Either may hold a
        `WireError` (`code`, `problem`, `hint`) in place of None: a malformed
        command, or a fault of our own.
        """
        try:
            order = from_wire(_python(command))
        except ClocheError as error:
            return _wire_error(error)
        if isinstance(order, RunCells):
            self._batches.forget(cell.id for cell in order.cells)
        answer: asyncio.Future[Any] | None = None
        done: list[Any] = []

        def finished(fault: BaseException | None) -> None:
            done.append(None if fault is None else _wire_error(fault))
            if answer is not None and not answer.done():
                answer.set_result(done[0])

        self._queue.put(order, finished)
        if done:
            return done[0]
        answer = asyncio.get_event_loop().create_future()
        return answer

    def interrupt(self, frame: FrameType | None) -> None:
        """A signal has come: it ends code of a cell, and never what the kernel is doing."""
        self._session.interrupt(frame)

    def cancel(self) -> None:
        """End the cell that is awaiting; a busy one is reached by the interrupt buffer."""
        self._session.cancel()

    def analyse(self, cells: Any) -> Any:
        """`CellAnalysis` of each `CellText`, as if run now; changes nothing."""
        texts = reader(tuple[CellText, ...])(_python(cells), "cells")
        return _javascript([to_wire(found) for found in self._session.analyse(texts)])

    def complete(self, code: str, offset: int) -> Any:
        """`Completion`s of `code` at `offset` (UTF-16 units), best first."""
        place = len(code.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore"))
        return _javascript([to_wire(found) for found in self._session.complete(code, place)])

    # ----------------------------------------------------- called by the session

    def now(self) -> float:
        return time.perf_counter() * 1000

    async def ensure_modules(self, names: Sequence[str], cell: CellId) -> None:
        if self._install is None:
            return
        try:
            await self._install(_javascript(list(names)), cell)
        except Exception as error:  # noqa: BLE001 - the worker rejected; the cell's import tells the rest
            self._batches.put(CellPrinted(cell, "stderr", f"{getattr(error, 'message', error)}\n"))

    def wake(self) -> None:
        self._queue.put(None, lambda fault: None)

    def flush(self) -> None:
        """Post what has gathered."""
        self._batches.flush()

    def _emit(self, event: Event) -> None:
        self._batches.put(event)
        if not self._queue.is_stepping and not self._will_flush:
            # From a task of the notebook's: nobody else will flush.
            self._will_flush = True
            asyncio.get_event_loop().call_soon(self._flush_later)

    def _flush_later(self) -> None:
        self._will_flush = False
        self.flush()

    async def _handle(self, command: Command | None) -> None:
        self._batches.begin()
        if command is None:
            await self._session.settle()
        else:
            await self._session.handle(command)


def _interruptible(sleep: Callable[[float], bool], flush: Callable[[], None]) -> Callable[[float], None]:
    def blocking_sleep(seconds: float, /) -> None:
        """Wait, while the page shows what came before and Stop still works."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        flush()
        if not sleep(seconds * 1000):
            raise KeyboardInterrupt

    return blocking_sleep


def _asking(ask: Callable[[str], str | None] | None, flush: Callable[[], None]) -> Callable[[object], str]:
    def blocking_input(prompt: object = "", /) -> str:
        """Read a line from the person at the page."""
        if ask is None:
            raise RuntimeError("input() cannot ask here: this page has no way to wait for an answer. Use ui.text().")
        flush()
        line = ask(str(prompt))
        if line is None:
            raise KeyboardInterrupt
        return line

    return blocking_input


def _ignore(_: object) -> None:
    """What a JavaScript callback returns."""


def _python(value: Any) -> Any:
    return value.to_py() if hasattr(value, "to_py") else value


def _javascript(value: object) -> Any:
    return to_js(value, dict_converter=Object.fromEntries)


def _wire_error(fault: BaseException) -> Any:
    if isinstance(fault, ClocheError):
        return _javascript({"code": fault.code, "problem": fault.problem, "hint": fault.hint})
    problem = f"The kernel failed: {type(fault).__name__}: {fault}"
    return _javascript({"code": "kernel-bug", "problem": problem, "hint": "Please report it."})
