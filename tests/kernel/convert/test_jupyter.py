"""Jupyter notebooks: what is taken from them, and what is refused."""

import json

import pytest
from documents import codes, from_jupyter, jupyter

from cloche.errors import NotebookError
from cloche.notebook.convert import convert
from cloche.notebook.convert.dependencies import dependencies
from cloche.notebook.convert.magics import translate


def test_a_text_cell_becomes_markdown_whose_code_is_hidden():
    notebook = from_jupyter(("markdown", "# Title\n\n- a\n  - b"))

    assert codes(notebook) == ["import cloche as cl", 'cl.md(r"""\n# Title\n\n- a\n  - b\n""")']
    assert notebook.cells[1].config.hide_code


def test_a_notebook_that_uses_the_name_itself_gets_another_for_cloche():
    assert codes(from_jupyter("cl = 1", ("markdown", "x")))[0] == "import cloche as cloche"


def test_our_own_note_about_a_magic_does_not_take_the_name_away():
    assert codes(from_jupyter(("markdown", "# A"), "x = %sql SELECT 1"))[0] == "import cloche as cl"


def test_the_title_becomes_the_apps():
    assert from_jupyter("x = 1", title="Waves").app.get("app_title") == "Waves"


def test_packages_come_from_install_lines_and_imports():
    notebook = from_jupyter(
        "%pip install -q 'scipy>=1.11' \\\n  pandas", "!conda install -y -c forge h5py", "import cv2, os"
    )

    assert dependencies(notebook.header) == ("cloche", "scipy>=1.11", "pandas", "h5py", "opencv-python")


def test_an_install_line_stays_as_a_comment_that_explains():
    code = codes(from_jupyter("!pip install x\nimport os"))[0]

    assert code == (
        "# Cloche installs packages by itself: they are named in the file's header.\n# !pip install x\nimport os"
    )


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("%matplotlib inline", "# Not needed here:\n# %matplotlib inline"),
        ("%%time\nx = 1", "# %%time\nx = 1"),
        ("%time x = f(1)", "# %time\nx = f(1)"),
        ("x = (5\n%  3)", "x = (5\n%  3)"),
        ('s = """\n%pip install\n!ls\n"""\n%who', None),
        ("x = 5 \\\n% 3\n!ls", None),
        ("if x:\n    !ls {x}\n    %cd ..", None),
        ("files = !ls\nfiles", None),
        ("a, b = %magic x", None),
        ("?help\nhelp??\nx.y?", None),
        ("%%capture out --no-stderr\nprint(1)", None),
        ("%%time\n%%capture\nx = 1", None),
        ("%%writefile a.py\nx = '''1'''", None),
        ("%%writefile -a 'a.py'\nx", None),
        ('%%bash\necho "$x" > y\n\nls', None),
        ("%%sql\nselect 1", None),
        ("  \n\n%%javascript\nalert(1)", None),
        ("pip install a b", None),
        ("%pip install git+https://x.org/y -r req.txt", None),
        ("# only\n\n%load_ext autoreload\n%autoreload 2", None),
        ("x = 'it''s' \"\"  # it's\n%who", None),
        ("x = '''a''' '' \"\"\"b\"\"\"\n!ls", None),
        ("def f():\n    '''doc'''\n    !ls", None),
        ("%%unknown a b\ntext (", None),
    ],
)
def test_magics_become_python_and_lose_no_word(source, wanted):
    made = translate(source)

    if wanted is not None:
        assert made.text == wanted
    compile(made.text, "<cell>", "exec")
    written = made.text.replace("\\n", " ")
    assert [word for word in source.replace('"', " ").replace("'", " ").split() if word not in written] == []


def test_html_magics_become_html_and_text_magics_text():
    notebook = from_jupyter("%%html\n<b>x</b>", "%%markdown\n*x*", "%%latex\nx^2")

    assert [code.partition("(")[0] for code in codes(notebook)[1:]] == ["cl.Html", "cl.md", "cl.md"]
    assert "$$\nx^2\n$$" in codes(notebook)[3]


def test_a_pasted_picture_comes_along():
    document = json.loads(jupyter(("markdown", "![x](attachment:a.png)")))
    document["cells"][0]["attachments"] = {"a.png": {"image/png": "aGk=\n"}}

    notebook = convert(json.dumps(document), "ipynb").notebook
    assert "![x](data:image/png;base64,aGk=)" in notebook.cells[1].code


def test_hidden_code_stays_hidden():
    document = json.loads(jupyter("x = 1", "y = 1"))
    document["cells"][0]["metadata"] = {"tags": ["hide-input"]}
    document["cells"][1]["metadata"] = {"jupyter": {"source_hidden": True}}

    assert [cell.config.hide_code for cell in convert(json.dumps(document), "ipynb").notebook.cells] == [True, True]


def test_empty_cells_and_outputs_are_left_out():
    document = json.loads(jupyter("", "x = 1", ("markdown", "  ")))
    document["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "secret"}]

    notebook = convert(json.dumps(document), "ipynb").notebook
    assert codes(notebook) == ["x = 1"]


def test_text_that_no_python_file_can_hold_is_made_readable():
    assert codes(from_jupyter("x = 'a\0b'\r\ny = 1"))[0] == "x = 'a\ufffdb'\ny = 1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"a": ' + "1" * 5000 + "}", "no JSON"),
        ("[]", "no Jupyter notebook"),
        ("{}", "no Jupyter notebook"),
        ('{"nbformat": 3, "worksheets": []}', "version 3"),
        ('{"nbformat": 5, "cells": []}', "version 5"),
        ('{"nbformat": 4}', "no list"),
        ('{"nbformat": 4, "cells": [1]}', "Cell 1"),
        ('{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "source of cell 1"),
        ('<<<<<<< HEAD\n{"nbformat": 4}', "unfinished merge"),
        ('{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}', "written in R"),
    ],
)
def test_what_cannot_be_read_says_why(text, says):
    with pytest.raises(NotebookError, match=says) as caught:
        convert(text, "ipynb")
    assert caught.value.hint


def test_a_notebook_without_cells_is_an_empty_notebook():
    assert from_jupyter().cells == ()
