"""What cells print: each cell's text goes to its own console, in order, in pieces worth sending.

`sys.stdout` and `sys.stderr` become streams that ask whose code is writing.
They belong to the process; a console belongs to one run of one cell.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from cloche.protocol import CellId, CellPrinted, ConsoleCleared, Event, Stream
from cloche.runtime.interrupts import Interrupts
from cloche.ui.ambient import place

LIMIT = 1_000_000
"""Characters that one run of a cell may print. The rest is dropped, with a notice."""

_PIECE = 8_192
_PAUSE = 16.0
_AT_ONCE = 64
_NAMES: tuple[Stream, ...] = ("stdout", "stderr")


class Console:
    """What one run of a cell prints.

    The first lines go out at once, since the cell may be busy for long after
    them. A flood is gathered into pieces: at most one in 16 ms, or of 8 KB.
    """

    def __init__(
        self, cell: CellId, emit: Callable[[Event], None], now: Callable[[], float], interrupts: Interrupts
    ) -> None:
        self._cell = cell
        self._emit = emit
        self._now = now
        self._interrupts = interrupts
        self._stream: Stream = "stdout"
        self._waiting: list[str] = []
        self._size = 0
        self._left = LIMIT
        self._urgent = _AT_ONCE
        self._sent = -_PAUSE
        self._lock = threading.RLock()  # threads of a cell print too
        self.is_stepping = False
        """The cell's code is on the stack, so somebody will flush when it leaves."""

    def write(self, stream: Stream, text: str) -> None:
        """Take text as it comes."""
        with self._lock:
            self._write(stream, text)

    def _write(self, stream: Stream, text: str) -> None:
        if not text or self._left <= 0:
            return
        if stream != self._stream:
            self.flush()
            self._stream = stream
        if len(text) >= self._left:
            text = f"{text[: self._left]}\n… the rest is not shown: this cell printed more than {LIMIT // 1000:,} KB.\n"
            self._left = 0
        self._left -= len(text)
        self._waiting.append(text)
        self._size += len(text)
        if not self.is_stepping or self._size >= _PIECE or (text[-1] == "\n" and self._may_go()):
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        with self._lock:
            if self._waiting:
                text, self._waiting, self._size = "".join(self._waiting), [], 0
                self._sent = self._now()
                self._emit(CellPrinted(self._cell, self._stream, text))

    def clear(self) -> None:
        """Throw away what was printed, sent or not."""
        with self._lock:
            self._waiting, self._size, self._left = [], 0, LIMIT
            self._emit(ConsoleCleared(self._cell))

    def check(self) -> None:
        """Raise an interrupt that came while this text was taken, if a cell is there to be ended."""
        if self.is_stepping:
            self._interrupts.check()

    def _may_go(self) -> bool:
        if self._urgent > 0:
            self._urgent -= 1
            return True
        return self._now() - self._sent >= _PAUSE


class CellStream(io.TextIOBase):
    """Stands in for `sys.stdout` or `sys.stderr` and sends text to the console of the cell that writes.

    Closing it does nothing: a cell that closes its output goes on printing.
    """

    def __init__(self, name: Stream, outside: TextIO | None) -> None:
        self._name: Stream = name
        self._outside = outside

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        return "replace"

    @property
    def buffer(self) -> _Bytes:
        return _Bytes(self)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        """Of the stream outside, for code that hands it to C; what C writes there is not shown in the cell."""
        if self._outside is None:
            raise io.UnsupportedOperation("fileno")
        return self._outside.fileno()

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        console = getattr(place.get(), "console", None)
        if isinstance(console, Console):
            console.write(self._name, text)
            console.check()
        elif self._outside is not None:
            self._outside.write(text)
        return len(text)

    def flush(self) -> None:
        console = getattr(place.get(), "console", None)
        if isinstance(console, Console):
            console.flush()
        elif self._outside is not None:
            self._outside.flush()

    def close(self) -> None:
        self.flush()


class _Bytes(io.RawIOBase):
    """`sys.stdout.buffer`, for code that writes bytes."""

    def __init__(self, stream: CellStream) -> None:
        self._to = stream

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        octets = bytes(content)
        self._to.write(octets.decode("utf-8", "replace"))
        return len(octets)


class Streams:
    """The process's two streams, taken over while a session lives."""

    def __init__(self) -> None:
        self._taken: dict[Stream, TextIO | None] = {}

    def take(self) -> None:
        """Put our streams in place, also after a cell has put something else there."""
        for name in _NAMES:
            present = getattr(sys, name)
            if not isinstance(present, CellStream):
                self._taken.setdefault(name, present)
                setattr(sys, name, CellStream(name, present))

    def give_back(self) -> None:
        """What was there before, unless somebody else has put something there meanwhile."""
        for name, before in self._taken.items():
            if isinstance(getattr(sys, name), CellStream):
                setattr(sys, name, before)
        self._taken.clear()
