"""Commands wait here while one runs. No browser, no clock: `browser.py` and tests both drive it.

A command that never awaits is stepped to its end at once, so a slider move on
synchronous cells costs no turn of the event loop. One that suspends goes on as
a task, and what comes meanwhile waits; waiting `set-elements` are merged.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from types import coroutine
from typing import Any

from cloche.protocol import Command, SetElements

Finished = Callable[[BaseException | None], None]
Handle = Callable[[Command | None], Coroutine[Any, Any, None]]


class CommandQueue:
    """One command at a time through `handle`; None asks the session to settle what state left open.

    `finished` of each command is called once, with None or with what escaped.
    `idle` is called whenever the queue suspends or runs dry: the time to flush.
    """

    def __init__(self, handle: Handle, idle: Callable[[], None]) -> None:
        self._handle = handle
        self._idle = idle
        self._waiting: deque[tuple[Command | None, list[Finished]]] = deque()
        self._running = False
        self._task: asyncio.Task[None] | None = None
        self.is_stepping = False
        """A command is on the stack, so `idle` will be called when it leaves."""

    @property
    def is_busy(self) -> bool:
        """A command runs or waits."""
        return self._running or bool(self._waiting)

    def put(self, command: Command | None, finished: Finished) -> None:
        """Run `command` now, or after those before it."""
        if not self._merged(command, finished):
            self._waiting.append((command, [finished]))
        if not self._running:
            self._start()

    def _merged(self, command: Command | None, finished: Finished) -> bool:
        """Only the newest value of an element counts, as long as nothing else came between."""
        if not self._waiting or type(self._waiting[-1][0]) is not type(command):
            return False
        last, listeners = self._waiting[-1]
        if isinstance(command, SetElements) and isinstance(last, SetElements):
            # A value set later moves to the end: elements change in the order of their last move.
            values = {key: value for key, value in last.values.items() if key not in command.values}
            self._waiting[-1] = (SetElements({**values, **command.values}), listeners)
        elif command is not None:
            return False
        listeners.append(finished)
        return True

    def _start(self) -> None:
        self._running = True
        drain = self._drain()
        try:
            first = self._step(drain.send, None)
        except StopIteration:
            return
        self._task = asyncio.ensure_future(self._go_on(drain, first))

    def _step(self, go: Callable[[Any], object], what: object) -> object:
        self.is_stepping = True
        try:
            return go(what)
        finally:
            self.is_stepping = False
            self._idle()

    @coroutine
    def _go_on(self, drain: Coroutine[Any, Any, None], first: object) -> Generator[Any, Any, None]:
        """Give a coroutine that was stepped by hand to a task, which waits for what it yielded first."""
        awaited = first
        while True:
            try:
                answer = yield awaited
                thrown = None
            except BaseException as fault:  # noqa: BLE001 - handed on, not handled
                answer, thrown = None, fault
            try:
                awaited = self._step(drain.send, answer) if thrown is None else self._step(drain.throw, thrown)
            except StopIteration:
                return

    async def _drain(self) -> None:
        try:
            while self._waiting:
                command, listeners = self._waiting.popleft()
                fault: BaseException | None = None
                try:
                    await self._handle(command)
                except BaseException as caught:  # noqa: BLE001 - told to whoever sent the command
                    fault = caught
                for finished in listeners:
                    finished(fault)
        finally:
            self._running = False
            self._task = None
