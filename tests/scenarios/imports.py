"""Cells of imports alone, and packages that have to be fetched."""

import sys
import types
import warnings


async def scenario_adding_an_import_reruns_only_the_readers_of_the_new_name(kernel):
    await kernel.start(a="import math", b="x = math.pi", c="y = json.dumps(1)")

    await kernel.run(a="import math\nimport json")

    assert kernel.started == "ac"
    assert kernel["y"] == "1"


async def scenario_running_an_unchanged_import_cell_runs_nothing_else(kernel):
    await kernel.start(a="import math", b="x = math.pi")

    await kernel.rerun("a")

    assert kernel.started == "a"
    assert kernel["x"] > 3


async def scenario_dropping_an_import_reruns_its_readers(kernel):
    await kernel.start(a="import math, json", b="x = math.pi", c="y = json.dumps(1)")

    await kernel.run(a="import math")

    assert kernel.started == "ac"
    assert kernel.error("c").exception == "NameError"
    assert kernel["x"] > 3


async def scenario_importing_a_name_from_elsewhere_reruns_its_readers(kernel):
    await kernel.start(a="from math import floor as f", b="x = f(1.5)")

    await kernel.run(a="from math import ceil as f")

    assert kernel["x"] == 2


async def scenario_an_import_cell_that_becomes_more_reruns_everything(kernel):
    await kernel.start(a="import math", b="x = math.pi")

    await kernel.run(a="import math\nn = 1")

    assert kernel.started == "ab"


async def scenario_an_import_cell_that_fails_takes_its_readers_down(kernel):
    await kernel.start(a="import math", b="x = math.pi")

    await kernel.run(a="import math\nimport surely_not_there_2")

    assert kernel.error("a").exception == "ModuleNotFoundError"


async def scenario_run_all_reruns_the_readers_of_imports_too(kernel):
    await kernel.start(a="import math", b="x = math.pi")

    await kernel.run_all()

    assert kernel.started == "ab"


async def scenario_a_missing_package_is_fetched_before_the_cell_runs(kernel):
    name = "cloche_scenario_package"
    kernel.host.installable[name] = lambda: sys.modules.__setitem__(name, types.ModuleType(name))
    try:
        await kernel.start(a=f"import {name} as p", b="p.__name__")

        assert kernel.host.asked == [("a", (name,))]
        assert kernel.output("b") == name
    finally:
        sys.modules.pop(name, None)


async def scenario_why_a_module_could_not_be_fetched_is_said_where_it_is_missed(kernel):
    kernel.host.refused = {"surely_not_there_3": "`surely_not_there_3` is a file that did not come with the notebook."}

    await kernel.start(
        a="import surely_not_there_3",
        b="try:\n    import surely_not_there_3 as _missed\nexcept ImportError:\n    'without it'",
    )

    assert kernel.error("a").hint == kernel.host.refused["surely_not_there_3"]
    assert kernel.printed("a", "stderr") == ""
    assert kernel.status("b") == "idle"
    assert kernel.printed("b", "stderr") == kernel.host.refused["surely_not_there_3"] + "\n"


async def scenario_modules_that_are_there_are_not_asked_for(kernel):
    await kernel.start(a="import json, os.path\nfrom collections import abc")

    assert kernel.host.asked == []


async def scenario_a_failing_import_takes_the_readers_of_its_other_names_down(kernel):
    await kernel.start(a="import math", b="x = math.pi")

    await kernel.run(a="import math\nimport surely_not_there_2")

    assert kernel.code("b") == "ancestor-failed"
    assert "x" not in kernel


async def scenario_a_relative_import_is_told_how_files_beside_a_notebook_are_imported(kernel):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImportWarning)  # Python's own, beside the error
        await kernel.start(a="from .helper import area", b="from . import helper")

    for cell in "ab":
        assert kernel.error(cell).exception == "ImportError"
        assert "from helper import" in kernel.error(cell).hint
