"""What a cell defines, reads and imports, from its source alone.

Pure: nothing runs, nothing is looked up. `scopes.py` knows the language's
scoping rules, `analyse.py` the notebook's, `mangle.py` makes private names
private.
"""

from cloche.analysis.analyse import analyse, analyse_tree, is_private
from cloche.analysis.mangle import is_mangled, mangle, private_name, unmangle
from cloche.analysis.names import Analysis, Annotation, CodeProblem, Definition, Import, SqlNames
from cloche.analysis.parse import parse, silence
from cloche.analysis.sqlnames import SqlParser

__all__ = [
    "Analysis",
    "Annotation",
    "CodeProblem",
    "Definition",
    "Import",
    "SqlNames",
    "SqlParser",
    "analyse",
    "analyse_tree",
    "is_mangled",
    "is_private",
    "mangle",
    "parse",
    "private_name",
    "silence",
    "unmangle",
]
