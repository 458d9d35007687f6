"""Documents of other formats, in shorthand."""

from __future__ import annotations

import contextlib
import io
import json
import os

from cloche.notebook import Notebook, Study, read, write
from cloche.notebook.convert import convert, to_script

EXAMPLES = int(os.environ.get("CLOCHE_EXAMPLES", "60"))
"""How many cases each property is tried on; more for an afternoon of searching."""

Source = str | tuple[str, str]


def jupyter(*cells: Source, **metadata: object) -> str:
    """An `.ipynb`: jupyter("x = 1", ("markdown", "# Title"))."""
    made = []
    for cell in cells:
        kind, source = ("code", cell) if isinstance(cell, str) else cell
        made.append({"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)})
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def from_jupyter(*cells: Source, **metadata: object) -> Notebook:
    """The notebook made of an `.ipynb`, after a trip through its file."""
    notebook = convert(jupyter(*cells, **metadata), "ipynb").notebook
    return read(write(notebook))


def codes(notebook: Notebook) -> list[str]:
    """The text of each cell."""
    return [cell.code for cell in notebook.cells]


def problems(notebook: Notebook) -> list[str]:
    """What is wrong with the notebook as written."""
    return [problem.code for problem in Study.of(notebook).graph.problems]


def printed_by(*programs: str) -> str:
    """What programs print when they run one after the other in one namespace."""
    names: dict[str, object] = {"__name__": "__main__"}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        for program in programs:
            try:
                exec(compile(program, "<program>", "exec"), names)
            except Exception as error:  # noqa: BLE001 - the failure is what is compared
                print(type(error).__name__)
                break
    return said.getvalue()


def printed_in_order(notebook: Notebook) -> str:
    """What a notebook prints when its cells run in the order that the graph gives."""
    return printed_by(to_script(notebook))
