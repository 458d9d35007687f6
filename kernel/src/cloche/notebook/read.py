"""The text of a `.py` file to a notebook.

A file that is Python is read by its syntax tree. One that is not (a merge
conflict, an unfinished edit) is read in pieces: see `recover.py`. Whatever was
in the file is in the notebook or in its `origin`; nothing is dropped.
"""

from __future__ import annotations

import re

from cloche.errors import NotANotebookError, UnreadableTextError
from cloche.notebook.cells import Found, find_cells, one_setup
from cloche.notebook.model import Block, Cell, Notebook, Origin
from cloche.notebook.opening import Opening, damaged_opening, mended, opening_of
from cloche.notebook.recover import pieces_of, plain_script
from cloche.notebook.source import Source
from cloche.notebook.text import lines_of


def read(text: str, *, path: str = "", recover: bool = False) -> Notebook:
    """The notebook in `text`, which `write` turns into the same text again.

    Raises `NotANotebookError` for other Python, unless `recover` asks for its
    code as cells, and `UnreadableTextError` for what cannot be Python at all.
    """
    _refuse_unreadable(text)
    source = Source(text.removeprefix("\ufeff"))
    if source.tree is not None:
        opening = opening_of(source, source.tree.body)
        found = [] if opening is None else list(find_cells(source, source.tree.body[opening.count :]))
        broken: frozenset[int] = frozenset()
    else:
        opening, found, broken = _in_pieces(source)
    if opening is None:
        if recover:
            return plain_script(text, path)
        raise NotANotebookError(
            f"{path or 'This file'} is no notebook: it has no `app = cloche.App()` after an `import cloche`.",
            hint="Convert it first (`cloche convert`), or open it as a script.",
        )
    return _notebook(text, source, opening, found, broken, path)


def _refuse_unreadable(text: str) -> None:
    bad = re.search(r"[\0\ud800-\udfff]", text)
    if bad is None:
        return
    what = "a NUL character" if bad[0] == "\0" else "half of a character (a lone surrogate)"
    line = text.count("\n", 0, bad.start()) + 1
    raise UnreadableTextError(
        f"Line {line} holds {what}, which no Python source may hold.",
        hint="Delete it in a text editor. If there are many, the file is no text or was saved in another encoding.",
    )


def _in_pieces(source: Source) -> tuple[Opening | None, list[Found], frozenset[int]]:
    """What can be made of a file that is not Python: the opening, the cells, which of them are broken."""
    opening = damaged_opening(source)
    if opening is None:
        return None, [], frozenset()
    found: list[Found] = []
    broken: set[int] = set()
    for piece in pieces_of(source.text[opening.end :]):
        cells = list(find_cells(piece.source, piece.statements)) if piece.broken is None else [piece.broken]
        at = opening.end + piece.start
        for cell in cells:
            if piece.broken is not None:
                broken.add(len(found))
            found.append(Found(cell.cell, cell.start + at, cell.end + at))
    return opening, found, frozenset(broken)


def _notebook(
    text: str, source: Source, opening: Opening, found: list[Found], broken: frozenset[int], path: str
) -> Notebook:
    cells: list[Cell] = []
    blocks: list[Block] = []
    at = opening.end
    for index, item in enumerate(one_setup(found)):
        cell = item.cell
        cells.append(Cell(cell.name, cell.code, cell.kind, cell.config, cell.extra, index))
        blocks.append(Block(source.text[at : item.start], source.text[item.start : item.end], index in broken))
        at = item.end
    notebook = Notebook(
        tuple(cells),
        mended("\n".join(lines_of(source.text[: opening.start]))).strip(),
        opening.app,
        opening.module,
        opening.alias,
        opening.version,
        path,
    )
    origin = Origin(
        text,
        "\r\n" if "\r\n" in text else "\n",
        source.text[opening.start : opening.app_start],
        source.text[opening.app_start : opening.end],
        tuple(blocks),
        source.text[at:],
        notebook,
    )
    return notebook.with_origin(origin)
