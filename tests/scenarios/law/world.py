"""A session under test: what a page would send it, and what a new session would make of the same notebook."""

import itertools
import re
import sys
from functools import lru_cache
from types import FunctionType, ModuleType

import cloche.runtime.book
import cloche.runtime.runner
from cloche.analysis import analyse
from cloche.protocol import (
    CellConfig,
    CellText,
    ConfigureCells,
    ConfigureRuntime,
    DeleteCells,
    MoveCells,
    RunAll,
    RunCells,
    RunStale,
    SetElements,
    StartNotebook,
)
from cloche.runtime import Session
from cloche.runtime.compiled import compile_cell
from cloche.runtime.state import SetState, State
from cloche.ui.element import Element

from .page import Page

_FIRST = re.compile(r"state\(\d+\)")


class FakeHost:
    """A clock that ticks a microsecond a look, and no packages."""

    def __init__(self):
        self._ticks = itertools.count()

    def now(self):
        return next(self._ticks) / 1000

    async def ensure_modules(self, names, cell):
        return ""

    def wake(self):
        return


class World:
    """One session and its page."""

    def __init__(self):
        self.page = Page()
        self.session = Session(FakeHost(), lambda event: self.page.take(event))
        self.texts = {}
        """By cell, in page order."""
        self.lazy = False

    def close(self):
        self.session.close()

    @property
    def kernel(self):
        return self.session._kernel

    # ------------------------------------------------------------- the steps

    def do(self, step):
        """Do one step, as a page would; a step about cells that are not there does nothing."""
        what, *given = step
        strike = given.pop()["strike"] if given and isinstance(given[-1], dict) and "strike" in given[-1] else None
        if given and given[-1] == {}:
            given.pop()
        command = getattr(self, "_" + what.replace("-", "_"))(*given)
        if command is not None:
            self.send(command, strike)

    def send(self, command, strike=None):
        """Run a command to its end, interrupted at its `strike`-th line."""
        handling = self.session.handle(command)
        if strike is not None:
            handling = Struck(self.session, handling, strike)
        try:
            handling.send(None)
        except StopIteration:
            return
        raise AssertionError(f"{command} suspended")

    def _start(self, notebook, off, setup, lazy, autorun):
        self.texts = {
            cell: CellText(cell, "_", code, "setup" if setup and at == 0 else "cell", CellConfig(disabled=cell in off))
            for at, (cell, code) in enumerate(notebook.items())
        }
        self.lazy = lazy
        self.page = Page()
        return StartNotebook(tuple(self.texts.values()), "edit", autorun, lazy, {}, "notebook.py", {})

    def _edit(self, codes, order):
        for cell, code in codes.items():
            before = self.texts.get(cell)
            self.texts[cell] = CellText(
                cell, *((before.name, code, before.kind, before.config) if before else ("_", code))
            )
        self._reorder(order)
        return RunCells(tuple(self.texts[cell] for cell in codes), tuple(self.texts))

    def _reorder(self, order):
        wanted = [*(cell for cell in order if cell in self.texts), *self.texts]
        self.texts = {cell: self.texts[cell] for cell in wanted}

    def _delete(self, cells):
        for cell in cells:
            self.texts.pop(cell, None)
        for parts in (self.page.statuses, self.page.outputs, self.page.errors, self.page.consoles, self.page.analyses):
            for cell in cells:
                parts.pop(cell, None)
        return DeleteCells(tuple(cells))

    def _move(self, order):
        self._reorder(order)
        return MoveCells(tuple(self.texts))

    def _disable(self, cells, off):
        cells = [cell for cell in cells if cell in self.texts]
        for cell in cells:
            before = self.texts[cell]
            self.texts[cell] = CellText(cell, before.name, before.code, before.kind, CellConfig(disabled=off))
        return ConfigureCells({cell: CellConfig(disabled=off) for cell in cells}, {})

    def _rename(self, cell, name):
        if cell not in self.texts:
            return None
        before = self.texts[cell]
        self.texts[cell] = CellText(cell, name, before.code, before.kind, before.config)
        return ConfigureCells({}, {cell: name})

    def _rerun(self, cells):
        return RunCells(tuple(self.texts[cell] for cell in cells if cell in self.texts), tuple(self.texts))

    def _run_all(self):
        return RunAll()

    def _run_stale(self):
        return RunStale()

    def _lazy(self, lazy):
        self.lazy = lazy
        return ConfigureRuntime(lazy)

    def _set(self, at, value):
        living = self.kernel.elements._by_id
        if not living:
            return None
        key = sorted(living)[at % len(living)]
        return SetElements({key: value})

    # -------------------------------------------------------------- questions

    def fresh(self):
        """What a new session makes of the notebook as it is now, with the values of elements and states as they are."""
        world = World()
        states = {
            record.id: value._value
            for record in self.kernel.book.records.values()
            for name in record.analysis.defs
            if isinstance(value := self.session.globals.get(name), State)
        }
        texts = tuple(
            CellText(text.id, text.name, _FIRST.sub(f"state({states[cell]})", text.code), text.kind, text.config)
            if cell in states
            else text
            for cell, text in self.texts.items()
        )
        values = {key: element._answer for key, element in self.kernel.elements._by_id.items()}
        world.send(StartNotebook(texts, "edit", True, self.lazy, values, "notebook.py", {}))
        return world

    def values(self):
        """All globals of the notebook, in a form that can be compared."""
        return {
            name: _comparable(value)
            for name, value in self.session.globals.items()
            if not (name.startswith("__") and name.endswith("__"))
        }


class Struck:
    """Steps a coroutine, and interrupts it at its n-th line as a host's signal handler would."""

    def __init__(self, session, coroutine, strike):
        self._session = session
        self._coroutine = coroutine
        self._left = strike

    def send(self, value):
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            return self._coroutine.send(value)
        finally:
            sys.settrace(before)

    def _trace(self, frame, event, argument):
        if self._left < 0 or frame.f_globals.get("__name__") == __name__:
            return None
        if event == "line":
            self._left -= 1
            if self._left < 0:
                self._session.interrupt(frame)
        return self._trace


def _comparable(value):
    if isinstance(value, Element):
        return (type(value).__name__, repr(value._value), value._answer)
    if isinstance(value, State):
        return ("state", value._value)
    if isinstance(value, SetState):
        return "setter"
    if isinstance(value, FunctionType):
        return ("function", value.__qualname__, value.__code__.co_code, repr(value.__code__.co_consts[:1]))
    if isinstance(value, ModuleType):
        return ("module", value.__name__)
    if isinstance(value, type):
        return ("class", value.__name__, sorted((k, repr(v)) for k, v in vars(value).items() if k[:2] != "__"))
    return repr(value)


# The same text is analysed and compiled thousands of times here. Both are functions of it.
_analyse = lru_cache(4096)(lambda code, kind: analyse(code, kind=kind))
_compiled = {}


def _compile(code, cell, filename, analysis, **rest):
    key = (code, cell, filename)
    if key not in _compiled:
        if len(_compiled) > 4096:
            _compiled.clear()
        _compiled[key] = compile_cell(code, cell, filename, analysis, **rest)
    return _compiled[key]


cloche.runtime.book.analyse = lambda code, *, kind="cell": _analyse(code, kind)
cloche.runtime.runner.compile_cell = _compile
