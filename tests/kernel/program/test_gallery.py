"""The site's own notebooks are programs: they run by themselves, and nothing is likely wrong with them."""

import json
import runpy
from importlib.util import find_spec
from pathlib import Path

import pytest

from cloche.checks import check
from cloche.notebook import read

EXAMPLES = Path(__file__).parents[3] / "playground" / "examples"
INDEX = json.loads((EXAMPLES / "index.json").read_text("utf-8"))


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_an_example_is_a_program_that_checks_find_nothing_in(entry):
    path = EXAMPLES / entry["file"]

    assert check(read(path.read_text("utf-8"), path=str(path))) == ()

    missing = [package for package in entry["packages"] if find_spec(package) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    runpy.run_path(str(path), run_name="__main__")


@pytest.mark.parametrize(
    "entry", [each for each in INDEX if each.get("group") == "gallery"], ids=lambda each: each["file"]
)
def test_a_notebook_of_the_gallery_has_small_pictures_for_light_and_dark(entry):
    for ending in (".webp", "-dark.webp"):
        picture = EXAMPLES / "pictures" / entry["file"].replace(".py", ending)

        assert 1_000 < picture.stat().st_size < 20_000
