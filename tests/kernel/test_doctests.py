"""Examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import cloche

MODULES = [
    module.name
    for module in pkgutil.walk_packages(cloche.__path__, "cloche.")
    if module.name not in ("cloche.hosts.browser", "cloche.runtime.pyplot", "cloche.__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name):
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)

    assert results.failed == 0
