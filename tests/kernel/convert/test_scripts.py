"""Scripts, plain and with `# %%` marks."""

import pytest
from documents import codes, printed_by, printed_in_order, problems

from cloche.errors import NotebookError
from cloche.notebook import write
from cloche.notebook.convert import convert, to_script


def script(text: str):
    return convert(text, "py").notebook


def test_marks_part_a_script_and_text_blocks_become_text():
    notebook = script("# %% [markdown]\n# # Title\n#\n# text\n# %% load\nx = 1\n# %%\nprint(x)\n")

    assert codes(notebook) == [
        "import cloche as cl",
        'cl.md(r"""\n# Title\n\ntext\n""")',
        "# load\nx = 1",
        "print(x)",
    ]


def test_text_may_stand_in_a_string_after_its_mark():
    assert 'cl.md(r"""\n# T\n""")' in codes(script('# %% [markdown]\n"""\n# T\n"""\n# %%\nx = 1'))


def test_the_marks_of_nbconvert_count():
    assert codes(script("# In[1]:\n\n\nx = 1\n\n\n# In[ ]:\n\n\nx\n")) == ["x = 1", "x"]


def test_a_plain_script_parts_into_imports_definitions_and_statements():
    text = "import os\nimport sys\n\ndef f():\n    return 1\n\n# about x\nx = f()\ny = x\n\n\nprint(y)  # end\n"

    assert codes(script(text)) == [
        "import os\nimport sys",
        "def f():\n    return 1",
        "# about x\nx = f()\ny = x",
        "print(y)  # end",
    ]


def test_the_docstring_becomes_text_and_the_shebang_stays_on_top():
    notebook = script('#!/usr/bin/env python\n"""What it does."""\nx = 1\n')

    assert write(notebook).startswith("#!/usr/bin/env python\n# /// script\n")
    assert codes(notebook)[1] == 'cl.md(r"""\nWhat it does.\n""")'


def test_the_docstring_stays_code_where_the_script_reads_it():
    assert codes(script('"""Usage."""\nprint(__doc__)'))[0].startswith('"""Usage."""')


def test_the_guard_goes_and_what_it_guards_stays():
    notebook = script('def main():\n    print("ran")\n\nif __name__ == "__main__":\n    # go\n    main()  # now\n')

    assert codes(notebook)[1] == '# if __name__ == "__main__":\n# go\nmain()  # now'
    assert printed_in_order(notebook) == "ran\n"


def test_a_script_whose_functions_read_later_globals_still_runs():
    text = "def f():\n    return a + 1\n\na = 1\nprint(f())\na = 5\nprint(f())\n"

    notebook = script(text)

    assert problems(notebook) == []
    assert printed_in_order(notebook) == printed_by(text) == "2\n6\n"


def test_declared_dependencies_are_kept_and_cloche_is_added():
    declared = '# dependencies = [\n#   "numpy<3", # why\n# ]\n'
    text = f'# /// script\n# requires-python = ">=3.11"\n{declared}# ///\nimport numpy\n'

    assert script(text).header == (
        '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#     "numpy<3",\n#     "cloche",\n# ]\n# ///'
    )


@pytest.mark.parametrize(("text", "says"), [("", "empty"), ("x = = 1\n", "Line 1"), ("\n\nprint 'x'\n", "Line 3")])
def test_what_python_cannot_read_is_refused(text, says):
    with pytest.raises(NotebookError, match=says) as caught:
        script(text)
    assert caught.value.hint


def test_a_marked_script_may_hold_a_cell_that_does_not_parse():
    assert [cell.kind for cell in script("# %%\nx = = 1\n# %%\ny = 1").cells] == ["unparsable", "cell"]


def test_a_notebook_is_read_as_one():
    text = "import marimo\n\napp = marimo.App()\n\n@app.cell\ndef _():\n    x = 1\n    return\n"

    assert write(script(text)) == text


def test_a_flat_script_has_its_cells_in_the_order_they_run():
    notebook = script("# %%\nx = 1\n# %%\ny = x\n# %%\nprint(y)")
    turned = notebook.with_cells(*reversed(notebook.cells))

    assert to_script(turned).split("# ///\n")[-1] == "\n# %%\nx = 1\n\n# %%\ny = x\n\n# %%\nprint(y)\n"


def test_private_names_of_two_cells_stay_apart_in_a_flat_script():
    notebook = script("# %%\n_x = 1\ndef f(): return _x\n# %%\n_x = 2\nprint(f())")

    assert printed_in_order(notebook) == "1\n"


def test_what_a_flat_script_cannot_do_is_refused():
    with pytest.raises(NotebookError, match="await"):
        to_script(script("# %%\nawait f()"))
    twice = script("# %%\nx = 1\n# %%\ny = 1")
    cells = [cell.__class__("_", "x = 1") for cell in twice.cells]
    with pytest.raises(NotebookError, match="defined in 2 cells"):
        to_script(twice.with_cells(*cells))


def test_a_disabled_cell_and_what_follows_from_it_are_comments_in_a_flat_script():
    from dataclasses import replace

    from cloche.protocol import CellConfig

    notebook = script("# %%\nx = 1\n# %%\nprint(x)")
    first = replace(notebook.cells[0], config=CellConfig(disabled=True))

    assert printed_in_order(notebook.with_cells(first, notebook.cells[1])) == ""
