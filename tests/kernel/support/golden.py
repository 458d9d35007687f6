"""The golden notebooks in `tests/format/`: what the kernel makes of each.

    python tests/kernel/support/golden.py

writes the JSON beside every notebook anew. The page's reader and writer, in
TypeScript, are tested against the same files.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cloche.notebook import Notebook, Study, read, signatures_of, write

FOLDER = Path(__file__).parents[2] / "format"
NEWER = {"nested_quotes": (3, 12)}
"""Notebooks whose code an older Python cannot parse."""


def notebooks() -> Iterator[Path]:
    """The notebook files that this Python can read."""
    return (path for path in sorted(FOLDER.glob("*.py")) if sys.version_info >= NEWER.get(path.stem, (3, 11)))


def text_of(path: Path) -> str:
    """A file's text, its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def golden(path: Path) -> dict[str, object]:
    """What `inspect --json` says, and what a writer needs and should give.

    `rewritten` is the file of the same notebook made anew; `edit` is a change
    of one cell's code, and the file after it.
    """
    notebook = read(text_of(path), path=path.name)
    described = Study.of(notebook).describe()
    described["module"] = notebook.module
    described["alias"] = notebook.alias
    described["version"] = notebook.version
    cells = described["cells"]
    assert isinstance(cells, list)
    for cell, signature in zip(cells, signed(notebook), strict=True):
        cell |= signature
    described["rewritten"] = write(replace(notebook, origin=None))
    described["edit"] = edit(notebook)
    return described


def signed(notebook: Notebook) -> list[dict[str, object]]:
    """How the file holds each cell."""
    return [
        {
            "savedAs": signature.kind,
            "params": list(signature.params),
            "returns": list(signature.returns),
            "isAsync": signature.is_async,
        }
        for signature in signatures_of(notebook.cells)
    ]


def edit(notebook: Notebook) -> dict[str, object] | None:
    """One more line in the first plain cell."""
    at = next((at for at, cell in enumerate(notebook.cells) if cell.kind == "cell"), None)
    if at is None:
        return None
    code = f"{notebook.cells[at].code}\nedited = 1".strip()
    cells = list(notebook.cells)
    cells[at] = replace(cells[at], code=code)
    edited = notebook.with_cells(*cells)
    return {"cell": at, "code": code, "signatures": signed(edited), "text": write(edited)}


def as_text(value: object) -> str:
    """JSON as it is stored."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=repr) + "\n"


if __name__ == "__main__":
    for file in notebooks():
        file.with_suffix(".json").write_text(as_text(golden(file)), encoding="utf-8")
