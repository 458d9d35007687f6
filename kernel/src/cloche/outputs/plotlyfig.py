"""Plotly's figures as what the page draws. Plotly itself is never imported here: who has a figure has imported it."""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from typing import Any

from cloche.outputs.columns import INLINE


def is_figure(value: object) -> bool:
    """A figure of Plotly's."""
    kind = getattr(sys.modules.get("plotly.basedatatypes"), "BaseFigure", None)
    return kind is not None and isinstance(value, kind)


def drawn(figure: Any) -> tuple[dict[str, Any], bool, bool]:
    """The figure as JSON, whether it has Plotly's own look, and whether it is small enough to stand in HTML.

    Arrays of numbers are base64 in a small one and bytes in a large one.
    """
    text = figure.to_json()
    is_small = len(text) <= INLINE
    found = json.loads(text)
    return found if is_small else _with_bytes(found), _is_plain(figure), is_small


def _is_plain(figure: Any) -> bool:
    templates = sys.modules["plotly.io"].templates
    template = figure.layout.template
    return templates.default == "plotly" and (not template.layout or template.layout == templates["plotly"].layout)


def _with_bytes(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: b64decode(each) if key == "bdata" and isinstance(each, str) else _with_bytes(each)
            for key, each in value.items()
        }
    return [_with_bytes(each) for each in value] if isinstance(value, list) else value
