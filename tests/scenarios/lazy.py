"""Lazy: what follows from a run goes stale, and runs when asked for."""


async def scenario_what_follows_goes_stale_and_keeps_its_value(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y")
    await kernel.lazy()

    await kernel.run(a="x = 2")

    assert kernel.started == "a"
    assert kernel.status("b") == kernel.status("c") == "stale"
    assert kernel["z"] == 1


async def scenario_running_a_cell_runs_its_stale_ancestors_first(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y", d="w = z", lazy=True)
    await kernel.run(a="x = 2")

    await kernel.rerun("c")

    assert kernel.started == "bc"
    assert kernel["z"] == 2
    assert kernel.status("d") == "stale"


async def scenario_run_stale_runs_all_that_is_stale(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y", d="w = 1", lazy=True)
    await kernel.run(a="x = 2")

    await kernel.run_stale()

    assert kernel.started == "bc"
    assert kernel["z"] == 2


async def scenario_an_element_makes_its_readers_stale(kernel):
    await kernel.start(a="from cloche import ui\ns = ui.slider(0, 9)", b="n = s.value", lazy=True)

    await kernel.set(s=4)

    assert kernel.status("b") == "stale"
    assert kernel["n"] == 0
    await kernel.run_stale()
    assert kernel["n"] == 4


async def scenario_without_autorun_everything_waits(kernel):
    await kernel.start(a="x = 1", b="y = x", autorun=False)

    assert kernel.started == ""
    assert kernel.status("a") == kernel.status("b") == "stale"

    await kernel.rerun("b")

    assert kernel.started == "ab"


async def scenario_run_all_runs_everything_once(kernel):
    await kernel.start(a="x = 1", b="y = x", autorun=False)

    await kernel.run_all()

    assert kernel.started == "ab"
    assert kernel.status("b") == "idle"


async def scenario_a_deleted_name_makes_its_readers_stale(kernel):
    await kernel.start(a="x = 1", b="y = x", lazy=True)

    await kernel.delete("a")

    assert "x" not in kernel
    assert kernel.status("b") in ("stale", "error")


async def scenario_lazy_or_not_a_start_runs_the_readers_of_states_too(kernel):
    await kernel.start(a="from cloche import state\nget, put = state(0)", b="seen = get()", c="put(5)", lazy=True)

    assert kernel["seen"] == 5
    assert kernel.status("b") == "idle"


async def scenario_a_run_button_stays_pressed_until_its_stale_readers_have_run(kernel):
    await kernel.start(a="from cloche import ui\nb = ui.run_button()", c="seen = b.value", lazy=True)

    await kernel.set(b=1)
    assert kernel.status("c") == "stale"

    await kernel.run_stale()
    assert kernel["seen"] is True

    await kernel.rerun("c")
    assert kernel["seen"] is False


async def scenario_a_cell_that_was_asked_for_does_not_overtake_what_it_reads(kernel):
    await kernel.start(a="import math", b="x = json.dumps(1)", c="y = x", lazy=True)

    await kernel.run(a="import math, json", c="y = x + ''")

    assert kernel["y"] == "1"
