"""Random notebooks, random things done to them, and what a new session makes of the end.

The rules for what is history by its nature (states, elements, run buttons,
switched-off cells, hints) stand in `tests/scenarios/law/__init__.py`. Many more by hand:

    python -m tests.scenarios.law --sequences 100000 --seed 1
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law import LawBrokenError, broken, sequence, trial
from law.world import World

SEQUENCES = 1_000
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_any_sequence_ends_as_a_new_session_would(part):
    for number in range(part, SEQUENCES, PARTS):
        seed = f"ci:{number}"
        fault = broken(sequence(Random(seed)))
        if fault is not None:
            pytest.fail(f"sequence of Random({seed!r}): {fault}", pytrace=False)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_the_law_holds_for_what_hypothesis_thinks_of(random):
    trial(sequence(random, most=6))


STEPS = [
    ("start", {"c0": "x0 = 1", "c1": "x1 = x0"}, [], False, False, True, {}),
    ("edit", {"c2": "x0 = 2"}, ["c0", "c1", "c2"], {}),
]


def test_a_session_that_forgets_a_reader_is_found_out(monkeypatch):
    trial(STEPS)
    monkeypatch.setattr("cloche.runtime.healing._set_off", lambda *_: ())

    with pytest.raises(LawBrokenError, match="c1"):
        trial([STEPS[0], ("delete", ["c0"], {})])


def test_a_session_that_keeps_the_value_of_a_clash_is_found_out(monkeypatch):
    monkeypatch.setattr("cloche.runtime.runner.Runner.forget", lambda *_: frozenset())

    with pytest.raises(LawBrokenError, match="x0"):
        trial(STEPS)


def test_what_breaks_the_law_is_told_in_the_fewest_steps(monkeypatch):
    monkeypatch.setattr("cloche.runtime.runner.Runner.forget", lambda *_: frozenset())

    fault = broken(
        [STEPS[0], ("run-all", {}), ("edit", {"c1": "x1 = 3"}, ["c0", "c1"], {}), STEPS[1], ("run-stale", {})]
    )

    assert [step[:2] for step in fault.steps] == [("start", {"c0": "x0 = 1"}), ("edit", {"c2": "x0 = 2"})]


def test_a_recursion_without_end_is_the_same_from_any_depth_of_the_stack():
    dive = "def _dive(n):\n    return _dive(n + 1)\nx1 = 1\n_dive(0)"
    steps = [
        ("start", {"c0": dive, "c1": "x1"}, [], False, False, True, {}),
        ("edit", {"c0": dive + "\n"}, ["c0", "c1"], {"strike": 1932}),
    ]

    def from_depth(calls):
        return trial(steps) if calls == 0 else from_depth(calls - 1)

    for calls in range(40):
        from_depth(calls)


@pytest.mark.parametrize("line", range(0, 900, 7))
def test_no_line_that_an_interrupt_strikes_loses_anything(line):
    codes = {
        "c0": "import cloche as _c\ns0 = _c.ui.slider(0, 9)\ns0",
        "c1": "x0 = s0.value\nprint(x0)",
        "c2": "x1 = x0\ndel x0",
    }
    strike = {"strike": line}

    trial(
        [
            ("start", codes, [], False, False, True, strike),
            ("edit", {"c1": "x0 = s0.value + 1\nx0", "c3": "x1"}, [*codes, "c3"], strike),
            ("set", 0, 5, strike),
            ("edit", {"c3": "x0 = 1"}, [*codes, "c3"], strike),
            ("delete", ["c3"], strike),
        ]
    )


def test_an_interrupt_is_kept_until_the_kernel_can_stop():
    world = World()
    world.do(("start", {"c0": "x0 = 1", "c1": "x0"}, [], False, False, True, {}))

    world.do(("edit", {"c0": "x0 = 2"}, ["c0", "c1"], {"strike": 20}))

    assert (world.page.statuses["c0"], world.page.statuses["c1"]) == ("stale", "stale")
    assert world.session.globals["x0"] == 1
    world.do(("run-stale", {}))
    assert world.session.globals["x0"] == 2
    world.close()
