"""Outputs that are made when they are seen, and outputs that follow the page's address."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, ClassVar

from cloche.outputs.dataurl import late
from cloche.outputs.embed import as_html
from cloche.ui import checks
from cloche.ui.element import Element
from cloche.ui.places import pattern


class lazy(Element[None]):
    """An output that is made when it comes onto the screen: an output, or a function (also `async`) that gives one.

    Behind a closed fold or tab it is not made. With `show_loading_indicator`, a sign stands there until it is.
    """

    kind: ClassVar[str] = "lazy"

    def __init__(self, element: object, show_loading_indicator: bool = False) -> None:
        self._inside = element
        self._shown: str | None = None
        wants_sign = checks.boolean("show_loading_indicator", show_loading_indicator)
        super().__init__(None, props={"indicator": wants_sign})

    def hear(self, message: object) -> object:
        """`{"seen": true}`: it is on the screen."""
        if not isinstance(message, dict) or not message.get("seen"):
            return super().hear(message)
        return self._bring()

    async def _bring(self) -> bool:
        if self._shown is None:
            self._shown = await _made(self._inside)
        self._say(late(self._shown))
        return False

    def _read(self, answer: object) -> None:
        return None

    def _content(self) -> str:
        return "" if self._shown is None else f"<div data-shown>{self._shown}</div>"

    def _become_first(self) -> None:
        self._shown = None
        super()._become_first()


class routes(Element[str]):
    """One output of several, by the page's route: `#/about` → an output, or a function (also `async`) that gives one.

    A link to `#/about` anywhere in the notebook goes there, and Back comes back. A route may be a pattern: `#/user/:id`
    stands for `#/user/7`, `#/files/*path` for all that begins so, `#/trips{/:year}` for both `#/trips` and
    `#/trips/1926`. The first that fits is taken, so `routes.CATCH_ALL`, which stands for every route and for none,
    comes last. Without it, what is shown before anybody went anywhere is the route `#/` or `/`, or else the first: an
    empty place would look like a mistake.
    """

    kind: ClassVar[str] = "routes"
    CATCH_ALL: ClassVar[str] = "{/*path}"
    DEFAULT: ClassVar[str] = "/"

    def __init__(self, routes: Mapping[str, object]) -> None:
        if not isinstance(routes, Mapping) or not all(isinstance(route, str) for route in routes):
            raise TypeError(f"`routes` is a dictionary of routes and outputs, not {routes!r}.")
        self._routes = dict(routes)
        self._patterns = [(route, pattern(route)) for route in routes]
        super().__init__("", props={})

    def hear(self, message: object) -> object:
        """`{"route": "#/about"}`: the page is there now."""
        route = message.get("route") if isinstance(message, dict) else None
        if not isinstance(route, str):
            return super().hear(message)
        return self._go(route)

    async def _go(self, route: str) -> bool:
        place = self._place(route)
        self._say({"route": route, **late("" if place is None else await _made(self._routes[place]))})
        return False

    def _place(self, route: str) -> str | None:
        """The route that is taken for where the page is."""
        here = route.partition("?")[0]
        for place, fits in self._patterns:
            if place in (route, self.CATCH_ALL) or fits.fullmatch(here):
                return place
        if here not in ("", "#", "#/", "/"):
            return None
        return next((place for place in ("#/", self.DEFAULT) if place in self._routes), next(iter(self._routes), None))

    def _read(self, answer: object) -> str:
        return str(answer)


async def _made(inside: Any) -> str:
    value = inside() if callable(inside) and not isinstance(inside, Element) else inside
    if inspect.isawaitable(value):
        value = await value
    return as_html(value).text
