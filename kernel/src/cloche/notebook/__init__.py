"""The `.py` file of a notebook: read, written, and left alone where nobody edited.

Text in, values out, and back. No file is opened here.
"""

from cloche.notebook.describe import Study
from cloche.notebook.model import AppConfig, Cell, Notebook, Option
from cloche.notebook.read import read
from cloche.notebook.signatures import BUILTINS, Signature, signatures
from cloche.notebook.write import kinds_of, signatures_of, write

__all__ = [
    "BUILTINS",
    "AppConfig",
    "Cell",
    "Notebook",
    "Option",
    "Signature",
    "Study",
    "kinds_of",
    "read",
    "signatures",
    "signatures_of",
    "write",
]
