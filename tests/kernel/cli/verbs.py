"""The command line as a test calls it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cloche.cli import main

NOTEBOOK = """import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Waves")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    return (cl,)


@app.cell(hide_code=True)
def _(cl):
    cl.md("# Title <script>alert(1)</script>")
    return


@app.cell
def load():
    x = 6 * 7
    print("hello")
    x
    return


if __name__ == "__main__":
    app.run()
"""


class Answer(NamedTuple):
    """What a verb gave."""

    code: int
    out: str
    err: str


class Shell:
    """A folder, and the command line in it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def file(self, name: str, text: str = NOTEBOOK) -> str:
        """A file with this text; its path."""
        path = self.folder / name
        path.write_bytes(text.encode())
        return str(path)

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_bytes().decode()

    def __call__(self, *words: str) -> Answer:
        try:
            code = main(words)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out, err = self._capture.readouterr()
        return Answer(code, out, err)
