"""`python notebook.py`, and notebooks that programs run."""

import asyncio
import subprocess
import sys

import pytest
from scripts import ASYNC, NOTEBOOK, PTH, SOURCE, loaded, python, written


def test_a_script_runs_its_cells_in_dependency_order(tmp_path):
    assert python(written(tmp_path, NOTEBOOK)).stdout == "y is 126\n"


def test_a_notebook_that_imports_marimo_runs_with_cloche_alone(tmp_path):
    path = written(tmp_path, NOTEBOOK, module="marimo")

    assert python(path, preload="import _cloche_marimo").stdout == "y is 126\n"


def test_a_cell_that_awaits_is_awaited(tmp_path):
    path = written(
        tmp_path,
        """
        import cloche
        app = cloche.App()

        @app.cell
        async def _():
            import asyncio
            n = await asyncio.sleep(0, 4)
            return (n,)

        @app.cell
        def _(n):
            print(n)
            return

        if __name__ == "__main__":
            app.run()
        """,
    )

    assert python(path).stdout == "4\n"


def test_a_failing_cell_is_named_and_the_exit_code_tells(tmp_path):
    path = written(
        tmp_path,
        """
        import cloche
        app = cloche.App()

        @app.cell
        def first():
            print("first")
            x = 1 / 0
            return (x,)

        @app.cell
        def later():
            print("later")
            return

        if __name__ == "__main__":
            app.run()
        """,
    )

    done = python(path, code=1)

    assert done.stdout == "first\n"
    assert "In cell 1 `first` of nb.py." in done.stderr
    assert 'nb.py", line 8, in <module>' in done.stderr
    assert "x = 1 / 0" in done.stderr and "ZeroDivisionError" in done.stderr
    assert "walk" not in done.stderr


def test_what_follows_a_stopped_or_disabled_cell_is_left_out(tmp_path):
    path = written(
        tmp_path,
        """
        import cloche as cl
        app = cl.App()

        @app.cell
        def _():
            import cloche as cl
            cl.stop(True, "halt")
            x = 1
            return (x,)

        @app.cell
        def _(x):
            print("never", x)
            return

        @app.cell(disabled=True)
        def _():
            z = 1
            return (z,)

        @app.cell
        def _(z):
            print("never", z)
            return

        @app.cell
        def _():
            print("always")
            return

        if __name__ == "__main__":
            app.run()
        """,
    )

    assert python(path).stdout == "always\n"


def test_a_notebook_with_a_problem_says_which(tmp_path):
    path = written(
        tmp_path,
        """
        import cloche
        app = cloche.App()

        @app.cell
        def _():
            x = 1
            return (x,)

        @app.cell
        def _():
            x = 2
            return (x,)

        if __name__ == "__main__":
            app.run()
        """,
    )

    assert "`x` is defined in 2 cells" in python(path, code=1).stderr


def test_run_gives_outputs_in_page_order_and_all_names(tmp_path, capsys):
    notebook = loaded(written(tmp_path, NOTEBOOK))

    outputs, defs = notebook.app.run()

    assert outputs == (None, 1, None, None)
    assert (defs["x"], defs["y"], defs["base"]) == (1, 126, 5)
    assert capsys.readouterr().out == "y is 126\n"


def test_given_names_take_the_place_of_their_cells(tmp_path):
    notebook = loaded(written(tmp_path, NOTEBOOK))

    outputs, defs = notebook.app.run(defs={"x": 10})

    assert (outputs, defs["y"], defs["x"]) == ((None, None, None), 135, 10)


PAIR = """
import cloche
app = cloche.App()

with app.setup:
    base = 5

@app.cell
def _():
    a, b = 1, 2
    return a, b

@app.cell
def _(a, extra):
    total = a + extra + base
    total
    return (total,)
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"a": 1, "extra": 1}, r"gives `a`, but not `b` of the same cell"),
        ({"totl": 1}, r"neither defines nor reads.*Did you mean `total`"),
        ({"base": 1}, r"cannot replace what the setup cell defines: `base`"),
    ],
)
def test_given_names_that_do_not_fit_are_refused(tmp_path, given, told):
    app = loaded(written(tmp_path, PAIR)).app

    with pytest.raises(ValueError, match=f"(?s){told}"):
        app.run(defs=given)


def test_a_name_that_nobody_defines_can_be_given(tmp_path):
    outputs, defs = loaded(written(tmp_path, PAIR)).app.run(defs={"extra": 10})

    assert outputs == (None, 16) and defs["total"] == 16


def test_an_app_embedded_in_a_program_runs_once(tmp_path):
    app = loaded(written(tmp_path, PAIR)).app

    result = asyncio.run(app.embed(defs={"extra": 10}))

    assert result.defs["total"] == 16 and "16" in result.output.text


def test_a_notebook_that_awaits_runs_to_its_end_inside_a_running_loop_too(tmp_path, monkeypatch):
    app = loaded(written(tmp_path, ASYNC)).app

    async def inside():
        return app.run()[0]

    assert asyncio.run(inside()) == (7,)
    monkeypatch.setattr(sys, "platform", "emscripten")
    with pytest.raises(Exception, match=r"(?s)awaits something.*await app.embed"):
        asyncio.run(inside())


def test_a_script_knows_its_arguments(tmp_path):
    path = written(
        tmp_path,
        """
        import cloche as cl
        app = cl.App()

        @app.cell
        def _():
            import cloche as cl
            print(cl.cli_args()["n"] + 1, cl.app_meta().mode, cl.running_in_notebook(), dict(cl.query_params()))
            print(cl.notebook_dir().name)
            return

        if __name__ == "__main__":
            app.run()
        """,
    )

    assert python(path, "--n", "3").stdout == f"4 script False {{}}\n{tmp_path.name}\n"


def test_a_missing_name_of_marimos_is_told(tmp_path):
    path = written(tmp_path, "import marimo\nmarimo.no_such_thing\n")

    assert "Cloche stands in for marimo" in python(path, preload="import _cloche_marimo", code=1).stderr


def test_looking_for_marimo_costs_no_import_until_somebody_does():
    code = "import _cloche_marimo, sys, json; assert not [name for name in sys.modules if name.startswith('cloche')]"

    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": f"{SOURCE}:{PTH}"}, check=True)


def test_strict_execution_holds_in_a_script_too(tmp_path):
    text = """
    # /// script
    # [tool.marimo.experimental]
    # execution_type = "strict"
    # ///
    import {module}

    app = {module}.App()

    @app.cell
    def _():
        x = [1]
        return (x,)

    @app.cell
    def _(x):
        x.append(2)
        print(x, globals().get("y"))
        return

    @app.cell
    def _(x):
        y = list(x)
        print(y)
        return (y,)

    if __name__ == "__main__":
        app.run()
    """

    assert python(written(tmp_path, text)).stdout == "[1, 2] None\n[1]\n"
