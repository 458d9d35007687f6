"""Budgets in processor time, several times what was measured: only a change of shape breaks them."""

import time

import driver

from cloche.protocol import RunCells, StartNotebook


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
