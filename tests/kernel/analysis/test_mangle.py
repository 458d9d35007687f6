"""Private names in the shared namespace."""

from __future__ import annotations

import ast

import pytest

from cloche.analysis import is_mangled, mangle, parse, private_name, unmangle


def mangled(code: str, cell: str = "c1") -> ast.Module:
    tree = parse(code)
    assert isinstance(tree, ast.Module)
    return mangle(tree, cell)


def run(code: str) -> dict[str, object]:
    space: dict[str, object] = {}
    exec(compile(mangled(code), "<cell>", "exec"), space)
    del space["__builtins__"]
    return space


def test_two_cells_may_use_one_private_name() -> None:
    space: dict[str, object] = {}
    exec(compile(mangled("_x = 1\ndef one(): return _x", "a"), "<cell>", "exec"), space)
    exec(compile(mangled("_x = 2\ndef two(): return _x", "b"), "<cell>", "exec"), space)

    assert (space["one"](), space["two"]()) == (1, 2)  # type: ignore[operator]
    assert "_x" not in space


def test_a_private_function_keeps_its_own_name() -> None:
    space = run("def _f(n): return n and _f(n - 1)\nclass _C: pass\nf, C = _f, _C\nf(2)")

    assert space["f"].__name__ == "_f"  # type: ignore[attr-defined]
    assert repr(space["C"]) == "<class '_C'>" or "_C" in repr(space["C"])
    assert set(space) == {"f", "C", "_cell_c1_f", "_cell_c1_C"}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import json as _json", "_json"),
        ("import _json", "_json"),
        ("import os.path as _path", "_path"),
        ("from os import sep as _sep", "_sep"),
        ("from _thread import _local", "_local"),
        ("for _i in [1]: pass", "_i"),
        ("with open('/dev/null') as _file: pass", "_file"),
        ("_a, [*_b] = 1, [2]", "_a _b"),
        ("[(_last := x) for x in [1]]", "_last"),
        ("match [1, 2]:\n    case [_first, *_rest]: pass", "_first _rest"),
        ("match {1: 2}:\n    case {**_rest}: pass", "_rest"),
        ("def f():\n    global _x\n    _x = 1\nf()\ndel f", "_x"),
        ("def f():\n    global _g\n    def _g(): pass\nf()\ndel f", "_g"),
    ],
)
def test_every_way_to_bind_a_private_name(code: str, names: str) -> None:
    assert set(run(code)) == {private_name("c1", name) for name in names.split()}


def test_importing_a_private_package_binds_its_top(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_pack").mkdir()
    (tmp_path / "_pack" / "__init__.py").write_text("")
    (tmp_path / "_pack" / "part.py").write_text("value = 3")
    monkeypatch.syspath_prepend(tmp_path)

    space = run("import _pack.part\nvalue = _pack.part.value")

    assert space["value"] == 3
    assert "_pack" not in space


def test_what_only_looks_private_is_left_alone() -> None:
    space = run(
        "_x = 1\n"
        "class A:\n    _x = 2\n    def _m(self, _x=3): return _x\n"
        "def f():\n    _x = 4\n    return _x\n"
        "seen = A._x, A()._m(), f(), [_x for _x in [5]], (lambda _x: _x)(6), dict(_x=7)"
    )

    assert space["seen"] == (2, 3, 4, [5], 6, {"_x": 7})


def test_an_unknown_private_name_keeps_its_spelling_in_the_error() -> None:
    with pytest.raises(NameError, match="name '_nowhere' is not defined"):
        run("_nowhere")


def test_a_handled_exception_does_not_delete_the_name_of_another_cell() -> None:
    space: dict[str, object] = {"e": "theirs"}
    code = "try: 1 / 0\nexcept ZeroDivisionError as e: seen = str(e)"

    exec(compile(mangled(code), "<cell>", "exec"), space)

    assert space["e"] == "theirs"
    assert space["seen"] == "division by zero"


def test_a_cell_that_defines_the_handled_name_itself_keeps_pythons_rule() -> None:
    space = run("e = 1\ntry: 1 / 0\nexcept ZeroDivisionError as e: pass")

    assert space == {}


def test_positions_stay() -> None:
    code = "_x = 1\n_y = (_x +\n      _x)"
    plain = [(node.lineno, node.col_offset) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]

    found = [(node.lineno, node.col_offset) for node in ast.walk(mangled(code)) if isinstance(node, ast.Name)]

    assert found == plain


@pytest.mark.parametrize("cell", ["c1", "a-b", "a_b", "setup", "9", "6f1e-0_x"])
@pytest.mark.parametrize("name", ["_x", "_", "__", "_a_b", "_cell"])
def test_unmangling_gives_back_what_was_written(cell: str, name: str) -> None:
    text = f"name '{private_name(cell, name)}' is not defined"

    assert is_mangled(private_name(cell, name))
    assert unmangle(text) == f"name '{name}' is not defined"


def test_names_of_two_cells_never_meet() -> None:
    assert private_name("a_b", "_c") != private_name("a", "_b_c")
    assert private_name("a-b", "_c") != private_name("a_b", "_c")
