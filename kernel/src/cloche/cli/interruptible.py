"""One command of a session in a terminal, where Ctrl+C stops the cell that runs and nothing else.

Neither of Python's own ways is enough: an exception that strikes anywhere
leaves half a change behind in the kernel or in the event loop, and asyncio's
way does not reach a cell that is busy.
"""

from __future__ import annotations

import _thread
import asyncio
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from cloche.protocol import Command
from cloche.runtime import Session

_AGAIN = 0.02
"""Seconds after which an interrupt that found no place to stop strikes again: as often as in the browser."""


def handle(session: Session, command: Command) -> None:
    """Do what a command orders, to its end. To be called outside of any event loop."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        loop.set_exception_handler(_told)
        task = loop.create_task(session.handle(command))
        with _stopped_by_ctrl_c(session, task):
            while not task.done():
                try:
                    loop.run_until_complete(task)
                except KeyboardInterrupt:
                    # It struck a task that a cell has started, and that is over. The cell that awaits ends too.
                    session.cancel()
        task.result()


def _told(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), KeyboardInterrupt):
        loop.default_exception_handler(context)


@contextmanager
def _stopped_by_ctrl_c(session: Session, task: asyncio.Task[None]) -> Iterator[None]:
    """Only the main thread hears signals: in another this does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupts = _CtrlC(session, task)
    before = signal.getsignal(signal.SIGINT)
    with _woken_by_signals(task.get_loop()):
        signal.signal(signal.SIGINT, interrupts.strike)
        try:
            yield
        finally:
            interrupts.end()
            signal.signal(signal.SIGINT, signal.default_int_handler if before is None else before)


@contextmanager
def _woken_by_signals(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """A signal that strikes just before the loop begins to wait would be heard only afterwards."""
    if sys.platform == "win32":
        # The loop sees to it by itself.
        yield
        return
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for end in (ours, theirs):
            end.setblocking(False)
        loop.add_reader(ours, ours.recv, 4096)
        before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            loop.remove_reader(ours)


class _CtrlC:
    """Raises in a cell that is busy, cancels one that awaits; tries again where neither can be done yet."""

    def __init__(self, session: Session, task: asyncio.Task[None]) -> None:
        self._session = session
        self._task = task
        self._loop = task.get_loop()
        self._is_early = False
        self._is_repeating = False
        self._is_over = False
        self._sending = threading.Lock()

    def strike(self, _number: int, frame: FrameType | None) -> None:
        """The signal's handler. It may strike itself, so it must take no lock."""
        self._is_early = not self._session.is_running
        if not self._is_early:
            # A cell that awaits ends where it awaits, with its tasks in order; anywhere, if it does not come to that.
            is_alone = asyncio.current_task(self._loop) is self._task
            self._session.interrupt(frame if is_alone or self._session.is_interrupted else None)
        self._loop.call_soon_threadsafe(self._cancel)
        if not self._is_repeating:
            self._is_repeating = True
            _thread.start_new_thread(self._repeat, ())

    def end(self) -> None:
        """No signal is sent after this."""
        self._is_over = True
        with self._sending:
            pass

    def _cancel(self) -> None:
        if self._session.is_interrupted:
            self._session.cancel()

    def _repeat(self) -> None:
        while True:
            time.sleep(_AGAIN)
            self._send()
            # Look after the flag is down, or a strike that comes in between would be nobody's.
            self._is_repeating = False
            if not self._is_wanted:
                return
            self._is_repeating = True

    @property
    def _is_wanted(self) -> bool:
        return (self._is_early or self._session.is_interrupted) and not self._is_over

    def _send(self) -> None:
        with self._sending:
            if self._is_wanted:
                _interrupt_main_thread()


def _interrupt_main_thread() -> None:
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        # This one also ends a call that waits, such as `time.sleep`.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
