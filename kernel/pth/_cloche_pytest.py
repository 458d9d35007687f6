"""Lets `pytest notebook.py` find the tests in a notebook's cells. Every pytest loads it: it imports next to nothing."""


def pytest_pycollect_makemodule(module_path, parent):
    try:
        text = module_path.read_text("utf-8")
    except (OSError, ValueError):
        return None
    if "App(" not in text or ("import cloche" not in text and "import marimo" not in text):
        return None
    from cloche.program.testing import NotebookModule

    return NotebookModule.from_parent(parent, path=module_path)
