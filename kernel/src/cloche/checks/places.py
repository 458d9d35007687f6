"""From a line of a cell to the line of the file it stands on."""

from __future__ import annotations

from cloche.notebook import Notebook


def file_lines(notebook: Notebook) -> list[int]:
    """For each cell the file's line that its first line stands on; nothing where the notebook comes from no file."""
    origin = notebook.origin
    if origin is None:
        return []
    start = origin.text.removeprefix("\ufeff").find(origin.preamble + origin.app) + len(origin.preamble + origin.app)
    line = origin.text.count("\n", 0, start) + 1
    found = []
    for cell, block in zip(notebook.cells, origin.blocks, strict=True):
        line += block.gap.count("\n")
        found.append(line + _offset(block.text, cell.code))
        line += block.text.count("\n")
    return found


def _offset(text: str, code: str) -> int:
    """How many lines of a cell's text come before its code."""
    lines = [line.strip() for line in text.split("\n")]
    wanted = [line.strip() for line in code.split("\n")]
    for at in range(len(lines) - len(wanted) + 1):
        if lines[at : at + len(wanted)] == wanted:
            return at
    return 0
