"""Where statements begin in text that need not be Python.

Magics and shell lines only count at the beginning of a statement: a `%` inside
a string or in the middle of a bracket is none of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_STOP = re.compile(r"\"\"\"|'''|[\"'#()\[\]{}\\]")


def logical_lines(text: str, is_foreign: Callable[[str], bool]) -> Iterator[tuple[bool, str]]:
    """Each line with whether it is foreign: begins a statement and is one by `is_foreign`.

    A foreign line takes those it is continued on by a backslash along with it.
    """
    state = _State()
    lines = iter(text.split("\n"))
    for line in lines:
        if state.is_between and is_foreign(line):
            while line.endswith("\\"):
                more = next(lines, None)
                if more is None:
                    break
                line += f"\n{more}"
            yield True, line
        else:
            state.read(line)
            yield False, line


class _State:
    """What is open at the end of a line: a string, brackets, a continuation."""

    def __init__(self) -> None:
        self.quote = ""
        self.depth = 0
        self.continued = False

    @property
    def is_between(self) -> bool:
        """The next line begins a statement."""
        return not self.quote and self.depth == 0 and not self.continued

    def read(self, line: str) -> None:
        at = 0
        self.continued = False
        while found := _STOP.search(line, at):
            at = found.end()
            mark = found[0]
            if mark == "\\":
                if self.quote:
                    at += 1
                self.continued = found.end() == len(line)
            elif self.quote:
                if mark == self.quote:
                    self.quote = ""
                elif len(self.quote) == 1 and mark == self.quote * 3:
                    # `''` closes and opens again; only the first mark is looked at.
                    self.quote = ""
                    at = found.start() + 1
                elif len(mark) == 3:
                    at = found.start() + 1
            elif mark == "#":
                return
            elif mark in "([{":
                self.depth += 1
            elif mark in ")]}":
                self.depth = max(0, self.depth - 1)
            else:
                self.quote = mark
        if len(self.quote) == 1 and not self.continued:
            # A string in single marks ends with its line, finished or not.
            self.quote = ""
