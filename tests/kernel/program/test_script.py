"""`python notebook.py`, and notebooks as programs use them."""

import asyncio
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "kernel" / "src"
PTH = SOURCE.parent / "pth"

NOTEBOOK = """
import {module}

app = {module}.App(width="medium")

with app.setup:
    base = 5

@app.cell
def last(y):
    print("y is", y)
    return

@app.cell(hide_code=True)
def first():
    x = 1
    x
    return (x,)

@app.cell
def second(x):
    y = x + area(base)
    return (y,)

@app.function
def area(r):
    return r * r * base

if __name__ == "__main__":
    app.run()
"""


def written(tmp_path, text, name="nb.py", module="cloche"):
    path = tmp_path / name
    path.write_text(textwrap.dedent(text).replace("{module}", module), "utf-8")
    return path


def python(path, *arguments, code=0, preload=""):
    start = f"{preload}; import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, *(["-c", start] if preload else []), str(path), *arguments]
    environment = {"PYTHONPATH": f"{SOURCE}:{PTH}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def loaded(path):
    """The notebook as a module."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def test_functions_and_classes_come_with_their_source_and_can_be_pickled(tmp_path, monkeypatch):
    import inspect
    import pickle

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "shapes", raising=False)
    written(
        tmp_path,
        """
        import cloche
        app = cloche.App()

        with app.setup:
            scale = 2

        @app.cell
        def _():
            raise RuntimeError("no cell runs for an import")

        @app.function
        def area(r):
            "How much."
            return r * r * scale

        @app.class_definition
        class Point:
            "A place."
            def __init__(self, x=0):
                self.x = x

        @app.cell
        def shown(area):
            area(3)
            return
        """,
        name="shapes.py",
    )
    from shapes import Point, area, shown

    assert (area(3), area.__doc__, Point.__doc__) == (18, "How much.", "A place.")
    assert inspect.getsource(area).startswith("@app.function\ndef area(r):")
    assert inspect.getsource(shown).startswith("@app.cell\ndef shown(area):")
    assert pickle.loads(pickle.dumps(area)) is area and pickle.loads(pickle.dumps(Point(3))).x == 3
    assert shown() == 18


def test_a_class_of_a_cell_has_its_source(tmp_path):
    path = written(
        tmp_path,
        """
        import cloche
        app = cloche.App()

        @app.cell
        def _():
            import inspect
            class Other:
                x = 0
            class Point:
                x = 1
            print(inspect.getsource(Point))
            return

        if __name__ == "__main__":
            app.run()
        """,
    )

    assert textwrap.dedent(python(path).stdout) == "class Point:\n    x = 1\n\n"


def test_one_cell_runs_with_what_it_needs(tmp_path):
    notebook = loaded(written(tmp_path, NOTEBOOK))

    assert notebook.first.run() == (1, {"x": 1})
    assert notebook.second.run(x=10) == (None, {"y": 135})
    assert notebook.second.refs == {"x", "area", "base"}
    assert (notebook.first(), notebook.second(10), repr(notebook.first)) == (1, None, "<cell first>")
    with pytest.raises(ValueError, match="does not read z: it reads area, base, x"):
        notebook.second.run(z=1)
    with pytest.raises(TypeError, match="takes 1 names, 2 were given"):
        notebook.second(1, 2)


ASYNC = """
import cloche
app = cloche.App()

@app.cell
async def waits():
    import asyncio
    await asyncio.sleep(0, 7)
    return
"""


def test_an_awaiting_cell_runs_as_a_coroutine(tmp_path):
    waits = loaded(written(tmp_path, ASYNC)).waits

    assert asyncio.run(waits.run())[0] == asyncio.run(waits()) == 7


def test_functions_of_a_notebook_can_be_imported(tmp_path):
    assert loaded(written(tmp_path, NOTEBOOK)).area(2) == 20


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
