"""Plots of Bokeh's as what the page draws. Who has a plot has imported Bokeh; nothing of it is imported before."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from typing import Any

from cloche.outputs.columns import INLINE


def is_plot(value: object) -> bool:
    """Whatever Bokeh can show: a figure, a layout, a widget."""
    kind = getattr(sys.modules.get("bokeh.models.ui.ui_element"), "UIElement", None)
    return kind is not None and isinstance(value, kind)


def drawn(plot: Any) -> tuple[dict[str, Any], bool]:
    """The plot as a document of Bokeh's, and whether it is small enough to stand in HTML.

    Arrays of numbers are base64 in a small one and bytes in a large one. The
    plot stays in the document that it is in.
    """
    from bokeh.embed.util import FromCurdoc, OutputDocumentFor

    with OutputDocumentFor([plot], apply_theme=FromCurdoc, always_new=True) as document:
        document.title = ""
        found = document.to_json()
    content = getattr(found, "content", found)
    text = json.dumps(content, default=lambda buffer: b64encode(buffer.to_bytes()).decode())
    return (json.loads(text), True) if len(text) <= INLINE else (with_bytes(content), False)


def with_bytes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: with_bytes(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_bytes(each) for each in value]
    return value.to_bytes() if hasattr(value, "to_bytes") and not isinstance(value, int) else value
