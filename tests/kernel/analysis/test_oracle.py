"""Names as CPython's own symbol table sees them, and as execution does."""

from __future__ import annotations

import ast
import builtins
import os
import re
import symtable
import sys
import sysconfig
import types
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from programs import programs

from cloche.analysis import analyse, mangle, parse, unmangle
from cloche.analysis.scopes import Walk

EXAMPLES = int(os.environ.get("CLOCHE_EXAMPLES", "300"))
ADDRESS = re.compile(r"0x\w+")
SYNTHETIC = {"__conditional_annotations__", "__annotate__", "__annotations__", "__classdict__", "__class__"}


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from tables(child)


def by_python(code: str) -> tuple[set[str], set[str]]:
    """Global names that are bound (or deleted), and that are read, by `symtable`."""
    bound, read = set(), set()
    top = symtable.symtable(code, "<cell>", "exec")
    for table in tables(top):
        for symbol in table.get_symbols():
            name = symbol.get_name()
            if (table is not top and not symbol.is_global()) or not name.isidentifier() or name in SYNTHETIC:
                continue
            if symbol.is_assigned() or symbol.is_imported():
                bound.add(name)
            if symbol.is_referenced():
                read.add(name)
    return bound, read


def by_us(tree: ast.Module) -> tuple[set[str], set[str]]:
    found = [occurrence for occurrence in Walk(tree).occurrences if occurrence.is_global()]
    bound = {occurrence.name for occurrence in found if occurrence.action != "read"}
    return bound, {occurrence.name for occurrence in found if occurrence.action == "read"}


def explained(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Where we mean to differ: names only annotated or from `__future__`; names that `+=` or a class body reads."""
    unbound, read = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and node.value is None and isinstance(node.target, ast.Name):
            unbound.add(node.target.id)
        if isinstance(node, ast.ImportFrom) and (node.module == "__future__" or node.names[0].name == "*"):
            unbound |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            read.add(node.target.id)
        if isinstance(node, ast.ClassDef):
            inside = ast.Module(node.body, [])
            read |= {o.name for o in Walk(inside).occurrences if o.action != "read"} | explained(inside)[0]
    return unbound, read


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def inlined(tree: ast.Module) -> set[str]:
    """Since PEP 709 tables no longer tell for certain what a comprehension does with its names."""
    if sys.version_info < (3, 12):
        return set()
    found = [node for node in ast.walk(tree) if isinstance(node, COMPREHENSIONS)]
    return {part.id for node in found for part in ast.walk(node) if isinstance(part, ast.Name)}


def assert_agrees(code: str) -> None:
    tree = ast.parse(code)
    their_bound, their_read = by_python(code)
    our_bound, our_read = by_us(tree)
    unbound, read = explained(tree)
    assert our_bound - their_bound <= inlined(tree)
    assert their_bound - our_bound <= unbound | inlined(tree)
    assert their_read - our_read <= {"__module__", "__qualname__"} | inlined(tree)
    assert our_read - their_read <= read | inlined(tree)


def compiles(code: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(code, "<cell>", "exec", dont_inherit=True)
        except SyntaxError:
            return False
    return True


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_random_cells_have_the_global_names_that_python_finds(code: str) -> None:
    assume(compiles(code))

    assert_agrees(code)


LIBRARY = Path(sysconfig.get_paths()["stdlib"])
SAMPLE = """
    argparse ast asyncio/base_events asyncio/tasks collections/__init__ contextlib dataclasses datetime decimal
    doctest email/message enum functools http/cookiejar inspect json/decoder logging/__init__ pdb pickle
    pydoc statistics tarfile threading tokenize traceback typing unittest/mock zipfile
"""


@pytest.mark.parametrize("module", SAMPLE.split())
def test_modules_of_the_standard_library_have_the_global_names_that_python_finds(module: str) -> None:
    path = LIBRARY / f"{module}.py"
    if not path.exists():
        path = LIBRARY / module / "__init__.py"

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert_agrees(path.read_text(encoding="utf-8"))


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


def shares_with_class(code: str) -> bool:
    """Whether a class binds a private name of its cell: which of the two is read may only show when it runs."""
    found = Walk(ast.parse(code)).occurrences
    return bool(
        analyse(code).privates & {o.name for o in found if o.place.scope.kind == "class" and o.action == "bind"}
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_mangling_private_names_changes_nothing_that_the_cell_can_see(code: str) -> None:
    assume(compiles(code) and not shares_with_class(code))
    tree = parse(code)
    assert isinstance(tree, ast.Module)
    plain = outcome(compile(ast.parse(code), "<cell>", "exec", dont_inherit=True))

    mangled = outcome(compile(mangle(tree, "c1"), "<cell>", "exec", dont_inherit=True))

    assert mangled == plain


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs)
def test_a_private_name_never_reaches_the_globals_in_the_open(code: str) -> None:
    assume(compiles(code))
    tree = parse(code)
    assert isinstance(tree, ast.Module)
    space: dict[str, object] = {}
    with suppress(Exception):
        exec(compile(mangle(tree, "c1"), "<cell>", "exec", dont_inherit=True), space)

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
    assume(compiles(code))
    outside = Outside()
    # If the program stops early, what it asked for until then counts.
    with suppress(Exception):
        exec(compile(code, "<cell>", "exec", dont_inherit=True), {"__builtins__": outside, "__name__": "cell"})

    found = analyse(code)

    # A cell that deletes its own name, or reads it before it is there, asks for it too;
    # a class does when the statement that binds its name was skipped.
    of_classes = {o.name for o in Walk(ast.parse(code)).occurrences if o.place.scope.kind == "class"}
    assert outside.asked <= found.refs | found.defs | found.privates | found.handled | {"_p", "_q"} | of_classes
    assert found.refs - set(vars(builtins)) <= {"a", "b"}
