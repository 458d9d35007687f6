"""Widgets and layouts of Panel's. Who has one has imported Panel; nothing of it is imported before.

Panel keeps a document of Bokeh's for each place where something is shown, and
tells what became of it in patches. What lies here keeps one for the page, and
hands patches over in both directions; what a widget does with them is Panel's.
The document never stands in HTML: the page asks for it, and only a notebook
that runs answers.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Mapping
from typing import Any, ClassVar

from cloche.outputs.bokehplot import with_bytes
from cloche.ui.element import Element


class panel(Element[Any]):
    """A widget or layout of Panel's; whatever Panel can show is made one.

    The value is the widget's; of a layout it is a dictionary of the values of
    its widgets, by their names. Cells that read the element run again when the
    person changes a widget. Everything else of Panel's can be read and set on
    the element as on the object: `element.value` is the one exception.
    """

    kind: ClassVar[str] = "panel"

    def __init__(self, obj: Any) -> None:
        import panel as library

        object.__setattr__(self, "obj", library.panel(obj))
        super().__init__({}, props={})
        self._begin()

    # --------------------------------------------------------------- the widget

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "obj":
            raise AttributeError(name)
        return getattr(self.obj, name)

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("_") and name not in _OWN and hasattr(self.obj, name):
            setattr(self.obj, name, value)
        else:
            super().__setattr__(name, value)

    def _become_first(self) -> None:
        """The same widget shown once more: it has one value, wherever it is changed."""
        self._value = self._read({})
        self._begin()

    def _begin(self) -> None:
        """Make the document, which lives as long as the element does."""
        from bokeh.document import Document
        from panel.io.model import add_to_doc

        self._document = Document()
        self._way = _way_to_page(weakref.ref(self))
        self._root = self.obj._render_model(self._document, self._way)
        self._ref = str(self._root.ref["id"])
        self.obj._comms[self._ref] = (self._way, self._way)
        add_to_doc(self._root, self._document, True)
        weakref.finalize(self, _end, self.obj, self._root, self._ref).atexit = False

    def _read(self, answer: object) -> Any:
        from panel.widgets import CompositeWidget, Widget

        if isinstance(self.obj, Widget):
            return getattr(self.obj, "value", None)
        found: dict[str, Any] = {}
        met: set[Any] = set()
        for widget in self.obj.select(Widget):
            is_known = widget in met
            met.add(widget)
            if isinstance(widget, CompositeWidget):
                met.update(widget.select(Widget))
            if not is_known and hasattr(widget, "value"):
                name = getattr(widget, "label", "") or widget.name or type(widget).__name__
                while name in found:
                    name += "_"
                found[name] = widget.value
        return found

    def _shown_value(self) -> object:
        return {}

    # ----------------------------------------------------------------- messages

    def hear(self, message: object) -> bool:
        """`{"open": true}`, or `{"patch": …, "buffers": {…}}`: what the person did, as a patch of Bokeh's."""
        if not isinstance(message, Mapping) or not ("open" in message or "patch" in message):
            raise ValueError(f"Panel's widgets do not know {message!r}.")
        if "open" in message:
            found = self._document.to_json()
            content = with_bytes(getattr(found, "content", found))
            self._say({"name": self._way.id, "document": content, "lacking": self._lacking()})
            return False
        before = self._value
        try:
            self.obj._on_msg(self._ref, _Reader, {"content": message["patch"], "buffers": message.get("buffers") or {}})
        finally:
            self._renew()
            self._say({"heard": True})
        return not _are_same(before, self._value)

    def _lacking(self) -> list[str]:
        """What Panel draws by libraries that it loads from elsewhere, such as its tables and editors."""
        kinds = {type(model) for model in self._document.models}
        return sorted(kind.__name__ for kind in kinds if kind.__module__.startswith("panel.") and _scripts(kind))

    def _renew(self) -> None:
        self._value = self._read({})
        self._tell_whole()

    def _tell_page(self, content: Mapping[str, Any], buffers: Mapping[str, bytes]) -> None:
        self._renew()
        self._say({"patch": content, "buffers": buffers})


_OWN = frozenset({"label", "on_change", "obj", "value"})


class _Reader:
    """Makes a message of the page's one of Bokeh's, which Panel asks of its own part on the page."""

    @staticmethod
    def assemble(message: Mapping[str, Any]) -> Any:
        from bokeh.protocol.messages.patch_doc import patch_doc

        made = patch_doc(patch_doc.create_header(), {}, message["content"])
        buffers = message["buffers"]
        made._header["num_buffers"] = len(buffers)
        for name, content in buffers.items():
            made.assemble_buffer({"id": name}, bytes(content))
        return made


def _way_to_page(element: weakref.ref[panel]) -> Any:
    """What Panel takes for its way to the page. It knows the element and does not keep it."""
    from pyviz_comms import Comm

    class Way(Comm):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._comm = True  # Panel waits for a way that is not open yet
            self._parts: list[Any] = []

        def send(self, data: Any = None, metadata: Any = None, buffers: Any = ()) -> None:
            """Panel sends a message in parts: three texts, then for each buffer its name and its bytes."""
            self._parts.append(buffers[0] if buffers else json.loads(data))
            parts = self._parts
            if len(parts) < 3 or len(parts) < 3 + 2 * parts[0].get("num_buffers", 0):
                return
            self._parts = []
            names = (str(name["id"]) for name in parts[3::2])
            here = element()
            if here is not None:
                here._tell_page(parts[2], dict(zip(names, map(bytes, parts[4::2]), strict=True)))

    return Way()


def _end(shown: Any, root: Any, ref: str) -> None:
    """Nobody shows it any more: Panel lets go of what it made for it."""
    from panel.io.state import state

    shown._cleanup(root)
    shown._comms.pop(ref, None)
    state._views.pop(ref, None)


def _scripts(kind: type) -> Any:
    return getattr(kind, "__javascript_raw__", None) or getattr(kind, "__javascript_modules_raw__", None)


def _are_same(before: Any, after: Any) -> bool:
    if before is after:
        return True
    try:
        return bool(before == after)
    except Exception:  # noqa: BLE001 - arrays and frames have no single answer, and may raise anything
        return False
