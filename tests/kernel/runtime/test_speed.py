"""What things cost in calls of functions: the same on every machine. `tests/bench/kernel.py` measures seconds."""

import cProfile
import pstats
import time

import driver
import pytest

from cloche.protocol import DeleteCells, RunCells, StartNotebook


def chain(length, *, autorun=True):
    """A session with a chain of `length` cells, and the way to edit one of them."""
    kernel = driver.Kernel()
    kernel.session._emit = lambda event: None
    codes = ["x0 = 0", *(f"x{n} = x{n - 1} + 1" for n in range(1, length))]
    cells = tuple(kernel.text(f"c{n}", code) for n, code in enumerate(codes))
    order = tuple(cell.id for cell in cells)
    kernel.send_at_once(StartNotebook(cells, "edit", autorun, False, {}, "notebook.py", {}))
    return kernel, lambda cell, code: kernel.send_at_once(RunCells((kernel.text(cell, code),), order))


def calls(action, *given):
    """How many functions are called, built-in ones included."""
    profile = cProfile.Profile()
    profile.runcall(action, *given)
    return pstats.Stats(profile).total_calls


def test_a_chain_costs_the_same_for_each_cell_however_long_it_is():
    spent = {}
    for length in (200, 2_000):
        kernel, edit = chain(length)
        edit("c0", "x0 = 4")
        spent[length] = calls(edit, "c0", "x0 = 5") / length
        assert kernel[f"x{length - 1}"] == length + 4
        kernel.session.close()

    assert spent[2_000] < 1.05 * spent[200]
    assert spent[2_000] < 300


def test_a_million_prints_cost_few_events():
    kernel = driver.Kernel()
    kernel.host.now = lambda: time.perf_counter() * 1000
    cell = kernel.text("a", "for i in range(1_000_000): print(i)")

    kernel.send_at_once(StartNotebook((cell,), "edit", True, False, {}, "n.py", {}))

    assert len(kernel.events) < 2_000
    kernel.session.close()


@pytest.mark.parametrize(
    "code",
    ["x{last} = x{above} + {n}", "y{n} = x{above}", "def f{n}(v): return v + x{above}", "x{last} = ("],
    ids=["a value", "other names", "a function", "a syntax error"],
)
def test_an_edit_below_a_chain_costs_at_most_a_few_calls_for_each_cell_above(code):
    spent = {}
    for length in (500, 2_000):
        kernel, edit = chain(length)
        codes = [code.format(last=length - 1, above=length - 2, n=n) for n in range(3)]
        edit(f"c{length - 1}", codes[0])
        edit(f"c{length - 1}", codes[1])
        spent[length] = calls(edit, f"c{length - 1}", codes[2])
        kernel.session.close()

    assert spent[2_000] - spent[500] < 12 * 1_500
    assert spent[500] < 12 * 500


def test_a_reaction_to_an_edit_costs_hardly_more_among_ten_times_as_many_cells():
    spent = {}
    for length in (500, 5_000):
        kernel, edit = chain(length, autorun=False)
        last = f"c{length - 1}"
        kernel.send_at_once(DeleteCells((last,)))
        edit(last, "y = 0")
        spent[length] = calls(edit, last, "y = 1")
        kernel.session.close()

    # What is looked at grows with the edit; only dictionaries are copied whole.
    assert spent[5_000] < 1.2 * spent[500]
