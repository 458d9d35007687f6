"""There and back again: no word of a notebook is lost in any format."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from documents import EXAMPLES, codes, jupyter
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.errors import NotebookError
from cloche.notebook import Cell, Notebook, kinds_of, read, write
from cloche.notebook.convert import convert, to_ipynb, to_markdown, to_script
from cloche.protocol import CellConfig

FORMATS = [("ipynb", to_ipynb), ("md", to_markdown)]
FOLDER = Path(__file__).parents[2] / "format"

WORDS = r"""x # %% !ls %who ``` ```{python} ~~~ ''' \ " ' --- $a$ <!----> é 😀 { } ( ? pass _x [ <b> : = > | ` - @"""
BLANKS = ("\n", "\n\n", "\n    ", " ", "\t", "\x0c", "\x85", "\u2028", "\r\n", "\ufeff", '"""')
LINES = ("def f():", "# %% [markdown]", "import os", "x = 1", "- a", "title: x")
words = st.sampled_from((*WORDS.split(), *BLANKS, *LINES))
texts = st.one_of(
    st.lists(words, max_size=12).map("".join), st.text(max_size=40), st.text("ab \n#`\"'\\%", max_size=30)
)
good = st.sampled_from(
    ["x = 1", "y = 2\ny", "# note\nprint(1)", "def f():\n    '''a\n  b'''\n\n    return 1", "'''\n x\n'''"]
)
configs = st.builds(CellConfig, st.booleans(), st.booleans(), st.one_of(st.none(), st.integers(0, 5)))


def letters(text: str) -> list[str]:
    """All that is no blank, no comment mark and no quote: what must not be lost."""
    return re.findall(r"[^\W_]", text)


@pytest.mark.parametrize(("suffix", "give"), FORMATS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(cells=st.lists(st.tuples(good, configs, st.sampled_from(["_", "plot"])), max_size=5))
def test_code_cells_come_back_as_they_were(suffix, give, cells):
    notebook = Notebook(tuple(Cell(name, code, "cell", config) for code, config, name in cells))

    back = convert(give(notebook), suffix).notebook

    assert back.cells == notebook.cells


@pytest.mark.parametrize(("suffix", "give"), FORMATS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(source=st.lists(st.tuples(st.sampled_from(["markdown", "raw", "code"]), texts), max_size=4))
def test_what_came_from_jupyter_comes_back_from_every_format(suffix, give, source):
    notebook = read(write(convert(jupyter(*source), "ipynb").notebook))

    back = convert(give(notebook), suffix).notebook

    assert [cell.code for cell in back.cells] == [cell.code for cell in notebook.cells]


@settings(max_examples=EXAMPLES, deadline=None)
@given(source=st.lists(st.tuples(st.sampled_from(["markdown", "raw", "code"]), texts), max_size=4))
def test_no_letter_of_a_jupyter_notebook_is_lost(source):
    text = write(convert(jupyter(*source), "ipynb").notebook)

    held = text.encode("ascii", "backslashreplace").decode()
    for letter in letters("".join(body for _, body in source)):
        assert (
            letter in text or letter.encode("ascii", "backslashreplace").decode() in held or ascii(letter)[1:-1] in text
        )
    assert read(text).cells is not None


@settings(max_examples=EXAMPLES, deadline=None)
@given(texts, st.sampled_from(["py", "md", "ipynb"]))
def test_no_text_at_all_breaks_a_conversion(text, suffix):
    try:
        notebook = convert(text, suffix).notebook
    except NotebookError as error:
        assert error.problem and error.hint
        return
    assert letters_missing(text, write(notebook)) == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(texts, max_size=4))
def test_no_text_under_marks_breaks_a_conversion(blocks):
    text = "# %%\n" + "\n# %%\n".join(blocks)

    try:
        notebook = convert(text, "py").notebook
    except NotebookError as error:
        assert "no Python source may hold" in error.problem
        return
    assert letters_missing(text, write(notebook)) == []


def letters_missing(before: str, after: str) -> list[str]:
    before = before.replace("[markdown]", "")
    return [letter for letter in letters(before) if letter not in after and ascii(letter)[1:-1] not in after]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    ["cells", "metadata", "nbformat", "cell_type", "source", "attachments", "cloche", "config", "name"]
)
documents = st.recursive(
    values | st.sampled_from(["code", "markdown", "raw", 4, 3, "x = 1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=15,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.dictionaries(keys, documents, max_size=4), st.lists(st.dictionaries(keys, documents, max_size=5), max_size=3))
def test_no_json_breaks_a_conversion(document, cells):
    for made in (document, {**document, "cells": cells, "nbformat": 4}):
        try:
            notebook = convert(json.dumps(made), "ipynb").notebook
        except NotebookError as error:
            assert error.problem and error.hint
            continue
        assert read(write(notebook)).cells is not None


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize(("suffix", "give"), FORMATS)
def test_the_golden_notebooks_come_back_from_every_format(path, suffix, give):
    notebook = read(path.read_bytes().decode())

    back = convert(give(notebook), suffix).notebook

    kinds = kinds_of(notebook.cells)
    order = sorted(range(len(kinds)), key=lambda at: kinds[at] != "setup")
    wanted = [notebook.cells[at].code.strip("\n") for at in order if notebook.cells[at].code.strip()]
    aliases = {code for code in wanted if re.fullmatch(r"import (marimo|cloche) as \w+", code)}
    assert sorted(set(codes(back)) - aliases) == sorted(set(wanted) - aliases)
    assert back.header == notebook.header or not notebook.header
    assert back.app.get("width") == notebook.app.get("width")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_the_golden_notebooks_become_scripts_or_say_why_not(path):
    notebook = read(path.read_bytes().decode())
    try:
        text = to_script(notebook)
    except NotebookError as error:
        assert error.hint
        return
    compile(text, path.name, "exec")
    assert all(letter in text for cell in notebook.cells for letter in letters(cell.code))


def test_equal_notebooks_give_equal_files():
    notebook = Notebook((Cell("_", "x = 1"), Cell("_", "x"), Cell("_", "x")))

    assert to_ipynb(notebook) == to_ipynb(replace(notebook))
    ids = [cell["id"] for cell in json.loads(to_ipynb(notebook))["cells"]]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[\w-]{1,64}", identifier) for identifier in ids)
