"""A notebook that lives inside a cell of another one, with a session of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cloche.notebook import Study
from cloche.outputs.embed import embedded
from cloche.outputs.html import Html
from cloche.outputs.layout import callout, vstack
from cloche.outputs.media import plain_text
from cloche.protocol import (
    Bundle,
    CellError,
    CellFinished,
    CellId,
    CellOutput,
    CellPrinted,
    CellText,
    ElementId,
    ElementRenewed,
    ElementSaid,
    ElementUpdated,
    Event,
    QueryChanged,
    RunAll,
    RunCells,
    SetElements,
    SetTheme,
    StartNotebook,
    TellElement,
    Theme,
)
from cloche.runtime.callbacks import as_text
from cloche.runtime.cellrun import CellRun
from cloche.runtime.host import Host
from cloche.runtime.session import Session
from cloche.ui.element import Element


class LiveGuest:
    """One embedded notebook: its session, and what its cells show.

    What it prints goes to the console of the cell that embedded it first. Its
    elements have ids that begin with that cell's, so that the page can give
    them their values back after a restart.
    """

    def __init__(self, study: Study, path: str, run: CellRun) -> None:
        self.prefix = run.embeds.free_prefix(run.cell)
        self.was_interrupted = False
        self._study = study
        self._path = path
        self._home = run.cell
        self._outer = run.kernel
        self._session = Session(_Inside(run.kernel.host, run.cell), self._take)
        self._cells: tuple[CellId, ...] = ()
        self._outputs: dict[CellId, Bundle | None] = {}
        self._errors: dict[CellId, CellError] = {}
        self._given: dict[str, object] | None = None
        self._ran = False

    # ------------------------------------------------------------------- runs

    async def bring_up(self, given: dict[str, object], replaced: frozenset[CellId]) -> None:
        """Run what these names in place of the cells `replaced` ask for: all at first, nothing if all is as it was."""
        self.was_interrupted = False
        before, self._given = self._given, given
        if before is None or before.keys() != given.keys():
            await self._start(given, replaced)
            return
        changed = {name for name, value in given.items() if not _is_same(value, before[name])}
        if changed:
            self._session.provide(given)
            wanted = {reader for name in changed for reader in self._study.graph.readers(name)}
            texts = [text for n, text in enumerate(self._texts()) if CellId(str(n)) in wanted - replaced]
            await self._session.handle(RunCells(tuple(texts), self._cells))

    async def _start(self, given: dict[str, object], replaced: frozenset[CellId]) -> None:
        texts = [text for n, text in enumerate(self._texts()) if CellId(str(n)) not in replaced]
        self._cells = tuple(text.id for text in texts)
        setting = self._outer.setting
        values = self._outer.elements.waiting(f"{self.prefix}.")
        query = {name: tuple(self._outer.query.get_all(name)) for name in self._outer.query}
        await self._session.handle(
            StartNotebook(
                *(tuple(texts), setting.mode, False, False, values, self._path, query, setting.theme),
                strict=setting.strict,
            )
        )
        self._session.provide(given)
        await self._session.handle(RunAll())

    async def set_elements(self, values: Mapping[ElementId, object]) -> None:
        """New values from the page."""
        await self._session.handle(SetElements(values))

    async def tell_element(self, key: ElementId, message: object) -> None:
        """A message from the page."""
        await self._session.handle(TellElement(key, message))

    async def set_theme(self, theme: Theme) -> None:
        """How the page looks from now on."""
        await self._session.handle(SetTheme(theme))

    async def settle(self) -> bool:
        """Run what states ask for; whether anything ran."""
        self._ran = False
        await self._session.settle()
        return self._ran

    def cancel(self) -> None:
        """End what awaits."""
        self._session.cancel()

    def close(self) -> None:
        """Let go of everything."""
        self._session.close()

    # -------------------------------------------------------------- questions

    def owns(self, key: ElementId) -> bool:
        """The element of that id is one of its own, or of a guest of its own."""
        return key.startswith(f"{self.prefix}.")

    def knows(self, element: Element[Any]) -> bool:
        """It has shown that element, and it is alive."""
        return self._session.knows(element)

    def output(self) -> Html:
        """What its cells show, one below the other."""
        return vstack([shown for cell in self._cells if (shown := self._shown(cell)) is not None])

    def defs(self) -> dict[str, Any]:
        """The names that its cells define or were given."""
        values = self._session.globals
        names = (name for found in self._study.analyses for name in sorted(found.defs))
        return {name: values[name] for name in names if name in values}

    def _shown(self, cell: CellId) -> Html | None:
        error = self._errors.get(cell)
        if error is not None and error.code not in ("ancestor-failed", "ancestor-stopped"):
            told = f"{error.exception}: {error.problem}" if error.exception else error.problem
            return callout(plain_text(told), "danger")
        bundle = self._outputs.get(cell)
        return Html(embedded(bundle)) if bundle else None

    def _texts(self) -> tuple[CellText, ...]:
        return tuple(
            CellText(CellId(f"{self.prefix}.{n}"), cell.name, cell.code, cell.kind, cell.config)
            for n, cell in enumerate(self._study.notebook.cells)
        )

    # ----------------------------------------------------------------- events

    def _take(self, event: Event) -> None:
        match event:
            case CellOutput(cell, output):
                self._outputs[cell] = output
            case CellFinished(cell, _, error):
                self._finished(cell, error)
            case CellPrinted(_, stream, text):
                self._outer.emit(CellPrinted(self._home, stream, text))
            case ElementUpdated() | ElementRenewed() | ElementSaid():
                self._outer.emit(event)
            case QueryChanged(query):
                self._outer.query.replace(query)

    def _finished(self, cell: CellId, error: CellError | None) -> None:
        self._ran = True
        self._errors.pop(cell, None)
        if error is None:
            return
        self._errors[cell] = error
        if error.code == "interrupted":
            self.was_interrupted = True
        elif error.code == "exception":
            self._outer.emit(CellPrinted(self._home, "stderr", as_text(error)))


class _Inside(Host):
    """The ground a guest stands on: that of the notebook around it."""

    def __init__(self, outer: Host, home: CellId) -> None:
        self._outer = outer
        self._home = home

    def now(self) -> float:
        return self._outer.now()

    async def ensure_modules(self, names: Sequence[str], cell: CellId) -> str:
        return await self._outer.ensure_modules(names, self._home)

    def wake(self) -> None:
        self._outer.wake()


def _is_same(value: object, before: object) -> bool:
    """Surely the same. Values that do not answer with a plain yes (arrays, frames) count as others."""
    if value is before:
        return True
    try:
        return type(value) is type(before) and (value == before) is True
    except Exception:  # noqa: BLE001 - comparing is the user's code
        return False
