"""Widgets of others: anything made with the anywidget package.

What lies here speaks the messages of ipywidgets with the Python object, and
the element's own with the page. The widget's JavaScript never stands in HTML:
the page asks for it, and only a notebook that runs answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from cloche.ui.element import Element

_UNSEEN = frozenset({"comm", "keys", "layout", "log", "tabbable", "tooltip"})


class anywidget(Element["dict[str, Any]"]):
    """A widget made with anywidget; the value is a dictionary of its synchronised traits.

    Traits can be read and set on the element as on the widget: `element.count`.
    Cells that read the element run again when the person changes the widget.
    """

    kind: ClassVar[str] = "anywidget"

    def __init__(self, widget: Any) -> None:
        if not all(hasattr(widget, name) for name in ("comm", "get_state", "_handle_msg", "_esm")):
            raise TypeError(
                f"`widget` is an object of a class derived from anywidget.AnyWidget, not {type(widget).__name__}."
            )
        object.__setattr__(self, "widget", widget)
        self._changed: set[str] = set()
        """What the person changed, in this life of Python or the one before."""
        super().__init__({}, props={})
        self._listen()

    # --------------------------------------------------------------- the widget

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "widget":
            raise AttributeError(name)
        return getattr(self.widget, name)

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("_") and name != "value" and hasattr(self.widget, name) and name not in _OWN:
            setattr(self.widget, name, value)
        else:
            super().__setattr__(name, value)

    def _become_first(self) -> None:
        """There is one widget, and the newest element speaks for it."""
        self._changed = set()
        self._listen()
        self._value = self._read({})

    def _listen(self) -> None:
        self.widget.comm = _Comm(self)

    def _read(self, answer: object) -> dict[str, Any]:
        if not isinstance(answer, Mapping):
            raise ValueError(f"A widget expected its state, got {answer!r}.")
        if answer:
            self._take_state(answer)
        state = self.widget.get_state()
        return {name: value for name, value in state.items() if not name.startswith("_") and name not in _UNSEEN}

    def _take_state(self, state: Mapping[str, Any]) -> None:
        traits = self.widget.traits()
        fitting = {
            name: bytes(value) if isinstance(value, memoryview) and type(traits[name]).__name__ == "Bytes" else value
            for name, value in state.items()
            if name in traits and not name.startswith("_")
        }
        self.widget.set_state(fitting)
        self._changed.update(fitting)

    def _shown_value(self) -> object:
        return {}

    # ----------------------------------------------------------------- messages

    def hear(self, message: object) -> bool:
        """`{"open": true}`, `{"state": {…}}` or `{"content": …, "buffers": […]}`, as the page's part says them."""
        if not isinstance(message, Mapping):
            raise ValueError(f"The widget does not know {message!r}.")
        if "open" in message:
            self._say({"open": True, **self._whole_widget()})
            return False
        if "state" in message:
            self.take(message["state"])
            return True
        before = self._told
        data = {"method": "custom", "content": message.get("content")}
        self.widget._handle_msg({"content": {"data": data}, "buffers": list(message.get("buffers") or ())})
        return self._told != before

    def _whole_widget(self) -> dict[str, object]:
        state = self.widget.get_state()
        own = {name: value for name, value in state.items() if not name.startswith("_") and name not in _UNSEEN}
        return {
            "esm": _text(state.get("_esm", getattr(self.widget, "_esm", ""))),
            "css": _text(state.get("_css", getattr(self.widget, "_css", ""))),
            "state": _plain(own),
            "changed": sorted(self._changed),
        }

    _told = 0
    """How often Python changed the widget."""

    def _tell_page(self, data: Mapping[str, Any], buffers: list[Any]) -> None:
        method = data.get("method")
        if method == "update":
            state = _plain(_joined(data["state"], data.get("buffer_paths", ()), buffers))
            self._told += 1
            self._value = self._read({})
            self._tell_whole()
            self._say({"state": {name: value for name, value in state.items() if name not in _UNSEEN}})
        elif method == "custom":
            self._say({"content": _plain(data.get("content")), "buffers": [_plain(buffer) for buffer in buffers]})


_OWN = frozenset({"label", "on_change", "widget"})


def element_of(widget: Any) -> anywidget:
    """The element that speaks for a widget, made now if there is none: a widget that a cell shows as it is."""
    comm = widget.comm
    return comm.element if isinstance(comm, _Comm) else anywidget(widget)


class _Comm:
    """What ipywidgets takes for its way to the page. It has no `kernel`: then ipywidgets always sends."""

    def __init__(self, element: anywidget) -> None:
        self.comm_id = str(id(element.widget))
        self.element = element

    def send(self, data: Any = None, metadata: Any = None, buffers: Any = None) -> None:
        if isinstance(data, Mapping):
            self.element._tell_page(data, list(buffers or ()))

    def on_msg(self, callback: object) -> None:
        """Messages are handed to the widget directly."""

    def on_close(self, callback: object) -> None:
        """It never closes by itself."""

    def close(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is held open."""


def _joined(state: Any, paths: Any, buffers: list[Any]) -> Any:
    """The state with its buffers back in their places."""
    for path, buffer in zip(paths, buffers, strict=False):
        place = state
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = buffer
    return state


def _plain(value: Any) -> Any:
    """A wire value: buffers as bytes, everything else as JSON has it."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, (memoryview, bytearray)):
        return bytes(value)
    return value


def _text(source: object) -> str:
    return "" if source is None else str(source)
