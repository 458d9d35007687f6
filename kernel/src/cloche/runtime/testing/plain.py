"""A cell's tests where there is no pytest: called one by one, with what a failing assert compared."""

from __future__ import annotations

import ast
import inspect
import io
import linecache
import traceback
import unittest
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from types import TracebackType
from typing import Any

from cloche.runtime.testing.find import is_test_name
from cloche.runtime.testing.report import Report, Tested

NOTE = "Run without pytest. Add pytest to the notebook's packages for fixtures, parametrize and fuller reports."


def run_plainly(tests: Mapping[str, object]) -> Report:
    """Run what can be called without arguments; what wants fixtures is skipped and says so."""
    return Report([_tested(name, test) for name, test in _tests(tests)], NOTE)


def _tests(tests: Mapping[str, object]) -> Iterator[tuple[str, Callable[[], object]]]:
    for name, thing in tests.items():
        if not is_test_name(name):
            continue
        if not inspect.isclass(thing):
            if callable(thing):
                yield name, thing
        elif issubclass(thing, unittest.TestCase):
            for method in unittest.defaultTestLoader.getTestCaseNames(thing):
                yield f"{name}::{method}", thing(method).debug
        else:
            for method in [each for each in vars(thing) if each.startswith("test")]:
                yield f"{name}::{method}", getattr(thing(), method)


def _tested(name: str, test: Callable[[], object]) -> Tested:
    wanted = [parameter.name for parameter in _parameters(test) if parameter.default is parameter.empty]
    if wanted:
        return Tested(name, "skipped", f"It takes {', '.join(wanted)}, which only pytest can give.")
    if inspect.iscoroutinefunction(test):
        return Tested(name, "skipped", "It awaits, which needs pytest with a plugin for that.")
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            test()
    except unittest.SkipTest as reason:
        return Tested(name, "skipped", str(reason))
    except Exception as fault:  # noqa: BLE001 - the user's test
        return Tested(name, "failed", _told(fault), said.getvalue())
    return Tested(name, "passed")


def _parameters(test: Callable[..., object]) -> list[inspect.Parameter]:
    try:
        return [
            each
            for each in inspect.signature(test).parameters.values()
            if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
        ]
    except (TypeError, ValueError):
        return []


def _told(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    text = "".join(traceback.format_exception(type(fault), fault, trace)).rstrip()
    values = _values(trace) if isinstance(fault, AssertionError) else ""
    return f"{text}\n{values}" if values else text


def _values(trace: TracebackType | None) -> str:
    """`where a = 1, b = 2`: the names in the assert that failed."""
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    frame = trace.tb_frame
    source = linecache.getline(frame.f_code.co_filename, trace.tb_lineno).strip()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    scope: dict[str, Any] = {**frame.f_globals, **frame.f_locals}
    names = dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    shown = [f"{name} = {_short(scope[name])}" for name in names if name in scope and not callable(scope[name])]
    return f"where {', '.join(shown)}" if shown else ""


def _short(value: object) -> str:
    try:
        text = repr(value)
    except Exception as fault:  # noqa: BLE001 - a repr of the user's
        text = f"<{type(value).__name__}, whose repr failed: {type(fault).__name__}>"
    return text if len(text) <= 200 else f"{text[:200]}…"
