"""Run the test suites, quick ones first, and end with a table that says what passed.

`run_suites.py` runs all, `run_suites.py kernel units` those named. A failure does not stop the suites after it, but
a failed build skips what needs the built site. The exit code is 0 only if everything asked for passed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
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


TWO_PROCESSES = ("-n", "2", "--dist", "worksteal")
PLAYWRIGHT = ("npx", "playwright", "test")

SUITES = (
    Suite("kernel", "kernel on CPython", (PYTHON, "-m", "pytest", "tests/kernel", *TWO_PROCESSES), 12),
    Suite("units", "page, worker and wire in Node", ("npx", "vitest", "run"), 4),
    Suite("build", "building the wheel and the site", ("npm", "run", "--silent", "site"), 6),
    Suite("pyodide", "kernel in Pyodide 314 and 0.27.7", (PYTHON, "-m", "tests.pyodide.run"), 8, True),
    Suite("browser", "the page in Chromium", (*PLAYWRIGHT, "--project=chromium"), 36, True),
    Suite("measured", "Stop and long notebooks, in time", (*PLAYWRIGHT, "--project=measured", "--workers=1"), 9, True),
    Suite("engines", "journeys in Firefox and WebKit", (*PLAYWRIGHT, "--project=engines"), 9, True),
)


def run(suite: Suite) -> tuple[str, float]:
    print(f"\n=== {suite.title}: {' '.join(suite.command)}", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(suite.command, cwd=ROOT, start_new_session=True)
    try:
        code = process.wait(timeout=suite.minutes * 60)
        verdict = "passed" if code == 0 else f"FAILED (exit code {code})"
    except subprocess.TimeoutExpired:
        verdict = f"FAILED: gave up after {suite.minutes:g} minutes"
    finally:
        end(process)
    return verdict, time.monotonic() - began


def end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of a suite running: it would take the time of those after it."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
            return


def main(names: list[str]) -> int:
    known = [suite.name for suite in SUITES]
    if unknown := sorted(set(names) - set(known)):
        print(f"No suite is called {', '.join(unknown)}. There are: {' '.join(known)}.", file=sys.stderr)
        return 2

    rows: list[tuple[Suite, str, float]] = []
    build_failed = False
    for suite in SUITES:
        if names and suite.name not in names:
            continue
        verdict, seconds = ("skipped: the build failed", 0.0) if suite.needs_build and build_failed else run(suite)
        build_failed = build_failed or (suite.name == "build" and verdict != "passed")
        rows.append((suite, verdict, seconds))

    print("\n=== summary")
    for suite, verdict, seconds in rows:
        print(f"  {suite.title:<36}{seconds:7.1f} s  {verdict}")
    failed = [suite.name for suite, verdict, _ in rows if verdict != "passed"]
    if failed:
        print(f"\nNot passed: {', '.join(failed)}. Again, only those: make test SUITES='{' '.join(failed)}'")
        return 1
    print(f"\nAll passed in {sum(seconds for *_, seconds in rows) / 60:.1f} minutes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
