"""`cloche run`: a notebook's cells in the terminal, as the kernel runs them.

Unlike `python notebook.py`, a cell that fails stops only what follows from it,
and what cells show is printed where it is text.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import time
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from cloche.errors import HostError
from cloche.hosts import alias
from cloche.notebook import read
from cloche.protocol import (
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellPrinted,
    CellText,
    Event,
    StartNotebook,
)
from cloche.runtime import Session
from cloche.runtime.callbacks import as_text

_INVISIBLE = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "run",
        help="run a notebook's cells here and print what they show",
        description="Run a notebook's cells in dependency order and print what they print and show. "
        "The exit code is 1 if a cell failed.",
    )
    parser.add_argument("file", metavar="FILE", help="a notebook (.py)")
    parser.add_argument("arguments", nargs="*", metavar="ARG", help="after `--`: what cl.cli_args() gives the notebook")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the notebook; 1 if a cell failed."""
    path = Path(arguments.file)
    cells = _cells(path)
    sys.argv = [str(path), *arguments.arguments]
    sys.path.insert(0, str(path.absolute().parent))
    os.environ.setdefault("MPLBACKEND", "module://cloche.runtime.pyplot")
    alias.install()
    terminal = Terminal(cells)
    session = Session(terminal, terminal.take, main=True)
    try:
        asyncio.run(session.handle(StartNotebook(cells, "run", True, False, {}, str(path), {})))
    finally:
        session.close()
    return 1 if terminal.failed else 0


def _cells(path: Path) -> tuple[CellText, ...]:
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise HostError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    cells = read(text, path=str(path)).cells
    return tuple(
        CellText(CellId(_label(cell.name, n)), cell.name, cell.code, cell.kind, cell.config)
        for n, cell in enumerate(cells, 1)
    )


def _label(name: str, number: int) -> str:
    return str(number) if name in ("", "_") else f"{number} {name}"


class Terminal:
    """The host of one run, and the one who listens: prints go out at once, the rest when a cell is done."""

    def __init__(self, cells: Sequence[CellText]) -> None:
        self.failed = False
        self._outputs: dict[CellId, str] = {}
        self._out, self._err = sys.stdout, sys.stderr

    def now(self) -> float:
        return time.perf_counter() * 1000

    async def ensure_modules(self, names: Sequence[str], cell: CellId) -> None:
        """Nothing is installed here: that is the reader's own Python."""

    def wake(self) -> None:
        """State that is set after the run has nobody to show it to."""

    def take(self, event: Event) -> None:
        """Print what an event has to say."""
        match event:
            case CellPrinted(stream=stream, text=text):
                out = self._out if stream == "stdout" else self._err
                out.write(text)
                out.flush()
            case CellOutput(cell, output):
                self._outputs[cell] = as_plain(output)
            case CellFinished(cell, _, error):
                self._finish(cell, error)

    def _finish(self, cell: CellId, error: CellError | None) -> None:
        shown = self._outputs.pop(cell, "")
        if shown:
            print(shown, file=self._out, flush=True)
        if error is not None:
            self.failed = self.failed or error.code != "ancestor-stopped"
            print(f"cell {cell}: {as_text(error)}", end="", file=self._err, flush=True)


def as_plain(output: object) -> str:
    """What a terminal can show of an output: its text, or its HTML without the markup."""
    if not isinstance(output, dict):
        return ""
    if "text/plain" in output:
        return str(output["text/plain"])
    if "text/html" in output:
        lines = unescape(_INVISIBLE.sub("", str(output["text/html"]))).splitlines()
        return "\n".join(line.rstrip() for line in lines if line.strip())
    return ", ".join(f"[{mime}]" for mime in output)
