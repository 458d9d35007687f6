"""Text on one line, and on several."""

from __future__ import annotations

from typing import ClassVar, Literal

from cloche.ui import checks
from cloche.ui.element import Element, OnChange


class _Written(Element[str]):
    """What both share: a text, and how long it may be."""

    def _read(self, answer: object) -> str:
        written = checks.text("value", answer)
        limit = self._props["max_length"]
        # As in any field of the browser, a first value may be longer: only typing is held back.
        if isinstance(limit, int) and len(written) > max(limit, len(str(self._first_answer))):
            raise ValueError(f"The text has {len(written)} characters; `max_length` is {limit}.")
        return written


class text(_Written):
    """Text on one line. With `debounce`, the value changes when the person leaves it or presses Enter.

    >>> text("Ada", label="Name").value
    'Ada'
    """

    kind: ClassVar[str] = "text"

    def __init__(
        self,
        value: str | None = "",
        placeholder: str = "",
        kind: Literal["text", "password", "email", "url"] = "text",
        max_length: int | None = None,
        disabled: bool = False,
        debounce: bool | int = True,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
    ) -> None:
        checks.one_of("kind", kind, ("text", "password", "email", "url"))
        super().__init__(
            checks.written("value", value),
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={
                "placeholder": placeholder,
                "kind": kind,
                "max_length": checks.count("max_length", max_length),
                "disabled": disabled,
                "debounce": checks.debounce(debounce),
            },
        )


class text_area(_Written):
    """Text on several lines."""

    kind: ClassVar[str] = "text-area"

    def __init__(
        self,
        value: str | None = "",
        placeholder: str = "",
        max_length: int | None = None,
        disabled: bool = False,
        debounce: bool | int = True,
        rows: int | None = None,
        *,
        label: str = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
    ) -> None:
        super().__init__(
            checks.written("value", value),
            label=label,
            on_change=on_change,
            full_width=full_width,
            props={
                "placeholder": placeholder,
                "max_length": checks.count("max_length", max_length),
                "disabled": disabled,
                "debounce": checks.debounce(debounce),
                "rows": checks.count("rows", rows),
            },
        )
