"""A notebook to the text of its `.py` file.

What nobody edited is written back as it was read. A cell is written anew when
its text, name or options changed, or when an edit elsewhere changed what it
takes or returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cloche.analysis import analyse
from cloche.notebook.cells import held_signature
from cloche.notebook.layout import app_text, cell_text
from cloche.notebook.model import Cell, Notebook, Origin
from cloche.notebook.opening import mended
from cloche.notebook.signatures import Signature, signatures
from cloche.notebook.text import lines_of
from cloche.protocol import CellKind
from cloche.version import __version__

VERSION = __version__
"""What new files say wrote them."""

_GUARD = 'if __name__ == "__main__":\n    app.run()\n'
_BLANK = "\n\n\n"
"""Between two cells: two empty lines."""


def write(notebook: Notebook, signatures: Sequence[Signature] | None = None) -> str:
    """The file of a notebook; byte for byte the one it was read from, if nothing was edited.

    `signatures` are those of the cells, in order, where the caller knows them
    already.
    """
    origin = notebook.origin
    if origin is not None and notebook == origin.notebook and _places(notebook) == _places(origin.notebook):
        return origin.text
    now = tuple(signatures) if signatures is not None else signatures_of(notebook.cells)
    if origin is None:
        return _new(notebook, now)
    text = "\n".join(lines_of(_edited(notebook, origin, now))).replace("\n", origin.newline)
    return f"\ufeff{text}" if origin.text.startswith("\ufeff") else text


def signatures_of(cells: Iterable[Cell]) -> tuple[Signature, ...]:
    """What each cell of a notebook takes and returns in the file."""
    cells = tuple(cells)
    kinds = kinds_of(cells)
    return signatures(kinds, [analyse(cell.code, kind=kind) for cell, kind in zip(cells, kinds, strict=True)])


def kinds_of(cells: Sequence[Cell]) -> tuple[CellKind, ...]:
    """The kinds that count: a mended setup cell is one again, and there is one at most."""
    setup = next((at for at, cell in enumerate(cells) if cell.kind == "setup"), None)
    if setup is None:
        setup = next((at for at, cell in enumerate(cells) if cell.kind == "unparsable" and cell.name == "setup"), None)
    return tuple(
        "setup" if at == setup else "cell" if cell.kind == "setup" else cell.kind for at, cell in enumerate(cells)
    )


def _places(notebook: Notebook) -> list[int | None]:
    return [cell.index for cell in notebook.cells]


def _new(notebook: Notebook, now: Sequence[Signature]) -> str:
    header = f"{notebook.header.strip()}\n\n" if notebook.header.strip() else ""
    pieces = [header, _preamble(notebook), app_text(notebook.alias or notebook.module, notebook.app)]
    separator = "\n\n" if now and now[0].kind == "setup" else _BLANK
    for cell, signature in zip(notebook.cells, now, strict=True):
        text = cell_text(cell, signature)
        if text:
            pieces += [separator, text]
            separator = _BLANK
    return "".join([*pieces, _BLANK, _GUARD])


def _preamble(notebook: Notebook) -> str:
    alias = f" as {notebook.alias}" if notebook.alias else ""
    return f'import {notebook.module}{alias}\n\n__generated_with = "{notebook.version or VERSION}"\n'


def _edited(notebook: Notebook, origin: Origin, now: Sequence[Signature]) -> str:
    before = origin.notebook
    text = origin.text.removeprefix("\ufeff")
    at = text.index(origin.preamble)
    header = mended(text[:at]) if notebook.header == before.header else _header(notebook)
    named = (notebook.module, notebook.alias, notebook.version) == (before.module, before.alias, before.version)
    preamble = mended(origin.preamble) if named else _preamble(notebook)
    same_app = named and notebook.app == before.app
    app = origin.app if same_app else app_text(notebook.alias or notebook.module, notebook.app)
    pieces = [header, preamble, app, *_cells(notebook, origin, now)]
    return "".join([*pieces, _footer(notebook, origin)])


def _header(notebook: Notebook) -> str:
    return f"{notebook.header.strip()}\n\n" if notebook.header.strip() else ""


def _cells(notebook: Notebook, origin: Origin, now: Sequence[Signature]) -> Iterable[str]:
    """The text of each cell, with what goes before it."""
    earlier = signatures_of(origin.notebook.cells)
    strays = _strays(notebook, origin)
    above: int | None = -1
    for cell, signature in zip(notebook.cells, now, strict=True):
        at = cell.index
        block = origin.blocks[at] if at is not None else None
        kept = (
            block is not None
            and at is not None
            and not block.is_broken
            and cell == origin.notebook.cells[at]
            and (signature == earlier[at] or _still_holds(block.text, signature, earlier[at]))
        )
        body = block.text if kept and block is not None else cell_text(cell, signature)
        if not body:
            continue
        stray = strays.get(at, "") if at is not None else ""
        if block is not None and at is not None and above == at - 1 and not _is_torn(origin, at):
            yield block.gap
        elif stray:
            yield f"{_BLANK}{stray}{_BLANK}"
        else:
            yield "\n\n" if above == -1 and signature.kind == "setup" else _BLANK
        yield body
        above = at


def _still_holds(text: str, now: Signature, earlier: Signature) -> bool:
    """Whether the lines of a cell are right as they stand, though we would have written others even before the edit.

    Older files return every name that a cell defines, and take functions as parameters that others import.
    """
    held = held_signature(text)
    if held is None or held == now:
        return held == now
    params, returns = set(held.params), set(held.returns)
    is_enough = (held.kind, held.is_async) == (now.kind, now.is_async) and (
        params >= set(now.params) and returns >= set(now.returns)
    )
    return is_enough and held != earlier and params - set(now.params) <= params - set(earlier.params)


def _is_torn(origin: Origin, at: int) -> bool:
    """Whether the cell, or the one above it, has to be mended: then what lay between is mended as well."""
    return origin.blocks[at].is_broken or (at > 0 and origin.blocks[at - 1].is_broken)


def _strays(notebook: Notebook, origin: Origin) -> dict[int, str]:
    """Comments and statements between the cells, by the cell they go before now.

    What stood before a cell that is gone goes before the next one that is not;
    `len(origin.blocks)` is the end of the file.
    """
    present = {cell.index for cell in notebook.cells}
    found: dict[int, str] = {}
    carried: list[str] = []
    for at, block in enumerate(origin.blocks):
        if block.gap.strip():
            carried.append(block.gap.strip("\r\n"))
        if at in present and carried:
            found[at] = _BLANK.join(carried)
            carried = []
    if carried:
        found[len(origin.blocks)] = _BLANK.join(carried)
    return found


def _footer(notebook: Notebook, origin: Origin) -> str:
    stray = _strays(notebook, origin).get(len(origin.blocks))
    footer = origin.footer
    if not footer.strip():
        # A file may end with its last cell; then a cell added to it is the last.
        return footer
    return f"{_BLANK}{stray}{_BLANK}{footer.lstrip()}" if stray else footer
