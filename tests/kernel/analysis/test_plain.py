"""A cell that is not compiled while it is read has no error that only the compiler finds."""

import ast
import doctest
import sysconfig
import textwrap
from pathlib import Path

import pytest

from cloche.analysis import CodeProblem, analyse, parse, silence
from cloche.analysis.parse import check
from cloche.analysis.plain import is_plain_text
from cloche.analysis.scopes import Walk

REFUSED = [
    "return 1",
    "if x:\n    return 1",
    "class A:\n    return 1",
    "def f():\n    class A:\n        return 1",
    "yield 1",
    "x = (yield)",
    "break",
    "continue",
    "if x:\n    break",
    "for a in b:\n    def f():\n        break",
    "nonlocal x",
    "def f():\n    nonlocal x",
    "def f(a):\n    global a",
    "x = 1\nglobal x",
    "def f():\n    x = 1\n    global x",
    "def f():\n    print(x)\n    global x",
    "def f():\n    x: int\n    global x",
    "def f(a, a): pass",
    "def f(a, *, a): pass",
    "def f(a, *a): pass",
    "def f(a, /, **a): pass",
    "lambda a, a: 1",
    "f(a=1, a=2)",
    "class A(a=1, a=2): pass",
    "from __future__ import nothing",
    "x = 1\nfrom __future__ import annotations",
    "def f():\n    from m import *",
    "class A:\n    from m import *",
    "*a",
    "x = *a",
    "*a, *b = c",
    "*a = b",
    "del (*a,)",
    "f'{*a}'",
    "try:\n    x\nexcept:\n    y\nexcept A:\n    z",
    "match x:\n    case _:\n        1\n    case 1:\n        2",
    "match x:\n    case (a, a):\n        1",
    "match x:\n    case A(b=1, b=2):\n        1",
    "match x:\n    case {'a': 1, 'a': 2}:\n        1",
    "[(x := 1) for x in y]",
    "[y for x in (z := w)]",
    "class A:\n    [(x := y) for y in z]",
    "def f():\n    await x",
    "def f():\n    [a async for a in b]",
    "def f():\n    async with a: pass",
    "def f():\n    async for a in b: pass",
    "async def f():\n    yield 1\n    return 2",
    "async def f():\n    yield from a",
    "[(yield) for x in y]",
    "__debug__ = 1",
    "x.__debug__ = 1",
    "f(__debug__=1)",
    "def f(__debug__): pass",
    "_﹍debug__ = 1",
    "import __debug__",
    "".join(" " * n + "for a in b:\n" for n in range(60)) + " " * 60 + "a",
    "with " + ", ".join("a" for _ in range(60)) + ": b",
]


def is_taken_on_trust(code):
    tree = parse(code)
    return not isinstance(tree, CodeProblem) and is_plain_text(code) and not Walk(tree).needs_compiler


@pytest.mark.parametrize("code", REFUSED)
def test_what_the_compiler_refuses_is_found_before_it_runs(code):
    assert analyse(code).problem is not None
    assert not is_taken_on_trust(code)


@pytest.mark.parametrize(
    "module", ["test_syntax", "test_global", "test_named_expressions", "test_patma", "test_future"]
)
def test_pythons_own_samples_of_errors_are_never_taken_on_trust(module):
    file = Path(sysconfig.get_path("stdlib"), "test", f"{module}.py")
    if not file.exists():
        pytest.skip("this Python comes without its tests")
    text = file.read_text(encoding="utf-8")
    with silence():
        tree = ast.parse(text)
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = [string for string in strings if isinstance(string, str)]
    samples = [*texts, *(example.source for string in texts for example in _examples(string))]

    wrong = []
    for sample in samples:
        code = textwrap.dedent(sample)
        if is_taken_on_trust(code) and isinstance(check(code, parse(code)), CodeProblem):
            wrong.append(code)

    assert len(samples) > 10
    assert wrong == []


def _examples(text):
    try:
        return doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []


@pytest.mark.parametrize(
    "code",
    [
        "x = 1\nx",
        "import numpy as np",
        "def f(a, *b, c=1, **d):\n    return a + c",
        "class A(B):\n    x: int = 1\n    def f(self):\n        return [n for n in self.x if n]",
        "for n in range(3):\n    print(f'{n:>{width}}', end='')",
        "with open(path) as file:\n    text = file.read()",
        "rows = [{'n': n, **more} for n in values[1:]]\nsorted(rows, key=lambda row: row['n'])",
    ],
)
def test_what_cells_are_mostly_made_of_is_compiled_once(code):
    assert is_taken_on_trust(code)


@pytest.mark.parametrize("code", ["await x", "[a async for a in b]", "async with a: pass", "async for a in b: pass"])
def test_a_cell_that_awaits_is_known_as_one(code):
    assert analyse(code).is_async
