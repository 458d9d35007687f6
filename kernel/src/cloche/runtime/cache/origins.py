"""A global that has no content to compare: it is known by the code that made it."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from cloche.runtime.cache.digest import Digester, UnkeyableError
from cloche.runtime.cellrun import current


def origin(name: str) -> bytes | None:
    """A mark for the global `name`: the text of its cell and of all above it, with the answers that they read.

    In a plain script it is the text of the whole file. None where neither is known.
    """
    run = current()
    if run is None:
        file = getattr(sys.modules.get("__main__"), "__file__", None)
        return sha256(Path(file).read_bytes()).digest() if file and Path(file).is_file() else None
    graph = run.book.graph
    cells = frozenset(graph.definers(name) or ([run.cell] if run.cell in graph.cells else ()))
    if not cells:
        return None
    digester = Digester(unkeyable=lambda name: b"known by its code")
    above = sorted(cells | graph.ancestors(cells), key=graph.place.__getitem__)
    parts: list[bytes] = []
    for cell in above:
        parts.append(run.book.records[cell].text.code.encode())
        for answer in run.answers(cell):
            try:
                parts.append(digester.of(answer))
            except UnkeyableError:
                return None
    return digester.joined("origin", parts)
