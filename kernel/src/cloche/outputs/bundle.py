"""A value as a MIME bundle: the one dispatch that decides what a cell shows.

A renderer is the user's or a library's code. What `_display_` and `_mime_`
raise goes through, and the cell that showed the value fails with that error;
so does what `__repr__` raises. Where one of the methods that Jupyter knows
raises, the next one is asked, and a word about it stands above what is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import BuiltinFunctionType, FunctionType, MethodType

from cloche.outputs import bokehplot, figures, kinds, methods, plotlyfig, shows, table, tree, vegalite, widgets
from cloche.outputs import faults as faulty
from cloche.outputs.dataurl import apart
from cloche.outputs.embed import embedded
from cloche.outputs.inspection import inspect
from cloche.outputs.markdown import md
from cloche.outputs.plain import BYTES_LIMIT, MARKUP_LIMIT, shortened, wire_value

Bundle = dict[str, object]

_DISPLAY_DEPTH = 10


def bundle(value: object) -> Bundle | None:
    """What `value` shows: MIME type → content, or None for nothing.

    The first of these that answers is taken: `_display_()`, charts of Altair,
    Plotly and Bokeh, widgets of anywidget and Panel, a table for frames of pandas, polars and pyarrow, arrays of two
    dimensions and lists of dictionaries of the same kind, what `shows.py` has for
    objects of other libraries, `_mime_()`, `_repr_mimebundle_()`, the `_repr_*_()`
    methods, matplotlib's figures and what is drawn on them, a tree for lists and
    dictionaries, signature and documentation of functions, and the `repr` for all else.

    >>> bundle(3), bundle("text"), bundle(None)
    ({'text/plain': '3'}, {'text/plain': 'text'}, None)
    """
    found = _dispatch(value, 0)
    if found is None:
        return None
    found = kinds.shown(found)
    if "text/markdown" in found:
        found = {**found, "text/html": found.get("text/html") or md(str(found["text/markdown"])).text}
    return {mime: _settled(mime, content) for mime, content in found.items() if mime != "text/markdown"}


def is_rich(value: object) -> bool:
    """It has a picture of its own, beside its `repr`."""
    if methods.may_have(value) and any(methods.method(value, name) for name in methods.NAMES):
        return True
    if shows.in_place_of(value) is not None or widgets.is_panel(value) or figures.figure_of(value) is not None:
        return True
    return type(value) is not list and table.is_table(value)


def _dispatch(value: object, depth: int) -> Mapping[str, object] | None:
    if value is None:
        return None
    if isinstance(value, str) and type(value).__str__ is str.__str__ and not hasattr(type(value), "__html__"):
        return {"text/plain": str(value)}
    if display := methods.method(value, "_display_"):
        if depth >= _DISPLAY_DEPTH:
            raise RecursionError(f"_display_() of {type(value).__name__} never comes to something that can be shown")
        return _dispatch(display(), depth + 1)
    if found := _chart(value) or _widget(value) or _tabled(value):
        return found
    faults: list[methods.Fault] = []
    if depth < _DISPLAY_DEPTH and (show := shows.in_place_of(value)):
        try:
            return _dispatch(show(), depth + 1)
        except Exception as error:  # noqa: BLE001 - a library's code: it may still be able to show the object itself
            faults.append(methods.Fault("show", error))
    return _own_picture(value, faults)


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


def _own_picture(value: object, faults: list[methods.Fault]) -> Mapping[str, object]:
    if mime := methods.method(value, "_mime_"):
        kind, content = mime()
        return {kind: content}
    found, raised = methods.picture(value)
    faults += raised
    if found is None:
        found = _drawn(value) or _structured(value, faults)
    return faulty.told(value, found, faults) if faults else found


def _drawn(value: object) -> Mapping[str, object] | None:
    figure = figures.figure_of(value)
    if figure is None:
        return None
    return {"image/png": figures.png(figure), "text/plain": figures.described(figure)}


def _structured(value: object, faults: list[methods.Fault]) -> Mapping[str, object]:
    if tree.is_container(value):
        return tree.shown(value, bundle, is_rich)
    text = faulty.said(value) if faults else repr(value)
    if _is_function(value):
        return {"text/html": inspect(value, value=False).text, "text/plain": text}
    return {"text/plain": text}


def _is_function(value: object) -> bool:
    return isinstance(value, (FunctionType, BuiltinFunctionType, MethodType))


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
