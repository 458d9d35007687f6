"""`app.embed()`: a notebook that lives inside a cell of another one."""

import contextlib
import itertools
import sys
import tempfile
from pathlib import Path

from cloche.protocol import ElementRenewed

COUNT = itertools.count()
HEAD = "import cloche\napp = cloche.App()\n"

INNER = """
import cloche
app = cloche.App()

@app.cell
def _():
    import cloche as cl
    return (cl,)

@app.cell
def _(cl, start):
    n = cl.ui.slider(0, 9, value=start, label="n")
    n
    return (n,)

@app.cell
def _():
    start = 1
    return (start,)

@app.cell
def _(n):
    square = n.value ** 2
    print("square", square)
    f"square {square}"
    return (square,)
"""


@contextlib.contextmanager
def notebook(text):
    """A notebook file that can be imported; its module's name."""
    name = f"embedded_{next(COUNT)}"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.py").write_text(text, "utf-8")
        sys.path.insert(0, folder)
        try:
            yield name
        finally:
            sys.path.remove(folder)
            sys.modules.pop(name, None)


async def scenario_an_embedded_notebook_shows_its_outputs_and_gives_its_names(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app", b="result = await app.embed()", c="result.output", d="result.defs['square']"
        )

    assert 'element-id="b.0.1-0"' in kernel.html("c") and "square 1" in kernel.html("c")
    assert kernel.output("d") == "1"
    assert kernel.printed("b") == "square 1\n"


async def scenario_a_move_inside_runs_the_cells_inside_and_then_those_around(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app",
            b="result = await app.embed()",
            c="result.output",
            d="result.defs['square']",
            e="'e'",
        )

        await kernel.set({"b.0.1-0": 3})

    assert kernel.started == "bcd"
    assert "square 9" in kernel.html("c")
    assert kernel.output("d") == "9"
    # The move itself ran inside, before; what was embedded already does not run again.
    assert kernel.printed("b") == ""


async def scenario_one_app_is_one_set_of_values_and_a_clone_another(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app",
            b="one = await app.embed()",
            c="twin = app.clone()",
            d="two = await twin.embed()",
            e="(one.defs['square'], two.defs['square'])",
        )
        await kernel.set({"b.0.1-0": 3})
        assert kernel.output("e") == "(9, 1)"

        await kernel.set({"d.0.1-0": 2})

    assert kernel.output("e") == "(9, 4)"


async def scenario_given_names_replace_cells_and_changed_ones_run_only_their_readers(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app",
            s="from cloche import ui\nfirst = ui.number(0, 9, value=4)",
            b="result = await app.embed(defs={'start': int(first.value)})",
            d="result.defs['square']",
        )
        assert (kernel.output("d"), kernel.error("b")) == ("16", None)

        await kernel.set(first=5)

    assert (kernel.output("d"), kernel.error("b")) == ("25", None)


async def scenario_an_element_as_a_given_name_is_refused(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app\nfrom cloche import ui", b="await app.embed(defs={'n': ui.slider(1, 2)})"
        )

    assert "gives an element" in kernel.error("b").problem


async def scenario_the_cell_that_imports_an_app_cannot_embed_it(kernel):
    with notebook(INNER) as name:
        await kernel.start(a=f"from {name} import app\nawait app.embed()")

    assert "in another cell" in kernel.error("a").problem


async def scenario_what_fails_inside_is_shown_and_printed_in_place(kernel):
    text = f"{HEAD}@app.cell\ndef _():\n    1 / 0\n    return\n@app.cell\ndef _():\n    'fine'\n    return\n"
    with notebook(text) as name:
        await kernel.start(a=f"import {name} as inner", b="(await inner.app.embed()).output")

    assert "ZeroDivisionError: division by zero" in kernel.html("b") and "fine" in kernel.html("b")
    assert "ZeroDivisionError" in kernel.printed("b", "stderr")


async def scenario_a_state_set_inside_runs_what_reads_it_there_and_around(kernel):
    text = """
import cloche
app = cloche.App()

@app.cell
def _():
    import cloche as cl
    get, put = cl.state(0)
    return cl, get, put

@app.cell
def _(cl, put):
    up = cl.ui.button(on_click=lambda _: put(lambda n: n + 1))
    up
    return (up,)

@app.cell
def _(get):
    seen = get()
    return (seen,)
"""
    with notebook(text) as name:
        await kernel.start(a=f"import {name} as inner", b="found = await inner.app.embed()", c="found.defs['seen']")

        await kernel.set({"b.0.1-0": 1})

    assert kernel.output("c") == "1"


async def scenario_notebooks_may_be_embedded_in_each_other(kernel):
    with notebook(INNER) as inner:
        middle = (
            f"{HEAD}@app.cell\ndef _():\n    from {inner} import app as core\n    return (core,)\n"
            "@app.cell\nasync def _(core):\n    found = await core.embed()\n    found.output\n    return (found,)\n"
        )
        with notebook(middle) as name:
            await kernel.start(
                a=f"from {name} import app",
                b="result = await app.embed()",
                c="result.output",
                d="result.defs['found'].defs['square']",
            )
            assert 'element-id="b.0.1.0.1-0"' in kernel.html("c")

            await kernel.set({"b.0.1.0.1-0": 5})

    assert "square 25" in kernel.html("c")
    assert kernel.output("d") == "25"


async def scenario_entered_values_come_back_inside_too(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app",
            b="result = await app.embed()",
            c="result.defs['square']",
            values={"b.0.1-0": 6},
        )
        assert kernel.output("c") == "36"

        await kernel.run(b="result = await app.embed(defs={'square': 4})")

    assert [event.element for event in kernel.events if isinstance(event, ElementRenewed)] == ["b.0.1-0"]


async def scenario_an_element_of_an_embedded_notebook_keeps_its_id_around_it(kernel):
    with notebook(INNER) as name:
        await kernel.start(
            a=f"from {name} import app",
            b="result = await app.embed()",
            c="result.defs['n']",
            d="result.defs['n'].value",
        )

        await kernel.set({"b.0.1-0": 2})

    assert 'element-id="b.0.1-0"' in kernel.html("c")
    assert kernel.output("d") == "2"


async def scenario_stop_reaches_what_waits_inside(kernel):
    import asyncio

    text = (
        f"{HEAD}@app.cell\nasync def _():\n    import asyncio\n    await asyncio.sleep(30)\n    return\n"
        "@app.cell\ndef _():\n    'fine'\n    return\n"
    )
    with notebook(text) as name:
        asyncio.get_running_loop().call_later(0.05, kernel.session.cancel)
        await kernel.start(a=f"import {name} as inner", b="await inner.app.embed()")

    assert kernel.code("b") == "interrupted"
