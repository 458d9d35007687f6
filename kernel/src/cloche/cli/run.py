"""`cloche run`: a notebook's cells in the terminal, as the kernel runs them.

Unlike `python notebook.py`, a cell that fails stops only what follows from it,
and what cells show is printed where it is text.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from cloche.cli.files import exit_code, notebook_in
from cloche.cli.interruptible import handle
from cloche.hosts import alias
from cloche.hosts.local import LocalHost
from cloche.protocol import (
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellPrinted,
    CellStarted,
    CellText,
    Event,
    RunStarted,
    StartNotebook,
)
from cloche.runtime import Session
from cloche.runtime.callbacks import as_text

_INVISIBLE = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


DESCRIPTION = """Run a notebook's cells in dependency order, and print what they print and show.

A cell that fails stops only what follows from it. Results go to standard output; tracebacks, and on a
terminal the cell that is running, go to standard error.

examples:
  cloche run notebook.py
  cloche run notebook.py -- --year 2026 --fast
  python notebook.py --year 2026          the same cells as a plain program, which ends at the first error

exit codes: 0 all cells ran (or stopped themselves), 1 a cell failed or has a problem, 2 the file could not be
read or the command line is wrong, 130 stopped by Ctrl+C."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "run",
        help="run a notebook's cells here and print what they show",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a notebook (.py)")
    parser.add_argument("arguments", nargs="*", metavar="ARG", help="after `--`: what cl.cli_args() gives the notebook")
    parser.set_defaults(run=run)


@exit_code
def run(arguments: argparse.Namespace) -> int:
    """Run the notebook; 1 if a cell failed, 130 if it was stopped."""
    path = Path(arguments.file)
    cells = _cells(arguments.file)
    sys.argv = [str(path), *arguments.arguments]
    sys.path.insert(0, str(path.absolute().parent))
    os.environ.setdefault("MPLBACKEND", "module://cloche.runtime.pyplot")
    alias.install()
    terminal = Terminal(cells)
    session = Session(terminal, terminal.take, main=True)
    try:
        handle(session, StartNotebook(cells, "run", True, False, {}, str(path), {}))
        terminal.end()
    finally:
        terminal.clear()
        session.close()
    return 130 if terminal.was_interrupted else 1 if terminal.failed else 0


def _cells(name: str) -> tuple[CellText, ...]:
    return tuple(
        CellText(CellId(_label(cell.name, n)), cell.name, cell.code, cell.kind, cell.config)
        for n, cell in enumerate(notebook_in(name).cells, 1)
    )


def _label(name: str, number: int) -> str:
    return str(number) if name in ("", "_") else f"{number} {name}"


class Terminal(LocalHost):
    """The host of one run, and the one who listens: prints go out at once, the rest when a cell is done."""

    def __init__(self, cells: Sequence[CellText]) -> None:
        self.failed = False
        self.was_interrupted = False
        self._outputs: dict[CellId, str] = {}
        self._left: dict[CellId, None] = {}
        """Cells that are to run and have not, in their order."""
        self._out, self._err = sys.stdout, sys.stderr
        self._count, self._done = len(cells), 0
        self._is_telling = False

    def take(self, event: Event) -> None:
        """Print what an event has to say."""
        match event:
            case RunStarted(cells):
                self._left = dict.fromkeys(cells)
            case CellStarted(cell):
                self._tell(cell)
            case CellPrinted(stream=stream, text=text):
                self.clear()
                out = self._out if stream == "stdout" else self._err
                out.write(text)
                out.flush()
            case CellOutput(cell, output):
                self._outputs[cell] = as_plain(output)
            case CellFinished(cell, _, error):
                self._finish(cell, error)

    def _tell(self, cell: CellId) -> None:
        """On a terminal: which cell runs, on a line that is gone when it is done."""
        if self._err.isatty():
            print(f"\r\x1b[2K[{self._done + 1}/{self._count}] cell {cell} …", end="", file=self._err, flush=True)
            self._is_telling = True

    def clear(self) -> None:
        """Take the line away that tells which cell runs."""
        if self._is_telling:
            print("\r\x1b[2K", end="", file=self._err, flush=True)
            self._is_telling = False

    def end(self) -> None:
        """The run is over: say if Ctrl+C ended it between two cells."""
        if self._left and not self.was_interrupted:
            self.was_interrupted = True
            print(f"Stopped before cell {next(iter(self._left))}.", file=self._err, flush=True)

    def _finish(self, cell: CellId, error: CellError | None) -> None:
        self._done += 1
        self._left.pop(cell, None)
        self.clear()
        shown = self._outputs.pop(cell, "")
        if shown:
            print(shown, file=self._out, flush=True)
        if error is not None:
            self.failed = self.failed or error.code != "ancestor-stopped"
            self.was_interrupted = self.was_interrupted or error.code == "interrupted"
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
