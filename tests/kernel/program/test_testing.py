"""`pytest notebook.py`."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "kernel" / "src"
PTH = SOURCE.parent / "pth"

NOTEBOOK = """
import {module}

app = {module}.App()

with app.setup:
    import pytest

@app.cell
def _():
    base = 10
    return (base,)

@app.function
def test_of_the_module():
    assert 1 + 1 == 2

@app.cell
def test_a_cell(base, tmp_path):
    assert tmp_path.is_dir()
    assert base == 11
    return

@app.cell
def _(base):
    @pytest.fixture
    def much():
        return base * 10

    @pytest.mark.parametrize("n", [1, 2])
    def test_less(n, much):
        assert n < much

    class TestBase:
        def test_mode(self):
            import {module} as cl
            assert cl.app_meta().mode == "test"
    return

@app.cell
async def test_waits(base):
    import asyncio
    assert await asyncio.sleep(0, base) == 10
    return

@app.cell
def _():
    raise RuntimeError("a cell that no test needs does not run")

if __name__ == "__main__":
    app.run()
"""


def run_pytest(tmp_path, text, *arguments):
    path = tmp_path / "notebook.py"
    path.write_text(textwrap.dedent(text), "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}:{PTH}", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in [name for name in environment if name.startswith("PYTEST")]:
        del environment[name]
    command = [sys.executable, "-m", "pytest", "-p", "_cloche_pytest", "-p", "_cloche_marimo", "-c", os.devnull]
    command += ["--rootdir", str(tmp_path), "-p", "no:cacheprovider", "--color=no", "-v", str(path), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)


@pytest.mark.parametrize("module", ["cloche", "marimo"])
def test_pytest_finds_the_tests_of_a_notebook_wherever_they_stand(tmp_path, module):
    done = run_pytest(tmp_path, NOTEBOOK.replace("{module}", module))

    assert done.returncode == 1, done.stdout + done.stderr
    told = dict(re.findall(r"::(\S+) (PASSED|FAILED|ERROR)", done.stdout))
    for name in ("test_of_the_module", "test_less[1]", "test_less[2]", "TestBase::test_mode", "test_waits"):
        assert told[name] == "PASSED", done.stdout
    assert told["test_a_cell"] == "FAILED"
    assert "assert 10 == 11" in done.stdout and "In cell 4 `test_a_cell` of notebook.py." in done.stdout
    assert "notebook.py:21: AssertionError" in done.stdout
    assert "1 failed, 5 passed" in done.stdout


def test_a_test_cell_whose_ancestor_fails_is_a_failed_test(tmp_path):
    text = """
    import cloche
    app = cloche.App()

    @app.cell
    def _():
        x = 1 / 0
        return (x,)

    @app.cell
    def _(x):
        def test_x():
            assert x
        return
    """

    done = run_pytest(tmp_path, text)

    assert done.returncode == 1
    assert "test_cell_2" in done.stdout and "ZeroDivisionError" in done.stdout


def test_a_file_that_is_no_notebook_is_left_to_pytest(tmp_path):
    done = run_pytest(tmp_path, "# import cloche, App()\ndef test_plain():\n    assert True\n")

    assert done.returncode == 0 and "1 passed" in done.stdout
