"""Who gives an element its id: the cell that is being run, if there is one."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from cloche.ui.element import Element


@dataclass(frozen=True, slots=True)
class Identity:
    """How the page knows an element: its place in the notebook, and which Python object stands there."""

    id: str = ""
    instance: str = ""


class Place(Protocol):
    """Where elements are shown. The runtime implements it; a plain script has none."""

    def identify(self, element: Element[Any]) -> Identity:
        """The element's identity, given now if it has none that still holds."""
        ...

    def updated(self, element: Element[Any]) -> None:
        """Python changed the element's value."""
        ...

    def say(self, element: Element[Any], message: object) -> None:
        """Tell the page's part of the element something that is no value."""
        ...


place: ContextVar[Place | None] = ContextVar("cloche_place", default=None)
