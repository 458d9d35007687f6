"""Ctrl+C at every moment of a run in the terminal."""

import re
import signal
import sys
import time

import pytest

from cloche.cli.interruptible import handle
from cloche.cli.run import Terminal
from cloche.protocol import CellText, StartNotebook
from cloche.runtime import Session

BUSY = "while True:\n    pass"
AWAITING = "import asyncio\nwhile True:\n    await asyncio.sleep(0)"
TASK = (
    "import asyncio\nasync def _f():\n    while True:\n        await asyncio.sleep(0)\nawait asyncio.gather(_f(), _f())"
)
WORDS = re.compile(r"Stopped before cell c.\.\n|cell c.: KeyboardInterrupt: You stopped this cell\.\n")


def run(code, line, capsys):
    """Run a cell, with Ctrl+C at the `line`-th line of Python that runs while it is heard; gives what was said."""
    left, ordinary = line, signal.getsignal(signal.SIGINT)
    latest = time.monotonic() + 60

    def trace(frame, event, argument):
        nonlocal left
        assert time.monotonic() < latest, "Ctrl+C was lost"
        if event == "line" and left >= 0 and signal.getsignal(signal.SIGINT) is not ordinary:
            left -= 1
            if left < 0:
                signal.raise_signal(signal.SIGINT)
        return trace

    cells = (CellText("c0", "_", "x = 1"), CellText("c1", "_", code))
    terminal = Terminal(cells)
    session = Session(terminal, terminal.take)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        handle(session, StartNotebook(cells, "run", True, False, {}, "nb.py", {}))
    finally:
        sys.settrace(before)
        session.close()
    terminal.end()
    assert left < 0, "the run ended before"
    assert terminal.was_interrupted
    return capsys.readouterr().err


@pytest.mark.parametrize("code", [BUSY, AWAITING, TASK])
def test_ctrl_c_ends_the_run_in_clean_words_at_whichever_line_it_strikes(code, capsys):
    before = signal.getsignal(signal.SIGINT)

    # Before its first cell a run looks at every module there is: the more, the more other tests have imported.
    said = {run(code, line, capsys) for line in range(0, 24_000, 591)}

    assert {"Stopped before cell c0.\n", "cell c1: KeyboardInterrupt: You stopped this cell.\n"} <= said
    assert all(WORDS.fullmatch(each) for each in said)
    assert signal.getsignal(signal.SIGINT) is before
