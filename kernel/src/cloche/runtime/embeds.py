"""Notebooks inside a notebook: which app has which kernel of its own, and whose turn it is."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any, Protocol, TypeVar

from cloche.protocol import CellId, ElementId, Theme
from cloche.runtime.book import Book
from cloche.runtime.namespace import Namespace
from cloche.ui.element import Element


class Guest(Protocol):
    """A notebook that runs inside of another one."""

    prefix: str

    def owns(self, key: ElementId) -> bool:
        """The element of that id is one of its own, or of a guest of its own."""
        ...

    def knows(self, element: Element[Any]) -> bool:
        """It has shown that element, and it is alive."""
        ...

    async def set_elements(self, values: Mapping[ElementId, object]) -> None: ...

    async def tell_element(self, key: ElementId, message: object) -> None: ...

    async def set_theme(self, theme: Theme) -> None: ...

    async def settle(self) -> bool:
        """Run what states ask for; whether anything ran."""
        ...

    def cancel(self) -> None: ...

    def close(self) -> None: ...


G = TypeVar("G", bound=Guest)


class Embeds:
    """One session's guests, by the app object that each was made from. A guest goes with its app."""

    def __init__(self) -> None:
        self._guests: weakref.WeakKeyDictionary[object, Guest] = weakref.WeakKeyDictionary()

    def find(self, app: object) -> Guest | None:
        """The guest made from `app`."""
        return self._guests.get(app)

    def put(self, app: object, guest: Guest) -> None:
        """Take a guest in, until `app` is gone."""
        self._guests[app] = guest
        weakref.finalize(app, guest.close).atexit = False

    def free_prefix(self, cell: CellId) -> str:
        """A start for the ids of a new guest's cells: the same one each time a notebook starts."""
        taken = {guest.prefix for guest in self._guests.values()}
        n = 0
        while f"{cell}.{n}" in taken:
            n += 1
        return f"{cell}.{n}"

    def knows(self, element: Element[Any]) -> bool:
        """Some guest has shown that element."""
        return any(guest.knows(element) for guest in self._guests.values())

    async def set_elements(self, values: Mapping[ElementId, object]) -> list[object]:
        """Hand values to the guests whose elements they are for; gives their apps."""
        changed = []
        for app, guest in list(self._guests.items()):
            theirs = {key: value for key, value in values.items() if guest.owns(key)}
            if theirs:
                await guest.set_elements(theirs)
                changed.append(app)
        return changed

    async def tell_element(self, key: ElementId, message: object) -> list[object]:
        """Hand a message to the guest whose element it is for; gives its app."""
        changed = []
        for app, guest in list(self._guests.items()):
            if guest.owns(key):
                await guest.tell_element(key, message)
                changed.append(app)
        return changed

    async def set_theme(self, theme: Theme) -> None:
        """Tell all guests how the page looks."""
        for guest in list(self._guests.values()):
            await guest.set_theme(theme)

    async def settle(self) -> list[object]:
        """Let guests run what their states ask for; gives the apps of those that did."""
        return [app for app, guest in list(self._guests.items()) if await guest.settle()]

    def cancel(self) -> None:
        """End what awaits."""
        for guest in list(self._guests.values()):
            guest.cancel()

    def close(self) -> None:
        """Send all guests away."""
        for guest in list(self._guests.values()):
            guest.close()
        self._guests.clear()


def readers_of_apps(apps: Iterable[object], namespace: Namespace, book: Book) -> set[CellId]:
    """The cells that read a global which holds one of `apps` or its module, except those that bound it."""
    wanted = {id(app) for app in apps}
    if not wanted:
        return set()
    names = [name for name, value in namespace.globals.items() if _held_app(value) in wanted]
    return {reader for name in names for reader in book.graph.readers(name) if reader != namespace.owner(name)}


def _held_app(value: object) -> int:
    return id(value.__dict__.get("app")) if isinstance(value, ModuleType) else id(value)
