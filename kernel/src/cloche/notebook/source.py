"""A file's text, addressed as syntax trees address it: lines from 1, columns in UTF-8 bytes."""

from __future__ import annotations

import ast
import sys
import warnings
from functools import cached_property

from cloche.analysis.depth import too_deep
from cloche.notebook.text import NEWLINE


class Source:
    """Text with line numbers. Slices keep the line ends that the file has."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(end.end() for end in NEWLINE.finditer(text))]

    @cached_property
    def tree(self) -> ast.Module | None:
        """The syntax tree, or None where there is none."""
        if sys.platform == "emscripten" and too_deep(self.text) is not None:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def line_start(self, line: int) -> int:
        """Where a line begins; the end of the text for the line after the last."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def line(self, line: int) -> str:
        """One line, without its end."""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip("\r\n")

    def line_count(self) -> int:
        """How many lines there are; a final line end begins one more."""
        return len(self._starts)

    def offset(self, line: int, column: int) -> int:
        """The index into `text` of a position in a tree."""
        start = self.line_start(line)
        text = self.text[start : self.line_start(line + 1)]
        if text.isascii():
            return start + column
        return start + len(text.encode()[:column].decode(errors="ignore"))

    def start(self, node: ast.stmt | ast.expr | ast.arg) -> int:
        """Where a node begins, its decorators included."""
        decorators: list[ast.expr] = getattr(node, "decorator_list", [])
        if decorators:
            return self.line_start(decorators[0].lineno)
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.stmt | ast.expr | ast.arg) -> int:
        """Where a node ends."""
        return self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def segment(self, node: ast.stmt | ast.expr | ast.arg) -> str:
        """The text of a node."""
        return self.text[self.start(node) : self.end(node)]
