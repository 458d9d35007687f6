"""Widgets of other libraries, told apart without importing any: who has one has imported its library."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def is_anywidget(value: object) -> bool:
    """A widget made with the anywidget package."""
    return _is_of(value, "anywidget.widget", "AnyWidget")


def is_panel(value: object) -> bool:
    """A widget, layout or pane of Panel's."""
    return _is_of(value, "panel.viewable", "Viewable")


def is_jupyters(value: object) -> bool:
    """A control or box of ipywidgets."""
    return _is_of(value, "ipywidgets.widgets.widget", "Widget") and not is_anywidget(value)


def boxed(value: object) -> tuple[str, Sequence[object]] | None:
    """What a box of ipywidgets holds, and whether it is a "row" or a "column"; None for whatever is no box."""
    if not _is_of(value, "ipywidgets.widgets.widget_box", "Box"):
        return None
    kind = "row" if _is_of(value, "ipywidgets.widgets.widget_box", "HBox") else "column"
    return kind, value.children  # type: ignore[attr-defined]


def refusal(control: object) -> str:
    """What stands in the place of a control of ipywidgets, in Markdown: it has no script that this page could run."""
    return (
        f"`{type(control).__name__}` is a control of ipywidgets, which Jupyter's own front end draws. "
        "Take an element of `ui` in its place, or a widget made with anywidget."
    )


def _is_of(value: object, module: str, name: str) -> bool:
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(value, kind)
