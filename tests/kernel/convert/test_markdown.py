"""Markdown notebooks."""

import pytest
from documents import codes

from cloche.errors import NotebookError
from cloche.notebook import Cell, Notebook
from cloche.notebook.convert import convert, to_markdown
from cloche.protocol import CellConfig


def markdown(text: str) -> Notebook:
    return convert(text, "md").notebook


def test_fences_that_say_so_are_cells_and_the_rest_is_text():
    notebook = markdown(
        "# T\n\n```python\nprint()\n```\n\n```python {.marimo}\nx = 1\n```\n\n```{python}\nx\n```\nend\n"
    )

    assert codes(notebook)[1:] == [
        'cl.md(r"""\n# T\n\n```python\nprint()\n```\n""")',
        "x = 1",
        "x",
        'cl.md(r"""\nend\n""")',
    ]


def test_a_fence_says_name_and_options():
    cell = markdown('```python {.marimo name="plot" hide_code="true" disabled="true" column="2"}\nx\n```').cells[0]

    assert (cell.name, cell.config) == ("plot", CellConfig(True, True, 2))


def test_quartos_options_are_understood():
    cell = markdown("```{python}\n#| label: fig-a\n#| echo: false\nx\n```").cells[0]

    assert (cell.name, cell.code, cell.config.hide_code) == ("fig_a", "x", True)


def test_a_fence_inside_a_longer_fence_is_text():
    assert len(markdown("````\n```{python}\nx\n```\n````\n").cells) == 2


def test_a_fence_that_nothing_closes_is_text():
    assert "x = 1" in codes(markdown("```{python}\nx = 1\n"))[1]


def test_the_front_matter_says_title_width_and_header():
    header = "header: |-\n  # /// script\n  # dependencies = []\n  # ///\n"
    text = f'---\ntitle: "A: b"\nwidth: medium\nauthor: me\n{header}---\nx\n'
    notebook = markdown(text)

    assert notebook.app.as_dict() == {"app_title": "A: b", "width": "medium"}
    assert "# author: me" in notebook.header
    assert notebook.header.startswith("# /// script")


def test_a_rule_at_the_top_is_no_front_matter():
    assert "---" in codes(markdown("---\n\nHello: x y\n\nsome text\n\n---\n"))[1]


def test_sql_fences_become_queries():
    query = '```sql {.marimo query="df"}\nselect 1\n```'
    assert codes(markdown(query)) == ["import cloche as cl", 'df = cl.sql(r"""\nselect 1\n""")']

    imported = "```python {.marimo}\nimport marimo as mo\n```\n"
    assert codes(markdown(imported + query)) == ["import marimo as mo", 'df = mo.sql(r"""\nselect 1\n""")']


def test_a_line_of_three_plus_signs_parts_text_in_myst():
    cell = "```{code-cell}\nx = 1\n```\n"

    assert codes(markdown(f"a\n\n+++\n\nb\n\n{cell}"))[1:3] == ['cl.md(r"""\na\n""")', 'cl.md(r"""\nb\n""")']
    assert "+++" in codes(markdown("a\n\n+++\n\nb\n"))[1]


def test_an_empty_file_is_refused():
    with pytest.raises(NotebookError, match="empty"):
        markdown(" \n")


def test_two_text_cells_stay_two():
    cells = [Cell("_", "import cloche as cl"), *(Cell("_", f'cl.md("{word}")') for word in ("a", "b"))]

    text = to_markdown(Notebook(tuple(cells)))

    assert text.split("---\n")[-1] == "\na\n\n<!---->\n\nb\n"


def test_text_that_would_be_read_as_a_cell_stays_code():
    cells = [Cell("_", "import cloche as cl"), Cell("_", 'cl.md(r"""\n```{python}\nx\n```\n""")')]
    notebook = Notebook(tuple(cells))

    assert codes(markdown(to_markdown(notebook))) == codes(notebook)
