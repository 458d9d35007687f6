"""Jupyter notebooks (`.ipynb`, format 4) to pieces. Outputs are left out.

JSON is read by hand: what is needed of the format is little, and every fault in
a file can be named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from cloche.errors import NotebookError
from cloche.notebook.convert.assemble import with_title
from cloche.notebook.convert.magics import translate
from cloche.notebook.convert.pieces import Piece, PieceKind, Pieces, readable
from cloche.notebook.model import AppConfig, Option, literal
from cloche.protocol import CellConfig

_HIDDEN = frozenset(["hide-input", "hide_input", "remove-input", "remove_input", "hide-cell", "remove-cell"])


class NotJupyterError(NotebookError):
    """The file is no Jupyter notebook that can be read."""

    code = "not-jupyter"


def read_ipynb(text: str) -> Pieces:
    """The pieces of a Jupyter notebook. Raises `NotJupyterError`, which says what is wrong and where."""
    document = _document(text)
    metadata = _mapping(document.get("metadata"))
    _refuse_other_languages(metadata)
    ours = _mapping(metadata.get("cloche")) or _mapping(metadata.get("marimo"))
    pieces: list[Piece] = []
    packages: list[str] = []
    notes: list[str] = []
    for number, cell in enumerate(_cells(document), 1):
        pieces.append(_piece(cell, number, packages, notes))
    settings = {"module": str(ours["module"])} if "module" in ours else {}
    settings |= {"cells": "1"} if ours.get("cells") is True else {}
    header = ours.get("header")
    if isinstance(header, str) and header:
        settings["keep header"] = "1"
    found = Pieces(
        tuple(pieces),
        readable(header) if isinstance(header, str) else "",
        _app(ours.get("app")),
        tuple(packages),
        tuple(notes),
        settings,
    )
    return found if found.app.options else with_title(found, metadata.get("title"))


# ---------------------------------------------------------------- the document


def _document(text: str) -> Mapping[str, Any]:
    if not text.strip():
        raise NotJupyterError("The file is empty.", hint="Save the notebook again, or take another copy of it.")
    if re.search(r"^(<<<<<<<|>>>>>>>) ", text, re.MULTILINE):
        raise NotJupyterError(
            "The file holds an unfinished merge (`<<<<<<<`).", hint="Finish the merge first, for example with nbdime."
        )
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise NotJupyterError(
            f"The file is no JSON: {error.msg} (line {error.lineno}, column {error.colno}).",
            hint="It may be cut off, or no notebook. Open and save it in Jupyter, or take another copy.",
        ) from None
    except (ValueError, RecursionError):
        raise NotJupyterError("The file is no JSON that can be read.", hint="Take another copy of it.") from None
    if not isinstance(document, dict) or not ({"cells", "worksheets", "nbformat"} & document.keys()):
        raise NotJupyterError(
            "The file is JSON, but no Jupyter notebook: it has no `cells`.", hint="Check that it is the right file."
        )
    version = document.get("nbformat", 4)
    if "worksheets" in document or (isinstance(version, int) and version < 4):
        raise NotJupyterError(
            f"The file is in version {version} of Jupyter's format, from before 2015.",
            hint="Open and save it in Jupyter, or run `jupyter nbconvert --to notebook --nbformat 4` on it first.",
        )
    if version != 4:
        raise NotJupyterError(
            f"The file says that it is in version {version!r} of Jupyter's format; version 4 can be read.",
            hint="Save it as version 4 in Jupyter.",
        )
    return document


def _refuse_other_languages(metadata: Mapping[str, Any]) -> None:
    kernel = _mapping(metadata.get("kernelspec"))
    language = _mapping(metadata.get("language_info")).get("name") or kernel.get("language")
    if isinstance(language, str) and language and not re.match(r"(?i)i?python|xpython|pyodide", language):
        raise NotJupyterError(
            f"The notebook is written in {language}, not in Python.", hint="Only Python notebooks can be converted."
        )


def _cells(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise NotJupyterError("The notebook's `cells` are no list.", hint="Take another copy of the file.")
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict):
            raise NotJupyterError(f"Cell {number} is no object.", hint="Take another copy of the file.")
    return cells


def _app(options: object) -> AppConfig:
    if not isinstance(options, dict):
        return AppConfig()
    kept = [
        Option(name, literal(value), value)
        for name, value in options.items()
        if name.isidentifier() and isinstance(value, str | bool | int | float)
    ]
    return AppConfig(tuple(kept))


# ------------------------------------------------------------------- a cell


def _piece(cell: Mapping[str, Any], number: int, packages: list[str], notes: list[str]) -> Piece:
    text = _source(cell, number)
    kind = cell.get("cell_type")
    metadata = _mapping(cell.get("metadata"))
    ours = _mapping(metadata.get("cloche")) or _mapping(metadata.get("marimo"))
    name = ours.get("name") if isinstance(ours.get("name"), str) else metadata.get("name")
    config = _config(metadata, _mapping(ours.get("config")))
    named = name if isinstance(name, str) and name.isidentifier() else "_"
    if kind == "code" and ours.get("kind") == "unparsable":
        return Piece("code", text, named, config)
    piece_kind: PieceKind = "raw"
    if kind == "markdown":
        piece_kind, text = "markdown", _with_attachments(text, _mapping(cell.get("attachments")))
    elif kind == "code":
        translated = translate(text)
        packages += translated.packages
        notes += [f"Cell {number}: {note}" for note in translated.notes]
        piece_kind, text = translated.kind, translated.text
    elif isinstance(ours.get("kind"), str) and ours["kind"] == "html":
        piece_kind = "html"
    return Piece(piece_kind, text, named, config, ours.get("kind") == "setup")


def _source(cell: Mapping[str, Any], number: int) -> str:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotJupyterError(f"The source of cell {number} is no text.", hint="Take another copy of the file.")
    return readable(source)


def _config(metadata: Mapping[str, Any], ours: Mapping[str, Any]) -> CellConfig:
    tags = metadata.get("tags")
    hidden = _mapping(metadata.get("jupyter")).get("source_hidden") is True or (
        isinstance(tags, list) and any(tag in _HIDDEN for tag in tags if isinstance(tag, str))
    )
    column = ours.get("column")
    return CellConfig(
        ours.get("disabled") is True,
        ours.get("hide_code") is True or hidden,
        column if isinstance(column, int) and not isinstance(column, bool) else None,
    )


def _with_attachments(text: str, attachments: Mapping[str, Any]) -> str:
    """Pictures that were pasted into a text cell, as data URLs in their places."""
    for name, bundle in attachments.items():
        for mime, content in _mapping(bundle).items():
            if isinstance(content, list):
                content = "".join(part for part in content if isinstance(part, str))
            if isinstance(content, str):
                data = re.sub(r"\s", "", readable(content))
                text = text.replace(f"attachment:{name}", f"data:{readable(mime)};base64,{data}")
                break
    return text


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
