"""The scratchpad reads the notebook, shows what a cell would, and leaves nothing behind."""

import asyncio


async def scenario_it_reads_the_cells_and_leaves_no_name(kernel):
    await kernel.start(a="x = 20\n_p = 1", b="y = x + 1")

    await kernel.scratch("z = x * 2\nprint('z is', z)\nz + y")

    assert kernel.output("scratch") == "61"
    assert kernel.printed("scratch") == "z is 40\n"
    assert kernel.status("scratch") == "idle"
    assert kernel.started == ["scratch"]
    assert "z" not in kernel


async def scenario_assigning_a_name_of_a_cell_changes_no_cell(kernel):
    await kernel.start(a="x = 1\ndef f(): return x", b="x + 1")

    await kernel.scratch("x = 100\ndel f\nx")

    assert kernel.output("scratch") == "100"
    assert kernel["x"] == kernel["f"]() == 1
    assert kernel.status("b") == "idle"
    await kernel.rerun("b")
    assert kernel.output("b") == "2"


async def scenario_each_run_begins_anew(kernel):
    await kernel.start(a="x = 1")

    await kernel.scratch("w = 1")
    await kernel.scratch("w")

    assert kernel.error("scratch").exception == "NameError"
    assert kernel.status("scratch") == "error"
    await kernel.scratch("x")
    assert kernel.error("scratch") is None
    assert kernel.status("scratch") == "idle"


async def scenario_errors_name_the_scratchpad_and_the_line(kernel):
    await kernel.start(a="x = 1")

    await kernel.scratch("x\n1 / 0")
    frame = kernel.error("scratch").traceback[-1]
    assert (frame.cell, frame.line, frame.source) == ("scratch", 2, "1 / 0")
    await kernel.scratch("x = (")

    assert kernel.code("scratch") == "syntax-error"
    await kernel.scratch("from math import *")
    assert kernel.code("scratch") == "problem"


async def scenario_it_can_be_interrupted_and_cancelled(kernel):
    await kernel.start(a="import asyncio")

    await kernel.scratch("raise KeyboardInterrupt")
    assert kernel.code("scratch") == "interrupted"
    running = asyncio.ensure_future(kernel.scratch("await asyncio.sleep(60)"))
    while "scratch" not in kernel.page.started:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    kernel.session.cancel()
    await running

    assert kernel.code("scratch") == "interrupted"
    await kernel.scratch("await asyncio.sleep(0, 5)")
    assert kernel.output("scratch") == "5"


async def scenario_setting_a_state_runs_its_readers(kernel):
    await kernel.start(a="from cloche import state\nget, put = state(1)", b="seen = get()")

    await kernel.scratch("put(7)")

    assert kernel["seen"] == 7


async def scenario_an_element_in_it_works_until_the_next_run(kernel):
    await kernel.start(a="from cloche import ui\nheard = []", b="s = ui.slider(0, 9)", c="s.value")

    await kernel.scratch("s = ui.slider(0, 9, on_change=heard.append)\ns")
    assert 'element-id="scratch-0"' in kernel.html("scratch")
    await kernel.set({"scratch-0": 4})
    assert kernel["heard"] == [4]
    assert kernel.output("c") == "0"

    await kernel.set(s=3)
    assert kernel.output("c") == "3"
    await kernel.scratch("s.value")
    await kernel.set({"scratch-0": 5})
    assert kernel["heard"] == [4]
    assert kernel.output("scratch") == "3"


async def scenario_stop_and_a_missing_module_behave_as_in_a_cell(kernel):
    import sys
    import types

    kernel.host.installable["scratchy"] = lambda: sys.modules.__setitem__("scratchy", types.ModuleType("scratchy"))
    await kernel.start(a="import cloche as cl")

    await kernel.scratch("import scratchy\ncl.stop(True, 'enough')\nnever")

    assert kernel.output("scratch") == "enough"
    assert kernel.host.asked == [("scratch", ("scratchy",))]
    del sys.modules["scratchy"]
