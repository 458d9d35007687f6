"""The elements that are alive: by id, and by the globals that hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cloche.protocol import ElementId
from cloche.runtime.bindings import Bindings
from cloche.runtime.record import Record
from cloche.ui.ambient import Identity
from cloche.ui.element import Element


class Elements:
    """One session's elements. An element lives until the cell that showed it is rerun or deleted."""

    def __init__(
        self, values: Mapping[ElementId, object], is_elsewhere: Callable[[Element[Any]], bool] = lambda element: False
    ) -> None:
        self.bindings = Bindings()
        self._is_elsewhere = is_elsewhere
        """The element lives in an embedded notebook, and keeps its id."""
        self._values = dict(values)
        """What the page held before this kernel; each is given out once."""
        self._by_id: dict[ElementId, Element[Any]] = {}
        self._made = 0

    def waiting(self, prefix: str) -> dict[ElementId, object]:
        """Hand on the values of elements that another kernel will make: those whose ids begin so."""
        found = {key: value for key, value in self._values.items() if key.startswith(prefix)}
        for key in found:
            del self._values[key]
        return found

    def await_cell(self, key: ElementId, value: object) -> None:
        """Keep a value for a cell that was deleted: it may come back, and makes its elements again."""
        self._values[key] = value

    def find(self, key: ElementId) -> Element[Any] | None:
        """The living element of that id."""
        return self._by_id.get(key)

    def knows(self, element: Element[Any]) -> bool:
        """The element has been shown here and is alive."""
        known = element._identity
        return known is not None and self._by_id.get(ElementId(known.id)) is element

    def owner_id(self, key: ElementId) -> str:
        """The cell that gave the id out."""
        return key.rpartition("-")[0]

    def identify(self, record: Record, element: Element[Any]) -> Identity:
        """The element's identity; a new one from `record` if it has none that still holds."""
        known = element._identity
        if known is not None and (self.knows(element) or self._is_elsewhere(element)):
            return known
        key = ElementId(f"{record.id}-{record.shown}")
        record.shown += 1
        if known is None:
            self._made += 1
            self._restore(key, element)
        element._identity = Identity(key, known.instance if known is not None else str(self._made))
        self._by_id[key] = record.elements[key] = element
        for part in element.parts():
            # With the whole: their ids do not hang on where each is shown first.
            self.identify(record, part)
        return element._identity

    def drop(self, record: Record) -> None:
        """Forget the elements that a cell has shown."""
        for key in record.elements:
            self._by_id.pop(key, None)
        record.elements.clear()
        record.shown = 0

    def _restore(self, key: ElementId, element: Element[Any]) -> None:
        if key not in self._values:
            return
        try:
            element.take(self._values.pop(key))
            # A press that the page remembers was followed long ago.
            element.settled()
        except (ValueError, TypeError, KeyError):
            # The cell was edited meanwhile and makes another kind of element.
            return
