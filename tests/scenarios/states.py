"""`state`: setting it runs the readers of its getter, after what runs now."""

MAKE = "from cloche import state\nget, put = state(0)"


async def scenario_setting_runs_the_readers_of_the_getter(kernel):
    await kernel.start(a=MAKE, b="seen = get()", c="put(5)")

    assert kernel["seen"] == 5
    assert kernel.started == "abcb"


async def scenario_the_caller_is_left_out(kernel):
    await kernel.start(a=MAKE, b="n = get()\nput(n + 1)", c="m = get()")

    assert kernel["n"] == 0
    assert kernel["m"] == 1


async def scenario_a_self_loop_runs_until_it_rests(kernel):
    await kernel.start(
        a="from cloche import state\nget, put = state(0, allow_self_loops=True)", b="n = get()\nif n < 5: put(n + 1)"
    )

    assert kernel["n"] == 5


async def scenario_an_update_may_be_a_function_of_the_old_value(kernel):
    await kernel.start(a=MAKE, b="put(lambda n: n + 1)\nput(lambda n: n + 1)", c="seen = get()")

    assert kernel["seen"] == 2


async def scenario_many_settings_count_once(kernel):
    await kernel.start(a=MAKE, b="seen = get()", c="for i in range(100): put(i)")

    assert kernel.started == "abcb"
    assert kernel["seen"] == 99


async def scenario_a_private_getter_has_no_readers(kernel):
    await kernel.start(a="from cloche import state\n_get, put = state(0)", b="put(1)")

    assert kernel.started == "ab"


async def scenario_on_change_of_an_element_may_set_a_state(kernel):
    await kernel.start(
        a="from cloche import ui, state\nget, put = state(1)",
        b="x = ui.number(0, 99, value=get(), on_change=put)",
        c="y = ui.number(0, 99, value=get() + 1, on_change=lambda v: put(v - 1))",
        d="(x.value, y.value)",
    )

    await kernel.set(x=10)
    assert kernel.output("d") == "(10, 11)"

    await kernel.set(y=31)
    assert kernel.output("d") == "(30, 31)"


async def scenario_an_endless_state_loop_is_ended(kernel):
    await kernel.start(a="from cloche import state\nget, put = state(0, allow_self_loops=True)", b="put(get() + 1)")

    assert kernel["get"]() <= 1001
    assert kernel.status("b") == "idle"


async def scenario_a_new_run_of_the_defining_cell_makes_a_new_state(kernel):
    await kernel.start(a=MAKE, b="seen = get()", c="put(5)")

    await kernel.rerun("a")

    assert kernel["seen"] == 5
    assert kernel.started.startswith("abc")


async def scenario_state_works_without_a_notebook(kernel):
    from cloche import state

    get, put = state([1])
    put(lambda xs: [*xs, 2])

    assert get() == [1, 2]


async def scenario_on_change_of_a_state_is_told_the_value(kernel):
    await kernel.start(
        a="from cloche import state\nheard = []\nget, put = state(0, on_change=heard.append)", b="put(3)"
    )

    assert kernel["heard"] == [3]


async def scenario_a_state_set_by_a_task_wakes_the_host(kernel):
    import asyncio

    await kernel.start(
        a=MAKE,
        b="seen = get()",
        c="""
        import asyncio
        async def later():
            await asyncio.sleep(0)
            put(7)
        task = asyncio.ensure_future(later())
        """,
    )
    for _ in range(5):
        await asyncio.sleep(0)
    assert kernel.host.wakes == 1

    await kernel.session.settle()

    assert kernel["seen"] == 7
