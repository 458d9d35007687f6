"""What a block prints, kept in hand or shown in the cell's output instead of its console."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from contextlib import contextmanager

from cloche.outputs.media import plain_text
from cloche.runtime.cellrun import current


@contextmanager
def capture_stdout() -> Iterator[io.StringIO]:
    """Keep what the block prints: it goes nowhere else.

    >>> with capture_stdout() as printed:
    ...     print("hello")
    >>> printed.getvalue()
    'hello\\n'
    """
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        yield printed


@contextmanager
def capture_stderr() -> Iterator[io.StringIO]:
    """Keep what the block writes to standard error: it goes nowhere else."""
    with contextlib.redirect_stderr(io.StringIO()) as printed:
        yield printed


@contextmanager
def redirect_stdout() -> Iterator[None]:
    """Show what the block prints in the cell's output, below what is there."""
    if current() is None:
        yield
        return
    shown = _Shown()
    try:
        with contextlib.redirect_stdout(shown):
            yield
    finally:
        shown.show()


@contextmanager
def redirect_stderr() -> Iterator[None]:
    """Show what the block writes to standard error in the cell's output, below what is there."""
    if current() is None:
        yield
        return
    shown = _Shown()
    try:
        with contextlib.redirect_stderr(shown):
            yield
    finally:
        shown.show()


class _Shown(io.StringIO):
    """One output of the cell, which grows. A flood is shown in ever larger steps."""

    def __init__(self) -> None:
        super().__init__()
        self._run = current()
        self._place = len(self._run.outputs) if self._run is not None else 0
        self._size = 0

    def write(self, text: str, /) -> int:
        written = super().write(text)
        if "\n" in text and self.tell() >= 1.1 * self._size:
            self.show()
        return written

    def show(self) -> None:
        """Show all there is."""
        if self._run is not None and self.tell() > self._size:
            self._size = self.tell()
            self._run.put(plain_text(self.getvalue()), self._place)
