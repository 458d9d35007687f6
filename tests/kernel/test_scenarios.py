"""The scenarios on CPython; `tests/pyodide` runs the same ones in Pyodide."""

import asyncio
from pathlib import Path

import driver
import pytest

SCENARIOS = driver.scenarios()


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name):
    asyncio.run(driver.run_one(SCENARIOS[name]))


def test_no_scenario_hides_another():
    written = sum(
        line.startswith("async def scenario_")
        for module in driver.MODULES
        for line in (Path(driver.__file__).parent / f"{module}.py").read_text("utf-8").splitlines()
    )

    assert written == len(SCENARIOS) > 80
