"""Names as CPython's own symbol table sees them, and as execution does."""

from __future__ import annotations

import ast
import builtins
import os
import re
import sysconfig
import types
from contextlib import suppress
from pathlib import Path

import oracle
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle import Tally, compiles, disagreements, statements
from programs import program

from cloche.analysis import analyse, is_private, mangle, parse, unmangle
from cloche.analysis.scopes import Walk

EXAMPLES = int(os.environ.get("CLOCHE_EXAMPLES", "300"))
programs = st.integers(0, 2**48).map(program)
ADDRESS = re.compile(r"0x\w+")


def unexplained(code: str) -> list[object]:
    return [item for item in disagreements(code) if not item.reason]


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_random_cells_have_the_global_names_that_python_finds(code: str) -> None:
    assume(compiles(code))

    assert unexplained(code) == []


LIBRARY = Path(sysconfig.get_paths()["stdlib"])
SAMPLE = "asyncio/tasks contextlib dataclasses enum functools json/decoder poplib statistics traceback"
"""The whole library takes minutes: `python tests/kernel/support/oracle.py`."""


def test_modules_of_the_standard_library_have_the_global_names_that_python_finds() -> None:
    tally = Tally()
    for module in SAMPLE.split():
        path = LIBRARY / f"{module}.py"
        path = path if path.exists() else LIBRARY / module / "__init__.py"
        code = path.read_text(encoding="utf-8")
        for cell in (code, *statements(code)):
            tally.ask(module, cell)

    assert tally.unexplained == []
    assert tally.cells > 300


def outcome(code: types.CodeType) -> tuple[str, dict[str, str]]:
    """How a program ends, and its globals: plain values, or only their types."""
    space: dict[str, object] = {"__name__": "cell"}
    raised = ""
    try:
        exec(code, space)
    except Exception as error:  # noqa: BLE001 - whatever the random program raises is its outcome
        raised = ADDRESS.sub("", f"{type(error).__name__}: {unmangle(str(error))}")
    plain = (int, list, str)
    return raised, {
        unmangle(name): ADDRESS.sub("", repr(value)) if isinstance(value, plain) else type(value).__name__
        for name, value in space.items()
        if not name.startswith("__")
    }


def compiled(code: ast.Module | str) -> types.CodeType:
    made = compile(code, "<cell>", "exec", dont_inherit=True)
    assert isinstance(made, types.CodeType)
    return made


def runs(code: str) -> bool:
    """Whether `exec` can run it: it compiles, and awaits nothing at its top level."""
    with suppress(SyntaxError, SystemError):
        return bool(compiled(code))
    return False


def shares_with_class(code: str) -> bool:
    """Whether a class binds a private name of its cell: which of the two is read may only show when it runs."""
    found = Walk(ast.parse(code)).occurrences
    return bool(
        analyse(code).privates & {o.name for o in found if o.place.scope.kind == "class" and o.action == "bind"}
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_mangling_private_names_changes_nothing_that_the_cell_can_see(code: str) -> None:
    assume(runs(code) and not shares_with_class(code))
    tree = parse(code)
    assert isinstance(tree, ast.Module)
    plain = outcome(compiled(ast.parse(code)))

    mangled = outcome(compiled(mangle(tree, "c1")))

    assert mangled == plain


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_a_private_name_never_reaches_the_globals_in_the_open(code: str) -> None:
    assume(runs(code))
    tree = parse(code)
    assert isinstance(tree, ast.Module)
    space: dict[str, object] = {}
    with suppress(Exception):
        exec(compiled(mangle(tree, "c1")), space)

    assert not {"_p", "_q"} & set(space)


class Outside(dict[str, object]):
    """Builtins that stand for the rest of the notebook: any name is there, and asking is noted."""

    def __init__(self) -> None:
        super().__init__(vars(builtins))
        self.asked: set[str] = set()

    def __missing__(self, name: str) -> object:
        self.asked.add(name)
        return 1


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_whatever_a_running_cell_reads_from_outside_is_among_its_refs(code: str) -> None:
    assume(runs(code))
    outside = Outside()
    # If the program stops early, what it asked for until then counts.
    with suppress(Exception):
        exec(compiled(code), {"__builtins__": outside, "__name__": "cell"})

    found = analyse(code)

    # A cell that deletes its own name, or reads it before it is there, asks for it too;
    # a class does when the statement that binds its name was skipped.
    of_classes = {o.name for o in Walk(ast.parse(code)).occurrences if o.place.scope.kind == "class"}
    asked = {name for name in outside.asked if not is_private(name)}
    assert asked <= found.refs | found.defs | found.handled | of_classes
    assert found.refs - set(vars(builtins)) <= {"a", "b", "__m", "__class__"}


def test_the_list_of_disagreements_is_the_one_the_oracle_knows() -> None:
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    listed = (Path(__file__).parents[3] / "docs/analysis.md").read_text(encoding="utf-8")
    tree = ast.parse(source)
    known = {
        text.value
        for node in ast.walk(tree)
        if (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "reason")
        or (isinstance(node, ast.FunctionDef) and node.name == "_never_asked")
        for text in ast.walk(node)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value.count(" ") > 2
    }
    rows = listed.partition("## Where we differ")[2].partition("## Beside")[0]
    named = re.findall(r"^\| [^|]+ \| (?:`` (.*?) ``|`(.*?)`)", rows, re.MULTILINE)

    assert {first or second for first, second in named} == known
