"""Budgets in processor time, several times what was measured: only a change of shape breaks them."""

import time
from functools import partial

import driver
import pytest

from cloche.protocol import DeleteCells, RunCells, StartNotebook


def chain(kernel, length):
    codes = ["x0 = 0", *(f"x{n} = x{n - 1} + 1" for n in range(1, length))]
    return tuple(kernel.text(f"c{n}", code) for n, code in enumerate(codes))


def seconds(action):
    start = time.process_time()
    action()
    return time.process_time() - start


def test_a_chain_of_5000_cells_reruns_within_a_second():
    kernel = driver.Kernel()
    kernel.page.take = lambda event: None
    cells = chain(kernel, 5_000)
    order = tuple(cell.id for cell in cells)
    kernel.send_at_once(StartNotebook(cells, "edit", True, False, {}, "notebook.py", {}))

    spent = seconds(lambda: kernel.send_at_once(RunCells((kernel.text("c0", "x0 = 5"),), order)))

    assert kernel["x4999"] == 5_004
    assert spent < 1.5
    kernel.session.close()


def test_a_million_prints_cost_few_events():
    kernel = driver.Kernel()
    kernel.host.now = lambda: time.perf_counter() * 1000

    spent = seconds(
        lambda: kernel.send_at_once(
            StartNotebook(
                (kernel.text("a", "for i in range(1_000_000): print(i)"),), "edit", True, False, {}, "n.py", {}
            )
        )
    )

    assert len(kernel.events) < 2_000
    assert spent < 5
    kernel.session.close()


@pytest.mark.parametrize(
    "code",
    ["x999 = x998 + {}", "y{} = x998", "def f{}(v): return v + x998", "x999 = ("],
    ids=["a value", "other names", "a function", "a syntax error"],
)
def test_an_edit_among_1000_cells_costs_under_5_milliseconds(code):
    kernel = driver.Kernel()
    kernel.session._emit = lambda event: None
    cells = chain(kernel, 1_000)
    order = tuple(cell.id for cell in cells)
    kernel.send_at_once(StartNotebook(cells, "edit", True, False, {}, "notebook.py", {}))

    spent = [
        seconds(lambda n=n: kernel.send_at_once(RunCells((kernel.text("c999", code.format(n)),), order)))
        for n in range(12)
    ]

    assert min(spent) < 0.005
    kernel.session.close()


def test_a_reaction_to_an_edit_takes_hardly_longer_among_ten_times_as_many_cells():
    spent = {}
    for length in (500, 5_000):
        kernel = driver.Kernel()
        kernel.page.take = lambda event: None
        cells = chain(kernel, length)
        order = tuple(cell.id for cell in cells)
        kernel.send_at_once(StartNotebook(cells, "edit", False, False, {}, "notebook.py", {}))
        last = f"c{length - 1}"
        kernel.send_at_once(DeleteCells((last,)))
        edits = [partial(kernel.send_at_once, RunCells((kernel.text(last, f"y = {n}"),), order)) for n in range(12)]
        spent[length] = min(map(seconds, edits))
        kernel.session.close()

    # What is looked at grows with the edit; only dictionaries are copied whole.
    assert spent[5_000] < 6 * spent[500]
