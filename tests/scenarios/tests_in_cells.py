"""Cells that hold nothing but tests run them, with pytest or without."""

import importlib.util

TESTS = """
def test_sum():
    assert total([1, 2]) == 3

def test_wrong():
    expected = 4
    assert total([1, 2]) == expected
"""


async def scenario_a_cell_of_tests_shows_what_came_of_them(kernel):
    await kernel.start(a="def total(numbers): return sum(numbers)", b=TESTS)

    html = kernel.html("b")
    assert kernel.error("b") is None
    assert 'data-tests="1 failed, 1 passed"' in html
    assert "<code>test_wrong</code> failed" in html and "expected" in html and "4" in html


async def scenario_tests_run_again_when_what_they_test_changes(kernel):
    await kernel.start(a="def total(numbers): return sum(numbers)", b=TESTS)

    await kernel.run(a="def total(numbers): return 4")

    assert kernel.started == "ab"
    assert "<code>test_sum</code> failed" in kernel.html("b") and "<code>test_wrong</code> passed" in kernel.html("b")


async def scenario_tests_run_only_where_they_are_wanted(kernel):
    await kernel.start(b="def test_x(): assert 0", tests=False)
    assert kernel.output("b") is None and kernel.html("b") is None

    await kernel.start(b="def test_x(): assert 0", mode="run")
    assert kernel.html("b") is None

    await kernel.start(b="def test_x(): assert 0\nx = 1")
    assert kernel.html("b") is None


async def scenario_classes_and_unittests_count_too(kernel):
    await kernel.start(
        a="import unittest",
        b="class TestA:\n    def test_one(self): assert True\n    def test_two(self): raise ValueError('no')",
        c="class TestB(unittest.TestCase):\n    def test_three(self): self.assertEqual(1, 1)",
    )

    assert 'data-tests="1 failed, 1 passed"' in kernel.html("b") and "ValueError" in kernel.html("b")
    assert 'data-tests="1 passed"' in kernel.html("c")


async def scenario_fixtures_and_parameters_come_from_pytest(kernel):
    if importlib.util.find_spec("pytest") is None:
        return
    await kernel.start(
        a="import pytest",
        f="@pytest.fixture\ndef ten(): return 10",
        b="@pytest.mark.parametrize('n', [1, 2, 11])\ndef test_less(n, ten):\n    print('n is', n)\n    assert n < ten",
        c="@pytest.mark.skip(reason='later')\ndef test_later(): ...\n@pytest.mark.xfail\ndef test_known(): assert 0",
        d="def test_nothing(nobody): ...",
    )

    html = kernel.html("b")
    assert 'data-tests="1 failed, 2 passed"' in html and "assert 11 &lt; 10" in html and "n is 11" in html
    assert 'data-tests="1 skipped, 1 xfailed"' in kernel.html("c") and "later" in kernel.html("c")
    assert "fixture &#x27;nobody&#x27; not found" in kernel.html("d")


async def scenario_without_pytest_tests_are_called_one_by_one(kernel):
    from cloche.runtime.testing.plain import run_plainly

    def test_fine():
        pass

    def test_wants(thing):
        pass

    def test_bad():
        a = 3
        assert a == 4

    report = run_plainly({"test_fine": test_fine, "test_wants": test_wants, "test_bad": test_bad, "helper": print})

    assert report.summary() == "1 failed, 1 passed, 1 skipped"
    assert "assert a == 4" in report.tests[2].detail and "where a = 3" in report.tests[2].detail
