"""What checks find, where they say it is, and what they put right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.checks import CHECKS, Finding, check, fixed
from cloche.notebook import Cell, Notebook, read, write

ROOT = Path(__file__).parents[3]
TOP = "import cloche\n\napp = cloche.App()\n\n"


def notebook(*codes: str, path: str = "nb.py") -> Notebook:
    """A notebook as it is read from the file of these cells."""
    return read(write(Notebook(tuple(Cell("_", code) for code in codes))), path=path)


def found(*codes: str, path: str = "nb.py") -> list[str]:
    """The codes of what is found."""
    return [finding.code for finding in check(notebook(*codes, path=path))]


def one(*codes: str) -> Finding:
    """The one finding there is."""
    (finding,) = check(notebook(*codes))
    return finding


def test_a_sound_notebook_has_no_findings():
    assert found("import math", "x = math.pi", "x") == []


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        (["x = = 1"], "syntax-error"),
        (["x = 1\ndel x\nx = 1", "x = 2", "x"], "multiple-definitions"),
        (["x = 1", "del x", "del x"], "multiple-deletions"),
        (["a = b", "b = a"], "cycle"),
        (["from math import *"], "import-star"),
        (["if 1:\n    x = 1\n    x\nelse:\n    2"], "lost-value"),
        (["for i in 'ab':\n    i"], "lost-value"),
        (["import nb"], "self-import"),
        (["list = [1]"], "shadowed-builtin"),
        (["print(nowhere)"], "unknown-name"),
        (["d = {}", "d['a'] = 1"], "changed-elsewhere"),
        (["import socket"], "browser-sockets"),
        (["from http.server import HTTPServer"], "browser-sockets"),
        (["import asyncio\nawait asyncio.open_connection('a', 1)"], "browser-sockets"),
        (["import subprocess"], "browser-processes"),
        (["import os\nos.system('ls')"], "browser-processes"),
        (["from os import popen"], "browser-processes"),
        (["import multiprocessing as mp", "mp.Process()"], "browser-processes"),
        (["import threading\nthreading.Timer(1, print)"], "browser-threads"),
        (["from threading import Timer as T"], "browser-threads"),
        (["import asyncio as a", "a.create_subprocess_exec"], "browser-processes"),
        (["import tkinter.ttk"], "browser-window"),
    ],
)
def test_each_mistake_is_found_under_its_code(codes, wanted):
    assert set(found(*codes)) == {wanted}


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("requests", "browser-http"),
        ("psycopg2", "browser-database"),
        ("pymysql.cursors", "browser-database"),
        ("torch.nn", "browser-package"),
        ("tensorflow", "browser-package"),
    ],
)
def test_packages_that_fail_in_a_browser_are_found_and_an_alternative_is_named(module, wanted):
    finding = next(finding for finding in check(notebook(f"import {module}")) if finding.code == wanted)

    assert module.partition(".")[0] in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    "code",
    [
        "input('name')",
        "import threading\nthreading.Lock()",
        "try:\n    import torch\nexcept ImportError:\n    torch = None",
        "import sys\nif sys.platform != 'emscripten':\n    import subprocess",
        "import socket  # cloche: ignore",
        "import socket  # cloche: ignore[browser-sockets]",
        "import sqlite3, urllib.parse, os.path, concurrent.futures",
        "if 1:\n    print()",
        "if 1:\n    None\nelse:\n    ...",
        "with open('f') as f:\n    f.read()",
        "def g():\n    if 1:\n        2",
        "__file__, __name__, __doc__",
        "d = {}\nd['a'] = 1",
    ],
)
def test_what_is_fine_is_left_in_peace(code):
    assert [finding for finding in found(code) if finding != "missing-dependencies"] == []


def test_an_error_cannot_be_ignored():
    assert found("x = = 1  # cloche: ignore") == ["syntax-error"]


def test_another_code_in_brackets_ignores_nothing():
    assert found("import socket  # cloche: ignore[browser-http]") == ["browser-sockets"]


def test_a_finding_says_where_it_is_in_the_cell_and_in_the_file():
    finding = one("import math", "# first\nimport  socket\nsocket")

    assert (finding.cell, finding.line, finding.column) == (1, 2, 1)
    lines = write(notebook("import math", "# first\nimport  socket\nsocket")).split("\n")
    assert lines[(finding.file_line or 0) - 1].strip() == "import  socket"


def test_a_setup_cell_that_reads_from_others_is_found():
    text = f"{TOP}with app.setup:\n    print(x)\n\n@app.cell\ndef _():\n    x = 1\n    return\n"

    assert "setup-dependency" in [finding.code for finding in check(read(text))]


def test_code_between_cells_and_a_missing_guard_are_found():
    text = "import cloche\n\napp = cloche.App()\n\nprint(1)\n\n@app.cell\ndef _():\n    return\n"
    findings = check(read(text))

    assert [(finding.code, finding.file_line) for finding in findings] == [("stray-code", 5), ("missing-guard", 10)]


# ---------------------------------------------------------------------- fixes


def test_an_import_made_twice_is_made_once():
    mended = fixed(notebook("import math\nmath.pi", "import math\nmath.e"))

    assert [cell.code for cell in mended.cells][1] == "# import math  (already imported above)\nmath.e"
    assert check(mended) == ()


def test_a_name_that_no_other_cell_reads_becomes_private():
    mended = fixed(notebook("for i in 'ab':\n    print(i)", "for i in 'cd':\n    print(i)"))

    assert [cell.code for cell in mended.cells] == ["for _i in 'ab':\n    print(_i)", "for _i in 'cd':\n    print(_i)"]


def test_a_name_that_others_read_is_nobodys_to_decide():
    before = notebook("x = 1", "x = 2", "x")

    assert [finding.fix for finding in check(before)] == [""]
    assert write(fixed(before)) == write(before)


def test_guard_signatures_and_header_are_put_right():
    first = "@app.cell\ndef _(old):\n    import numpy as np\n    return\n\n"
    text = f"{TOP}{first}@app.cell\ndef _():\n    np\n    return\n"
    mended = write(fixed(read(text)))

    assert mended == (
        '# /// script\n# dependencies = ["cloche", "numpy"]\n# ///\n\n'
        "import cloche\n\napp = cloche.App()\n\n\n@app.cell\ndef _():\n    import numpy as np\n\n    return (np,)\n\n\n"
        '@app.cell\ndef _(np):\n    np\n    return\n\n\nif __name__ == "__main__":\n    app.run()\n'
    )


def test_a_damaged_file_is_not_touched():
    text = (ROOT / "tests/format/damaged.py").read_text()

    assert write(fixed(read(text))) == text


@pytest.mark.parametrize("path", sorted((ROOT / "tests/format").glob("*.py")), ids=lambda path: path.stem)
def test_fixing_twice_is_fixing_once_and_leaves_nothing_to_fix(path):
    before = read(path.read_bytes().decode(), path=path.name)
    mended = fixed(before)

    assert write(fixed(mended)) == write(mended)
    damaged = before.origin is not None and any(block.is_broken for block in before.origin.blocks)
    assert damaged or [finding.code for finding in check(mended) if finding.fix] == []


snippets = st.sampled_from(
    [
        *[
            "import math",
            "import os, math",
            "x = 1",
            "for x in 'a': print(x)",
            "print(x)",
            "x += 1",
            "def f(): return x",
        ],
        *[
            "del x",
            "import os.path",
            "from math import pi as x",
            "y = f'{x}'",
            "if x:\n    x",
            "x: int = 3",
            "x[0] = 1",
        ],
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(snippets, min_size=1, max_size=3).map("\n".join), max_size=4))
def test_fixes_bring_no_new_errors_and_do_what_they_said(codes):
    before = notebook(*codes)

    mended = fixed(before)

    errors = [finding for finding in check(before) if finding.severity == "error"]
    after = [finding for finding in check(mended) if finding.severity == "error"]
    assert {re.sub(r"\d", "n", finding.message) for finding in after} <= {
        re.sub(r"\d", "n", finding.message) for finding in errors
    }
    assert [finding.code for finding in check(mended) if finding.fix] == []


# --------------------------------------------------------------------- manual


def test_the_manual_lists_every_check_as_it_is():
    text = (ROOT / "docs/checks.md").read_text()
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.*?) \| (yes|) ?\|$", text, re.MULTILINE)

    wanted = [(c.code, c.severity, c.finds, "yes" if c.is_fixable else "") for c in CHECKS.values()]
    assert rows == wanted


def test_every_code_a_graph_can_give_is_in_the_catalogue():
    sources = (ROOT / "kernel/src/cloche/graph/problems.py").read_text()
    sources += (ROOT / "kernel/src/cloche/analysis/parse.py").read_text()
    sources += (ROOT / "kernel/src/cloche/analysis/analyse.py").read_text()

    assert set(re.findall(r'Problem\(\s*"([\w-]+)"', sources)) <= set(CHECKS)
