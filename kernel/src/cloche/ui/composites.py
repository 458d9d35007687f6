"""Several elements as one: the value is a list or a dictionary of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any, ClassVar, Generic, TypeVar

from cloche.outputs.html import Html
from cloche.outputs.layout import hstack, vstack
from cloche.outputs.markdown import render_inline
from cloche.ui.element import Element, OnChange

Key = TypeVar("Key")
Whole = TypeVar("Whole")


class Group(Element[Whole], Generic[Key, Whole]):
    """What they share: parts by key. On the wire the value maps keys, written as texts, to the parts' values.

    The parts are clones. Each has an id of its own, and a change of one is a
    change of the whole: cells that read either run.
    """

    def __init__(self, elements: Mapping[Key, Element[Any]], *, label: str = "", on_change: OnChange | None = None):
        for key, element in elements.items():
            if not isinstance(element, Element):
                raise TypeError(
                    f"`elements` holds elements of `ui`; at {key!r} there is {type(element).__name__} {element!r}."
                )
        self._parts = {key: element.clone() for key, element in elements.items()}
        self._is_taking = False
        super().__init__(None, label=label, on_change=on_change, props={})
        self._adopt()

    def parts(self) -> tuple[Element[Any], ...]:
        return tuple(self._parts.values())

    def settled(self) -> bool:
        self._gather()
        return False

    def _adopt(self) -> None:
        for part in self._parts.values():
            part._whole = self

    def _become_first(self) -> None:
        self._parts = {key: part.clone() for key, part in self._parts.items()}
        self._adopt()
        super()._become_first()

    def _read(self, answer: object) -> Whole:
        if isinstance(answer, list):
            answer = {str(at): given for at, given in enumerate(answer)}
        if answer is not None:
            self._take_all(answer)
        return self._joined()

    def _take_all(self, answer: object) -> None:
        if not isinstance(answer, Mapping):
            raise ValueError(f"The {self._name} expected the values of its elements by key, got {answer!r}.")
        parts_by_key = {str(key): part for key, part in self._parts.items()}
        unknown = [key for key in answer if str(key) not in parts_by_key]
        if unknown:
            raise ValueError(f"The {self._name} has no element {unknown[0]!r}.")
        self._is_taking = True
        before = {key: (part._answer, part._value) for key, part in parts_by_key.items()}
        try:
            for key, given in answer.items():
                parts_by_key[str(key)].take(given)
        except BaseException:
            for key, part in parts_by_key.items():
                part._answer, part._value = before[key]
            raise
        finally:
            self._is_taking = False

    def _gather(self) -> None:
        if not self._is_taking:
            self._value = self._joined()
            self._tell_whole()

    def _joined(self) -> Whole:
        raise NotImplementedError

    # --------------------------------------------------------------- on the page

    def _shown_value(self) -> object:
        return {str(key): part._shown_value() for key, part in self._parts.items()}

    def _shown_props(self) -> dict[str, object]:
        """`keys`: which element inside is which part."""
        return {"keys": {part._identify().id: str(key) for key, part in self._parts.items()}}

    def _framed(self, content: str) -> str:
        label = f'<div class="cloche-label">{render_inline(self.label)}</div>' if self.label else ""
        return f'<div class="cloche-group">{label}{content}</div>'


class array(Group[int, "list[Any]"]):
    """Elements in a list; the value is the list of their values.

    >>> wishes = array([__import__("cloche").ui.text()] * 3, label="Three wishes")
    >>> wishes.value
    ['', '', '']
    """

    kind: ClassVar[str] = "array"

    def __init__(self, elements: Iterable[Element[Any]], *, label: str = "", on_change: OnChange | None = None) -> None:
        if isinstance(elements, (str, bytes, Mapping, Html)) or not isinstance(elements, Iterable):
            raise TypeError(f"`elements` is a list of elements, not {type(elements).__name__} {elements!r}.")
        super().__init__(dict(enumerate(elements)), label=label, on_change=on_change)

    @property
    def elements(self) -> list[Element[Any]]:
        """The elements themselves, as they stand in this array."""
        return list(self._parts.values())

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[Element[Any]]:
        return iter(self.elements)

    def __getitem__(self, at: int) -> Element[Any]:
        return self.elements[at]

    def __contains__(self, element: object) -> bool:
        return any(element is part for part in self._parts.values())

    def hstack(self, **options: Any) -> Html:
        """The elements side by side; takes what `hstack` takes."""
        return hstack(self.elements, **options)

    def vstack(self, **options: Any) -> Html:
        """The elements one below the other; takes what `vstack` takes."""
        return vstack(self.elements, **options)

    def _joined(self) -> list[Any]:
        return [part._value for part in self._parts.values()]

    def _content(self) -> str:
        return self._framed(vstack(self.elements).text)


class Named(Group[Any, "dict[Any, Any]"]):
    """What a dictionary and a batch share: parts by name, read like a mapping."""

    @property
    def elements(self) -> dict[Any, Element[Any]]:
        """The elements themselves, as they stand in here, by name."""
        return dict(self._parts)

    def items(self) -> Any:
        """Names and elements."""
        return self._parts.items()

    def values(self) -> Any:
        """The elements, in order."""
        return self._parts.values()

    def get(self, key: Any, default: Any = None) -> Any:
        """The element of that name, or `default`."""
        return self._parts.get(key, default)

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parts)

    def __getitem__(self, key: Any) -> Element[Any]:
        if key not in self._parts:
            names = ", ".join(map(repr, self._parts)) or "none"
            raise KeyError(f"The {self._name} has no element {key!r}; there are: {names}.")
        return self._parts[key]

    def __contains__(self, key: object) -> bool:
        return key in self._parts

    def _joined(self) -> dict[Any, Any]:
        return {key: part._value for key, part in self._parts.items()}


class dictionary(Named):
    """Elements by name; the value is the dictionary of their values.

    >>> dictionary({"x": __import__("cloche").ui.slider(0, 9), "y": __import__("cloche").ui.text("a")}).value
    {'x': 0, 'y': 'a'}
    """

    kind: ClassVar[str] = "dictionary"

    def __init__(
        self, elements: Mapping[str, Element[Any]], *, label: str = "", on_change: OnChange | None = None
    ) -> None:
        if not isinstance(elements, Mapping):
            raise TypeError(f"`elements` is a dictionary of elements, not {type(elements).__name__} {elements!r}.")
        super().__init__(elements, label=label, on_change=on_change)

    def hstack(self, **options: Any) -> Html:
        """The elements side by side; takes what `hstack` takes."""
        return hstack(self._labelled(), **options)

    def vstack(self, **options: Any) -> Html:
        """The elements one below the other; takes what `vstack` takes."""
        return vstack(self._labelled(), **options)

    def _labelled(self) -> list[Html]:
        """Each element; one without a label is called by its name."""
        return [Html(part._tag(part.label or escape(str(key)))) for key, part in self._parts.items()]

    def _content(self) -> str:
        return self._framed(vstack(self._labelled()).text)
