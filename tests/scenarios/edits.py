"""What an edit or a deletion takes away is gone."""

import gc
import linecache
import weakref


async def scenario_a_name_that_an_edit_drops_is_gone(kernel):
    await kernel.start(a="x = 1\ny = 2", b="z = y")

    await kernel.run(a="x = 1")

    assert "y" not in kernel
    assert kernel.code("b") == "exception"
    assert kernel.error("b").exception == "NameError"
    assert "`y` was defined in cell 1 before" in kernel.error("b").hint


async def scenario_a_name_that_changes_cells_lives_on(kernel):
    await kernel.start(a="x = 1", b="pass", c="y = x")

    await kernel.run(a="pass", b="x = 2")

    assert kernel["y"] == 2
    assert kernel.problems() == []


async def scenario_names_are_gone_before_the_cell_runs_again(kernel):
    await kernel.start(a="try:\n    x\nexcept NameError:\n    fresh = True\nx = 1\nfresh = 'fresh' in globals()")

    await kernel.rerun("a")

    assert kernel["fresh"] is True


async def scenario_deleting_a_cell_takes_its_names_and_reruns_their_readers(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y")

    await kernel.delete("a")

    assert "x" not in kernel and "y" not in kernel and "z" not in kernel
    assert kernel.error("b").exception == "NameError"
    assert "defined in a cell that was deleted" in kernel.error("b").hint  # its number is another cell's now
    assert kernel.code("c") == "ancestor-failed"


async def scenario_a_deleted_definition_that_comes_back_heals_its_readers(kernel):
    await kernel.start(a="x = 1", b="y = x")
    await kernel.delete("a")

    await kernel.run(n="x = 4")

    assert kernel["y"] == 4
    assert kernel.status("b") == "idle"


async def scenario_deleting_an_unknown_cell_is_no_error(kernel):
    await kernel.start(a="x = 1")

    await kernel.delete("nobody")

    assert kernel["x"] == 1


async def scenario_what_a_deleted_cell_held_is_freed(kernel):
    await kernel.start(a="class Big: pass\nbig = Big()\ndef f(): return big", b="big")
    freed = weakref.ref(kernel["big"])

    await kernel.delete("b")
    await kernel.delete("a")
    gc.collect()

    assert freed() is None
    assert "<cell a>" not in linecache.cache


async def scenario_what_a_rerun_replaces_is_freed(kernel):
    await kernel.start(a="class Big: pass", b="big = Big()\nbig")
    freed = weakref.ref(kernel["big"])

    await kernel.rerun("b")
    gc.collect()

    assert freed() is None


async def scenario_what_a_failed_cell_held_is_freed(kernel):
    await kernel.start(
        a="class Big: pass\nkept = []",
        b="def f():\n    local = Big()\n    kept.append(__import__('weakref').ref(local))\n    1 / 0\nf()",
    )
    gc.collect()

    assert kernel.code("b") == "exception"
    assert kernel["kept"][0]() is None


async def scenario_del_in_another_cell_removes_the_name_after_its_readers(kernel):
    await kernel.start(a="del x", b="x = 1", c="y = x")

    assert kernel.started == "bca"
    assert "x" not in kernel and kernel["y"] == 1


async def scenario_a_new_notebook_starts_with_nothing(kernel):
    await kernel.start(a="x = 1")

    await kernel.start(b="'x' in globals()")

    assert kernel.output("b") == "False"


async def scenario_running_a_cell_unchanged_keeps_the_rest_and_runs_what_follows(kernel):
    await kernel.start(a="import itertools\nticks = itertools.count()", b="n = next(ticks)", c="m = n")

    await kernel.rerun("b")

    assert kernel["m"] == 1
    assert kernel.started == "bc"


async def scenario_adding_a_cell_runs_it_in_its_place(kernel):
    await kernel.start(a="x = 1", b="x + y")

    await kernel.run(c="y = 2")

    assert kernel.output("b") == "3"


async def scenario_an_empty_cell_is_fine(kernel):
    await kernel.start(a="", b="# only a comment", c="pass")

    assert [kernel.status(cell) for cell in "abc"] == ["idle"] * 3
    assert kernel.output("a") is None


async def scenario_reading_a_deleted_name_again_runs_its_definer_first(kernel):
    await kernel.start(a="x = 1", b="del x", c="y = x")

    await kernel.run(c="y = x + 1")

    assert kernel.started == "acb"
    assert kernel["y"] == 2 and "x" not in kernel


async def scenario_a_name_comes_back_when_the_cell_that_deleted_it_goes(kernel):
    await kernel.start(a="x = 1", b="del x")

    await kernel.delete("b")

    assert kernel["x"] == 1
    assert kernel.started == "a"


async def scenario_a_name_that_a_function_bound_later_goes_with_its_cell(kernel):
    await kernel.start(a="def f():\n    global late\n    late = 1", b="f()")
    assert kernel["late"] == 1

    await kernel.delete("a")

    assert "late" not in kernel


async def scenario_moving_cells_says_again_which_one_failed(kernel):
    await kernel.start(a="x = 1 / 0", b="y = x", c="1")
    assert "cell 1" in kernel.error("b").problem

    await kernel.move("c", "a", "b")

    assert "cell 2" in kernel.error("b").problem
    assert kernel.started == ""


async def scenario_a_cell_that_is_passed_over_has_no_console(kernel):
    await kernel.start(a="x = 1", b="print(x)")

    await kernel.run(a="x = 1 / 0")

    assert kernel.code("b") == "ancestor-failed"
    assert kernel.printed("b") == ""


async def scenario_elements_states_functions_outputs_and_tracebacks_are_freed(kernel):
    import sys

    codes = {
        "a": "import cloche as cl\nclass Big: pass",
        "b": "slider = cl.ui.slider(0, 9)\nslider.big = Big()\nslider",
        "c": "get, put = cl.state(Big())",
        "d": "def f(big=Big()): return big",
        "e": "shown = Big()\nshown",
        "g": "_kept = Big()\ndef use(): return _kept",
        "h": "def dive(local=Big()):\n    hold = Big()\n    refs.append(ref(hold))\n    1 / 0\ndive()",
        "i": "from weakref import ref\nrefs = []",
    }
    await kernel.start(codes)
    freed = [
        weakref.ref(kernel["slider"].big),
        weakref.ref(kernel["get"]()),
        weakref.ref(kernel["f"]()),
        weakref.ref(kernel["shown"]),
        weakref.ref(kernel["use"]()),
        *kernel["refs"],
    ]
    assert kernel.error("h").exception == "ZeroDivisionError" and len(freed) == 6

    await kernel.delete("b", "c", "d", "e", "g", "h")
    gc.collect()

    assert [each() for each in freed] == [None] * 6
    assert getattr(sys, "last_value", None) is None or "dive" not in repr(sys.last_value)
