"""What is wrong with the notebook as written stops the cells at fault, and heals by itself."""


async def scenario_two_definitions_of_a_name_stop_both_cells(kernel):
    await kernel.start(a="x = 1", b="x = 2", c="y = x", d="z = 0")

    assert kernel.problems() == [("multiple-definitions", "ab")]
    assert kernel.code("a") == kernel.code("b") == "problem"
    assert kernel.code("c") == "ancestor-failed"
    assert "x" not in kernel
    assert kernel["z"] == 0


async def scenario_renaming_one_definition_heals_both(kernel):
    await kernel.start(a="x = 1", b="x = 2", c="y = x")

    await kernel.run(b="w = 2")

    assert kernel.problems() == []
    assert (kernel["y"], kernel["w"]) == (1, 2)
    assert [kernel.status(cell) for cell in "abc"] == ["idle"] * 3


async def scenario_deleting_one_definition_heals_the_other(kernel):
    await kernel.start(a="x = 1", b="x = 2", c="y = x")

    await kernel.delete("a")

    assert kernel["y"] == 2
    assert kernel.problems() == []


async def scenario_a_new_second_definition_stops_the_first_too(kernel):
    await kernel.start(a="x = 1", b="y = x", d="z = 0")

    await kernel.run(c="x = 2")

    assert kernel.problems() == [("multiple-definitions", "ac")]
    assert kernel.code("a") == kernel.code("c") == "problem"
    assert kernel.code("b") == "ancestor-failed"
    assert "x" not in kernel and "y" not in kernel
    assert kernel.started == "" and kernel.status("d") == "idle"


async def scenario_taking_the_second_definition_back_runs_what_it_had_stopped(kernel):
    await kernel.start(a="x = 1", b="y = x", d="z = 0")
    await kernel.run(c="x = 2")

    await kernel.run(c="w = 2")

    assert kernel.started == "abc"
    assert kernel.problems() == []
    assert (kernel["x"], kernel["y"], kernel["w"]) == (1, 1, 2)


async def scenario_running_the_first_of_two_definitions_says_why_it_does_not(kernel):
    await kernel.start(a="x = 1", b="y = x")
    await kernel.run(c="x = 2")

    await kernel.rerun("a")

    assert kernel.code("a") == "problem"
    assert "x" not in kernel
    assert kernel.code("b") == "ancestor-failed"


async def scenario_a_cycle_stops_its_cells_and_names_the_way(kernel):
    await kernel.start(a="x = y", b="y = x", c="z = 1")

    assert kernel.problems() == [("cycle", "ab")]
    assert kernel.code("a") == kernel.code("b") == "problem"
    assert "`x`" in kernel.error("a").problem
    assert kernel["z"] == 1


async def scenario_an_edit_that_closes_a_cycle_stops_the_cells_that_ran(kernel):
    await kernel.start(a="x = 1", b="y = x", c="z = y")

    await kernel.run(a="x = z")

    assert [kernel.code(cell) for cell in "abc"] == ["problem"] * 3
    assert "y" not in kernel


async def scenario_breaking_a_cycle_heals_it(kernel):
    await kernel.start(a="x = y", b="y = x", c="z = y")

    await kernel.run(a="x = 1")

    assert kernel.problems() == []
    assert kernel["z"] == 1


async def scenario_deleting_a_cell_of_a_cycle_heals_the_rest(kernel):
    await kernel.start(a="x = y", b="y = x")

    await kernel.delete("a")

    assert kernel.problems() == []
    assert kernel.error("b").exception == "NameError"


async def scenario_a_syntax_error_stops_its_cell_only(kernel):
    await kernel.start(a="x = (", b="y = 1")

    assert kernel.problems() == [("syntax-error", "a")]
    assert kernel.code("a") == "syntax-error"
    assert kernel.status("a") == "error"
    assert kernel["y"] == 1


async def scenario_a_mended_syntax_error_runs(kernel):
    await kernel.start(a="x = (", b="y = x")

    await kernel.run(a="x = 3")

    assert kernel["y"] == 3
    assert kernel.problems() == []


async def scenario_import_star_is_refused(kernel):
    await kernel.start(a="from math import *")

    assert kernel.problems() == [("import-star", "a")]
    assert kernel.code("a") == "problem"
    assert "math" in kernel.error("a").problem


async def scenario_two_deletions_of_a_name_are_a_problem(kernel):
    await kernel.start(a="x = 1", b="del x", c="del x")

    assert kernel.problems() == [("multiple-deletions", "bc")]
    assert kernel["x"] == 1


async def scenario_problems_come_before_the_run_they_affect(kernel):
    await kernel.start(a="x = 1", b="x = 2", c="1")

    kinds = [type(event).__name__ for event in kernel.events]
    assert kinds.index("ProblemsChanged") < kinds.index("RunStarted")


async def scenario_the_setup_cell_runs_first_wherever_it_stands(kernel):
    await kernel.start(a="y = base + 1", s="base = 1", kinds={"s": "setup"})

    assert kernel.started == "sa"
    assert kernel["y"] == 2


async def scenario_a_setup_cell_that_reads_others_is_a_problem(kernel):
    await kernel.start(s="base = x", a="x = 1", kinds={"s": "setup"})

    assert kernel.problems() == [("setup-dependency", "s")]
    assert kernel.code("s") == "problem"


async def scenario_an_edit_to_a_broken_text_takes_the_old_names_away(kernel):
    await kernel.start(a="x = 1", b="y = x")

    await kernel.run(a="x = = 1")

    assert "x" not in kernel
    assert kernel.status("b") == "error"


async def scenario_a_problem_is_told_again_when_its_cell_is_run_again(kernel):
    await kernel.start(a="x = (")

    await kernel.run(a="x = ((")

    assert kernel.code("a") == "syntax-error"
    assert kernel.started == ""
