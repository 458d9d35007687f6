"""A value as a MIME bundle: the one dispatch that decides what a cell shows.

A renderer is the user's or a library's code: what it raises goes through, and
the cell that showed the value fails with that error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from cloche.outputs import bokehplot, figures, plotlyfig, table, tree, vegalite, widgets
from cloche.outputs.dataurl import apart
from cloche.outputs.embed import embedded, picture_url
from cloche.outputs.markdown import md
from cloche.outputs.plain import BYTES_LIMIT, MARKUP_LIMIT, shortened, wire_value

Bundle = dict[str, object]

_METHODS = (
    ("_repr_html_", "text/html"),
    ("_repr_markdown_", "text/markdown"),
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_jpeg_", "image/jpeg"),
    ("_repr_latex_", "text/latex"),
    ("_repr_json_", "application/json"),
)

_DISPLAY_DEPTH = 10


def bundle(value: object) -> Bundle | None:
    """What `value` shows: MIME type → content, or None for nothing.

    The first of these that answers is taken: `_display_()`, charts of Altair,
    Plotly and Bokeh, widgets of anywidget and Panel, a table for frames of pandas, polars and pyarrow, arrays of two
    dimensions and lists of dictionaries of the same kind, `_mime_()`,
    `_repr_mimebundle_()`, the `_repr_*_()` methods from HTML to JSON,
    matplotlib's figures and what is drawn on them, a tree for lists and
    dictionaries, and the `repr` for all else.

    >>> bundle(3), bundle("text"), bundle(None)
    ({'text/plain': '3'}, {'text/plain': 'text'}, None)
    """
    found = _dispatch(value, 0)
    if found is None:
        return None
    if "text/markdown" in found:
        found = {**found, "text/html": found.get("text/html") or md(str(found["text/markdown"])).text}
    return {mime: _settled(mime, content) for mime, content in found.items() if mime != "text/markdown"}


def is_rich(value: object) -> bool:
    """It has a picture of its own, beside its `repr`."""
    kind = type(value)
    names = ("_display_", "_mime_", "_repr_mimebundle_", *(name for name, _ in _METHODS))
    has_method = any(callable(getattr(kind, name, None)) for name in names)
    if has_method or widgets.is_panel(value) or figures.figure_of(value) is not None:
        return True
    return type(value) is not list and table.is_table(value)


def _dispatch(value: object, depth: int) -> Mapping[str, object] | None:
    if value is None:
        return None
    if isinstance(value, str) and type(value).__str__ is str.__str__:
        return {"text/plain": str(value)}
    if display := _method(value, "_display_"):
        if depth >= _DISPLAY_DEPTH:
            raise RecursionError(f"_display_() of {type(value).__name__} never comes to something that can be shown")
        return _dispatch(display(), depth + 1)
    shown = _chart(value) or _widget(value) or _tabled(value) or _own_picture(value) or _drawn(value)
    return shown or _structured(value)


def _chart(value: object) -> Mapping[str, object] | None:
    if vegalite.is_chart(value):
        from cloche.ui.chart import Vega

        return {"text/html": Vega(value).text}
    if plotlyfig.is_figure(value):
        from cloche.ui.plotly_figure import PlotlyFigure

        return {"text/html": PlotlyFigure(value).text}
    if bokehplot.is_plot(value):
        from cloche.ui.bokeh_plot import BokehPlot

        return {"text/html": BokehPlot(value).text}
    return None


def _widget(value: object) -> Mapping[str, object] | None:
    if widgets.is_anywidget(value):
        from cloche.ui.anywidget import element_of

        return {"text/html": element_of(value).text}
    if widgets.is_panel(value):
        from cloche.ui.panel import panel

        return {"text/html": panel(value).text}
    if not widgets.is_jupyters(value):
        return None
    from cloche.outputs.layout import callout, hstack, vstack

    if box := widgets.boxed(value):
        kind, children = box
        return {"text/html": (hstack(children) if kind == "row" else vstack(children)).text}
    return {"text/plain": repr(value), "text/html": callout(md(widgets.refusal(value)), "warn").text}


def _tabled(value: object) -> Mapping[str, object] | None:
    sheet = table.sheet_of(value)
    if sheet is None:
        return None
    return {"text/html": table.drawn(sheet, lambda cell: embedded(bundle(cell)) if is_rich(cell) else "")}


def _own_picture(value: object) -> Mapping[str, object] | None:
    if mime := _method(value, "_mime_"):
        kind, content = mime()
        return {kind: content}
    if (mimebundle := _method(value, "_repr_mimebundle_")) and (found := mimebundle()):
        contents = found[0] if isinstance(found, tuple) else found
        return {str(kind): content for kind, content in contents.items() if content is not None}
    for name, mime_type in _METHODS:
        if (method := _method(value, name)) and (content := method()) is not None:
            if not isinstance(content, tuple):
                return {mime_type: content}
            # Jupyter lets a method return (content, metadata).
            return _sized(mime_type, *content) if len(content) == 2 else {mime_type: content[0]}
    return None


def _sized(mime: str, content: object, metadata: object) -> Mapping[str, object]:
    """A picture with the size that its metadata says: it may have more pixels, for dense screens."""
    sizes = metadata if isinstance(metadata, Mapping) else {}
    named = {name: sizes[name] for name in ("width", "height") if isinstance(sizes.get(name), (int, float))}
    if not (named and isinstance(content, bytes) and mime.startswith("image/")):
        return {mime: content}
    size = "".join(f' {name}="{round(value)}"' for name, value in named.items())
    return {"text/html": f'<img alt="Picture" src="{picture_url(mime, content)}"{size}>'}


def _drawn(value: object) -> Mapping[str, object] | None:
    figure = figures.figure_of(value)
    if figure is None:
        return None
    return {"image/png": figures.png(figure), "text/plain": figures.described(figure)}


def _structured(value: object) -> Mapping[str, object]:
    if tree.is_container(value):
        return tree.shown(value, bundle, is_rich)
    return {"text/plain": repr(value)}


def _method(value: object, name: str) -> Callable[[], Any] | None:
    """A display method, looked up on the class: objects that answer to every name have none."""
    if isinstance(value, type) or not callable(getattr(type(value), name, None)):
        return None
    method = getattr(value, name, None)
    return method if callable(method) else None


def _settled(mime: str, content: object) -> object:
    """Content in the form the page takes, and of a size it can take."""
    if mime == "application/json" or mime.endswith("+json"):
        return _json_value(content)
    if mime == "text/plain":
        return shortened(str(content))
    if isinstance(content, (bytes, bytearray, memoryview)):
        content = bytes(content)
    elif not isinstance(content, str):
        content = str(content)
    _check_size(mime, content)
    return content


def _check_size(mime: str, content: str | bytes) -> None:
    if len(content) <= MARKUP_LIMIT:
        return
    is_mostly_bytes = isinstance(content, str) and len(str(apart({mime: content})[mime])) <= MARKUP_LIMIT
    limit = BYTES_LIMIT if is_mostly_bytes else MARKUP_LIMIT
    if len(content) > limit:
        raise ValueError(
            f"This output is {len(content) / 1e6:,.0f} MB of {mime}; the page takes {limit / 1e6:,.0f} MB. "
            "Show a part of it, or write it to a file."
        )


def _json_value(content: object) -> object:
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except ValueError:
            return content
    return wire_value(content)
