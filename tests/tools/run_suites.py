"""Run the test suites, quick ones first, and end with a table that says what passed.

`run_suites.py` runs all, `run_suites.py kernel units` those named. Suites that do not lean on each other run side by
side, and each shows what it said when it is over. A failure does not stop other suites, but a failed build skips what
needs the built site. The exit code is 0 only if everything asked for passed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable


@dataclass(frozen=True)
class Suite:
    """One command; `title` is for people, `minutes` is when it is given up."""

    name: str
    title: str
    command: tuple[str, ...]
    minutes: float
    needs_build: bool = False


@dataclass(frozen=True)
class Result:
    suite: Suite
    verdict: str
    seconds: float = 0.0


TWO_PROCESSES = ("-n", "2", "--dist", "worksteal")
PLAYWRIGHT = ("npx", "playwright", "test")

KERNEL = Suite("kernel", "kernel on CPython", (PYTHON, "-m", "pytest", "tests/kernel", *TWO_PROCESSES), 12)
UNITS = Suite("units", "page, worker and wire in Node", ("npx", "vitest", "run"), 8)
BUILD = Suite("build", "building the wheel and the site", ("npm", "run", "--silent", "site"), 8)
PYODIDE = Suite("pyodide", "kernel in Pyodide 314 and 0.27.7", (PYTHON, "-m", "tests.pyodide.run"), 10, True)
BROWSER = Suite("browser", "the page in Chromium", (*PLAYWRIGHT, "--project=chromium"), 36, True)
MEASURED = Suite(
    "measured", "Stop and long notebooks, in time", (*PLAYWRIGHT, "--project=measured", "--workers=1"), 9, True
)
ENGINES = Suite("engines", "journeys in Firefox and WebKit", (*PLAYWRIGHT, "--project=engines"), 9, True)

# Stages come one after the other; the lanes of a stage go side by side, each through its suites in turn. The build and
# Pyodide keep one core busy each. Browsers have the machine to themselves: people's patience is measured there.
STAGES = (((UNITS, KERNEL), (BUILD, PYODIDE)), ((BROWSER,),), ((MEASURED,),), ((ENGINES,),))
SUITES = tuple(suite for stage in STAGES for lane in stage for suite in lane)


async def run_stage(lanes: list[list[Suite]], results: list[Result]) -> None:
    """Each suite's end is told in `results` as it comes. What runs beside another is shown when it is over."""
    beside = len(lanes) > 1
    async with asyncio.TaskGroup() as group:
        for lane in lanes:
            group.create_task(run_lane(lane, results, beside))


async def run_lane(lane: list[Suite], results: list[Result], beside: bool) -> None:
    for suite in lane:
        unbuilt = any(each.suite is BUILD and each.verdict != "passed" for each in results)
        skipped = suite.needs_build and unbuilt
        results.append(Result(suite, "skipped: the build failed") if skipped else await run(suite, beside))


async def run(suite: Suite, beside: bool) -> Result:
    head = f"{suite.title}: {' '.join(suite.command)}"
    print(f"\n=== begins: {suite.title}" if beside else f"\n=== {head}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        stdout, stderr = (said, subprocess.STDOUT) if beside else (None, None)
        process = await asyncio.create_subprocess_exec(
            *suite.command, cwd=ROOT, start_new_session=True, stdout=stdout, stderr=stderr
        )
        try:
            code = await asyncio.wait_for(process.wait(), timeout=suite.minutes * 60)
            verdict = "passed" if code == 0 else f"FAILED (exit code {code})"
        except TimeoutError:
            verdict = f"FAILED: gave up after {suite.minutes:g} minutes"
        finally:
            await end(process)
            if beside:
                said.seek(0)
                print(f"\n=== {head}\n{said.read().decode(errors='replace')}", flush=True)
    return Result(suite, verdict, time.monotonic() - began)


async def end(process: asyncio.subprocess.Process) -> None:
    """Leave nothing of a suite running: it would take the time of those after it."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), timeout=20)
            return


async def run_all(names: list[str]) -> list[Result]:
    results: list[Result] = []
    for stage in STAGES:
        lanes = [[suite for suite in lane if not names or suite.name in names] for lane in stage]
        if asked := [lane for lane in lanes if lane]:
            await run_stage(asked, results)
    return sorted(results, key=lambda each: SUITES.index(each.suite))


def main(names: list[str]) -> int:
    known = [suite.name for suite in SUITES]
    if unknown := sorted(set(names) - set(known)):
        print(f"No suite is called {', '.join(unknown)}. There are: {' '.join(known)}.", file=sys.stderr)
        return 2

    began = time.monotonic()
    try:
        results = asyncio.run(run_all(names))
    except KeyboardInterrupt:
        return 130
    print("\n=== summary")
    for each in results:
        print(f"  {each.suite.title:<36}{each.seconds:7.1f} s  {each.verdict}")
    minutes = (time.monotonic() - began) / 60
    failed = [each.suite.name for each in results if each.verdict != "passed"]
    if failed:
        print(f"\nNot passed: {', '.join(failed)}. Again, only those: make test SUITES='{' '.join(failed)}'")
        return 1
    print(f"\nAll passed in {minutes:.1f} minutes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
