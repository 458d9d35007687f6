"""`input()`, `getpass()` and reading from `sys.stdin` in a cell. How the answer comes is the host's business."""

from __future__ import annotations

import io
from itertools import count
from typing import Protocol

from cloche.protocol import InputFinished, InputRequested
from cloche.runtime.cellrun import CellRun, current


class Lines(Protocol):
    """Where lines come from."""

    @property
    def can_ask(self) -> bool:
        """There is a way to wait for one here."""
        ...

    def line(self, request: int) -> str:
        """Block for the answer. Raises EOFError at the end of the input, KeyboardInterrupt when stopped."""
        ...


class Prompt:
    """Asks in the console of the cell that is running."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._requests = count(1)

    def input(self, prompt: object = "", /) -> str:
        """Read a line. The console keeps the prompt and the answer, as a terminal does."""
        return self._ask(str(prompt), secret=False)

    def getpass(self, prompt: str = "Password: ", stream: object = None, *, echo_char: str | None = None) -> str:
        """Read a line that is not shown. `stream` and `echo_char` are for terminals."""
        return self._ask(prompt, secret=True)

    def _ask(self, prompt: str, *, secret: bool) -> str:
        run = current()
        if run is None:
            raise RuntimeError("There is nobody to ask: input() works in a cell that is running.")
        if not self._lines.can_ask:
            raise RuntimeError(
                "input() cannot wait for an answer here: this page shares no memory with Python (it is not "
                "cross-origin isolated), and this browser cannot suspend Python (it lacks JSPI). "
                "Reload the page, which may give it another way, or use cl.ui.text() instead."
            )
        run.console.flush()
        request = next(self._requests)
        run.tell(InputRequested(run.cell, request, prompt, secret))
        echo = ""
        try:
            line = self._lines.line(request)
            echo = "" if secret else line
            return line
        finally:
            self._finish(run, request, f"{prompt}{echo}\n")

    def _finish(self, run: CellRun, request: int, text: str) -> None:
        run.console.write("stdout", text)
        run.console.flush()
        run.tell(InputFinished(run.cell, request))


class CellInput(io.TextIOBase):
    """Stands in for `sys.stdin`: each line is asked for."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt

    @property
    def name(self) -> str:
        return "<stdin>"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def readable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """A line with its end, or "" at the end of the input. `size` is not obeyed: a line is not given in parts."""
        try:
            return f"{self._prompt.input()}\n"
        except EOFError:
            return ""

    def read(self, size: int | None = -1, /) -> str:
        """All lines up to the end of the input."""
        return "".join(iter(self.readline, ""))
