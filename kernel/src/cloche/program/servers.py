"""Names of marimo's that need a server: here they say so, and what to do instead."""

from __future__ import annotations

from typing import Any, NoReturn

from cloche.errors import HostError


class NoServerError(HostError):
    """Cloche's notebooks run in the page; nothing serves them."""

    code = "no-server"


def create_asgi_app(**options: Any) -> NoReturn:
    """Raises `NoServerError`: notebooks run in the browser, and any web server can serve the pages."""
    raise NoServerError(
        "Cloche has no server of its own, so it has no ASGI app.",
        hint="The notebook runs in the browser: serve the built site as static files, in Starlette with `StaticFiles`.",
    )


class MarimoIslandGenerator:
    """Raises `NoServerError`: pages with live cells are made from a notebook's file, not from Python code."""

    def __init__(self, app_id: str = "main") -> None:
        raise NoServerError(
            "Cloche makes no islands from Python code.",
            hint="Export the notebook with `cloche export nb.py -o page.html`, or share it with `cloche share nb.py`.",
        )
