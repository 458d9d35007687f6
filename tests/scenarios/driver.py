"""Drives a kernel through commands and keeps what a page would keep.

Plain Python without pytest, so that CPython and Pyodide run the same scenarios:

    import driver
    results = await driver.run_all()      # [(name, None or the traceback), …]

A scenario is a function `async def scenario_…(kernel)` in one of the modules
beside this one. While it runs, every event is held against the order that
`docs/protocol.md` promises.
"""

import asyncio
import importlib
import itertools
import textwrap
import traceback

from cloche.protocol import (
    CellConfig,
    CellFinished,
    CellOutput,
    CellPrinted,
    CellsAnalysed,
    CellStarted,
    CellStatusChanged,
    CellText,
    ConfigureCells,
    ConfigureRuntime,
    ConsoleCleared,
    DeleteCells,
    ElementSaid,
    ElementUpdated,
    MoveCells,
    ProblemsChanged,
    RunAll,
    RunCells,
    RunFinished,
    RunScratch,
    RunStale,
    RunStarted,
    SetElements,
    StartNotebook,
    TellElement,
    event_from_wire,
    from_wire,
    to_wire,
)
from cloche.runtime import Session

MODULES = (
    "reactivity",
    "edits",
    "problems",
    "disabled",
    "lazy",
    "states",
    "addresses",
    "embeds",
    "tests_in_cells",
    "surroundings",
    "caches",
    "scratch",
    "threads",
    "stopping",
    "strict",
    "interrupts",
    "privates",
    "asynchronous",
    "console",
    "failures",
    "elements",
    "families",
    "composites",
    "widgets",
    "outputs",
    "texts",
    "imports",
    "modules",
    "watches",
    "life",
)


NOT_RUN = ("problem", "syntax-error", "ancestor-failed", "ancestor-stopped")
"""Errors of cells that did not run: they have no console either."""


class FakeHost:
    """A clock that ticks a microsecond a look, and a package index that is a dictionary."""

    def __init__(self):
        self.ticks = itertools.count()
        self.asked = []
        self.wakes = 0
        self.installable = {}
        self.refused = {}

    def now(self):
        return next(self.ticks) / 1000

    async def ensure_modules(self, names, cell):
        self.asked.append((cell, tuple(names)))
        for name in names:
            if name in self.installable:
                await asyncio.sleep(0)
                self.installable[name]()
        return "\n".join(self.refused[name] for name in names if name in self.refused)

    def wake(self):
        self.wakes += 1


class Kernel:
    """A session and the page before it."""

    def __init__(self):
        self.host = FakeHost()
        self.events = []
        self.page = Page()
        self.session = Session(self.host, self._take)

    def _take(self, event):
        assert event_from_wire(to_wire(event)) == event or isinstance(
            event, (CellOutput, ElementUpdated, ElementSaid)
        ), event
        self.events.append(event)
        self.page.take(event)

    # ------------------------------------------------------------- commands

    async def start(
        self,
        cells=(),
        /,
        *,
        autorun=True,
        lazy=False,
        values=None,
        mode="edit",
        kinds=None,
        off=(),
        tests=True,
        strict=False,
        **codes,
    ):
        """Start a notebook: `start(a="x = 1", b="x")`."""
        codes = {**dict(cells), **codes}
        texts = tuple(
            self.text(cell, code, (kinds or {}).get(cell, "cell"), cell in off) for cell, code in codes.items()
        )
        self.page = Page(codes, off)
        query = {"town": ("Oslo",)}
        await self.send(
            StartNotebook(texts, mode, autorun, lazy, values or {}, "notebook.py", query, "dark", tests, strict)
        )

    async def run(self, cells=(), /, **codes):
        """Give cells new text, and run them."""
        codes = {**dict(cells), **codes}
        self.page.order += [cell for cell in codes if cell not in self.page.order]
        texts = tuple(self.text(cell, code, off=cell in self.page.off) for cell, code in codes.items())
        await self.send(RunCells(texts, tuple(self.page.order)))

    async def rerun(self, *cells):
        """Run cells as they are."""
        codes = {cell: self.session._kernel.book.records[cell].text.code for cell in cells}
        await self.run(codes)

    async def delete(self, *cells):
        self.page.order = [cell for cell in self.page.order if cell not in cells]
        await self.send(DeleteCells(cells))

    async def move(self, *order):
        self.page.order = list(order)
        await self.send(MoveCells(order))

    async def disable(self, *cells):
        self.page.off |= set(cells)
        await self.send(ConfigureCells({cell: CellConfig(disabled=True) for cell in cells}, {}))

    async def enable(self, *cells):
        self.page.off -= set(cells)
        await self.send(ConfigureCells({cell: CellConfig() for cell in cells}, {}))

    async def rename(self, **names):
        await self.send(ConfigureCells({}, names))

    async def lazy(self, lazy=True):
        await self.send(ConfigureRuntime(lazy))

    async def set(self, values=(), /, **by_name):
        """Move elements, by the global they are bound to or by their id."""
        ids = {self.session.globals[name]._identity.id: value for name, value in by_name.items()}
        await self.send(SetElements({**dict(values), **ids}))

    async def tell(self, name, message):
        """Tell an element something that is no value, by the global it is bound to or by its id."""
        element = self.session.globals.get(name)
        await self.send(TellElement(element._identity.id if element is not None else name, message))

    async def run_stale(self):
        await self.send(RunStale())

    async def run_all(self):
        await self.send(RunAll())

    async def scratch(self, code):
        """Run code in the scratchpad."""
        await self.send(RunScratch(textwrap.dedent(code).strip("\n")))

    async def send(self, command):
        """Any command, by way of the wire."""
        self.events.clear()
        self.page.started.clear()
        self.page.plans.clear()
        await self.session.handle(from_wire(to_wire(command)))
        self.page.check_rest()

    def send_at_once(self, command):
        """A command that must not suspend."""
        self.events.clear()
        self.page.started.clear()
        handling = self.session.handle(command)
        try:
            handling.send(None)
        except StopIteration:
            return
        raise AssertionError(f"{command} suspended")

    def text(self, cell, code, kind="cell", off=False):
        return CellText(cell, "_", textwrap.dedent(code).strip("\n"), kind, CellConfig(disabled=off))

    # ------------------------------------------------------------ questions

    def __getitem__(self, name):
        """A global."""
        return self.session.globals[name]

    def __contains__(self, name):
        return name in self.session.globals

    @property
    def started(self):
        """The cells that the last command ran, in order."""
        return "".join(self.page.started) if all(len(cell) == 1 for cell in self.page.started) else self.page.started

    def status(self, cell):
        return self.page.statuses.get(cell)

    def output(self, cell, mime="text/plain"):
        output = self.page.outputs.get(cell)
        return None if output is None else output.get(mime)

    def html(self, cell):
        return self.output(cell, "text/html")

    def error(self, cell):
        return self.page.errors.get(cell)

    def code(self, cell):
        """The code of the cell's error, or None."""
        return self.error(cell) and self.error(cell).code

    def printed(self, cell, stream="stdout"):
        return "".join(text for name, text in self.page.consoles.get(cell, ()) if name == stream)

    def problems(self):
        return [(problem.code, "".join(problem.cells)) for problem in self.page.problems]

    def count(self, kind, cell=None):
        """How many events of a kind the last command set off."""
        return sum(isinstance(event, kind) and (cell is None or event.cell == cell) for event in self.events)


class Page:
    """What a page keeps of the events, and what it insists on."""

    def __init__(self, cells=(), off=()):
        self.order = list(cells)
        self.off = set(off)
        self.statuses, self.outputs, self.errors, self.consoles, self.analyses = {}, {}, {}, {}, {}
        self.problems, self.started, self.plans, self.updates, self.said = (), [], [], [], []
        self.running = None
        self.heard = set()

    def take(self, event):
        match event:
            case RunStarted(cells):
                assert self.running is None, "a run starts inside another"
                self.running = set(cells)
                self.plans.append(tuple(cells))
            case RunFinished():
                assert self.running is not None, "a run ends that never began"
                self.running = None
                self.check_rest()
            case CellStatusChanged(cell, status):
                self._check_status(cell, status)
                self.statuses[cell] = status
            case CellStarted(cell):
                assert self.statuses[cell] == "running", f"{cell} started while {self.statuses[cell]}"
                self.started.append(cell)
                self.consoles[cell] = []
                self.heard.clear()
            case CellPrinted(cell, stream, text):
                assert text, "an empty print"
                self.consoles.setdefault(cell, []).append((stream, text))
            case ConsoleCleared(cell):
                self.consoles[cell] = []
            case CellOutput(cell, output):
                self.outputs[cell] = output
                self.heard.add(cell)
            case CellFinished(cell, _, error):
                code = error and error.code
                is_reworded = code == self.code_of(cell) and self.statuses.get(cell) not in ("running", "queued")
                assert cell in self.heard or (is_reworded and code in NOT_RUN), f"{cell} finished without an output"
                is_problem = code in ("problem", "syntax-error")
                assert is_problem or is_reworded or self.statuses.get(cell) in ("running", "queued"), (
                    f"{cell} finished without running"
                )
                if code in NOT_RUN:
                    self.consoles.pop(cell, None)
                self.errors[cell] = error
                self.heard.discard(cell)
            case CellsAnalysed(cells):
                self.analyses.update({analysis.cell: analysis for analysis in cells})
            case ProblemsChanged(problems):
                assert problems != self.problems, "problems that did not change"
                assert self.running is None, "problems come before the run they affect"
                self.problems = problems
            case ElementUpdated(element, value):
                self.updates.append((element, value))
            case ElementSaid(element, message):
                self.said.append((element, message))

    def code_of(self, cell):
        error = self.errors.get(cell)
        return error and error.code

    def _check_status(self, cell, status):
        before = self.statuses.get(cell)
        assert before != status, f"{cell} is {status} already"
        if status == "running":
            assert before == "queued", f"{cell} runs without having been queued"
        if status == "queued":
            assert cell in self.running, f"{cell} is queued but not planned"
        if before == "running":
            assert status in ("idle", "error"), f"{cell} went from running to {status}"

    def check_rest(self):
        waiting = {cell: status for cell, status in self.statuses.items() if status in ("queued", "running")}
        assert self.running is not None or not waiting, f"left over: {waiting}"


def scenarios():
    """All scenarios, by name."""
    found = {}
    package = __name__.rpartition(".")[0]
    for name in MODULES:
        module = importlib.import_module(f"{package}.{name}" if package else name)
        for attribute, function in vars(module).items():
            if attribute.startswith("scenario_"):
                found[f"{name}: {attribute.removeprefix('scenario_').replace('_', ' ')}"] = function
    return found


async def run_one(scenario):
    """Run one scenario on a kernel of its own; raises what it raises."""
    kernel = Kernel()
    try:
        await scenario(kernel)
    finally:
        kernel.session.close()


async def run_all():
    """Run all of them: `[(name, None or the traceback), …]`."""
    results = []
    for name, scenario in scenarios().items():
        try:
            await run_one(scenario)
        except BaseException:  # noqa: BLE001 - told to whoever asked
            results.append((name, traceback.format_exc()))
        else:
            results.append((name, None))
    return results


if __name__ == "__main__":
    for name, fault in asyncio.run(run_all()):
        print("ok  " if fault is None else "FAIL", name, fault or "")
