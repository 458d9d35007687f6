"""Cells that await."""

import asyncio


async def scenario_top_level_await_works(kernel):
    await kernel.start(
        a="import asyncio", b="async def f():\n    await asyncio.sleep(0)\n    return 5", c="x = await f()", d="x + 1"
    )

    assert kernel.output("d") == "6"


async def scenario_the_last_expression_may_await(kernel):
    await kernel.start(a="import asyncio", b="await asyncio.sleep(0, 'done')")

    assert kernel.output("b") == "done"


async def scenario_gather_timeouts_and_async_loops_work(kernel):
    await kernel.start(
        a="import asyncio\nasync def double(n):\n    await asyncio.sleep(0)\n    return 2 * n",
        b="xs = await asyncio.gather(*(double(n) for n in range(4)))",
        c="async with asyncio.timeout(5):\n    y = await asyncio.wait_for(double(9), 5)",
        d="async def ticks():\n    for n in range(3):\n        yield n\nzs = [n async for n in ticks()]",
    )

    assert kernel["xs"] == [0, 2, 4, 6]
    assert kernel["y"] == 18
    assert kernel["zs"] == [0, 1, 2]


async def scenario_an_exception_while_awaiting_is_the_cells(kernel):
    await kernel.start(a="import asyncio", b="await asyncio.sleep(0)\n1 / 0", c="x = 1")

    assert kernel.error("b").exception == "ZeroDivisionError"
    assert [frame.cell for frame in kernel.error("b").traceback] == ["b"]
    assert kernel["x"] == 1


async def scenario_a_time_out_is_an_exception_not_an_interrupt(kernel):
    await kernel.start(a="import asyncio", b="await asyncio.wait_for(asyncio.sleep(60), 0.001)")

    assert kernel.error("b").exception == "TimeoutError"


async def scenario_what_is_printed_before_an_await_shows_at_once(kernel):
    await kernel.start(a="import asyncio\ngate = asyncio.Event()")
    running = asyncio.ensure_future(kernel.run(b="print('a')\nprint('b', end='')\nawait gate.wait()\nprint('c')"))
    for _ in range(5):
        await asyncio.sleep(0)
    before = kernel.printed("b")

    kernel["gate"].set()
    await running

    assert before == "a\nb"
    assert kernel.printed("b") == "a\nbc\n"


async def scenario_a_print_from_a_task_after_the_cell_is_not_lost(kernel):
    await kernel.start(
        a="""
        import asyncio
        async def later():
            await asyncio.sleep(0)
            print('late', end='')
        task = asyncio.ensure_future(later())
        """
    )
    for _ in range(3):
        await asyncio.sleep(0)

    assert kernel.printed("a") == "late"


async def scenario_prints_of_two_tasks_go_to_their_own_cells(kernel):
    await kernel.start(
        a="""
        import asyncio
        async def say(what):
            for _ in range(3):
                print(what)
                await asyncio.sleep(0)
        """,
        b="t1 = asyncio.ensure_future(say('b'))",
        c="await say('c')\nawait t1",
    )

    assert kernel.printed("b") == "b\n" * 3
    assert kernel.printed("c") == "c\n" * 3


async def scenario_cells_run_one_after_the_other_even_if_they_await(kernel):
    await kernel.start(
        a="import asyncio\nlog = []",
        b="log.append('b1')\nawait asyncio.sleep(0)\nlog.append('b2')",
        c="log.append('c')",
    )

    assert kernel["log"] == ["b1", "b2", "c"]


async def scenario_a_cell_without_await_in_an_async_function_is_synchronous(kernel):
    kernel_text = kernel.text("a", "async def f(): pass\nx = 1")
    from cloche.protocol import RunCells

    kernel.send_at_once(RunCells((kernel_text,), ("a",)))

    assert kernel["x"] == 1


async def scenario_stop_works_in_an_awaiting_cell(kernel):
    await kernel.start(a="import asyncio\nfrom cloche import stop", b="await asyncio.sleep(0)\nstop(True, 'no')\nx = 1")

    assert kernel.output("b") == "no"
    assert kernel.error("b") is None
