"""What every element shares: a value that only the page changes, and one custom element of HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from cloche.outputs.html import Html
from cloche.outputs.markdown import render_inline
from cloche.ui import checks
from cloche.ui.ambient import Identity, Place, place

if TYPE_CHECKING:
    from cloche.ui.form import form

T = TypeVar("T")
OnChange = Callable[[Any], object]

# JSON knows these escapes; HTML sees nothing to act on.
_QUIET = {character: f"\\u{ord(character):04x}" for character in "&<>'"}


def _quiet(text: str) -> str:
    """Four searches, which find nothing in most of a table, are quicker than a look at each letter."""
    for character, escape in _QUIET.items():
        text = text.replace(character, escape)
    return text


def _naming(make: Callable[..., None]) -> Callable[..., None]:
    """An `__init__` that says in what it refuses which element is meant."""

    @wraps(make)
    def init(self: Any, *positional: Any, **named: Any) -> None:
        try:
            make(self, *positional, **named)
        except (TypeError, ValueError) as fault:
            problem, name = str(fault), type(self).__name__
            if len(fault.args) == 1 and name.replace("_", " ") not in problem.replace("_", " "):
                fault.args = (f"{name}: {problem}",)
            raise

    return init


class RefusedError(ValueError):
    """An element refused an answer, and has told the person who gave it."""


class Element(Html, Generic[T]):
    """A question put to the person at the page, and the answer so far.

    Making one registers nothing: it gets its id when it is first shown or
    bound to a global of a cell. A subclass says what it is called on the page
    (`kind`), what the page needs to draw it (`props`) and how an answer becomes
    a Python value (`_read`).
    """

    kind: ClassVar[str]
    keeps_refused: ClassVar[bool] = False
    """The page goes on showing an answer that was refused, so that the person can mend it."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__init__" in cls.__dict__:
            cls.__init__ = _naming(cls.__init__)  # type: ignore[method-assign]

    def __init__(
        self,
        answer: object,
        *,
        label: str | None = "",
        on_change: OnChange | None = None,
        full_width: bool = False,
        props: dict[str, object],
    ) -> None:
        if on_change is not None and not callable(on_change):
            raise TypeError(f"`on_change` is a function of the new value, not {on_change!r}.")
        if label is not None and not isinstance(label, str):
            raise TypeError(f"`label` is a text, not {label!r}.")
        if "disabled" in props and not isinstance(props["disabled"], list):
            props = {**props, "disabled": checks.flag("disabled", props["disabled"])}
        self.label = label or ""
        self.on_change = on_change
        self._full_width = checks.flag("full_width", full_width)
        self._props = props
        self._first_answer = answer
        self._answer = answer
        self._value: T = self._read(answer)
        self._identity: Identity | None = None
        self._made_in: Place | None = place.get()
        self._whole: Element[Any] | None = None
        """The array, dictionary or batch whose value this element's value is a part of."""

    # ------------------------------------------------------------------ values

    @property
    def value(self) -> T:
        """The present answer. Read it in another cell than the one that makes the element."""
        if self._made_in is not None and self._made_in is place.get():
            raise RuntimeError(
                f"This cell makes the {self._name} and reads its value: the value would always be the first one. "
                "Read `.value` in another cell, which then runs again with each change."
            )
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        raise RuntimeError(
            f"The value of a {self._name} is set by the person at the page. To set one from code, keep it in a `state`."
        )

    def take(self, answer: object) -> None:
        """Take an answer from the page. Raises `ValueError` for one that does not fit; `on_change` is not called."""
        value = self._read(answer)
        self._answer, self._value = answer, value
        self._tell_whole()

    def changed(self) -> None:
        """Tell `on_change`, if there is one, what the value is now."""
        if self.on_change is not None:
            self.on_change(self._value)

    def settled(self) -> bool:
        """Called when all that a change set off has run; true if the value went back to rest."""
        return False

    def _read(self, answer: object) -> T:
        raise NotImplementedError

    # ---------------------------------------------------------- parts and copies

    def parts(self) -> Sequence[Element[Any]]:
        """The elements inside this one, each with an id of its own."""
        return ()

    def wholes(self) -> list[Element[Any]]:
        """The elements that have this one's value in theirs, from the inside out."""
        found: list[Element[Any]] = []
        whole = self._whole
        while whole is not None:
            found.append(whole)
            whole = whole._whole
        return found

    def clone(self) -> Self:
        """The same question asked anew: the first value, and an identity of its own.

        What takes elements in (a form, an array) clones them, so that one
        template serves many times.
        """
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin._identity, twin._whole, twin._made_in = None, None, place.get()
        twin._become_first()
        return twin

    def __copy__(self) -> Self:
        return self.clone()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self.clone()

    def _become_first(self) -> None:
        """Of a clone: go back to the first answer, and let go of what is the original's."""
        self._answer = self._first_answer
        self._value = self._read(self._first_answer)

    def _gather(self) -> None:
        """A part has another value."""

    def _tell_whole(self) -> None:
        if self._whole is not None:
            self._whole._gather()

    # ------------------------------------------------------------------ messages

    def hear(self, message: object) -> object:
        """The page's part of the element says something that is no answer.

        Gives True if the value changed by it; may be a coroutine that gives it.
        Raises `ValueError` for a message that it does not know.
        """
        raise ValueError(f"A {self._name} was told {message!r}, and takes only values.")

    def _say(self, message: object) -> None:
        """Tell the page's part of the element something that is no value. Nobody hears it where there is no page."""
        here = self._home()
        if here is not None:
            here.say(self, message)

    def _home(self) -> Place | None:
        return place.get() or self._made_in

    # --------------------------------------------------------------- on the page

    @property
    def text(self) -> str:
        """The custom element, with the id that the cell now running gives it."""
        return self._tag(self.label)

    def _tag(self, label: str) -> str:
        identity = self._identify()
        shown = {"value": self._shown_value(), "label": render_inline(label), "full_width": self._full_width}
        props = json.dumps({**shown, **self._shown_props()}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return (
            f'<cloche-{self.kind} data-element="{self.kind}" element-id="{identity.id}" instance="{identity.instance}" '
            f"props='{_quiet(props)}'>{self._content()}</cloche-{self.kind}>"
        )

    def _identify(self) -> Identity:
        here = place.get()
        return here.identify(self) if here is not None else self._identity or Identity()

    def _shown_value(self) -> object:
        """The present answer as the page shows it: JSON."""
        return self._answer

    def _shown_props(self) -> dict[str, object]:
        return self._props

    def _content(self) -> str:
        return ""

    # -------------------------------------------------------------------- looks

    def form(self, **options: Any) -> form[T]:
        """The same question with a submit button: the value changes when it is pressed.

        Takes what `ui.form` takes beside the element.
        """
        from cloche.ui.form import form

        return form(self, **options)

    @property
    def _name(self) -> str:
        return self.kind.replace("-", " ")

    def __repr__(self) -> str:
        label = f"{self.label!r}, " if self.label else ""
        return f"{type(self).__name__}({label}value={self._value!r})"

    def __str__(self) -> str:
        """As it is printed. In an f-string an element is its HTML, so that it can stand in Markdown."""
        return repr(self)

    def __bool__(self) -> bool:
        return True
