"""A cell's tests through pytest, on the functions as they are: nothing is imported again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cloche.runtime.testing.report import Outcome, Report, Tested

_OPTIONS = (
    f"-c{os.devnull}",
    "-q",
    "--tb=short",
    "--color=no",
    "--capture=sys",
    "--no-header",
    "-pno:cacheprovider",
    "-pno:faulthandler",
)


def run_with_pytest(tests: Mapping[str, object], around: Mapping[str, object], filename: str) -> Report:
    """Run `tests`; fixtures may also come from `around`, the whole notebook's names."""
    module = ModuleType(Path(filename).stem or "notebook")
    module.__dict__.update({name: value for name, value in around.items() if _is_fixture(value)})
    module.__dict__.update(tests)
    listener = _Listener(module, Path(filename).absolute())
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said), _no_strangers():
        code = pytest.main([*_OPTIONS, f"--rootdir={Path.cwd()}"], plugins=[listener])
    if code == pytest.ExitCode.INTERRUPTED and not listener.found:
        raise KeyboardInterrupt
    if code in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
        return Report([*listener.found, Tested("pytest", "error", said.getvalue())])
    return Report(listener.found)


@contextmanager
def _no_strangers() -> Iterator[None]:
    """Only pytest's own plugins: what others do at its start may be slow, or meant for a terminal."""
    name = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


class LiveModule(pytest.Module):
    """A module that is there already."""

    live: ModuleType

    def _getobj(self) -> ModuleType:
        return self.live


class _Listener:
    """Gives pytest the tests, and writes down what came of them."""

    def __init__(self, module: ModuleType, path: Path) -> None:
        self._module = module
        self._path = path
        self.found: list[Tested] = []

    def pytest_collection(self, session: pytest.Session) -> bool:
        node: Any = LiveModule.from_parent(session, path=self._path)
        node.live = self._module
        session.items = list(session.genitems(node))
        session.config.hook.pytest_collection_modifyitems(session=session, config=session.config, items=session.items)
        session.config.hook.pytest_collection_finish(session=session)
        session.testscollected = len(session.items)
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.found.append(Tested(_name(report.nodeid), "error", report.longreprtext))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome = _outcome(report)
        if outcome is not None:
            detail = report.longreprtext if outcome in ("failed", "error") else _reason(report)
            printed = report.capstdout + report.capstderr if outcome in ("failed", "error") else ""
            self.found.append(Tested(_name(report.nodeid), outcome, detail, printed))


def _outcome(report: pytest.TestReport) -> Outcome | None:
    if hasattr(report, "wasxfail"):
        if report.when == "call" or report.skipped:
            return "xfailed" if report.skipped else "xpassed"
        return None
    if report.failed:
        return "failed" if report.when == "call" else "error"
    if report.skipped:
        return "skipped"
    return "passed" if report.when == "call" else None


def _reason(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return str(report.wasxfail)
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return ""


def _name(nodeid: str) -> str:
    return nodeid.partition("::")[2] or nodeid


def _is_fixture(value: object) -> bool:
    # Of pytest's two kinds: an object of its own since 8.4, a marked function before.
    return type(value).__name__ == "FixtureFunctionDefinition" or (
        callable(value) and "_pytestfixturefunction" in getattr(value, "__dict__", {})
    )
