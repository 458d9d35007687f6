"""The session: takes commands, emits events, and is the only owner of a notebook's state.

Each command here becomes an edit of the book and the roots of a run. What an
edit heals or breaks is `healing.py`'s business, how runs go `runs.py`'s and
`walk.py`'s, what one cell does `runner.py`'s.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from cloche.errors import ClocheBug
from cloche.protocol import (
    CellAnalysis,
    CellId,
    CellText,
    Command,
    Completion,
    ConfigureCells,
    ConfigureRuntime,
    DeleteCells,
    ElementRenewed,
    Event,
    FollowFiles,
    MoveCells,
    QueryChanged,
    RunAll,
    RunCells,
    RunScratch,
    RunStale,
    SetElements,
    SetQuery,
    SetTheme,
    StartNotebook,
    TellElement,
)
from cloche.runtime.blocking import retell_blocked
from cloche.runtime.book import Book
from cloche.runtime.callbacks import readers, take_values
from cloche.runtime.capture import Streams
from cloche.runtime.complete import complete
from cloche.runtime.conversations import Conversations
from cloche.runtime.elements import Elements
from cloche.runtime.embeds import Embeds, readers_of_apps
from cloche.runtime.healing import Edit, settle_edit, settle_order
from cloche.runtime.host import Host
from cloche.runtime.interrupts import Interrupts
from cloche.runtime.kernel import Kernel, Setting
from cloche.runtime.modules import Modules, imports_any
from cloche.runtime.namespace import Namespace
from cloche.runtime.planning import Roots
from cloche.runtime.query import Query, QueryParams
from cloche.runtime.reading import Reading
from cloche.runtime.record import Record
from cloche.runtime.runner import Runner
from cloche.runtime.runs import Runs
from cloche.runtime.scratch import Scratch
from cloche.runtime.sources import Sources
from cloche.runtime.state import States
from cloche.runtime.status import mark_stale, tell_rest
from cloche.ui.element import Element


class Session:
    """One notebook's kernel.

    A command that meets no `await` and no missing package never suspends:
    `handle(command).send(None)` runs it to its end. With `main`, the notebook
    is this process's `__main__` also between runs.

    The law: whatever the commands were, and in whatever order they came, the
    cells that are not stale are what a new session would make of the same
    notebook (`tests/kernel/law`).
    """

    def __init__(self, host: Host, emit: Callable[[Event], None], *, main: bool = False) -> None:
        self._host = host
        self._emit = emit
        self._main = main
        self._streams = Streams()
        self._interrupts = Interrupts()
        self._lazy = False
        self._is_running = False
        self._pressed: list[Element[Any]] = []
        """Elements that took a value which some of their readers have not seen yet."""
        self._begin(Setting("edit", "notebook.py"), {}, {})

    # ------------------------------------------------------------ for the host

    @property
    def globals(self) -> Mapping[str, Any]:
        """The namespace that all cells share. For looking, not for changing."""
        return self._kernel.namespace.globals

    @property
    def is_running(self) -> bool:
        """A command is being handled."""
        return self._is_running

    @property
    def is_interrupted(self) -> bool:
        """An interrupt is kept that nothing has ended for yet."""
        return self._interrupts.is_pending

    async def handle(self, command: Command) -> None:
        """Do what a command orders, and all that follows from it. One at a time."""
        await self._exclusively(lambda: self._obey(command))

    async def settle(self) -> None:
        """Run what a state set outside of any command asks for."""
        await self._exclusively(self._settle)

    def provide(self, values: Mapping[str, object]) -> None:
        """Put names into the namespace that no cell defines. Nothing runs."""
        self._kernel.namespace.globals.update(values)

    def knows(self, element: Element[Any]) -> bool:
        """The element has been shown by a cell of this notebook, or of one embedded in it, and is alive."""
        return self._kernel.elements.knows(element) or self._kernel.embeds.knows(element)

    def cancel(self) -> None:
        """End the cell that is awaiting something; does nothing when none is."""
        self._kernel.embeds.cancel()
        self._runner.cancel()
        self._scratch.cancel()
        self._conversations.cancel()

    def interrupt(self, frame: FrameType | None) -> None:
        """An interrupt has come while `frame` runs: what a host's signal handler calls.

        Raises `KeyboardInterrupt` in code of a cell. Elsewhere it is kept: the
        kernel finishes what it is at, and the run ends before its next cell.
        """
        self._interrupts.strike(frame)

    def analyse(self, texts: Sequence[CellText]) -> tuple[CellAnalysis, ...]:
        """What `texts` would define and read if they were run now; changes nothing."""
        return self._kernel.book.preview(texts)

    def complete(self, code: str, offset: int) -> list[Completion]:
        """Ways to go on at `offset` (in characters), best first; runs no code of the notebook's."""
        return complete(self.globals, code, offset)

    def close(self) -> None:
        """Let go of everything that was taken from the process. May be called twice."""
        self._runner.cancel()
        for record in self._records.values():
            record.life.is_over = True
        self._streams.give_back()
        self._kernel.embeds.close()
        self._kernel.sources.clear()
        self._kernel.namespace.clear()

    # ---------------------------------------------------------------- commands

    async def _exclusively(self, action: Callable[[], Awaitable[None]]) -> None:
        if self._is_running:
            raise ClocheBug("A session was given a command while it was busy with another.")
        # What came before is not meant for this command; from here on, what comes is.
        self._interrupts.take()
        self._is_running = True
        try:
            self._streams.take()
            await action()
            self._release()
            retell_blocked(self._kernel)
        finally:
            self._is_running = False

    async def _obey(self, command: Command) -> None:
        match command:
            case StartNotebook():
                await self._start(command)
            case RunCells(cells, order):
                await self._edit(cells, (), order)
            case DeleteCells(cells):
                await self._edit((), cells, None)
            case MoveCells(order):
                self._kernel.book.reorder(order)
                settle_order(self._kernel)
            case ConfigureCells():
                await self._configure(command)
            case ConfigureRuntime(lazy):
                self._lazy = lazy
            case SetElements(values):
                await self._set_elements(values)
            case TellElement(element, message):
                apps = await self._kernel.embeds.tell_element(element, message)
                await self._follow(await self._conversations.hear(element, message), apps)
            case SetQuery(query):
                self._kernel.query.take(query)
                await self._go(Roots(touched=frozenset(self._runs.readers_of_states())))
            case SetTheme(theme):
                self._kernel.setting.theme = theme
                await self._kernel.embeds.set_theme(theme)
            case RunStale():
                await self._run(self._kernel.book.stale, lazy=False)
            case RunAll():
                await self._run(self._records, lazy=False, whole=True)
            case FollowFiles(files, rerun):
                await self._follow_files(files, rerun)
            case RunScratch(code):
                await self._scratch.run(code)
                await self._go(Roots(touched=frozenset(self._runs.readers_of_states())))

    async def _start(self, command: StartNotebook) -> None:
        self.close()
        self._streams.take()
        self._lazy = command.lazy
        folder = str(Path(command.filename).absolute().parent)  # now: a cell may go elsewhere
        how = (command.reactive_tests, command.strict)
        setting = Setting(command.mode, command.filename, command.theme, *how, folder)
        self._begin(setting, command.values, command.query)
        reading = Reading(len(command.cells), self._emit, self._host.now)
        self._kernel.book.load(command.cells, reading.count)
        settle_edit(self._kernel, self._runner, Edit(set(self._records)))
        if command.autorun:
            await self._run(self._records, lazy=False, whole=True)
        else:
            mark_stale(self._kernel, self._records)

    async def _edit(self, put: Iterable[CellText], remove: Iterable[CellId], order: Sequence[CellId] | None) -> None:
        """Take new texts and let cells go, then run what that sets off."""
        book = self._kernel.book
        off = book.disabled()
        edit = Edit()
        for text in put:
            before = book.records[text.id].analysis if text.id in book.records else None
            record = book.put(text)
            if before is not None:
                edit.gone |= before.defs - record.analysis.defs
                edit.unread |= before.refs - record.analysis.refs
                edit.restored |= before.deletes
                self._vanish(record, before.defs)
            edit.cells.add(text.id)
        for cell in remove:
            if cell in book.records:
                record = book.records[cell]
                self._runner.forget(record)
                edit.gone |= record.analysis.defs
                edit.unread |= record.analysis.refs
                edit.restored |= record.analysis.deletes
                self._kernel.sources.forget(cell)
            book.remove(cell)
        if order is not None:
            book.reorder(order)
        roots = settle_edit(self._kernel, self._runner, edit)
        back = self._switched(off)
        await self._go(Roots(roots.asked, roots.touched | (back & book.stale)))

    def _vanish(self, record: Record, before: frozenset[str]) -> None:
        """Take away what a cell bound and by its new text defines no longer."""
        kernel = self._kernel
        gone = kernel.namespace.scrub(record.id, before, keep=record.analysis.defs)
        kernel.elements.bindings.unbind(gone)
        kernel.states.bindings.unbind(gone)

    async def _configure(self, command: ConfigureCells) -> None:
        book = self._kernel.book
        off = book.disabled()
        for cell in {**command.configs, **command.names}:
            if cell in self._records:
                book.configure(cell, command.configs.get(cell), command.names.get(cell))
        settle_order(self._kernel)
        back = self._switched(off)
        await self._run(back & book.stale)

    def _switched(self, before: frozenset[CellId]) -> frozenset[CellId]:
        """Tell which cells are switched off now, or not any more; gives the latter."""
        book = self._kernel.book
        after = book.disabled()
        if after != before:
            book.is_relabelled = True
            tell_rest(self._kernel, book.in_order({cell for cell in before ^ after if cell in book.records}))
        return frozenset(cell for cell in before - after if cell in book.records)

    async def _set_elements(self, values: Mapping[Any, object]) -> None:
        kernel = self._kernel
        apps = await kernel.embeds.set_elements(values)
        taken, was_interrupted = take_values(kernel, values)
        self._pressed += taken
        if was_interrupted:
            mark_stale(kernel, kernel.book.graph.plan(self._followers(taken, apps)))
            self._pressed_in_vain()
        else:
            await self._go(Roots(touched=self._followers(taken, apps)))

    async def _follow(self, changed: list[Element[Any]], apps: Iterable[object]) -> None:
        self._pressed += changed
        await self._go(Roots(touched=self._followers(changed, apps)))

    def _followers(self, changed: list[Element[Any]], apps: Iterable[object]) -> frozenset[CellId]:
        """The cells that elements, states and embedded notebooks let run."""
        kernel = self._kernel
        return frozenset(readers(kernel, changed) | self._runs.readers_of_states() | self._readers_of_apps(apps))

    async def _settle(self) -> None:
        apps = await self._kernel.embeds.settle()
        following = self._readers_of_apps(apps) | self._runs.readers_of_states()
        await self._go(Roots(touched=frozenset(following)))

    async def _follow_files(self, files: Sequence[str], rerun: bool) -> None:
        kernel = self._kernel
        names = kernel.modules.let_go(files, unless_imported_since=not rerun)
        cells = {cell for cell, record in self._records.items() if imports_any(record.analysis.imports, names)}
        for cell in cells:
            self._records[cell].imported = None  # the same names will be other things
        if not rerun:
            mark_stale(kernel, kernel.book.graph.plan(cells))
            cells = set()
        await self._go(Roots(touched=frozenset(cells | self._runs.readers_of_states())))

    def _readers_of_apps(self, apps: Iterable[object]) -> set[CellId]:
        return readers_of_apps(apps, self._kernel.namespace, self._kernel.book)

    # -------------------------------------------------------------------- runs

    async def _run(self, cells: Iterable[CellId], *, lazy: bool | None = None, whole: bool = False) -> None:
        await self._go(Roots(frozenset(cells)), lazy=lazy, whole=whole)

    async def _go(self, roots: Roots, *, lazy: bool | None = None, whole: bool = False) -> None:
        if not await self._runs.go(roots, lazy=self._lazy if lazy is None else lazy, whole=whole):
            self._pressed_in_vain()

    def _release(self) -> None:
        """Let the buttons go back whose readers have all run."""
        if not self._pressed:
            return
        waiting = self._kernel.book.stale - self._kernel.book.disabled()
        kept = []
        for element in self._pressed:
            if readers(self._kernel, [element]) & waiting:
                kept.append(element)
            else:
                element.settled()
        self._pressed = kept

    def _pressed_in_vain(self) -> None:
        """An interrupt takes back what was pressed: its readers are stale, and will see buttons at rest."""
        for element in self._pressed:
            element.settled()
        self._pressed = []

    @property
    def _records(self) -> dict[CellId, Record]:
        return self._kernel.book.records

    def _wake(self) -> None:
        if not self._is_running:
            self._host.wake()

    def _begin(self, setting: Setting, values: Mapping[Any, object], query: Query) -> None:
        sources = Sources()
        namespace = Namespace(setting.filename, sources.class_file)
        if self._main:
            sys.modules["__main__"] = namespace.module
        states, embeds = States(self._wake), Embeds()
        self._kernel = Kernel(
            self._host,
            self._emit,
            setting,
            Book(),
            namespace,
            Elements(values, embeds.knows, lambda key: self._emit(ElementRenewed(key))),
            states,
            sources,
            self._interrupts,
            QueryParams(query, states, lambda query: self._emit(QueryChanged(query))),
            embeds,
            Modules(setting.folder),
        )
        self._runner = Runner(self._kernel)
        self._runs = Runs(self._kernel, self._runner)
        self._scratch = Scratch(self._kernel)
        self._conversations = Conversations(self._kernel)
        self._pressed = []
