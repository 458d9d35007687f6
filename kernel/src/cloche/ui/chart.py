"""Charts that the page draws from a specification and tables: what those with and without selections share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from cloche.outputs import columns
from cloche.outputs.vegalite import Picture, picture
from cloche.ui.element import Element, OnChange

T = TypeVar("T")


class VegaElement(Element[T]):
    """A Vega-Lite chart. Small tables stand in its HTML, large ones are handed over when the page asks."""

    def __init__(
        self, drawn: Picture, answer: object, *, label: str = "", on_change: OnChange | None = None, **props: object
    ) -> None:
        self._drawn = drawn
        self._tables: dict[str, columns.Table] | None = None
        super().__init__(answer, label=label, on_change=on_change, props={"spec": drawn.spec, **props})

    def hear(self, message: object) -> object:
        """`{"draw": instance}`: the page has no tables."""
        if not isinstance(message, Mapping) or "draw" not in message:
            return super().hear(message)
        self._say({"draw": message["draw"], "tables": self._columns()})
        return False

    def _shown_props(self) -> dict[str, object]:
        tables = self._columns()
        is_small = sum(columns.size(table) for table in tables.values()) <= columns.INLINE
        shown = {name: columns.as_json(table) for name, table in tables.items()} if is_small else None
        return {**self._props, "tables": shown}

    def _columns(self) -> dict[str, columns.Table]:
        if self._tables is None:
            self._tables = {name: columns.table(frame) for name, frame in self._drawn.frames.items()}
        return self._tables


class Vega(VegaElement[None]):
    """A chart that a cell shows as it is."""

    kind: ClassVar[str] = "vega"

    def __init__(self, chart: Any) -> None:
        super().__init__(picture(chart), None)

    def _read(self, answer: object) -> None:
        return None
