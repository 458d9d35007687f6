"""What analysis says about a cell beside its names: imports, problems, shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.analysis import CodeProblem, Import, SqlNames, analyse, parse
from cloche.analysis.depth import too_deep


def test_imports_are_listed_wherever_they_stand() -> None:
    found = analyse("import a.b as c, d\ndef f():\n    from ..e import g as h, i\nfrom . import _j\n")

    assert found.imports == (
        Import("a.b", asname="c", line=1),
        Import("d", line=1),
        Import("e", "g", "h", 2, 3),
        Import("e", "i", "", 2, 3),
        Import("", "_j", "", 1, 4),
    )


@pytest.mark.parametrize(
    ("code", "is_async"),
    [
        ("await x", True),
        ("async with x: pass", True),
        ("async for x in y: pass", True),
        ("[x async for x in y]", True),
        ("[await x for x in y]", True),
        ("async def f(): await x", False),
        ("x", False),
    ],
)
def test_a_cell_is_async_if_its_own_statements_wait(code: str, is_async: bool) -> None:
    assert analyse(code).is_async is is_async


@pytest.mark.parametrize(
    ("code", "shows"),
    [("x", True), ("x;", False), ("x  # ;", True), ("x; # no", False), ("';'", True), ("x = 1", False), ("", False)],
)
def test_the_last_expression_is_shown_unless_a_semicolon_silences_it(code: str, shows: bool) -> None:
    assert analyse(code).shows_output is shows


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("!pip install numpy", "installed by themselves"),
        ("%pip install numpy", "installed by themselves"),
        ("x = 1\npip install numpy", "installed by themselves"),
        ("!python -m pip install numpy", "installed by themselves"),
        ("uv add numpy", "installed by themselves"),
        ("!ls", "no shell"),
        ("%matplotlib inline", "`%matplotlib` is an IPython magic"),
        ("%%time\nx = 1", "`%%time` is an IPython magic"),
        ("print?", "help(name)"),
        ("if x: return 3", "without `return`"),
        ("yield 1", "into a function"),
    ],
)
def test_a_syntax_error_says_what_to_do_instead(code: str, hint: str) -> None:
    problem = analyse(code).problem

    assert problem is not None
    assert problem.code == "syntax-error"
    assert hint in problem.hint


def test_a_syntax_error_says_where() -> None:
    problem = analyse("x = 1\ny = = 2").problem

    assert problem is not None
    assert (problem.line, problem.column) == (2, 5)


@pytest.mark.parametrize("code", ["x = \0", "x = '\ud800'", "x = (", "'''", "\\", "\ufeffx", "nonlocal x", "break"])
def test_bad_code_is_a_problem_and_never_raises(code: str) -> None:
    problem = analyse(code).problem

    assert problem is None or problem.code == "syntax-error"


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_at_all_can_be_analysed(code: str) -> None:
    analyse(code)


def test_star_imports_are_refused_with_a_way_out() -> None:
    problem = analyse("x = 1\nfrom .m import *").problem

    assert problem is not None
    assert (problem.code, problem.line) == ("import-star", 2)
    assert "from .m import first, second" in problem.hint


def test_a_bad_escape_is_left_for_the_run_to_report() -> None:
    assert analyse(r"x = '\d'").problem is None


@pytest.mark.parametrize(
    ("code", "definition"),
    [
        ("def f(): return g", ("f", "function", "")),
        ("async def f(a: T = d) -> R: pass", ("f", "function", "R T d")),
        ("@dec\nclass A(B):\n    x = y\n    def f(self): return z", ("A", "class", "B dec y")),
        ("# above\ndef f(): pass", ("f", "function", "")),
        ("def f():\n    pass\n    # inside", ("f", "function", "")),
        ("def f(): pass\n# below", None),
        ("def f(): pass\nx = 1", None),
        ("def f():\n    global x\n    x = 1", None),
        ("def _f(): pass", None),
        ("x = 1", None),
    ],
)
def test_a_lone_definition_is_recognised(code: str, definition: tuple[str, str, str] | None) -> None:
    found = analyse(code).definition

    assert (found and (found.name, found.kind, " ".join(sorted(found.eager)))) == definition


def test_sql_names_come_from_the_parser_that_is_given() -> None:
    def parser(query: str) -> SqlNames:
        return SqlNames(refs=frozenset(query.split()[-1:]))

    code = "x = mo.sql(f'SELECT {a} FROM t')\ny = mo.sql('SELECT 1 FROM u')"

    assert analyse(code, sql_parser=parser).sql.refs == {"t", "u"}
    assert analyse(code).sql.refs == frozenset()


def test_declared_types_are_kept_as_text() -> None:
    found = dict(analyse("x: list[T] = []\ny = 1\ny: int = 2\n_z: int = 1").annotations)

    assert found["x"].text == "list[T]"
    assert found["x"].refs == {"list", "T"}
    assert set(found) == {"x"}


@pytest.mark.parametrize(
    "code",
    [
        "x = " + " + ".join(["a"] * 1500),
        "x = a" + ".b(c)[0]" * 500,
        "x = a" + "[0]" * 1500,
        "not " * 1500 + "x",
        "-" * 1500 + "x",
        "a if b else " * 1500 + "c",
        "2" + "**x" * 1500,
        "if a: pass\n" + "elif b: pass\n" * 1500,
        "x: " + " | ".join(["int"] * 1500),
        "f(" * 1500 + ")" * 1500,
        "x = f'" + "{a}" * 900 + "'\ny = " + "-" * 1500 + "a",
        "x = [" + "a" + "(1)" * 600 + ".b" * 600 + "]",
    ],
    ids=lambda code: code[:12],
)
def test_what_would_overflow_a_browsers_stack_is_refused_with_its_line(code: str) -> None:
    found = parse(code, careful=True)

    assert isinstance(found, CodeProblem)
    assert "nested too deeply" in found.message
    assert "Split it" in found.hint
    assert found.line is not None
    assert found.line >= code.count("\n", 0, len(code) // 8)


@pytest.mark.parametrize(
    "code",
    [
        "x = [" + "a.b(1) + 2, " * 4000 + "]",
        "x = {" + "'a': [1, (2 - 3)], " * 4000 + "}",
        "x = (" + "'a' " * 4000 + ")",
        "x = '" + "-" * 5000 + "'  # " + "-" * 5000,
        'x = """' + "((((--.+\n" * 2000 + '"""',
        "x = " + " + ".join(["a * b"] * 450),
        "a" + " and not b.c < -d" * 5000,
        "x.y = a + b\n" * 5000,
        "".join(f"if a{n}: b.c(1)\nelif d: e\n" for n in range(3000)),
        "f(" + "*a, b=-1, " * 3000 + ")",
        "[" + ", ".join("-1.5e-3" for _ in range(5000)) + "]",
    ],
    ids=lambda code: code[:12],
)
def test_long_flat_code_is_not_deep(code: str) -> None:
    assert too_deep(code) is None


def test_a_careful_parse_takes_what_python_takes() -> None:
    assert not isinstance(parse("x = " + " + ".join(["a"] * 450), careful=True), CodeProblem)
