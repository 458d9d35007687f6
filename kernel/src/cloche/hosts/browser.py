"""The kernel in the browser's worker: the only file that knows Pyodide and JavaScript.

The worker imports this module (it may be part of a memory snapshot: importing
it touches nothing), then calls `start` once and keeps the `BrowserHost`:

    const browser = pyodide.pyimport("cloche.hosts.browser");
    const host = browser.start.callKwargs(post, { install, memory, http, bound });

    const answer = await host.handle.callPromising(command); // undefined, a WireError, or a promise of either
    host.cancel(); host.answer(request, line); host.is_busy; host.analyse(cells);
    host.complete(code, offset); host.convert(text, suffix, path);

Everything that goes to JavaScript is a plain structured-clone value: arrays,
objects, `Uint8Array`, never a proxy. Events without bytes go as one JSON text. The promise is a Python future and the
worker destroys its proxy. A worker without JSPI calls `handle` plainly.
"""

from __future__ import annotations

import asyncio
import builtins
import getpass
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType, ModuleType
from typing import Any, cast

import pyodide.ffi  # type: ignore[import-not-found]
import pyodide.webloop  # type: ignore[import-not-found]
from js import Object  # type: ignore[import-not-found]
from pyodide.ffi import to_js

from cloche.errors import ClocheError
from cloche.hosts import alias, libraries, pools, sockets
from cloche.hosts.afterwards import after_import
from cloche.hosts.batches import Batches
from cloche.hosts.blocking import Blocking, Engine
from cloche.hosts.queue import CommandQueue
from cloche.protocol import CellId, CellText, Command, Conversion, Event, RunCells, from_wire, to_wire
from cloche.protocol.codec import reader
from cloche.runtime import Session
from cloche.runtime.prompt import CellInput, Prompt
from cloche.runtime.threads import serial


def start(
    post: Callable[[Any], object],
    *,
    install: Callable[[Any, str], Any] | None = None,
    memory: Any = None,
    http: Any = None,
    bound: Callable[[], object] | None = None,
) -> BrowserHost:
    """Make the kernel. Call once, after a snapshot has been restored.

    - `post(events)`: takes kernel events in order: their array as a JSON text, or as JavaScript values.
    - `install(names, cell) -> Promise`: makes missing modules importable before `cell` runs.
      It may reject: then the cell's own `import` fails and says so.
    - `memory`: `sleep(milliseconds)` and `ask(request)`, where the page reaches a thread that blocks.
    - `http`: `begin(request)` and `block(request)`, as in `worker/src/http.ts`.
    - `bound()`: sets how deep the thread state of a call may go into C.
    """
    host = BrowserHost(post, install, memory, bound)
    os.environ["MPLBACKEND"] = "module://cloche.runtime.pyplot"
    libraries.install()
    alias.install()
    random.seed()  # a restored snapshot gives every visitor the same seed
    if not serial.have_threads():
        serial.install()
    _take_over(host.blocking, http)
    # Pyodide turns the interrupt buffer's 2 into this signal.
    signal.signal(signal.SIGINT, lambda _number, frame: host.interrupt(frame))
    return host


class BrowserHost:
    """The port between the worker and one session."""

    def __init__(
        self,
        post: Callable[[Any], object],
        install: Callable[[Any, str], Any] | None,
        memory: Any = None,
        bound: Callable[[], object] | None = None,
    ) -> None:
        self._install = install
        self._bound = bound
        self._batches = Batches(lambda events: _ignore(post(_packed(events))), self.now)
        self._session = Session(self, self._emit, main=True)
        self._queue = CommandQueue(self._handle, self.flush)
        self.blocking = Blocking(_engine(memory), self.flush)
        self._will_flush = False

    # ------------------------------------------------------ called by the worker

    @property
    def is_busy(self) -> bool:
        """A command runs or waits."""
        return self._queue.is_busy

    def handle(self, command: Any) -> Any:
        """Hand a `KernelCommand` over, as a JSON text where it holds no bytes; done when all that it set off is done.

        Gives None when that is already so, else a promise. Either may hold a
        `WireError` (`code`, `problem`, `hint`) in place of None: a malformed
        command, or a fault of our own.
        """
        loop = asyncio.get_event_loop()
        if asyncio._get_running_loop() is None:
            asyncio._set_running_loop(loop)  # each promising call has a thread state of its own
        if self._bound is not None:
            self._bound()
        try:
            order = from_wire(json.loads(command) if isinstance(command, str) else _python(command))
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
        answer = loop.create_future()
        return answer

    def interrupt(self, frame: FrameType | None) -> None:
        """A signal has come: it ends code of a cell, and never what the kernel is doing."""
        self._session.interrupt(frame)

    def cancel(self) -> None:
        """End what is awaited or waited for; a busy cell is reached by the interrupt buffer."""
        self._session.cancel()
        self.blocking.interrupt()

    def answer(self, request: int, line: str | None) -> None:
        """A line for `input()`; None is the end of the input."""
        self.blocking.answer(request, line)

    def analyse(self, cells: Any) -> Any:
        """`CellAnalysis` of each `CellText`, as if run now; changes nothing."""
        texts = reader(tuple[CellText, ...])(_python(cells), "cells")
        return _javascript([to_wire(found) for found in self._session.analyse(texts)])

    def complete(self, code: str, offset: int) -> Any:
        """`Completion`s of `code` at `offset` (UTF-16 units), best first."""
        place = len(code.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore"))
        return _javascript([to_wire(found) for found in self._session.complete(code, place)])

    def convert(self, text: str, suffix: str, path: str) -> Any:
        """A document of another format as a notebook: a `Conversion`, or the `WireError` that says why it is none."""
        from cloche.notebook import convert, write  # few visitors need it, and all would wait

        try:
            converted = convert.convert(text, suffix, path=path)
        except ClocheError as error:
            return _wire_error(error)
        return _javascript(to_wire(Conversion(write(converted.notebook), converted.notes)))

    # ----------------------------------------------------- called by the session

    def now(self) -> float:
        return time.perf_counter() * 1000

    async def ensure_modules(self, names: Sequence[str], cell: CellId) -> str:
        if self._install is None:
            return ""
        try:
            await self._install(_javascript(list(names)), cell)
        except Exception as error:  # noqa: BLE001 - the worker rejected; the cell's import tells it
            return str(getattr(error, "message", error))
        return ""

    def wake(self) -> None:
        self._queue.put(None, lambda fault: None)

    def flush(self) -> None:
        """Post what has gathered."""
        self._batches.flush()

    def _emit(self, event: Event) -> None:
        self._batches.put(event)
        is_stepping = self._queue.is_stepping and not self.blocking.suspended
        if not is_stepping and not self._will_flush:
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


def _engine(memory: Any) -> Engine:
    suspend, can_suspend = pyodide.ffi.run_sync, pyodide.ffi.can_run_sync
    return Engine(time.sleep, memory, suspend, can_suspend)


def _take_over(blocking: Blocking, http: Any) -> None:
    """Put what blocks in the place of the library's, which would hold the worker in a way that Stop does not reach."""
    time.sleep = cast(Any, blocking.sleep)
    prompt = Prompt(blocking)
    builtins.input = cast(Any, prompt.input)
    getpass.getpass = prompt.getpass
    sys.stdin = CellInput(prompt)
    pyodide.ffi.run_sync = pyodide.webloop.run_sync = blocking.wait

    changes: dict[str, Callable[[ModuleType], None]] = {}
    if http is not None:
        exchange = _Exchange(blocking, http)

        def open_url(url: str) -> io.StringIO:
            answer = exchange(sockets.Request("GET", url, (), b"", None))
            return io.StringIO(answer.body.decode("utf-8", "replace"))

        def change_pyodide(module: Any) -> None:
            module.open_url = open_url

        changes["http.client"] = lambda client: sockets.install(client, exchange)
        changes["urllib3.contrib.emscripten.connection"] = lambda connections: pools.install(connections, exchange)
        changes["pyodide.http"] = change_pyodide
    after_import(changes)


class _Exchange:
    """A request by the browser, that plain code waits for."""

    def __init__(self, blocking: Blocking, http: Any) -> None:
        self._blocking = blocking
        self._http = http

    def __call__(self, request: sockets.Request) -> sockets.Response:
        order = _javascript(
            {
                "method": request.method,
                "url": request.url,
                "headers": [list(pair) for pair in request.headers],
                "body": request.body,
                "timeout": None if request.timeout is None else request.timeout * 1000,
            }
        )
        result = self._suspended(order) if self._blocking.can_suspend else self._blocked(order)
        if result.fault == "timeout":
            raise TimeoutError(result.problem)
        if result.fault:
            raise ConnectionError(result.problem)
        return sockets.Response(result.status, result.reason, result.headers, result.body.to_bytes())

    def _suspended(self, order: Any) -> Any:
        task = self._http.begin(order)
        try:
            return self._blocking.wait(task.result)
        except KeyboardInterrupt:
            task.abort()
            raise

    def _blocked(self, order: Any) -> Any:
        self._blocking.flush()
        return self._http.block(order)


def _ignore(_: object) -> None:
    """What a JavaScript callback returns."""


def _python(value: Any) -> Any:
    return value.to_py(default_converter=_python_of) if hasattr(value, "to_py") else value


_PIECE = 4 * 1024 * 1024


def _python_of(value: Any, convert: Any, cache: Any) -> Any:
    """A file or blob as its bytes, read piece by piece: the page hands over the file itself, never a copy of it.

    None for one that cannot be read any more: it changed, or was moved.
    """
    if value.constructor.name not in ("File", "Blob"):
        return value
    from js import FileReaderSync

    reader, gathered = FileReaderSync.new(), io.BytesIO()
    try:
        for at in range(0, value.size, _PIECE):
            gathered.write(reader.readAsArrayBuffer(value.slice(at, at + _PIECE)).to_memoryview())
    except pyodide.ffi.JsException:
        return None
    return gathered.getvalue()


_AS_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


def _packed(events: list[dict[str, object]]) -> Any:
    """Events as one JSON text, which costs a tenth of objects made one by one; with bytes among them, as objects."""
    try:
        return _AS_JSON.encode(events)
    except (TypeError, ValueError):
        return _javascript(events)


def _javascript(value: object) -> Any:
    return to_js(value, dict_converter=Object.fromEntries)


def _wire_error(fault: BaseException) -> Any:
    if isinstance(fault, ClocheError):
        return _javascript({"code": fault.code, "problem": fault.problem, "hint": fault.hint})
    problem = f"The kernel failed: {type(fault).__name__}: {fault}"
    return _javascript({"code": "kernel-bug", "problem": problem, "hint": "Please report it."})
