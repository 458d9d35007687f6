"""Code to write, with colours."""

from __future__ import annotations

from typing import ClassVar, Literal

from cloche.ui import checks
from cloche.ui.element import Element, OnChange


class code_editor(Element[str]):
    """An editor for code. With `debounce` true the value changes on leaving it; a number is a pause in milliseconds.

    >>> code_editor("select 1", language="sql").value
    'select 1'
    """

    kind: ClassVar[str] = "code-editor"

    def __init__(
        self,
        value: str = "",
        language: str = "python",
        placeholder: str = "",
        theme: Literal["light", "dark"] | None = None,
        disabled: bool = False,
        min_height: int | None = None,
        max_height: int | None = None,
        show_copy_button: bool = True,
        debounce: bool | int = False,
        *,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        if theme is not None:
            checks.one_of("theme", theme, ("light", "dark"))
        low, high = checks.count("min_height", min_height), checks.count("max_height", max_height)
        if low is not None and high is not None and high < low:
            raise ValueError(f"`max_height` is not below `min_height`: got {low} to {high}.")
        super().__init__(
            checks.written("value", value),
            label=label,
            on_change=on_change,
            full_width=True,
            props={
                "language": checks.text("language", language),
                "placeholder": checks.text("placeholder", placeholder),
                "theme": theme,
                "disabled": disabled,
                "min_height": low,
                "max_height": high,
                "show_copy_button": checks.boolean("show_copy_button", show_copy_button),
                "debounce": checks.debounce(debounce),
            },
        )

    def _read(self, answer: object) -> str:
        return checks.text("value", answer)
