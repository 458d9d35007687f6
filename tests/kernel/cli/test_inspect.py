"""`cloche inspect`: what is known of notebooks without running them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden import FOLDER, notebooks

from cloche.cli import main


def inspect(*arguments: object) -> int:
    return main(["inspect", *map(str, arguments)])


def test_json_is_one_object_a_line_with_the_promised_fields(capsys: pytest.CaptureFixture[str]) -> None:
    files = list(notebooks())

    assert inspect("--json", *files) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(files)
    for path, line in zip(files, lines, strict=True):
        found, golden = json.loads(line), json.loads(path.with_suffix(".json").read_text("utf-8"))
        assert found["file"] == str(path)
        assert set(found) == {"file", "header", "app", "cells", "edges", "problems"}
        assert found["edges"] == golden["edges"]
        for cell, expected in zip(found["cells"], golden["cells"], strict=True):
            assert cell == {name: expected[name] for name in ("name", "code", "kind", "config", "defs", "refs")}


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.py").write_text("x = 1\n")
    (tmp_path / "latin.py").write_bytes(b"# \xe9\n")
    files = [tmp_path / name for name in ("missing.py", "other.py", "latin.py")]

    assert inspect("--json", *files, FOLDER / "cloche_basic.py") == 2

    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    for path, word in zip(files, ("No such file", "no notebook", "not UTF-8"), strict=True):
        assert f"{path}: " in printed.err
        assert word in printed.err


def test_without_json_people_get_a_table_and_the_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert inspect(FOLDER / "problems.py") == 0

    text = capsys.readouterr().out
    assert "7 cells" in text
    assert "! cycle (cell 1, 2): 2 cells wait for each other" in text
    assert "! multiple-definitions (cell 3, 4): `twice` is defined in 2 cells" in text
