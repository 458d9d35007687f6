"""Run the tests of a cell that holds nothing else, with pytest where it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cloche.runtime.testing.find import has_pytest
from cloche.runtime.testing.plain import run_plainly
from cloche.runtime.testing.report import Report


def run_tests(names: Iterable[str], namespace: Mapping[str, Any], filename: str) -> Report:
    """Run the tests that a cell has just defined under `names`, in the order of the text."""
    tests = {name: namespace[name] for name in names if name in namespace}
    if not has_pytest():
        return run_plainly(tests)
    from cloche.runtime.testing.live import run_with_pytest

    return run_with_pytest(tests, namespace, filename)
