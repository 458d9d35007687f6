"""`stop` ends a cell on purpose, and what follows waits."""


async def scenario_stop_shows_its_output_and_is_no_error(kernel):
    await kernel.start(a="from cloche import stop", b="stop(True, 'halt')\nx = 1")

    assert kernel.output("b") == "halt"
    assert kernel.error("b") is None
    assert kernel.status("b") == "idle"
    assert "x" not in kernel


async def scenario_what_follows_a_stopped_cell_goes_stale(kernel):
    await kernel.start(a="from cloche import stop", b="stop(True)\nx = 1", c="y = x", d="z = y")

    assert kernel.code("c") == kernel.code("d") == "ancestor-stopped"
    assert kernel.error("d").ancestors == ("b",)
    assert kernel.status("c") == "stale"


async def scenario_a_stop_that_does_not_apply_lets_the_cell_go_on(kernel):
    await kernel.start(a="from cloche import stop", b="stop(False)\nx = 1", c="y = x")

    assert kernel["y"] == 1


async def scenario_lifting_the_stop_runs_what_waited(kernel):
    await kernel.start(a="from cloche import stop", b="ready = False", c="stop(not ready)\nx = 1", d="y = x")

    await kernel.run(b="ready = True")

    assert kernel["y"] == 1
    assert kernel.status("d") == "idle"


async def scenario_the_cells_own_except_does_not_catch_stop(kernel):
    await kernel.start(a="from cloche import stop", b="try:\n    stop(True)\nexcept Exception:\n    caught = True")

    assert "caught" not in kernel
    assert kernel.error("b") is None


async def scenario_old_values_of_what_follows_are_gone(kernel):
    await kernel.start(a="from cloche import stop", b="go = True", c="stop(not go)\nx = 1", d="y = x")

    await kernel.run(b="go = False")

    assert "x" not in kernel and "y" not in kernel
    assert kernel.output("d") is None


async def scenario_running_a_cell_below_a_stopped_one_says_why_not(kernel):
    await kernel.start(a="from cloche import stop", b="stop(True)\nx = 1", c="y = x")

    await kernel.rerun("c")

    assert kernel.code("c") == "ancestor-stopped"
