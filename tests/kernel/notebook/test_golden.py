"""The golden notebooks: one file for each corner of the format, read by both languages."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from golden import golden, notebooks, text_of

from cloche.notebook import read, write


def without_messages(described: dict[str, object]) -> dict[str, object]:
    """Python words its syntax errors anew with every version."""
    problems = described["problems"]
    assert isinstance(problems, list)
    kept = [{**problem, "message": ""} if problem["code"] == "syntax-error" else problem for problem in problems]
    return {**described, "problems": kept}


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_the_kernel_reads_it_as_its_json_says(path: Path) -> None:
    said = json.loads(path.with_suffix(".json").read_text("utf-8"))

    found = json.loads(json.dumps(golden(path), default=repr))

    assert without_messages(found) == without_messages(said), f"if it is meant: python {golden.__module__}.py"


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_unedited_it_is_written_byte_for_byte(path: Path) -> None:
    assert write(read(text_of(path))).encode() == path.read_bytes()


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_made_anew_it_holds_the_same_cells_and_is_python(path: Path) -> None:
    notebook = read(text_of(path))

    again = str(golden(path)["rewritten"])

    ast.parse(again)
    assert [cell.code for cell in read(again).cells] == [
        cell.code for cell in notebook.cells if cell.code or cell.kind != "setup"
    ]
    assert read(again).header == notebook.header
    assert read(again).app == notebook.app
