"""An interrupt ends the run wherever it strikes, and the session works on."""


async def scenario_an_interrupted_cell_says_so_and_the_rest_is_stale(kernel):
    await kernel.start(a="x = 1", b="raise KeyboardInterrupt", c="y = x", d="z = 1")

    assert kernel.code("b") == "interrupted"
    assert kernel.status("b") == "error"
    assert kernel.status("c") == kernel.status("d") == "stale"


async def scenario_the_session_works_on_after_an_interrupt(kernel):
    await kernel.start(a="x = 1", b="raise KeyboardInterrupt", c="y = x")

    await kernel.run(b="pass")
    await kernel.run_stale()

    assert kernel["y"] == 1


async def scenario_an_interrupt_in_a_repr_ends_the_run(kernel):
    await kernel.start(a="class C:\n    def __repr__(self): raise KeyboardInterrupt\nC()", b="x = 1")

    assert kernel.code("a") == "interrupted"
    assert kernel.status("b") == "stale"


async def scenario_an_interrupt_in_a_callback_leaves_the_readers_stale(kernel):
    await kernel.start(
        a="from cloche import ui\ndef fail(value): raise KeyboardInterrupt\ns = ui.slider(0, 9, on_change=fail)",
        b="s.value",
    )

    await kernel.set(s=3)

    assert kernel.started == ""
    assert kernel.status("b") == "stale"


async def scenario_an_interrupt_inside_an_awaiting_cell_is_caught(kernel):
    await kernel.start(a="import asyncio", b="await asyncio.sleep(0)\nraise KeyboardInterrupt", c="x = 1")

    assert kernel.code("b") == "interrupted"
    assert kernel.status("c") == "stale"


async def scenario_an_interrupt_between_two_cells_leaves_nothing_queued(kernel):
    import cloche.runtime.walk as walk

    await kernel.start(a="x = 1", b="y = x", c="z = y")
    told = walk.tell_status
    strikes = [KeyboardInterrupt]

    def struck(parts, record, status):
        if record.id == "b" and status == "running" and strikes:
            raise strikes.pop()
        told(parts, record, status)

    walk.tell_status = struck
    try:
        await kernel.run(a="x = 2")
    finally:
        walk.tell_status = told

    assert kernel.status("a") == "idle"
    assert kernel.status("b") == kernel.status("c") == "stale"


async def scenario_an_interrupt_just_before_a_cell_of_imports_leaves_its_readers_stale_too(kernel):
    import cloche.runtime.walk as walk

    await kernel.start(a="import string", b="n = len(string.digits)")
    told = walk.tell_status

    def struck(parts, record, status):
        if status == "queued":
            kernel.session.interrupt(None)
        told(parts, record, status)

    walk.tell_status = struck
    try:
        await kernel.run(a="import string")
    finally:
        walk.tell_status = told

    assert kernel.status("a") == kernel.status("b") == "stale"
    await kernel.run_stale()
    assert kernel["n"] == 10


async def scenario_interrupts_again_and_again_still_leave_an_orderly_end(kernel):
    import cloche.runtime.walk as walk

    await kernel.start(a="x = 1", b="y = x", c="z = y")
    told = walk.tell_status
    strikes = [KeyboardInterrupt] * 5

    def struck(parts, record, status):
        if status == "stale" and strikes:
            raise strikes.pop()
        told(parts, record, status)

    walk.tell_status = struck
    try:
        await kernel.run(a="raise KeyboardInterrupt")
    finally:
        walk.tell_status = told

    assert kernel.code("a") == "interrupted"
    assert kernel.status("b") == kernel.status("c") == "stale"
    await kernel.run(a="x = 3")
    assert kernel["z"] == 3


async def scenario_cancel_ends_an_awaiting_cell(kernel):
    import asyncio

    await kernel.start(a="import asyncio")
    running = asyncio.ensure_future(kernel.run(b="await asyncio.sleep(60)\nx = 1", c="x"))
    while "b" not in kernel.page.started:
        await asyncio.sleep(0)
    await asyncio.sleep(0)

    kernel.session.cancel()
    await running

    assert kernel.code("b") == "interrupted"
    assert kernel.status("c") == "stale"


async def scenario_cancel_with_nothing_awaiting_does_nothing(kernel):
    await kernel.start(a="x = 1")

    kernel.session.cancel()
    await kernel.run(b="import asyncio\nawait asyncio.sleep(0)\ny = x")

    assert kernel["y"] == 1


async def scenario_an_interrupt_in_the_middle_of_states_ends_the_rounds(kernel):
    await kernel.start(
        a="from cloche import state\nget, put = state(0, allow_self_loops=True)",
        b="n = get()\nif n == 3: raise KeyboardInterrupt\nput(n + 1)",
    )

    assert kernel.code("b") == "interrupted"
    await kernel.run(b="n = get()")
    assert kernel["n"] == 3


async def scenario_run_stale_goes_on_where_an_interrupt_ended_the_run(kernel):
    await kernel.start(
        a="hit = []",
        b="x = 1\nif not hit:\n    hit.append(1)\n    raise KeyboardInterrupt",
        c="y = x",
        d="z = 1",
    )
    assert kernel.code("b") == "interrupted"

    await kernel.run_stale()

    assert kernel.started == "bcd"
    assert (kernel["y"], kernel["z"]) == (1, 1)


async def scenario_running_below_an_interrupted_cell_runs_that_one_first(kernel):
    await kernel.start(a="hit = []", b="x = 1\nif not hit:\n    hit.append(1)\n    raise KeyboardInterrupt", c="y = x")

    await kernel.rerun("c")

    assert kernel.started == "bc"
    assert kernel["y"] == 1


async def scenario_an_interrupt_that_meets_the_kernel_is_kept_until_it_can_stop(kernel):
    await kernel.start(a="x = 1", b="y = x")
    book = kernel.session._kernel.book
    put = book.put
    book.put = lambda text: (kernel.session.interrupt(None), put(text))[1]
    await kernel.run(a="x = 2")
    book.put = put

    assert kernel.started == ""
    assert kernel.status("a") == kernel.status("b") == "stale"
    await kernel.run_stale()
    assert kernel["y"] == 2
