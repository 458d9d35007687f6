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
        self,
        values: Mapping[ElementId, object],
        is_elsewhere: Callable[[Element[Any]], bool] = lambda element: False,
        on_renewed: Callable[[ElementId], None] = lambda key: None,
    ) -> None:
        self.bindings = Bindings()
        self._is_elsewhere = is_elsewhere
        """The element lives in an embedded notebook, and keeps its id."""
        self._on_renewed = on_renewed
        """Told when an element begins with its own value where the page knows another."""
        self._answered: set[ElementId] = set()
        """Ids under which the page knows a value."""
        self._values = dict(values)
        """What the page held before this kernel; each is given out once."""
        self._by_id: dict[ElementId, Element[Any]] = {}
        self._made = 0

    def waiting(self, prefix: str) -> dict[ElementId, object]:
        """Hand on the values of elements that another kernel makes anew: those whose ids begin so."""
        found = {key: value for key, value in self._values.items() if key.startswith(prefix)}
        for key in found:
            del self._values[key]
        for key in [key for key in self._answered if key.startswith(prefix)]:
            self._answered.discard(key)
            self._on_renewed(key)
        self._answered.update(found)
        return found

    def await_cell(self, key: ElementId, value: object) -> None:
        """Keep a value for a cell that was deleted: it may come back, and makes its elements again."""
        self._values[key] = value

    def note_answer(self, key: ElementId) -> None:
        """The page has a value for the element of that id."""
        self._answered.add(key)

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
            if not self._restore(key, element) and key in self._answered:
                self._answered.discard(key)
                self._on_renewed(key)
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

    def _restore(self, key: ElementId, element: Element[Any]) -> bool:
        """Whether the page knew a value for it that fits."""
        if key not in self._values:
            return False
        self._answered.add(key)
        try:
            element.take(self._values.pop(key))
            # A press that the page remembers was followed long ago.
            element.settled()
        except (ValueError, TypeError, KeyError):
            # The cell was edited meanwhile and makes another kind of element.
            return False
        return True
