"""A notebook to Jupyter's format, version 4.5.

What Jupyter has no place for (names, options, the file's header) goes into the
metadata, so that the way back gives the same notebook.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from cloche.notebook.convert.flow import Order, Part, parts, titled
from cloche.notebook.describe import Study, options
from cloche.notebook.model import Notebook

Outputs = Mapping[int, Sequence[Mapping[str, Any]]]
"""Jupyter's outputs of each cell, by its index."""


def to_ipynb(notebook: Notebook, *, order: Order = "page", outputs: Outputs | None = None) -> str:
    """The text of the `.ipynb`; equal notebooks give equal text."""
    study = Study.of(notebook)
    cells = [_cell(part, outputs or {}) for part in parts(study, order=order)]
    seen: dict[str, int] = {}
    for cell in cells:
        count = seen[cell["id"]] = seen.get(cell["id"], 0) + 1
        if count > 1:
            cell["id"] = f"{cell['id']}-{count}"
    document = {"cells": cells, "metadata": _metadata(notebook), "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _metadata(notebook: Notebook) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
    }
    if titled(notebook):
        metadata["title"] = titled(notebook)
    app = {name: value for name, value in notebook.app.as_dict().items() if isinstance(value, str | bool | int | float)}
    metadata["cloche"] = {"cells": True, "header": notebook.header, "app": app, "module": notebook.module}
    return metadata


def _cell(part: Part, outputs: Outputs) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": {"code": "code", "markdown": "markdown"}.get(part.kind, "raw"),
        "id": sha256(f"{part.cell.name}\n{part.text}".encode("utf-8", "replace")).hexdigest()[:8],
        "metadata": _cell_metadata(part),
        "source": part.text.splitlines(keepends=True) if _has_plain_ends(part.text) else part.text,
    }
    if part.kind == "code":
        cell["execution_count"] = None
        cell["outputs"] = list(outputs.get(part.index, ()))
    return cell


def _cell_metadata(part: Part) -> dict[str, Any]:
    ours: dict[str, Any] = {}
    if part.cell.name != "_":
        ours["name"] = part.cell.name
    if part.cell.kind in ("setup", "unparsable") or part.kind == "html":
        ours["kind"] = "html" if part.kind == "html" else part.cell.kind
    config = {name: value for name, value in options(part.cell).items() if name in ("column", "disabled", "hide_code")}
    if part.kind != "code":
        config.pop("hide_code", None)
    if config:
        ours["config"] = config
    metadata: dict[str, Any] = {"cloche": ours} if ours else {}
    if part.kind == "code" and part.cell.config.hide_code:
        metadata["jupyter"] = {"source_hidden": True}
    return metadata


def _has_plain_ends(text: str) -> bool:
    """Lines end in `\\n` only: `splitlines` knows other ends, which Jupyter does not."""
    return len(text.splitlines()) == text.count("\n") + (1 if text and not text.endswith("\n") else 0)
