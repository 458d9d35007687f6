"""The text of each cell, where Python's own tools look for it: tracebacks, `inspect.getsource`, warnings."""

from __future__ import annotations

import linecache
import re
from types import FunctionType

from cloche.analysis import unmangle
from cloche.protocol import CellId


class Sources:
    """One session's entries in `linecache`, which is shared by the process; taken out again by `forget`."""

    def __init__(self) -> None:
        self._filenames: dict[CellId, str] = {}
        self._cells: dict[str, CellId] = {}

    def put(self, cell: CellId, code: str) -> str:
        """Register a cell's text and give the file name to compile it with."""
        filename = self._filenames.get(cell)
        if filename is None:
            filename = f"<cell {cell}>"
            while filename in linecache.cache:
                # Another session's cell of the same name.
                filename = f"{filename[:-1]}'>"
            self._filenames[cell] = filename
            self._cells[filename] = cell
        # A modification time of None tells linecache never to look for a file.
        linecache.cache[filename] = (len(code), None, [line + "\n" for line in code.split("\n")], filename)
        return filename

    def forget(self, cell: CellId) -> None:
        """Take a cell's text out."""
        filename = self._filenames.pop(cell, None)
        if filename is not None:
            self._cells.pop(filename, None)
            linecache.cache.pop(filename, None)

    def clear(self) -> None:
        """Take all of them out."""
        for cell in list(self._filenames):
            self.forget(cell)

    def cell_of(self, filename: str) -> CellId | None:
        """Whose code a frame runs."""
        return self._cells.get(filename)

    def class_file(self, kind: type) -> str | None:
        """The file name of the cell that made a class: the one of its methods, else one whose text defines it."""
        for member in vars(kind).values():
            if isinstance(member, FunctionType) and member.__qualname__ == f"{kind.__qualname__}.{member.__name__}":
                filename = member.__code__.co_filename
                if filename in self._cells:
                    return filename
        heading = re.compile(rf"^[ \t]*class[ \t]+{re.escape(unmangle(kind.__name__))}\b", re.MULTILINE)
        return next((name for name in self._cells if heading.search("".join(linecache.getlines(name)))), None)
