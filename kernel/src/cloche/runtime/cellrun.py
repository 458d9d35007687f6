"""One run of one cell, as the code inside it sees its surroundings.

It is the `place` that elements ask for their id, that streams ask for a
console, and that `output` writes to. Tasks that a cell starts keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cloche.graph import Graph
from cloche.outputs.bundle import bundle
from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import vstack
from cloche.protocol import CellId, CellOutput, ElementId, ElementSaid, ElementUpdated, Event
from cloche.runtime.book import Book
from cloche.runtime.cache.memories import Memories
from cloche.runtime.capture import Console
from cloche.runtime.embeds import Embeds
from cloche.runtime.kernel import Kernel, Setting
from cloche.runtime.query import QueryParams
from cloche.runtime.record import Record
from cloche.runtime.state import State, States
from cloche.ui.ambient import Identity, place
from cloche.ui.element import Element

if TYPE_CHECKING:
    from cloche.runtime.bars import Bars


class CellRun:
    """Where code is: in which cell, in which of its runs."""

    def __init__(self, kernel: Kernel, record: Record, *, is_callback: bool = False) -> None:
        self.record = record
        self.console = Console(record.id, kernel.emit, kernel.host.now, kernel.interrupts)
        self.outputs: list[Html] = []
        self._kept: set[int] = set()
        """The numbers of those that stay although the cell ends with another value."""
        self.bars: Bars | None = None
        self.at_end: list[Callable[[], object]] = []
        """Called once when the cell's code has ended, however it has."""
        self.is_callback = is_callback
        """The page called a function of the cell; the cell itself does not run."""
        self._kernel = kernel
        self._life = record.life

    @property
    def is_over(self) -> bool:
        """What this run left is gone, or it failed: its threads should end."""
        return self._life.is_over

    @property
    def cell(self) -> CellId:
        return self.record.id

    @property
    def caller(self) -> CellId | None:
        """The cell that sets a state here, or None for a callback, which is nobody's run."""
        return None if self.is_callback else self.cell

    @property
    def states(self) -> States:
        return self._kernel.states

    @property
    def setting(self) -> Setting:
        return self._kernel.setting

    @property
    def kernel(self) -> Kernel:
        return self._kernel

    @property
    def embeds(self) -> Embeds:
        return self._kernel.embeds

    @property
    def globals(self) -> Mapping[str, Any]:
        return self._kernel.namespace.globals

    @property
    def graph(self) -> Graph:
        return self._kernel.book.graph

    @property
    def query(self) -> QueryParams:
        return self._kernel.query

    # ------------------------------------------------------------ for caches

    @property
    def memories(self) -> Memories:
        return self._kernel.memories

    @property
    def book(self) -> Book:
        return self._kernel.book

    def is_alive(self, cell: CellId) -> bool:
        """Whether the notebook has such a cell."""
        return cell == self.cell or cell in self._kernel.book.records

    def answers(self, cell: CellId) -> list[object]:
        """The elements and states that a cell reads by a global."""
        refs = self._kernel.book.graph.cells[cell].names.refs
        values = self._kernel.namespace.globals
        return [values[name] for name in sorted(refs) if isinstance(values.get(name), (Element, State))]

    def tell(self, event: Event) -> None:
        """Tell the page something about this run."""
        self._kernel.emit(event)

    # ---------------------------------------------------------- for elements

    def identify(self, element: Element[Any]) -> Identity:
        return self._kernel.elements.identify(self.record, element)

    def updated(self, element: Element[Any]) -> None:
        identity = element._identity
        if identity is not None and self._kernel.elements.find(ElementId(identity.id)) is element:
            self._kernel.emit(ElementUpdated(ElementId(identity.id), element._shown_value()))

    def say(self, element: Element[Any], message: object) -> None:
        identity = element._identity
        if identity is not None and self._kernel.elements.find(ElementId(identity.id)) is element:
            self._kernel.emit(ElementSaid(ElementId(identity.id), message))

    # ---------------------------------------------------------- for `output`

    def replace(self, value: object) -> None:
        """Show `value` now, in place of all before."""
        self.outputs = [] if value is None else [as_html(value)]
        self._kept = set()
        self.console.flush()
        self._kernel.emit(CellOutput(self.cell, bundle(value)))

    def clear_outputs(self) -> None:
        """Show nothing for now; what comes next is the first output."""
        self.replace(None)

    def append(self, value: object) -> None:
        """Show `value` now, below what is there."""
        self.put(value, len(self.outputs))

    def keep(self, value: object, position: int | None = None) -> int:
        """Show `value` now, below what is there or as the kept output of that number; gives its number.

        What the cell ends with comes below it.
        """
        if position is None or position not in self._kept:
            position = len(self.outputs)
        self._kept.add(position)
        self.put(value, position)
        return position

    def ending(self, value: object) -> object:
        """What the cell shows when it ends with `value`."""
        if not self._kept or value is None:
            return value
        self.outputs = [html if at in self._kept else Html("") for at, html in enumerate(self.outputs)]
        self.outputs.append(as_html(value))
        return self._together()

    def put(self, value: object, position: int) -> None:
        """Show `value` now as the output number `position`, from 0."""
        if not 0 <= position <= len(self.outputs):
            raise IndexError(f"There is no output number {position}: this cell has shown {len(self.outputs)}.")
        self.outputs[position : position + 1] = [as_html(value)]
        self.console.flush()
        self._kernel.emit(CellOutput(self.cell, bundle(self._together())))

    def _together(self) -> Html:
        return vstack([html for html in self.outputs if html.text])


def current() -> CellRun | None:
    """The run whose code is calling, if it is a cell's."""
    found = place.get()
    return found if isinstance(found, CellRun) else None
