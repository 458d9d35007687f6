"""Yes or no: a box to tick, and a switch."""

from __future__ import annotations

from typing import ClassVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange


class _Toggle(Element[bool]):
    def __init__(
        self, value: bool = False, *, label: str = "", disabled: bool = False, on_change: OnChange | None = None
    ) -> None:
        super().__init__(value, label=label, on_change=on_change, props={"disabled": disabled})

    def _read(self, answer: object) -> bool:
        return checks.boolean("value", answer)


class checkbox(_Toggle):
    """A box to tick.

    >>> checkbox(label="agree").value
    False
    """

    kind: ClassVar[str] = "checkbox"


class switch(_Toggle):
    """A switch, on or off."""

    kind: ClassVar[str] = "switch"
