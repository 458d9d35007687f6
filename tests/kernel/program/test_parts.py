"""A notebook's functions, classes and cells, as programs and other notebooks use them."""

import asyncio
import sys
import textwrap

import pytest
from scripts import ASYNC, NOTEBOOK, loaded, python, written


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


def test_an_awaiting_cell_runs_as_a_coroutine(tmp_path):
    waits = loaded(written(tmp_path, ASYNC)).waits

    assert asyncio.run(waits.run())[0] == asyncio.run(waits()) == 7


def test_functions_of_a_notebook_can_be_imported(tmp_path):
    assert loaded(written(tmp_path, NOTEBOOK)).area(2) == 20
