"""What the kernel itself costs, in processor time on CPython: `python tests/bench/kernel.py [--json]`.

Everything goes through `Session.handle`, the run of the (trivial) edited cell
included. `make bench` writes the table into `docs/performance.md`. Processor
time says nothing of a busy machine; still, compare the shape, not the digits.
"""

import argparse
import json
import math
import sys
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "kernel" / "src"))

from cloche.protocol import (
    CellText,
    ConfigureRuntime,
    DeleteCells,
    MoveCells,
    RunCells,
    StartNotebook,
)
from cloche.runtime import Session

SIZES = (10, 100, 1_000, 10_000)
CHAINS = (100, 500, 1_000, 5_000)
TIMES = 15


class Host:
    """A clock and nothing else."""

    def now(self):
        return time.perf_counter() * 1000

    async def ensure_modules(self, names, cell):
        return ""

    def wake(self):
        return


class Notebook:
    """A session with a notebook of `size` cells: in chains of ten, or in one chain."""

    def __init__(self, size, *, one_chain=False, autorun=True):
        self.size = size
        self.session = Session(Host(), lambda event: None)
        self.texts = [self.text(n, one_chain) for n in range(size)]
        self.order = tuple(text.id for text in self.texts)
        self.started = self.send(StartNotebook(tuple(self.texts), "edit", autorun, False, {}, "notebook.py", {}))

    def text(self, n, one_chain):
        follows = n > 0 and (one_chain or n % 10 > 0)
        return CellText(f"c{n}", "_", f"x{n} = x{n - 1} + 1" if follows else f"x{n} = {n}")

    def send(self, command):
        """Run a command to its end; gives seconds of processor time."""
        handling = self.session.handle(command)
        began = time.process_time()
        try:
            handling.send(None)
        except StopIteration:
            return time.process_time() - began
        raise RuntimeError(f"{command} suspended")

    def median(self, command_of):
        """Seconds of the middle one of several commands."""
        spent = sorted(self.send(command_of(n)) for n in range(TIMES))
        return spent[TIMES // 2]

    def edit(self, code_of, *, more=()):
        return lambda n: RunCells((CellText(self.order[-1], "_", code_of(n)),), (*self.order, *more))


def reactions(size):
    """What one thing done by a person costs in a notebook of `size` cells, in seconds."""
    book = Notebook(size)
    reader = f"x{size - 2}"
    new = [f"n{n}" for n in range(TIMES)]
    found = {
        "edit a cell": book.median(book.edit(lambda n: f"x{size - 1} = {reader} + {n}")),
        "edit what a cell reads and defines": book.median(book.edit(lambda n: f"y{n} = x{n % (size - 1)}")),
        "edit a cell that is one function": book.median(book.edit(lambda n: f"def f{n}(v): return v + {reader}")),
        "add a cell": book.median(
            lambda n: RunCells((CellText(new[n], "_", f"z{n} = {reader}"),), (*book.order, *new[: n + 1]))
        ),
        "move a cell": book.median(lambda n: MoveCells((*book.order[1 : n + 2], book.order[0], *book.order[n + 2 :]))),
        "delete a cell": book.median(lambda n: DeleteCells((new[n],))),
    }
    book.session.close()
    return found


def planning(size):
    """Seconds to see that all of `size` cells follow from an edit, without running them."""
    book = Notebook(size, one_chain=True)
    book.send(ConfigureRuntime(True))
    spent = min(book.send(RunCells((CellText("c0", "_", f"x0 = {n}"),), book.order)) for n in range(5))
    book.session.close()
    return spent


def analysing(size):
    """Seconds to take a notebook of `size` cells, without running it."""
    book = Notebook(size, autorun=False)
    book.session.close()
    return book.started


def chain(length):
    """Seconds to rerun a chain of `length` cells after an edit of its first."""
    book = Notebook(length, one_chain=True)
    spent = min(book.send(RunCells((CellText("c0", "_", f"x0 = {n}"),), book.order)) for n in range(8))
    book.session.close()
    return spent


def memory(size):
    """Bytes that each of `size` cells keeps, and at the peak of the start."""
    Notebook(10).session.close()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    book = Notebook(size)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    book.session.close()
    return (after - before) / size, (peak - before) / size


def exponent(spent_by_size):
    """The `k` of the best fit of `size ** k` to the three largest sizes: 1 is linear, 0 is constant."""
    points = [(math.log(size), math.log(spent)) for size, spent in list(spent_by_size.items())[-3:]]
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    over = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return over / sum((x - middle[0]) ** 2 for x, _ in points)


def measure():
    """All figures: rows of a title, cells by size or length, and the exponent."""
    by_size = {size: reactions(size) for size in SIZES}
    rows = []
    for what in by_size[SIZES[0]]:
        spent = {size: found[what] for size, found in by_size.items()}
        rows.append([what, *(f"{value * 1e3:.2f} ms" for value in spent.values()), f"{exponent(spent):.2f}"])
    for what, action in (("plan what follows", planning), ("analyse the notebook", analysing)):
        spent = {size: action(size) for size in SIZES}
        rows.append([what, *(f"{value * 1e3:.2f} ms" for value in spent.values()), f"{exponent(spent):.2f}"])
    chains = {length: chain(length) for length in CHAINS}
    kept, peak = memory(2_000)
    return {
        "sizes": SIZES,
        "rows": rows,
        "chains": {length: spent / length * 1e6 for length, spent in chains.items()},
        "chain exponent": exponent(chains),
        "kept": kept,
        "peak": peak,
    }


def markdown(found):
    """The figures as a section of `docs/performance.md`."""
    lines = [
        "| | " + " | ".join(f"{size:,} cells" for size in found["sizes"]) + " | grows as n^ |",
        "|---" * (len(found["sizes"]) + 2) + "|",
        *("| " + " | ".join(row) + " |" for row in found["rows"]),
    ]
    chains = ", ".join(f"{length:,}: {spent:.0f} µs" for length, spent in found["chains"].items())
    return "\n".join(
        [
            *lines,
            "",
            f"Rerunning a chain, for each cell of a chain of {chains} (n^{found['chain exponent']:.2f} in all).",
            f"Memory for each cell: {found['kept'] / 1024:.1f} KB kept, {found['peak'] / 1024:.1f} KB at the peak.",
        ]
    )


def main():
    options = argparse.ArgumentParser(description="Measure the kernel on CPython.")
    options.add_argument("--json", action="store_true", help="figures for tools instead of a table")
    given = options.parse_args()
    found = measure()
    print(json.dumps({**found, "markdown": markdown(found)}) if given.json else markdown(found))


if __name__ == "__main__":
    main()
