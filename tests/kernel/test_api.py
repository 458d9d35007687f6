"""docs/api-comparison.md says how Cloche's API stands beside marimo's, and is up to date."""

import importlib.util
import sys
from pathlib import Path

API = Path(__file__).parents[1] / "api"


def comparison():
    """tests/api/compare.py as a module."""
    spec = importlib.util.spec_from_file_location("cloche_api_compare", API / "compare.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_the_comparison_gives_now():
    compare = comparison()

    assert compare.PAGE.read_text("utf-8") == compare.page(), "run .venv/bin/python tests/api/compare.py"


def test_every_difference_has_its_reason():
    compare = comparison()

    bare = [
        f"{row.name}: {row.told}"
        for row in compare.rows()
        if row.state == "different" and row.name not in compare.DIFFERENT
    ]
    assert bare == [], "say why in tests/api/reasons.py, or take what marimo takes"


def test_every_reason_is_needed():
    compare = comparison()
    different = {row.name for row in compare.rows() if row.state == "different"}

    assert set(compare.DIFFERENT) <= different
