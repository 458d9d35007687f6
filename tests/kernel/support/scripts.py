"""Notebooks as files that plain Python runs or imports. Not here: what is true of them, which tests say."""

import importlib.util
import subprocess
import sys
import textwrap
from pathlib import Path

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

ASYNC = """
import cloche
app = cloche.App()

@app.cell
async def waits():
    import asyncio
    await asyncio.sleep(0, 7)
    return
"""


def written(tmp_path, text, name="nb.py", module="cloche"):
    """The path of a file with this notebook."""
    path = tmp_path / name
    path.write_text(textwrap.dedent(text).replace("{module}", module), "utf-8")
    return path


def python(path, *arguments, code=0, preload=""):
    """Run it as `python notebook.py` does; fails if it ends with another code."""
    start = f"{preload}; import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, *(["-c", start] if preload else []), str(path), *arguments]
    environment = {"PYTHONPATH": f"{SOURCE}:{PTH}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def loaded(path):
    """The notebook as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
