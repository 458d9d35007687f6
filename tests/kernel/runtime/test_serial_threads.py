"""What stands in for threads in the browser, on a Python that has them: installed in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

PROGRAM = """
import asyncio, sys
from cloche.runtime.threads import serial
serial.have_threads = lambda: False
import driver
for name, scenario in driver.scenarios().items():
    if name.startswith("threads"):
        asyncio.run(driver.run_one(scenario))
"""


def test_the_scenarios_of_threads_hold_with_one_thread():
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'kernel' / 'src'}{os.pathsep}{ROOT / 'tests' / 'scenarios'}"}

    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 0, ended.stderr
