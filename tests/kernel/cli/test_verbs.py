"""`cloche check`, `convert` and `export`: what they write, say and exit with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from verbs import NOTEBOOK, Shell

from cloche.cli import VERBS, main
from cloche.notebook import read

MANUAL = Path(__file__).parents[3] / "docs" / "command-line.md"

# --------------------------------------------------------------------- check


def test_a_sound_notebook_exits_with_0(shell: Shell):
    answer = shell("check", shell.file("nb.py"))

    assert (answer.code, answer.out) == (0, "")
    assert "nothing to say" in answer.err


def test_an_error_exits_with_1_and_names_file_line_and_cell(shell: Shell):
    name = shell.file("nb.py", NOTEBOOK.replace("x = 6 * 7", "x = = 7"))

    answer = shell("check", name)

    assert answer.code == 1
    line = shell.read("nb.py").split("\n").index("    x = = 7") + 1
    assert f"{name}:{line}:9: error[syntax-error] (cell 3 load)" in answer.out


def test_a_warning_exits_with_1_only_when_strict(shell: Shell):
    name = shell.file("nb.py", NOTEBOOK.replace("x = 6 * 7", "import socket\n    x = 7"))

    assert [shell("check", name).code, shell("check", "--strict", name).code] == [0, 1]


@pytest.mark.parametrize("text", ["print(1)\n", "\0"])
def test_a_file_that_is_no_notebook_exits_with_2(shell: Shell, text: str):
    answer = shell("check", shell.file("nb.py", text), shell.file("good.py"))

    assert answer.code == 2
    assert "nb.py" in answer.err


def test_a_missing_file_and_bad_utf8_exit_with_2(shell: Shell):
    assert shell("check", "nowhere.py").code == 2
    (shell.folder / "bad.py").write_bytes(b"\xff\xfe")
    assert shell("check", str(shell.folder / "bad.py")).code == 2


def test_json_is_one_object_for_each_file_also_where_one_cannot_be_read(shell: Shell):
    names = [shell.file("a.py", NOTEBOOK.replace("x = 6 * 7", "list = [7]; x = 1")), "nowhere.py", shell.file("b.py")]

    lines = [json.loads(line) for line in shell("check", "--json", *names).out.splitlines()]

    assert [line["file"] for line in lines] == names
    assert [finding["code"] for finding in lines[0]["findings"]] == ["shadowed-builtin"]
    assert lines[0]["findings"][0]["cell"] == 2
    assert "cannot be read" in lines[1]["error"]


def test_fix_writes_the_file_and_says_what_it_did(shell: Shell):
    name = shell.file("nb.py", NOTEBOOK.partition("\n\nif __name__")[0])

    answer = shell("check", "--fix", name)

    assert answer.code == 0
    assert shell.read("nb.py").rstrip().endswith("app.run()")
    assert "fixed missing-guard" in answer.err
    assert shell("check", "--fix", name).out == ""


def test_a_file_with_nothing_to_fix_is_not_written(shell: Shell):
    name = shell.file("nb.py", NOTEBOOK.replace("\n", "\r\n"))
    before = Path(name).stat().st_mtime_ns

    shell("check", "--fix", name)

    assert Path(name).stat().st_mtime_ns == before


def test_a_folder_stands_for_the_notebooks_in_it(shell: Shell):
    shell.file("a.py")
    shell.file("other.py", "print(1)")

    answer = shell("check", "--json", str(shell.folder))

    assert [Path(json.loads(line)["file"]).name for line in answer.out.splitlines()] == ["a.py"]


# ------------------------------------------------------------------- convert


def jupyter(*codes: str) -> str:
    cells = [{"cell_type": "code", "metadata": {}, "source": code} for code in codes]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_jupyter_notebook_becomes_a_notebook(shell: Shell):
    name = shell.file("a.ipynb", jupyter("x = 1", "%cd ..\nx = x + 1"))

    answer = shell("convert", name, "-o", str(shell.folder / "a.py"))

    assert (answer.code, answer.out) == (0, "")
    assert read(shell.read("a.py")).cells[0].code == "x = 1"
    assert "x_1 = x + 1" in shell.read("a.py")
    assert "note: Cell 2: `%cd ..`" in answer.err


def test_without_a_file_to_write_the_notebook_goes_to_standard_output(shell: Shell):
    assert read(shell("convert", shell.file("a.ipynb", jupyter("x = 1"))).out).cells[0].code == "x = 1"


@pytest.mark.parametrize("text", [NOTEBOOK, NOTEBOOK.replace("\n", "\r\n"), "\ufeff" + NOTEBOOK.rstrip()])
def test_a_notebook_is_loaded_and_saved_byte_for_byte(shell: Shell, text: str):
    shell("convert", shell.file("a.py", text), "-o", str(shell.folder / "b.py"))

    assert shell.read("b.py") == text


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.ipynb", "{", "no JSON"),
        ("a.ipynb", '{"nbformat": 3, "worksheets": []}', "version 3"),
        ("a.py", "x = = 1", "Line 1"),
        ("a.md", "", "empty"),
        ("a.txt", "x", "ends in none"),
    ],
)
def test_what_cannot_be_converted_exits_with_2_and_names_the_file(shell: Shell, name: str, text: str, says: str):
    answer = shell("convert", shell.file(name, text), "-o", str(shell.folder / "out.py"))

    assert answer.code == 2
    assert name in answer.err and says in answer.err
    assert not (shell.folder / "out.py").exists()


def test_convert_writes_notebooks_only(shell: Shell):
    answer = shell("convert", shell.file("nb.py"), "-o", "page.html")

    assert answer.code == 2
    assert "cloche export" in answer.err


# -------------------------------------------------------------------- export


def test_a_page_holds_code_outputs_and_prints_and_no_script(shell: Shell):
    answer = shell("export", shell.file("nb.py"), "-o", str(shell.folder / "page.html"))

    page = shell.read("page.html")
    assert answer.code == 0
    assert "<title>Waves</title>" in page
    assert "<h1" in page and "hello" in page and "<pre>42</pre>" in page
    assert "<script" not in page and "alert(1)" not in page.split("</details>")[-1]
    assert "[3/3] cell 3 load" in answer.err


def test_a_page_without_code_and_one_without_outputs(shell: Shell):
    name = shell.file("nb.py")

    bare = shell("export", name, "--format", "html", "--no-code").out
    still = shell("export", name, "--format", "html", "--no-outputs")

    assert "6 * 7" not in bare.replace("</span>", "") and "42" in bare
    assert ">Title" in still.out and "<pre>42</pre>" not in still.out and "hello" not in still.out.split("</pre>")[-1]
    assert still.err == ""


def test_a_cell_that_fails_exits_with_1_and_the_page_says_so(shell: Shell):
    answer = shell("export", shell.file("nb.py", NOTEBOOK.replace("6 * 7", "1 / 0")), "--format", "html")

    assert answer.code == 1
    assert "cell 3 failed: ZeroDivisionError" in answer.err
    assert "ZeroDivisionError: division by zero" in answer.out


def test_a_jupyter_notebook_has_outputs_and_comes_back(shell: Shell):
    answer = shell("export", shell.file("nb.py"), "--format", "ipynb")

    document = json.loads(answer.out)
    kinds = [output["output_type"] for cell in document["cells"] for output in cell.get("outputs", [])]
    assert kinds == ["stream", "display_data"]
    back = shell("convert", shell.file("back.ipynb", answer.out)).out
    assert [cell.code for cell in read(back).cells] == [
        "import cloche as cl",
        'cl.md(r"""\n# Title <script>alert(1)</script>\n""")',
        'x = 6 * 7\nprint("hello")\nx',
    ]


def test_markdown_and_scripts_run_nothing(shell: Shell):
    name = shell.file("nb.py")

    assert '```python {.marimo name="load"}' in shell("export", name, "--format", "md").out
    script = shell("export", name, "--format", "py")
    assert (script.code, script.err) == (0, "")
    compile(script.out, "script.py", "exec")


def test_a_script_without_an_order_exits_with_1(shell: Shell):
    answer = shell("export", shell.file("nb.py", NOTEBOOK.replace("x = 6 * 7", "await x()")), "--format", "py")

    assert answer.code == 1
    assert "nb.py" in answer.err and "await" in answer.err


def test_a_session_lies_beside_the_notebook_and_knows_cells_by_their_code(shell: Shell):
    path = shell.file("waves.py")

    answer = shell("export", path, "--format", "session")

    session = json.loads(shell.read("__cloche__/session/waves.py.json"))
    assert answer.code == 0 and session["version"] == 1
    [_, title, load] = session["cells"]
    assert title["output"]["text/html"].startswith('<div class="cloche-markdown"><template data-quiet><h1')
    assert load["code"] == 'x = 6 * 7\nprint("hello")\nx'
    assert load["output"] == {"text/plain": "42"} and load["error"] is None
    assert load["console"] == [{"stream": "stdout", "text": "hello\n"}]


def test_a_session_of_a_cell_that_fails_has_its_error(shell: Shell):
    path = shell.file("waves.py", NOTEBOOK.replace("6 * 7", "6 / 0"))

    answer = shell("export", path, "-o", f"{shell.folder}/out.json")

    error = json.loads(shell.read("out.json"))["cells"][2]["error"]
    assert answer.code == 1
    assert error["exception"] == "ZeroDivisionError" and error["traceback"][0]["cell"] == "c3"


def test_the_notebook_itself_is_never_overwritten_by_its_export(shell: Shell):
    name = shell.file("nb.py")

    assert shell("export", name, "-o", name).code == 2
    assert shell.read("nb.py") == NOTEBOOK


def test_a_format_nobody_named_exits_with_2(shell: Shell):
    assert shell("export", shell.file("nb.py")).code == 2
    assert shell("export", shell.file("nb.py"), "-o", "x.pdf").code == 2


# -------------------------------------------------------------------- manual


def help_of(verb: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    return capsys.readouterr().out


@pytest.mark.parametrize("verb", ["run", "check", "inspect", "convert", "export", "share"])
def test_the_manual_shows_the_help_as_it_is(verb: str, capsys: pytest.CaptureFixture[str], monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    shown = re.search(rf"<!-- help {verb} -->\n```text\n(.*?)```", MANUAL.read_text(), re.DOTALL)

    assert shown is not None
    # Before Python 3.13 the placeholder stood after both spellings of an option.
    spelled = re.sub(r"(-\w) [A-Z]+, (--\w+ [A-Z]+)", r"\1, \2", help_of(verb, capsys))
    assert re.sub(r"(-\w) [A-Z]+, (--\w+ [A-Z]+)", r"\1, \2", shown[1]).split() == spelled.split()


def test_every_verb_in_the_manual_exists():
    verbs = re.findall(r"^## `cloche (\w+)`", MANUAL.read_text(), re.MULTILINE)

    assert set(verbs) <= set(VERBS)
    assert {"check", "convert", "export", "share", "inspect", "run"} <= set(verbs)
