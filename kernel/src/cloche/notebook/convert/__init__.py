"""Other formats to notebooks and back: Jupyter, Markdown, scripts.

Text in, text out. No file is opened and nothing runs; outputs come from
`cloche.export`.
"""

from __future__ import annotations

from cloche.errors import NotANotebookError, NotebookError
from cloche.notebook.convert.assemble import assemble
from cloche.notebook.convert.flow import Order
from cloche.notebook.convert.ipynb import NotJupyterError, read_ipynb
from cloche.notebook.convert.markdown import NotMarkdownError, read_markdown
from cloche.notebook.convert.percent import NotPythonError, read_script
from cloche.notebook.convert.pieces import Converted, Piece, Pieces
from cloche.notebook.convert.to_ipynb import to_ipynb
from cloche.notebook.convert.to_markdown import to_markdown
from cloche.notebook.convert.to_script import to_script
from cloche.notebook.read import read

__all__ = [
    "Converted",
    "NotJupyterError",
    "NotMarkdownError",
    "NotPythonError",
    "Order",
    "Piece",
    "Pieces",
    "convert",
    "to_ipynb",
    "to_markdown",
    "to_script",
]

READERS = {"ipynb": read_ipynb, "md": read_markdown, "qmd": read_markdown, "py": read_script}


def convert(text: str, suffix: str, *, path: str = "") -> Converted:
    """The notebook in `text`, by what its file name ends in: `ipynb`, `md`, `qmd` or `py`.

    A `.py` file that is a notebook already is read as one. Raises
    `NotebookError` for text that cannot be converted.

    >>> convert("x = 1", "py").notebook.cells[0].code
    'x = 1'
    """
    suffix = suffix.lower().lstrip(".")
    reader = READERS.get("md" if suffix == "markdown" else suffix)
    if reader is None:
        raise NotebookError(
            f"Files that end in .{suffix} cannot be converted.", hint="These can: .ipynb, .md, .qmd and .py."
        )
    if suffix == "py":
        try:
            return Converted(read(text, path=path))
        except NotANotebookError:
            pass
    document = reader(text)
    return assemble(document, path=path, in_order="cells" not in document.settings)
