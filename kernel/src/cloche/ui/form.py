"""A question with a submit button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from cloche.ui import checks
from cloche.ui.element import Element, OnChange, RefusedError

T = TypeVar("T")


class form(Element["T | None"]):
    """An element whose value counts when it is submitted; None until then.

    `validate` gets the answer as the page gives it and returns what is wrong
    with it, or None; the person is shown it and may go on. Around a dictionary
    or a batch it may also return a dictionary of what is wrong with which
    part: each word is shown at its field. `loading` shows the submit button as
    busy. The element is cloned.

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
        loading: bool = False,
        submit_button_label: str = "Submit",
        submit_button_tooltip: str | None = None,
        submit_button_disabled: bool = False,
        clear_on_submit: bool = False,
        show_clear_button: bool = False,
        clear_button_label: str = "Clear",
        clear_button_tooltip: str | None = None,
        validate: Callable[[Any], str | Mapping[str, str | None] | None] | None = None,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        if not isinstance(element, Element):
            raise TypeError(f"A form is made around an element, not {type(element).__name__}.")
        if validate is not None and not callable(validate):
            raise TypeError(f"`validate` is a function that returns what is wrong, or None; not {validate!r}.")
        self.element = element.clone()
        self._validate = validate
        super().__init__(
            None,
            label=label,
            on_change=on_change,
            props={
                "bordered": checks.boolean("bordered", bordered),
                "loading": checks.boolean("loading", loading),
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
        self._refuse(self._validate(answer) if self._validate is not None else None)
        try:
            self.element.take(answer)
        except ValueError as fault:
            self._say({"problem": str(fault)})
            raise RefusedError(str(fault)) from fault
        return self.element._value

    def _refuse(self, problem: object) -> None:
        """Show what is wrong with the answer, if something is, and raise it."""
        if isinstance(problem, Mapping):
            words = {str(part): str(word) for part, word in problem.items() if word}
            if words:
                self._say({"problem": "", "parts": words})
                raise RefusedError(" ".join(words.values()))
        elif problem:
            self._say({"problem": str(problem)})
            raise RefusedError(str(problem))

    def parts(self) -> tuple[Element[T]]:
        return (self.element,)

    def _become_first(self) -> None:
        self.element = self.element.clone()
        super()._become_first()

    def _shown_value(self) -> object:
        return None if self._answer is None else self.element._shown_value()

    def _content(self) -> str:
        return self.element.text
