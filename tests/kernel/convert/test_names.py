"""Names that a document defines twice, and what becomes of them."""

import pytest
from documents import EXAMPLES, codes, from_jupyter, printed_by, printed_in_order, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.notebook.convert.versions import unique_names


def test_a_name_given_a_new_value_is_another_name_from_there_on():
    notebook = from_jupyter("df = [1]", "print(df)", "df = df + [2]", "print(df)")

    assert codes(notebook) == ["df = [1]", "print(df)", "df_1 = df + [2]", "print(df_1)"]


def test_a_name_that_no_other_cell_reads_becomes_private():
    notebook = from_jupyter("for i in 'ab':\n    print(i)", "for i in 'cd':\n    print(i)")

    assert codes(notebook) == ["for _i in 'ab':\n    print(_i)", "for _i in 'cd':\n    print(_i)"]


def test_a_value_that_a_branch_may_leave_alone_is_carried_over():
    notebook = from_jupyter("x = 1", "if x > 5:\n    x = 0", "print(x)")

    assert codes(notebook) == ["x = 1", "x_1 = x\nif x_1 > 5:\n    x_1 = 0", "print(x_1)"]


def test_a_counter_counts_on():
    notebook = from_jupyter("n = 1", "n += 1", "for k in range(3):\n    n = n + k", "print(n)")

    assert problems(notebook) == []
    assert printed_in_order(notebook) == "5\n"


def test_a_private_name_that_cells_share_becomes_public():
    notebook = from_jupyter("_rate = 2", "print(_rate)")

    assert codes(notebook) == ["rate = 2", "print(rate)"]


def test_a_private_name_of_one_cell_stays():
    assert codes(from_jupyter("_x = 2\n_x", "_x = 3\n_x")) == ["_x = 2\n_x", "_x = 3\n_x"]


def test_a_new_name_takes_nobody_elses():
    notebook = from_jupyter("x = 1", "x_1 = 5", "x = x + x_1", "print(x)")

    assert codes(notebook)[2:] == ["x_2 = x + x_1", "print(x_2)"]


def test_local_names_and_keywords_and_attributes_keep_theirs():
    code = "def f(x, *, y=x):\n    return dict(x=x, y=a.x)\nx = f(x)"

    assert unique_names(["x = 1", code, "x"])[1] == ("def f(x, *, y=x):\n    return dict(x=x, y=a.x)\nx_1 = f(x)")


@pytest.mark.parametrize(
    "again",
    [
        "import json as x",
        "from os import sep as x",
        "def x(): return 2",
        "class x:\n    pass",
        "with open('f') as x:\n    pass",
        "(x, [y, *z]) = 1, [2]",
        "match [1]:\n    case [*x]: pass",
        "match {1: 2}:\n    case {1: 2, **x}: pass",
        "match 1:\n    case int() as x: pass",
        "print(x := 3)",
        "x: int = 3",
        "def g():\n    global x, q\n    x = 3",
        "def ünïcode(): return 'ä' + f'{x}'\nx = 'é' ; y = x",
        "print(f'{x!r:>{x}} {{x}} x { x }')\nx = 1",
        "try:\n    x = 1\nexcept ValueError as x:\n    print(x)",
        "for x in x: print(x)",
        "x = [x for x in x]",
        "@x\ndef x(y: 'x' = x) -> x: return x",
    ],
)
def test_every_way_to_bind_a_name_is_renamed(again):
    cells = unique_names(["x = 1", again, "print(x)"])

    notebook = from_jupyter("x = 1", again, "print(x)")
    assert problems(notebook) == []
    assert cells[2] == "print(x_1)"


def test_comments_and_layout_survive_a_renaming():
    code = "x  =  ( x +\n        1 )  # one more x\n# x again"

    assert unique_names(["x = 1", code, "x"])[1] == "x_1  =  ( x +\n        1 )  # one more x\n# x again"


def test_an_import_is_made_once():
    notebook = from_jupyter(
        "import numpy as np\nimport os", "import numpy as np\nfrom os import sep, path\nnp", "np, os"
    )

    assert problems(notebook) == []
    assert codes(notebook)[1].startswith("# import numpy as np  (already imported above)\nfrom os import")


def test_a_submodule_is_imported_beside_its_package():
    notebook = from_jupyter("import os", "import os.path\nprint(os.path.sep)")

    assert codes(notebook)[0] == "import os\nimport os.path"
    assert problems(notebook) == []


def test_another_import_under_the_same_name_is_another_name():
    notebook = from_jupyter(
        "from math import floor", "print(floor(2.5))", "from os.path import split as floor", "floor"
    )

    assert codes(notebook)[2:] == ["from os.path import split as floor_1", "floor_1"]


def test_cells_that_wait_for_each_other_become_one():
    notebook = from_jupyter("def f(): return a", "b = 1", "a = 1\nprint(f())")

    assert problems(notebook) == []
    assert codes(notebook) == ["b = 1", "def f(): return a\n\na = 1\nprint(f())"]


def test_code_that_does_not_parse_keeps_its_text():
    assert codes(from_jupyter("x = 1", "x = = 2", "x")) == ["x = 1", "x = = 2", "x"]


def test_future_imports_and_idle_globals_do_not_spoil_a_cell():
    notebook = from_jupyter("from __future__ import annotations\nglobal y\ny = 1", "y")

    assert [cell.kind for cell in notebook.cells] == ["cell", "cell"]


names = st.sampled_from(["a", "b", "_c"])
values = st.one_of(st.integers(0, 9).map(str), names, st.builds("{} + {}".format, names, st.integers(0, 9)))
simple = st.one_of(
    st.builds("{} = {}".format, names, values),
    st.builds("{} += {}".format, names, values),
    st.builds("print({})".format, values),
    st.builds("print(f'{{{}}} a')".format, names),
    st.builds("del {}".format, names),
    st.builds("{}, {} = {}, {}".format, names, names, values, values),
    st.builds("print([{} for {} in range(2)])".format, names, names),
    st.builds("print({} := {})".format, names, values),
)


def indented(block: list[str]) -> str:
    return "\n".join(f"    {line}" for line in "\n".join(block).split("\n"))


statements = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(lambda c, b: f"if {c} > 4:\n{indented(b)}", values, st.lists(inner, min_size=1, max_size=2)),
        st.builds(lambda n, b: f"for {n} in range(2):\n{indented(b)}", names, st.lists(inner, min_size=1, max_size=2)),
        st.builds(
            lambda b, n: f"try:\n{indented(b)}\nexcept NameError as e:\n    {n} = 7",
            st.lists(inner, min_size=1, max_size=2),
            names,
        ),
    ),
    max_leaves=4,
)
cells = st.lists(st.lists(statements, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=5)


@settings(max_examples=EXAMPLES, deadline=None)
@given(cells)
def test_a_converted_document_prints_what_it_printed_from_top_to_bottom(document):
    start = "a, b, _c = 1, 2, 3"
    before = printed_by(start, *document)
    if "Error" in before or any("del " in cell for cell in document):
        # A name that is gone may be there under its older name; nothing more is promised.
        assert "multiple-definitions" not in problems(from_jupyter(start, *document))
        return

    notebook = from_jupyter(start, *document)

    assert problems(notebook) == []
    assert printed_in_order(notebook) == before


@settings(max_examples=EXAMPLES, deadline=None)
@given(cells)
def test_no_name_is_defined_twice_after_a_conversion(document):
    assert "multiple-definitions" not in problems(from_jupyter(*document))
