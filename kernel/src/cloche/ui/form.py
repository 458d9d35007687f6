"""A question with a submit button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from cloche.ui.element import Element, OnChange

T = TypeVar("T")


class form(Element["T | None"]):
    """An element whose value counts when it is submitted; None until then.

    >>> name = form(__import__("cloche").ui.text(label="Name"))
    >>> name.value is None
    True
    >>> name.take("Ada")
    >>> name.value
    'Ada'
    """

    kind: ClassVar[str] = "form"
    keeps_refused: ClassVar[bool] = True

    def __init__(
        self,
        element: Element[T],
        *,
        bordered: bool = True,
        submit_button_label: str = "Submit",
        submit_button_tooltip: str | None = None,
        submit_button_disabled: bool = False,
        clear_on_submit: bool = False,
        show_clear_button: bool = False,
        clear_button_label: str = "Clear",
        clear_button_tooltip: str | None = None,
        validate: Callable[[Any], str | None] | None = None,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        if not isinstance(element, Element):
            raise TypeError(f"A form is made around an element, not {type(element).__name__}.")
        if validate is not None and not callable(validate):
            raise TypeError(f"`validate` is a function that returns what is wrong, or None; not {validate!r}.")
        self.element = element
        self._validate = validate
        super().__init__(
            None,
            label=label,
            on_change=on_change,
            props={
                "bordered": bordered,
                "submit_button_label": submit_button_label,
                "submit_button_tooltip": submit_button_tooltip,
                "submit_button_disabled": submit_button_disabled,
                "clear_on_submit": clear_on_submit,
                "show_clear_button": show_clear_button,
                "clear_button_label": clear_button_label,
                "clear_button_tooltip": clear_button_tooltip,
            },
        )

    def _read(self, answer: object) -> T | None:
        if answer is None:
            return None
        problem = self._validate(answer) if self._validate is not None else None
        if problem:
            raise ValueError(problem)
        self.element.take(answer)
        return self.element._value

    def _content(self) -> str:
        return self.element.text
