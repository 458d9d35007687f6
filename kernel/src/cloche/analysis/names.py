"""What analysis finds out about a cell: values only.

Nothing here parses. `analyse.py` fills these in; the graph, the file format
and the runner read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Why a cell cannot run as written. `line` and `column` count from 1."""

    code: str
    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name, wherever in the cell it stands.

    `import a.b as c` has module "a.b", name "" and asname "c";
    `from .m import n` has module "m", name "n", level 1.
    """

    module: str
    name: str = ""
    asname: str = ""
    level: int = 0
    line: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A cell's only statement, where that is a function or a class.

    `eager` are the names read while the definition itself runs: decorators,
    default values, base classes, annotations (before Python 3.14).
    """

    name: str
    kind: Literal["function", "class"]
    eager: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Annotation:
    """The declared type of a name, as source text, and the names that text reads."""

    text: str
    refs: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class SqlNames:
    """Tables, views and schemas that a cell's SQL makes and reads."""

    defs: frozenset[str] = NOTHING
    refs: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one cell gives to, takes from and needs of the rest of the notebook.

    `refs` are all global names read from outside the cell, builtins included,
    and include `deletes`: names the cell deletes but does not define. `privates`
    (`_x`) belong to the cell alone and are in neither; of them, `kept_privates`
    are used by code that may run after the cell is done. `handled` are names
    that live only inside an `except … as name:` block.
    """

    defs: frozenset[str] = NOTHING
    refs: frozenset[str] = NOTHING
    deletes: frozenset[str] = NOTHING
    privates: frozenset[str] = NOTHING
    kept_privates: frozenset[str] = NOTHING
    handled: frozenset[str] = NOTHING
    imports: tuple[Import, ...] = ()
    is_async: bool = False
    shows_output: bool = False
    """The last statement is an expression that no semicolon silences."""
    definition: Definition | None = None
    fits_function: bool = True
    """A function may hold the cell's code: no `from __future__`, no `global` at the top level."""
    annotations: tuple[tuple[str, Annotation], ...] = ()
    sql: SqlNames = field(default_factory=SqlNames)
    problem: CodeProblem | None = None
