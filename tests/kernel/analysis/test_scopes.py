"""Which names a cell defines, reads and deletes: the language's rules, one at a time."""

from __future__ import annotations

import sys

import pytest

from cloche.analysis import analyse

HAS_TYPE_PARAMETERS = pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 695 came with Python 3.12")
HAS_TEMPLATES = pytest.mark.skipif(sys.version_info < (3, 14), reason="t-strings came with Python 3.14")


def names(code: str) -> str:
    """`refs -> defs`, in shorthand."""
    found = analyse(code)
    assert found.problem is None, found.problem
    return f"{' '.join(sorted(found.refs))} -> {' '.join(sorted(found.defs))}".strip()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 1", "-> x"),
        ("y = x", "x -> y"),
        ("x += 1", "x -> x"),
        ("x = 0\nx += 1", "-> x"),
        ("x = x", "x -> x"),
        ("x, *y = z", "z -> x y"),
        ("[x, (y, z)] = w", "w -> x y z"),
        ("x.y = z", "x z ->"),
        ("x[i] = z", "i x z ->"),
        ("x: T = z", "T z -> x"),
        ("x: T", "T ->"),
        ("def f():\n    x: T\n    return x", "T -> f"),
        ("def f():\n    (x): T\n    return x", "T x -> f"),
        ("x: 'T' = 1", "-> x"),
        ("del x", "x ->"),
        ("x = 1\ndel x", "-> x"),
        ("for x in y: z\nelse: w", "w y z -> x"),
        ("for x.a in y: pass", "x y ->"),
        ("while x: y = 1", "x -> y"),
        ("with x as y, z as (a, b): pass", "x z -> a b y"),
        ("if x: y = 1\nelse: z = 2", "x -> y z"),
        ("import a", "-> a"),
        ("import a.b", "-> a"),
        ("import a.b as c", "-> c"),
        ("from a import b, c as d", "-> b d"),
        ("from . import a\nfrom ..b import c", "-> a c"),
        ("from __future__ import annotations\nx = 1", "-> x"),
        ("(x := y)", "y -> x"),
        ("print(x)", "print x ->"),
        ("print = 1\nprint", "-> print"),
        ("__file__\n__all__ = []", "__file__ -> __all__"),
        ("f'{x!r:>{y}} {{z}}'", "x y ->"),
        ("lambda x, *y, z=a, **w: x + y + z + w + b", "a b ->"),
        ("await x", "x ->"),
        ("async with x as y: pass", "x -> y"),
        ("async for x in y: pass", "y -> x"),
        ("assert x, y", "x y ->"),
        ("raise x from y", "x y ->"),
        ("x if y else z", "x y z ->"),
        ("print(x)\nx = 1", "print x -> x"),
        ("if a:\n    x = 1\nx", "a -> x"),
    ],
)
def test_statements_and_expressions(code: str, expected: str) -> None:
    assert names(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("[x for x in y]", "y ->"),
        ("[x for x in x]", "x ->"),
        ("[a for x in y for a in x if b]", "b y ->"),
        ("[y for x in a for y in x]\ny", "a y ->"),
        ("{k: v for k, v in d.items()}", "d ->"),
        ("{x async for x in y}", "y ->"),
        ("(x for x in y)", "y ->"),
        ("[(last := x) for x in y]", "y -> last"),
        ("[[(last := x) for x in row] for row in y]", "y -> last"),
        ("def f(): return [(last := x) for x in y]", "y -> f"),
        ("def f():\n    global last\n    return [(last := x) for x in y]", "y -> f last"),
        ("lambda: [(last := x) for x in y]", "y ->"),
        ("lambda: (last := x)", "x ->"),
        ("[lambda: x for x in y]", "y ->"),
        ("[lambda x=z: x for z in y]", "y ->"),
        ("[x for _ in y]\nx = 1", "x y -> x"),
    ],
)
def test_comprehensions_have_a_scope_of_their_own_that_only_a_walrus_leaves(code: str, expected: str) -> None:
    assert names(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(x): return x + y", "y -> f"),
        ("def f(): x = 1; return x", "-> f"),
        ("def f(): return x\nx = 1", "-> f x"),
        ("def f(): return f", "-> f"),
        ("def f(x=y): pass\ny = 1", "y -> f y"),
        ("def f(x=x): pass", "x -> f"),
        ("@d(a)\ndef f(): pass", "a d -> f"),
        ("@f\ndef f(): pass", "f -> f"),
        ("def f(x: T, *y: U, z: V, **w: W) -> R: pass", "R T U V W -> f"),
        ("def f(x: 'T') -> 'R': pass", "-> f"),
        ("def f():\n    x: T = 1\n    y: U", "T U -> f"),
        ("def f():\n    global x\n    x = 1", "-> f x"),
        ("def f():\n    global x\n    return x", "x -> f"),
        ("def f():\n    global x\n    x = 1\nprint(x)", "print -> f x"),
        ("def f():\n    global x\n    del x", "x -> f"),
        ("x = 1\ndef f():\n    global x\n    del x", "-> f x"),
        ("def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = y\n    return g", "y -> f"),
        ("def f():\n    x = 1\n    def g():\n        global x\n        return x\n    return g", "x -> f"),
        ("def f():\n    x = 1\n    del x", "-> f"),
        ("def f():\n    import a.b\n    return a", "-> f"),
        ("def f():\n    return [x for x in y if z]", "y z -> f"),
        ("def f(x):\n    def g(): return x\n    return g", "-> f"),
        ("async def f(): await x", "x -> f"),
        ("def f(): yield x", "x -> f"),
        ("def f():\n    for x in y: pass\n    return x", "y -> f"),
        ("def f():\n    try: pass\n    except E as e: e\n    return e", "E -> f"),
    ],
)
def test_functions(code: str, expected: str) -> None:
    assert names(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("class A(B, metaclass=M): x = y", "B M y -> A"),
        ("class A:\n    x = 1\n    y = x", "-> A"),
        ("class A:\n    x = x", "x -> A"),
        ("class A:\n    x = 1\n    def f(self): return x", "x -> A"),
        ("class A:\n    x = 1\n    def f(self, y=x): pass", "-> A"),
        ("class A:\n    x = 1\n    y = [x for _ in x]", "x -> A"),
        ("class A:\n    x = 1\n    class B:\n        y = x", "x -> A"),
        ("class A:\n    y = x\nx = 1", "x -> A x"),
        ("class A:\n    def f(self): return A", "-> A"),
        ("class A:\n    x: A", "-> A"),
        ("class A:\n    def f(self): return __class__, super()", "super -> A"),
        ("class A:\n    n = __qualname__, __module__", "-> A"),
        ("class A:\n    global x\n    x = 1", "-> A x"),
        ("class A:\n    x: T = 1\n    def f(self) -> U: pass", "T U -> A"),
        ("class A:\n    x = 1\n    del x\n    y = x", "x -> A"),
        ("class A:\n    try: pass\n    except E as e: e\n    y = e", "E e -> A"),
        ("def f(x):\n    class A:\n        x: x", "x -> f"),
        ("@d\nclass A: pass", "d -> A"),
        ("class A:\n    for x in y: pass", "y -> A"),
        ("def f():\n    x = 1\n    class A:\n        y = x\n    return A", "-> f"),
        ("def f():\n    x = 1\n    class A:\n        x = x\n    return A", "x -> f"),
        ("class A:\n    def f(self): return __x", "-> A"),
    ],
)
def test_classes(code: str, expected: str) -> None:
    assert names(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("match x:\n    case y: pass", "x -> y"),
        ("match x:\n    case [1, *y] | {'k': _, **y}: pass", "x -> y"),
        ("match x:\n    case A(b=c) as d if e: f", "A e f x -> c d"),
        ("match x:\n    case a.b: pass", "a x ->"),
        ("match x:\n    case {a.k: v, **rest}: pass", "a x -> rest v"),
        ("match x:\n    case _: pass", "x ->"),
        ("try: x\nexcept E as e: print(e, y)\nelse: z\nfinally: w", "E print w x y z ->"),
        ("try: x\nexcept* E as e: e", "E x ->"),
        ("try: x\nexcept E as e: e\ne", "E e x ->"),
        ("try: x\nexcept E as e: y = e", "E x -> y"),
        ("try: x\nexcept E as e: e = str(e)", "E str x ->"),
        ("try: x\nexcept E as e:\n    def f(): return e", "E x -> f"),
        ("e = 1\ntry: x\nexcept E as e: e", "E x -> e"),
    ],
)
def test_patterns_and_handlers(code: str, expected: str) -> None:
    assert names(code) == expected


@HAS_TYPE_PARAMETERS
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("type A = int", "int -> A"),
        ("type A[T] = list[T]", "list -> A"),
        ("type A = list[A]", "list -> A"),
        ("def f[T: B](x: T) -> T: return T", "B -> f"),
        ("def f[T](x: T = y): pass", "y -> f"),
        ("@d\ndef f[*Ts, **P](x: Ts) -> P: pass", "d -> f"),
        ("class A[T](B[T]):\n    x: T\n    def f(self) -> T: return T", "B -> A"),
        ("class A:\n    B = int\n    type C = B\n    def f[T: B](self): pass", "int -> A"),
        ("def f[T](): pass\nT", "T -> f"),
    ],
)
def test_type_parameters_and_aliases(code: str, expected: str) -> None:
    assert names(code) == expected


@HAS_TEMPLATES
def test_template_strings_read_what_stands_in_their_braces() -> None:
    assert names("t'{x!r:>{y}}'") == "x y ->"


def test_deleting_a_name_of_another_cell_is_told_apart() -> None:
    assert analyse("del x, y\nz = 1\ndel z").deletes == {"x", "y"}
    assert analyse("def f():\n    global x\n    del x").deletes == {"x"}
    assert analyse("x = 1\ndel x").deletes == frozenset()


def test_private_names_are_neither_defined_nor_read() -> None:
    found = analyse("import numpy as _np\n_x = _np.pi\n_, __ = 1, 2\ny = _x + _z\n__dunder__ = __half = 1")

    assert found.privates == {"_np", "_x", "_", "__"}
    assert found.defs == {"y", "__dunder__", "__half"}
    assert found.refs == frozenset()


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("_x = 1\ny = _x", ""),
        ("_x = 1\ndef f(): return _x", "_x"),
        ("_x = 1\nf = lambda: _x", "_x"),
        ("_x = 1\nclass A:\n    def f(self): return _x", "_x"),
        ("_x = 1\nclass A:\n    y = _x", ""),
        ("_x = 1\ny = [_x for _ in a]", ""),
        ("_x = 1\ny = (_x for _ in a)", "_x"),
        ("_x = 1\ndef _f(): return _x\ndef g(): return _f()", "_f _x"),
        ("def f():\n    global _x\n    _x = 1", "_x"),
        ("_x = 1\ndef f(_x): return _x", ""),
        ("_T = int\ndef f(x: _T): pass", "_T"),
    ],
)
def test_private_names_used_later_outlive_the_run(code: str, kept: str) -> None:
    assert analyse(code).kept_privates == set(kept.split())


def test_a_deep_expression_is_no_trouble() -> None:
    found = analyse("x = " + " + ".join(f"n{i}" for i in range(300)))

    assert len(found.refs) == 300


@pytest.mark.skipif(sys.platform == "emscripten", reason="there the parser's own recursion ends the interpreter")
def test_what_the_compiler_cannot_nest_is_a_problem_and_no_crash() -> None:
    assert analyse("x = " + "-" * 100_000 + "1").problem is not None
    assert analyse("x" + "[0]" * 20_000) is not None
