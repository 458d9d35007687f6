"""Modules that lie beside the notebook, and what becomes of them when their files change."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from cloche.protocol import FollowFiles

NAMES = ("sibling", "deeper", "parcel", "parcel.part")


@contextlib.contextmanager
def folder(**files):
    """A notebook's folder with these files: the working directory, and where imports look first."""
    before, path = Path.cwd(), list(sys.path)
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        sys.path.insert(0, str(Path.cwd()))
        try:
            for name, text in files.items():
                write(name.replace("__", "/"), text)
            yield
        finally:
            os.chdir(before)
            sys.path[:] = path
            for name in NAMES:
                sys.modules.pop(name, None)


def write(name, text):
    file = Path(f"{name}.py")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


async def changed(kernel, *files, rerun=True):
    await kernel.send(FollowFiles(tuple(f"{name}.py" for name in files), rerun))


async def scenario_a_mistyped_module_is_taken_for_one_that_lies_beside_the_notebook(kernel):
    with folder(sibling="x = 1"):
        kernel.host.refused = {"siblng": "`siblng` could not be installed: no package of this name was found."}
        await kernel.start(a="import siblng", b="import sibling")

    assert kernel.host.asked == [("a", ("siblng",))]
    hint = kernel.error("a").hint
    assert hint.startswith("`siblng` could not be installed")
    assert hint.endswith("Did you mean `sibling`, which lies beside the notebook?")


async def scenario_a_changed_module_is_imported_anew_and_its_readers_run(kernel):
    with folder(sibling="x = 1"):
        await kernel.start(a="import sibling", b="y = sibling.x", c="z = 0")
        write("sibling", "x = 2")
        await changed(kernel, "sibling")

        assert (kernel["y"], kernel.started) == (2, "ab")


async def scenario_names_from_a_changed_module_are_new_too(kernel):
    with folder(sibling="def f():\n    return 1"):
        await kernel.start(a="from sibling import f\nimport math", b="y = f()", c="z = math.pi")
        write("sibling", "def f():\n    return 2")
        await changed(kernel, "sibling")

        assert kernel["y"] == 2


async def scenario_a_module_behind_a_module_counts(kernel):
    with folder(sibling="from deeper import x", deeper="x = 1"):
        await kernel.start(a="import sibling", b="y = sibling.x")
        write("deeper", "x = 5")
        await changed(kernel, "deeper")

        assert kernel["y"] == 5


async def scenario_a_part_of_a_package_counts(kernel):
    with folder(parcel____init__="", parcel__part="x = 1"):
        await kernel.start(a="from parcel import part", b="y = part.x")
        write("parcel/part", "x = 7")
        await changed(kernel, "parcel/part")

        assert kernel["y"] == 7


async def scenario_a_lazy_notebook_has_stale_cells_instead(kernel):
    with folder(sibling="x = 1"):
        await kernel.start(a="import sibling", b="y = sibling.x", lazy=True)
        write("sibling", "x = 2")
        await changed(kernel, "sibling")

        assert (kernel.started, kernel.status("a"), kernel.status("b")) == ("", "stale", "stale")

        await kernel.run_stale()
        assert kernel["y"] == 2


async def scenario_a_module_that_comes_later_is_tried_again(kernel):
    with folder():
        await kernel.start(a="import sibling", b="y = sibling.x")
        assert kernel.error("a").exception == "ModuleNotFoundError"

        write("sibling", "x = 3")
        await changed(kernel, "sibling")

        assert kernel["y"] == 3


async def scenario_a_deleted_module_is_missed(kernel):
    with folder(sibling="x = 1"):
        await kernel.start(a="import sibling")
        Path("sibling.py").unlink()
        await changed(kernel, "sibling")

        assert kernel.error("a").exception == "ModuleNotFoundError"


async def scenario_other_files_and_other_modules_set_nothing_off(kernel):
    with folder(sibling="x = 1"):
        await kernel.start(a="import sibling", b="import json")
        await kernel.send(FollowFiles(("towns.csv", "other.py", "not a name.py"), True))

        assert (kernel.started, kernel.status("a")) == ("", "idle")


async def scenario_what_python_wrote_itself_makes_stale_and_runs_nothing(kernel):
    with folder(sibling="x = 1"):
        await kernel.start(a="import sibling", b="y = sibling.x")
        write("sibling", "x = 12345")
        await changed(kernel, "sibling", rerun=False)

        assert (kernel.started, kernel.status("a"), kernel.status("b")) == ("", "stale", "stale")


async def scenario_what_was_imported_after_python_wrote_it_is_up_to_date(kernel):
    with folder():
        await kernel.start(a="with open('sibling.py', 'w') as f:\n    f.write('x = 1')\nimport sibling")
        await changed(kernel, "sibling", rerun=False)

        assert kernel.status("a") == "idle"


async def scenario_the_notebooks_place_stays_when_a_cell_goes_elsewhere(kernel):
    with folder():
        here = str(Path.cwd())
        await kernel.start(
            a="import os, cloche as cl", b="os.makedirs('sub')\nos.chdir('sub')\nplace = cl.notebook_location()"
        )

        assert str(kernel["place"]) == here
