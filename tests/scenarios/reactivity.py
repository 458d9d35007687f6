"""A cell that runs takes along what follows from it, in an order that the names decide."""

from cloche.protocol import RunStarted


async def scenario_readers_run_after_definers_wherever_they_stand(kernel):
    await kernel.start(a="z = y + 1", b="y = x + 1", c="x = 1")

    assert kernel.started == "cba"
    assert kernel["z"] == 3


async def scenario_an_edit_reruns_what_follows_and_nothing_else(kernel):
    await kernel.start(a="x = 1", b="y = x * 2", c="z = y + 1", d="w = 0")

    await kernel.run(a="x = 5")

    assert kernel.started == "abc"
    assert kernel["z"] == 11


async def scenario_a_diamond_runs_its_last_cell_once(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = x", d="s = y + z")

    await kernel.run(a="x = 2")

    assert kernel.started == "abcd"
    assert kernel["s"] == 4


async def scenario_of_two_ready_cells_the_higher_goes_first(kernel):
    await kernel.start(a="1", b="2", c="3")
    await kernel.move("c", "a", "b")

    await kernel.run_all()

    assert kernel.started == "cab"


async def scenario_moving_cells_runs_nothing(kernel):
    await kernel.start(a="x = 1", b="x")

    await kernel.move("b", "a")

    assert kernel.started == ""


async def scenario_the_plan_is_told_before_anything_is_queued(kernel):
    await kernel.start(a="x = 1", b="x")

    await kernel.run(a="x = 2")

    kinds = [type(event).__name__ for event in kernel.events if type(event).__name__ != "CellsAnalysed"]
    assert kinds == [
        "RunStarted",
        "CellStatusChanged",
        "CellStatusChanged",
        "CellStatusChanged",
        "CellStarted",
        "CellOutput",
        "CellFinished",
        "CellStatusChanged",
        "CellStatusChanged",
        "CellStarted",
        "CellOutput",
        "CellFinished",
        "CellStatusChanged",
        "RunFinished",
    ]
    assert next(event for event in kernel.events if isinstance(event, RunStarted)).cells == ("a", "b")


async def scenario_a_run_without_await_never_suspends(kernel):
    from cloche.protocol import StartNotebook

    cells = tuple(kernel.text(f"c{n}", f"x{n} = x{n - 1} + 1" if n else "x0 = 0") for n in range(50))

    kernel.send_at_once(StartNotebook(cells, "edit", True, False, {}, "notebook.py", {}))

    assert kernel["x49"] == 49


async def scenario_mutation_is_not_followed(kernel):
    await kernel.start(a="xs = []", b="n = len(xs)", c="xs.append(1)")

    assert kernel["n"] == 0


async def scenario_functions_see_the_newest_globals(kernel):
    await kernel.start(a="factor = 2", b="def scale(x): return x * factor", c="result = scale(10)")

    await kernel.run(a="factor = 3")

    assert kernel["result"] == 30


async def scenario_a_class_and_its_users_follow_an_edit(kernel):
    await kernel.start(a="class Point:\n    x = 1", b="p = Point()", c="p.x")

    await kernel.run(a="class Point:\n    x = 7")

    assert kernel.output("c") == "7"


async def scenario_names_bound_by_loops_imports_with_and_walrus_are_shared(kernel):
    await kernel.start(
        a="for i in range(3): pass",
        b="import math as m",
        c="(n := 5)",
        d="x, *rest = range(4)",
        e="(i, m.pi > 3, n, rest)",
    )

    assert kernel.output("e") == "(2, True, 5, [1, 2, 3])"


async def scenario_analyses_are_told_for_what_changed_only(kernel):
    await kernel.start(a="x = 1", b="x", c="1")

    await kernel.run(a="y = 1")

    told = [
        analysis.cell for event in kernel.events if type(event).__name__ == "CellsAnalysed" for analysis in event.cells
    ]
    assert told == ["a", "b"] or told == ["a"]
    assert kernel.page.analyses["a"].defs == ("y",)
    assert kernel.page.analyses["c"].refs == ()


async def scenario_analyse_says_what_would_be_and_changes_nothing(kernel):
    await kernel.start(a="x = 1", b="x")

    found = kernel.session.analyse([kernel.text("a", "z = print(y)")])

    assert [(told.defs, told.refs) for told in found] == [(("z",), ("y",))]
    assert kernel["x"] == 1
    assert kernel.page.analyses["a"].defs == ("x",)


async def scenario_a_chain_of_cells_takes_linear_work(kernel):
    cells = {f"c{n}": f"x{n} = x{n - 1} + 1" if n else "x0 = 0" for n in range(300)}
    await kernel.start(cells)

    await kernel.run(c0="x0 = 1")

    assert kernel["x299"] == 300
    assert len(kernel.events) < 300 * 6 + 10


async def scenario_two_sessions_share_nothing(kernel):
    other = type(kernel)()
    try:
        await kernel.start(a="x = 1\nprint('one')", b="_p = 1\nx")
        await other.start(a="x = 2\nprint('two')", b="_p = 2\nx")
        await kernel.rerun("b")

        assert (kernel.output("b"), other.output("b")) == ("1", "2")
        assert (kernel.printed("a"), other.printed("a")) == ("one\n", "two\n")
    finally:
        other.session.close()
