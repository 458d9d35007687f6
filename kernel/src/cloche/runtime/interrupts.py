"""Where an interrupt may strike: in code of the notebook's, never in the kernel's own.

An interrupt that came while the kernel was analysing, planning or telling would
leave half a change behind. So a host hands its signals to `Interrupts.strike`,
which raises only where the code of a cell is on top; elsewhere it is noted, and
the run ends before its next cell with nothing lost.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from types import CodeType, FrameType
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

# As the code objects themselves spell it: compiled files may have been moved.
_PACKAGE = PurePath((lambda: None).__code__.co_filename).parents[1]
_KERNEL = tuple(
    str(_PACKAGE / folder) for folder in ("analysis", "graph", "hosts", "notebook", "program", "protocol", "runtime")
)
_CACHE = str(_PACKAGE / "runtime" / "cache")
"""Finding and keeping results may take long, and leaves nothing behind when it is ended."""
_WINDOWS: set[CodeType] = set()


def window(function: F) -> F:
    """Mark a function of the kernel's that does nothing but call code that may be interrupted."""
    _WINDOWS.add(function.__code__)
    return function


class Interrupts:
    """One session's interrupts: taken at once, or kept until the kernel comes to a place where it can stop."""

    def __init__(self) -> None:
        self.is_pending = False

    def strike(self, frame: FrameType | None) -> None:
        """An interrupt has come while `frame` runs. Raises `KeyboardInterrupt` if that is the notebook's own code."""
        if is_interruptible(frame):
            raise KeyboardInterrupt
        self.is_pending = True

    def check(self) -> None:
        """Code of a cell goes on after this: raise what is pending."""
        if self.is_pending:
            self.is_pending = False
            raise KeyboardInterrupt

    def take(self) -> bool:
        """Whether one is pending; then it is no longer."""
        was, self.is_pending = self.is_pending, False
        return was


def is_interruptible(frame: FrameType | None) -> bool:
    """Whether code of a cell, or something that it or a renderer called, is on top of the stack."""
    top = frame
    while frame is not None:
        code = frame.f_code
        if code in _WINDOWS:
            return frame is not top
        if code.co_filename.startswith("<cell "):
            return True
        if code.co_filename.startswith(_KERNEL) and not code.co_filename.startswith(_CACHE):
            return False
        frame = frame.f_back
    return False
