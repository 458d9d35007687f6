"""Reading and writing: what is promised for every file, and what damaged ones give."""

from __future__ import annotations

import ast
import os
from dataclasses import replace
from random import Random

import pytest
from golden import notebooks, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.errors import NotANotebookError, NotebookError, UnreadableTextError
from cloche.notebook import Cell, Notebook, Option, read, signatures_of, write
from cloche.protocol import CellConfig

HEAD = 'import cloche\n\n__generated_with = "0.1.0"\napp = cloche.App()\n'
EXAMPLES = int(os.environ.get("CLOCHE_EXAMPLES", "100"))
GUARD = '\n\n\nif __name__ == "__main__":\n    app.run()\n'


def file(*blocks: str, head: str = HEAD) -> str:
    return head + "".join(f"\n\n{block}\n" for block in blocks).rstrip("\n") + GUARD


def cell(body: str, params: str = "", decorator: str = "@app.cell") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.split("\n"))
    return f"{decorator}\ndef _({params}):\n{lines}"


def codes(text: str) -> list[str]:
    return [found.code for found in read(text).cells]


def blocks(notebook: Notebook) -> list[str]:
    """The written cells of a new notebook, one by one."""
    text = write(replace(notebook, origin=None))
    return text.removeprefix(HEAD).removesuffix(GUARD).strip("\n").split("\n\n\n")


def edited(text: str, at: int, code: str) -> str:
    notebook = read(text)
    cells = list(notebook.cells)
    cells[at] = replace(cells[at], code=code)
    return write(notebook.with_cells(*cells))


# ---------------------------------------------------------------------- reading


def test_a_comment_above_the_first_statement_belongs_to_the_cell() -> None:
    assert codes(file(cell("# first\nx = 1\n# last\nreturn (x,)"))) == ["# first\nx = 1\n# last"]


def test_a_comment_that_is_indented_more_than_the_code_does_not_set_its_indentation() -> None:
    assert codes(file(cell("    # deep\nx = 1\nreturn"))) == ["    # deep\nx = 1"]


def test_a_return_of_more_than_names_is_the_authors_own_and_kept() -> None:
    assert codes(file(cell("return x + 1"))) == ["return x + 1"]


def test_an_early_return_is_kept() -> None:
    assert codes(file(cell("if x:\n    return\ny = 1\nreturn"))) == ["if x:\n    return\ny = 1"]


def test_a_decorator_below_that_of_a_function_cell_belongs_to_the_function() -> None:
    text = file("@app.function(\n    hide_code=True\n)\n@cache\ndef f():\n    return 1\n    # last")

    (found,) = read(text).cells

    assert found == Cell("f", "@cache\ndef f():\n    return 1\n    # last", "function", CellConfig(hide_code=True))


def test_options_that_cloche_does_not_know_are_kept() -> None:
    text = file(cell("return", decorator="@app.cell(column=2, expand_output=True, odd=1 + x)"))

    (found,) = read(text).cells

    assert found.config == CellConfig(column=2)
    assert found.extra == (Option("expand_output", "True", True), Option("odd", "1 + x", None))
    assert "@app.cell(hide_code=True, expand_output=True, odd=1 + x)" in write(
        Notebook((replace(found, config=CellConfig(hide_code=True)),))
    )


@pytest.mark.parametrize(
    "text", ["", "x = 1\n", "import cloche\n", "import marimo\nx = marimo.App()\n", "app = 1\n", "<html>", "{}"]
)
def test_other_files_are_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(NotANotebookError) as caught:
        read(text, path="other.py")

    assert "other.py is no notebook" in caught.value.problem
    assert caught.value.hint


def test_other_files_open_as_one_cell_when_asked() -> None:
    notebook = read("#!/usr/bin/env python\n\nimport os\nprint(os)\n", recover=True)

    assert notebook.header == "#!/usr/bin/env python"
    assert [(found.code, found.kind) for found in notebook.cells] == [("import os\nprint(os)", "cell")]
    assert read("x = (", recover=True).cells[0].kind == "unparsable"


@pytest.mark.parametrize(("bad", "word"), [("\0", "NUL"), ("\ud800", "surrogate")])
def test_characters_that_python_cannot_hold_are_refused_with_their_line(bad: str, word: str) -> None:
    with pytest.raises(UnreadableTextError, match=f"Line 7 holds .*{word}"):
        read(file(cell(f"x = '{bad}'")).replace("\n\n\n@app", "\n@app"))


def test_a_broken_cell_is_kept_beside_sound_ones() -> None:
    text = file(
        cell("x = 1\nreturn (x,)"), cell("y = (\nreturn", "x", "@app.cell(hide_code=True)"), cell("z = 1\nreturn")
    )

    notebook = read(text)

    assert [(found.code, found.kind) for found in notebook.cells] == [
        ("x = 1", "cell"),
        ("y = (", "unparsable"),
        ("z = 1", "cell"),
    ]
    assert notebook.cells[1].config.hide_code
    assert write(notebook) == text


def test_editing_a_damaged_file_makes_it_python_again() -> None:
    text = file(cell("x = 1\nreturn"), cell("y = (\nreturn"))

    after = edited(text, 0, "x = 2")

    ast.parse(after)
    assert codes(after) == ["x = 2", "y = ("]


def test_a_mended_cell_is_a_cell_again() -> None:
    text = file('app._unparsable_cell(\n    r"""\n    y = (\n    """,\n    name="broken"\n)')

    assert "@app.cell\ndef broken():\n    y = 1\n    return\n" in edited(text, 0, "y = 1")


# ---------------------------------------------------------------------- writing


def test_one_edit_changes_the_lines_of_one_cell() -> None:
    odd = "@app.cell\ndef odd( ):\n\tkept  =  1 # as it was\n\treturn kept,"
    text = file(cell("x = 1\nreturn"), "# a remark", odd, "stray = 3", cell("y = 1\nreturn"))

    after = edited(text, 2, "y = 2")

    assert after == text.replace("y = 1", "y = 2")


def test_an_edit_changes_what_other_cells_return_if_it_reads_more() -> None:
    text = file(cell("x = 1\ny = 2\nreturn (x,)"), cell("x\nreturn", "x"))

    assert edited(text, 1, "x, y") == file(cell("x = 1\ny = 2\nreturn x, y"), cell("x, y\nreturn", "x, y"))


def test_what_stands_between_cells_survives_the_cell_below_it() -> None:
    notebook = read(file(cell("x = 1\nreturn"), "# a remark\nstray = 1", cell("y = 1\nreturn"), cell("z = 1\nreturn")))
    first, _, last = notebook.cells

    assert "# a remark\nstray = 1" in write(notebook.with_cells(first, last))
    assert "# a remark\nstray = 1" in write(notebook.with_cells(first))
    assert "# a remark\nstray = 1" in write(notebook.with_cells())


def test_cells_move_with_their_text() -> None:
    notebook = read(file(cell("x  = 1\nreturn"), cell("y  = 1\nreturn")))
    first, last = notebook.cells

    moved = write(notebook.with_cells(last, Cell("new", "z = 1"), first))

    assert moved == file(cell("y  = 1\nreturn"), "@app.cell\ndef new():\n    z = 1\n    return", cell("x  = 1\nreturn"))


def test_line_ends_and_byte_order_mark_stay_after_an_edit() -> None:
    text = "\ufeff" + file(cell("x = 1\nreturn"), cell('y = """\na\n"""\nreturn')).replace("\n", "\r\n")

    after = edited(text, 0, "x = 2")

    assert after == text.replace("x = 1", "x = 2")


def test_app_options_change_in_their_place() -> None:
    notebook = read(file(cell("x = 1\nreturn"), head=HEAD.replace("App()", "App(width='full', css_file=\"a.css\")")))

    app = notebook.app.put(width="medium", css_file=None, app_title='a "b"')

    text = write(replace(notebook, app=app))
    assert 'app = cloche.App(width="medium", app_title=\'a "b"\')\n\n\n@app.cell' in text
    assert read(text).app.as_dict() == {"width": "medium", "app_title": 'a "b"'}


def test_a_new_header_replaces_the_old() -> None:
    notebook = read("# old\n\n" + file(cell("x = 1\nreturn")))

    text = write(replace(notebook, header="# /// script\n# ///"))

    assert text == "# /// script\n# ///\n\n" + file(cell("x = 1\nreturn"))


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("", "@app.cell\ndef _():\n    return"),
        ("# only", "@app.cell\ndef _():\n    # only\n    return"),
        ("import a", "@app.cell\ndef _():\n    import a\n\n    return"),
        ("def _f(): pass", "@app.cell\ndef _():\n    def _f(): pass\n\n    return"),
        ("import a\n# last", "@app.cell\ndef _():\n    import a\n    # last\n    return"),
        ("await a", "@app.cell\nasync def _(a):\n    await a\n    return"),
        ("x = 1; x", "@app.cell\ndef _():\n    x = 1; x\n    return"),
        ("x = (", 'app._unparsable_cell(\n    r"""\n    x = (\n    """,\n    name="_"\n)'),
        ("return 1", 'app._unparsable_cell(\n    r"""\n    return 1\n    """,\n    name="_"\n)'),
        ("from a import *", 'app._unparsable_cell(\n    r"""\n    from a import *\n    """,\n    name="_"\n)'),
        ("global x\nx = 1", 'app._unparsable_cell(\n    r"""\n    global x\n    x = 1\n    """,\n    name="_"\n)'),
        ("def f(): pass", "@app.function\ndef f(): pass"),
        ("class A: pass", "@app.class_definition\nclass A: pass"),
        ("print(__file__)", "@app.cell\ndef _():\n    print(__file__)\n    return"),
    ],
)
def test_how_a_new_cell_is_written(code: str, written: str) -> None:
    assert "\n\n\n".join(blocks(Notebook((Cell("_", code),)))) == written


def test_a_function_cell_that_reads_a_variable_becomes_a_plain_cell() -> None:
    cells = (Cell("f", "def f(): return x", "function"), Cell("_", "x = 1"))

    assert blocks(Notebook(cells)) == [
        "@app.cell\ndef _(x):\n    def f(): return x\n\n    return",
        "@app.cell\ndef _():\n    x = 1\n    return (x,)",
    ]


def test_a_definition_that_runs_another_at_once_has_to_stand_below_it() -> None:
    below = signatures_of((Cell("_", "def f(): return 1"), Cell("_", "def g(x=f()): pass")))
    above = signatures_of((Cell("_", "def g(x=f()): pass"), Cell("_", "def f(): return 1")))

    assert [signature.kind for signature in below] == ["function", "function"]
    assert [signature.kind for signature in above] == ["cell", "function"]


def test_a_builtin_that_the_notebook_defines_is_a_parameter() -> None:
    first, second = signatures_of((Cell("_", "print = 1"), Cell("_", "print, len")))

    assert first.returns == ("print",)
    assert second.params == ("print",)


def test_a_mended_setup_cell_is_the_setup_again() -> None:
    (signature,) = signatures_of((Cell("setup", "x = 1", "unparsable"),))

    assert signature.kind == "setup"


# ------------------------------------------------------------------- properties

LINES = [
    "x = 1", "y = x", "", "  ", "      ", "# note", "    # deep note", "if x:", "    pass", "    y = 2", '"""', "'''",
    'z = """', "\tz", "at the margin", "    in a string", "\\", 'f"""{x}', "(", ")", "return", "import os", "def f():",
    "@app.cell", "def _():", "é = '\u2028\x0c'", "async def g(): await x", "await x", "x;",
    "r'''", "\x0cw = 1", "'a\\", "b'",
]  # fmt: skip


def random_code(random: Random) -> str:
    return "\n".join(random.choice(LINES) for _ in range(random.randint(0, 8)))


def normal(code: str) -> str:
    """What a cell's code is once it is in a file: without empty lines around it."""
    return code.strip("\n").rstrip()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**48))
def test_any_code_comes_back_from_a_new_file(seed: int) -> None:
    random = Random(seed)
    cells = tuple(Cell(f"c{n}", random_code(random)) for n in range(random.randint(1, 3)))

    text = write(Notebook(cells))

    ast.parse(text)
    again = read(text)
    for before, after in zip(cells, again.cells, strict=True):
        if after.kind == "unparsable":
            assert after.code.split() == before.code.split()
        else:
            assert after.code == normal(before.code)
    assert write(replace(again, origin=None)) == text or any(found.kind == "unparsable" for found in again.cells)


TEXTS = [text_of(path) for path in notebooks()]


DAMAGE = ['"""', "'''", "(", "\n", "\r", "\\", "    ", "@app.cell\n", "<<<<<<< a\n", "é", "{", "#"]


def damaged(random: Random) -> str:
    """A golden notebook with something cut out, doubled or put in."""
    text = random.choice(TEXTS)
    for _ in range(random.randint(1, 4)):
        at, end = random.randint(0, len(text)), random.randint(0, len(text))
        cut = text[at : at + random.choice([1, 5, 80])]
        text = random.choice(
            [
                text[:at] + text[at + len(cut) :],
                text[:at] + random.choice(DAMAGE) + text[at:],
                text[:end] + cut + text[end:],
            ]
        )
    return text


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**48))
def test_a_damaged_file_loses_nothing_and_raises_only_what_it_should(seed: int) -> None:
    random = Random(seed)
    text = damaged(random)
    try:
        notebook = read(text)
    except NotebookError:
        notebook = read(text, recover=True)

    if notebook.origin is not None:
        assert write(notebook) == text
        pieces = [notebook.origin.preamble, notebook.origin.app, *(b.gap + b.text for b in notebook.origin.blocks)]
        assert text.endswith("".join([*pieces, notebook.origin.footer]))
    after = write(notebook.with_cells(*notebook.cells, Cell("added", "added = 1")))
    assert read(after).cells[-1].code == "added = 1"
    kept = [found.code for found in notebook.cells if found.code or found.kind != "setup"]
    assert [found.code.split() for found in read(after).cells[:-1]] == [code.split() for code in kept]


def test_an_edit_leaves_lines_alone_that_are_right_though_an_older_writer_wrote_them() -> None:
    old = (
        'import marimo\n\n__generated_with = "0.2.13"\napp = marimo.App()\n\n\n'
        "@app.cell\ndef __():\n    def double(x):\n        return 2 * x\n    return double,\n\n\n"
        "@app.cell\ndef __(double):\n    y = double(2)\n    y\n    return y,\n\n\n"
        'if __name__ == "__main__":\n    app.run()\n'
    )

    new = edited(old, 0, "def double(x):\n    return 2 * x\n\nz = 1")

    assert new.split("\n\n\n")[2] == old.split("\n\n\n")[2]
    assert "return (double,)" in new


CONFLICT = """import marimo

<<<<<<< HEAD
__generated_with = "0.10.1"
=======
__generated_with = "0.11.0"
>>>>>>> theirs
app = marimo.App()


@app.cell
def _():
    a = 1
    return (a,)
"""


def test_a_conflict_about_the_version_does_not_hide_the_notebook_and_becomes_a_comment_with_an_edit() -> None:
    notebook = read(CONFLICT)

    assert [cell.code for cell in notebook.cells] == ["a = 1"]
    assert notebook.version == "0.11.0"
    assert write(notebook) == CONFLICT
    edited_text = write(notebook.with_cells(*notebook.cells, Cell("_", "a + 1")))
    ast.parse(edited_text)
    assert "# >>>>>>> theirs\napp = marimo.App()" in edited_text


def test_an_edit_does_not_take_a_parameter_away_that_older_writers_wrote() -> None:
    old = (
        'import marimo\n\n__generated_with = "0.8.22"\napp = marimo.App()\n\n\n'
        "@app.cell\ndef __():\n    def one():\n        return 1\n    return one,\n\n\n"
        "@app.cell\ndef __():\n    def two():\n        return 2\n    return two,\n\n\n"
        "@app.cell\ndef __(one, two):\n    three = one() + two()\n    return three,\n\n\n"
        'if __name__ == "__main__":\n    app.run()\n'
    )

    new = edited(old, 0, "def one():\n    return 1\n\nx = 1")

    assert new.split("\n\n\n")[2:] == old.split("\n\n\n")[2:]
