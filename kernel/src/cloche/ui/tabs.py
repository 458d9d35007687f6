"""Outputs behind tabs, of which one shows; which one is the value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from cloche.outputs.dataurl import late
from cloche.outputs.embed import as_prose
from cloche.outputs.markdown import render_inline
from cloche.ui import checks
from cloche.ui.element import Element, OnChange


class tabs(Element[str]):
    """Outputs, or texts in Markdown, behind tabs; the value is the name of the tab that is open. Names are Markdown.

    With `lazy`, what stands behind a tab is made when it is first opened; a
    function is called for it, and may be given in place of an output.

    >>> tabs({"Plot": "…", "Table": "…"}).value
    'Plot'
    """

    kind: ClassVar[str] = "tabs"

    def __init__(
        self,
        tabs: Mapping[str, object],
        value: str | None = None,
        lazy: bool = False,
        *,
        orientation: Literal["horizontal", "vertical"] = "horizontal",
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        if not isinstance(tabs, Mapping) or not all(isinstance(name, str) for name in tabs):
            raise TypeError(f"`tabs` is a dictionary of names and outputs, not {tabs!r}.")
        checks.one_of("orientation", orientation, ("horizontal", "vertical"))
        self._tabs = dict(tabs)
        self._lazy = checks.boolean("lazy", lazy)
        self._opened: set[str] = set()
        first = next(iter(self._tabs), "")
        super().__init__(
            value if value in self._tabs else first,
            label=label,
            on_change=on_change,
            props={"names": list(self._tabs), "orientation": orientation, "lazy": lazy},
        )

    def hear(self, message: object) -> bool:
        """`{"open": name}`: what stands behind a tab is wanted."""
        name = message.get("open") if isinstance(message, dict) else None
        if name not in self._tabs:
            raise ValueError(f"The tabs have none named {name!r}.")
        self._opened.add(name)
        self._say({"open": name, **late(self._behind(name))})
        return False

    def _become_first(self) -> None:
        self._opened = set()
        super()._become_first()

    def _read(self, answer: object) -> str:
        if answer not in self._tabs and (answer != "" or self._tabs):
            raise ValueError(
                f"{answer!r} is not among the tabs: {', '.join(map(repr, self._tabs)) or 'there are none'}."
            )
        return str(answer)

    def _behind(self, name: str) -> str:
        content: Any = self._tabs[name]
        return as_prose(content() if self._lazy and callable(content) else content).text

    def _shown_props(self) -> dict[str, object]:
        return {**self._props, "labels": [render_inline(name) for name in self._tabs]}

    def _content(self) -> str:
        shown = [
            (at, self._behind(name))
            for at, name in enumerate(self._tabs)
            if not self._lazy or name == self._answer or name in self._opened
        ]
        return "".join(f'<div data-tab="{at}">{html}</div>' for at, html in shown)
