"""Names that start with an underscore belong to one cell."""

import gc


async def scenario_the_same_private_name_in_two_cells_is_two_names(kernel):
    await kernel.start(a="_x = 1\nx = _x", b="_x = 2\ny = _x")

    assert (kernel["x"], kernel["y"]) == (1, 2)
    assert kernel.problems() == []


async def scenario_a_private_name_is_not_seen_elsewhere_and_the_error_says_whose_it_is(kernel):
    await kernel.start(a="_x = 1", b="_x")

    assert kernel.error("b").exception == "NameError"
    assert kernel.error("b").problem == "name '_x' is not defined"
    assert "cell 1" in kernel.error("b").hint


async def scenario_temporaries_are_freed_after_the_run(kernel):
    await kernel.start(a="class Big: pass\nimport weakref", b="_big = Big()\nwitness = weakref.ref(_big)")
    gc.collect()

    assert kernel["witness"]() is None
    assert not [name for name in kernel.session.globals if name.startswith("_cell_")]


async def scenario_a_temporary_that_a_function_uses_lives_with_the_cell(kernel):
    await kernel.start(
        a="_offset = 10\ndef shift(x): return x + _offset\nadd = lambda x: x + _offset", b="shift(1), add(2)"
    )

    assert kernel.output("b") == "(11, 12)"

    await kernel.delete("a")

    assert not [name for name in kernel.session.globals if name.startswith("_cell_")]


async def scenario_a_temporary_that_a_class_uses_lives_with_the_cell(kernel):
    await kernel.start(a="_base = 3\nclass C:\n    def f(self): return _base", b="C().f()")

    assert kernel.output("b") == "3"


async def scenario_private_functions_and_imports_stay_private(kernel):
    await kernel.start(a="import math as _m\ndef _f(x): return _m.sqrt(x)\nr = _f(9)", b="import math as _m\n_m.pi > 3")

    assert kernel["r"] == 3
    assert kernel.output("b") == "True"


async def scenario_a_private_names_own_error_is_told_as_written(kernel):
    await kernel.start(a="def _f():\n    return _missing\n_missing = 1\ndel _missing\n_f()")

    assert kernel.error("a").problem == "name '_missing' is not defined"
    assert [frame.name for frame in kernel.error("a").traceback] == ["<module>", "_f"]


async def scenario_dunder_names_are_shared(kernel):
    await kernel.start(a="__answer__ = 42", b="__answer__")

    assert kernel.output("b") == "42"


async def scenario_the_underscore_loop_variable_is_free_for_all(kernel):
    await kernel.start(a="for _ in range(2): pass", b="for _ in range(3): pass\nx = 1")

    assert kernel.problems() == []
    assert kernel["x"] == 1
