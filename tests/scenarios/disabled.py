"""A disabled cell holds up itself and what follows; enabled again, it runs only if it has to."""


async def scenario_a_disabled_cell_and_what_follows_do_not_run(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y", d="w = 1", off="b")

    assert kernel.started == "ad"
    assert kernel.status("b") == kernel.status("c") == "disabled"


async def scenario_enabling_runs_what_went_stale(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y", off="b")

    await kernel.enable("b")

    assert kernel["z"] == 1
    assert kernel.status("c") == "idle"


async def scenario_enabling_without_a_change_runs_nothing(kernel):
    await kernel.start(a="x = 1", b="y = x")
    await kernel.disable("a")

    assert kernel.status("a") == kernel.status("b") == "disabled"

    await kernel.enable("a")

    assert kernel.started == ""
    assert kernel.status("a") == kernel.status("b") == "idle"


async def scenario_values_stay_while_a_cell_is_disabled(kernel):
    await kernel.start(a="x = 1", b="y = x")

    await kernel.disable("b")
    await kernel.run(a="x = 2")

    assert kernel["y"] == 1
    assert kernel.status("b") == "disabled"

    await kernel.enable("b")

    assert kernel["y"] == 2


async def scenario_two_disabled_ancestors_must_both_be_enabled(kernel):
    await kernel.start(a="x = 1", b="y = 1", c="z = x + y", off="ab")

    await kernel.enable("a")
    assert kernel.status("c") == "disabled"

    await kernel.enable("b")
    assert kernel["z"] == 2


async def scenario_a_disabled_cell_with_a_syntax_error_can_be_mended(kernel):
    await kernel.start(a="x = (", off="a")
    assert kernel.code("a") == "syntax-error"

    await kernel.run(a="x = 1")
    assert kernel.status("a") == "disabled"

    await kernel.enable("a")
    assert kernel["x"] == 1


async def scenario_a_disabled_cell_in_a_cycle_heals_with_it(kernel):
    await kernel.start(a="x = y", b="y = x", off="a")

    await kernel.run(b="y = 1")

    assert kernel.problems() == []
    assert kernel.status("a") == "disabled"
    await kernel.enable("a")
    assert kernel["x"] == 1


async def scenario_renaming_a_cell_runs_nothing_and_names_it_in_errors(kernel):
    await kernel.start(a="x = 1 / 0", b="x")

    await kernel.rename(a="load")
    assert kernel.started == ""

    await kernel.rerun("b")
    assert "`load`" in kernel.error("b").problem


async def scenario_a_problem_shows_also_in_a_cell_that_is_switched_off(kernel):
    await kernel.start(a="x = 1", b="y = x")
    await kernel.disable("a")

    await kernel.run(c="x = 2")

    assert kernel.status("a") == "error" and kernel.code("a") == "problem"
    await kernel.delete("c")
    assert kernel.status("a") == kernel.status("b") == "disabled"
