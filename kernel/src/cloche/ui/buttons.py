"""Things to press: a button that computes, and one that lets a cell run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from cloche.ui import checks
from cloche.ui.element import Element, OnChange

Kind = Literal["neutral", "success", "warn", "danger", "info"]

_KINDS = ("neutral", "success", "warn", "danger", "info")
_LIKE = {"alert": "danger"}
"""What callouts may be and buttons are not, drawn as the nearest."""


class button(Element[Any]):
    """A button. Each press gives `on_click` the value and keeps what it returns.

    >>> counter = button(value=0, on_click=lambda count: count + 1, label="more")
    >>> counter.take(1)
    >>> counter.value
    1
    """

    kind: ClassVar[str] = "button"

    def __init__(
        self,
        on_click: Callable[[Any], Any] | None = None,
        value: Any | None = None,
        kind: Kind = "neutral",
        disabled: bool = False,
        tooltip: str | None = None,
        *,
        label: str = "click here",
        on_change: OnChange | None = None,
        full_width: bool = False,
        keyboard_shortcut: str | None = None,
    ) -> None:
        if on_click is not None and not callable(on_click):
            raise TypeError(f"`on_click` is a function of the value, not {on_click!r}.")
        self._on_click = on_click
        self._first = value
        super().__init__(
            0,
            label=label,
            on_change=on_change,
            full_width=full_width,
            props=_button_props(kind, disabled, tooltip, keyboard_shortcut),
        )

    def _read(self, answer: object) -> Any:
        clicks = _clicks(answer)
        if clicks == 0:
            # At rest, and after a form was cleared.
            return self._first
        return self._on_click(self._value) if self._on_click is not None else self._value


class run_button(Element[bool]):
    """A button whose value is True while the cells that its press set off run, and False otherwise."""

    kind: ClassVar[str] = "run-button"

    def __init__(
        self,
        kind: Kind = "neutral",
        disabled: bool = False,
        tooltip: str | None = None,
        *,
        label: str = "click to run",
        on_change: OnChange | None = None,
        full_width: bool = False,
        keyboard_shortcut: str | None = None,
    ) -> None:
        super().__init__(
            0,
            label=label,
            on_change=on_change,
            full_width=full_width,
            props=_button_props(kind, disabled, tooltip, keyboard_shortcut),
        )

    def settled(self) -> bool:
        self._value = False
        return True

    def _read(self, answer: object) -> bool:
        return _clicks(answer) > 0


def _clicks(answer: object) -> int:
    if not isinstance(answer, (int, float)) or isinstance(answer, bool) or answer != int(answer) or answer < 0:
        raise ValueError(f"A button expected the number of clicks, got {answer!r}.")
    return int(answer)


def _button_props(kind: str, disabled: bool, tooltip: str | None, shortcut: str | None) -> dict[str, object]:
    kind = checks.one_of("kind", _LIKE.get(kind, kind), _KINDS)
    return {"kind": kind, "disabled": disabled, "tooltip": tooltip, "keyboard_shortcut": shortcut}
