"""The scenarios of `tests/scenarios/` in Pyodide; `tests/kernel/` runs the same ones on CPython."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import pytest
from tests.pyodide.dist import ROOT

sys.path.insert(0, str(ROOT / "tests" / "scenarios"))
SCENARIOS = importlib.import_module("driver").scenarios()


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(pyodide: Any, name: str) -> None:
    fault = pyodide.run(
        f"""
        import traceback
        from scenarios import driver
        try:
            await driver.run_one(driver.scenarios()[{name!r}])
        except BaseException:
            return traceback.format_exc()
        """
    )

    assert fault is None, fault


def test_the_law_holds_here_too(pyodide: Any) -> None:
    fault = pyodide.run(
        """
        from random import Random
        from scenarios import law
        try:
            for number in range(40):
                law.trial(law.sequence(Random(f"pyodide:{number}")))
        except law.LawBrokenError as fault:
            return str(fault)
        """,
        seconds=120,
    )

    assert fault is None, fault
