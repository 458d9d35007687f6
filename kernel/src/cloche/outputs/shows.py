"""How objects of libraries are shown that cannot show themselves here.

A library is known by the name of a class that the value is made from, so none
is imported for it, and a notebook that has none pays nothing. Charts that the
page draws are `vegalite.py`, `plotlyfig.py` and `bokehplot.py`, widgets `widgets.py`, tables
`table.py`, plots of matplotlib `figures.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from shutil import which
from typing import Any

from cloche.outputs.html import Html
from cloche.outputs.layout import callout
from cloche.outputs.markdown import md
from cloche.outputs.pages import as_frame, as_script

Shown = object
"""Something that the notebook can show in the value's place: the same question is asked about it."""


def in_place_of(value: object) -> Callable[[], Shown] | None:
    """What gives the thing to show in place of `value`; None for what shows itself."""
    kind = type(value)
    if kind.__module__ == "builtins" or isinstance(value, type):
        return None
    for each in kind.__mro__:
        show = _SHOWS.get((each.__module__.partition(".")[0], each.__name__))
        if show is not None:
            return lambda: show(value)
    return None


class Raw:
    """A MIME bundle that somebody made."""

    def __init__(self, contents: Mapping[str, object], metadata: object = None) -> None:
        self._contents = contents
        self._metadata = metadata

    def _repr_mimebundle_(self, **_: object) -> tuple[Mapping[str, object], object]:
        return self._contents, self._metadata


def _page(made: Any) -> Shown:
    """Of pyecharts: the page that it writes, with the script that it names."""
    return Html(as_frame(made.render_embed(), "Chart"))


def _network(network: Any) -> Shown:
    """Of pyvis: the page that it writes."""
    return Html(as_frame(network.generate_html(notebook=False), "Network"))


def _source(graph: Any) -> Shown:
    """Of Graphviz: its text where the program that draws it is not at hand, as in a browser."""
    if which(getattr(graph, "engine", None) or "dot") is not None:
        return Raw(graph._repr_mimebundle_())
    words = md(
        "Graphviz draws with a program of its own, `dot`, which a browser does not have, so this is the graph as text. "
        "`cl.mermaid` draws graphs in the page."
    )
    return Html(f'{callout(words, "info").text}<pre class="cloche-plain">{escape(str(graph.source))}</pre>')


def _native(frame: Any) -> Shown:
    """Of narwhals: the frame that it stands for, if that is one that is shown as a table."""
    native = frame.to_native()
    return native if type(native).__name__ in ("DataFrame", "Series", "Table") else Raw({"text/plain": repr(frame)})


def _holoviews(element: Any) -> Shown:
    """What its present backend draws; with sliders of its own, a layout of Panel's."""
    library = sys.modules["holoviews"]
    backend = library.Store.current_backend
    if backend not in library.Store.renderers:
        library.extension("bokeh", logo=False)
        backend = library.Store.current_backend
    if element.traverse(lambda part: part, [library.HoloMap, library.DynamicMap]):
        from cloche.ui.panel import panel

        return panel(element)
    try:
        found = library.render(element, backend=backend)
    except library.core.options.SkipRendering:  # a table of numbers, say, of which it is not known how to draw it
        return Raw({"text/plain": repr(element)})
    if isinstance(found, dict):  # a figure of Plotly's, as a dictionary
        found.pop("config", None)
        return sys.modules["plotly.graph_objects"].Figure(found)
    return found


def _script(script: Any) -> Shown:
    """Of IPython: JavaScript, after the scripts and style sheets that it names."""
    before = "".join(f'<script src="{escape(each)}"></script>' for each in script.lib or ())
    before += "".join(f'<link rel="stylesheet" href="{escape(each)}">' for each in script.css or ())
    return Html(before + as_script(str(script.data)))


def _frame(frame: Any) -> Shown:
    """Of IPython: a page by its address; a file that Python sees is no address of the browser's."""
    source = str(frame.src)
    if not source.startswith(("http:", "https:", "data:", "//")) and Path(source).is_file():
        return Html(as_frame(Path(source).read_text("utf-8", "replace")))
    return Raw({"text/html": frame._repr_html_()})


def _words(value: Any) -> Shown:
    return Raw({"text/plain": str(value.data)})


def _answer(answer: Any) -> Shown:
    """Of a language model: what it said, as Markdown."""
    choice = answer.choices[0]
    message = getattr(choice, "message", None)
    return md(str((message.content if message is not None else choice.text) or ""))


def _gemini(answer: Any) -> Shown:
    return md(str(answer.text or ""))


_SHOWS: dict[tuple[str, str], Callable[[Any], Shown]] = {
    ("IPython", "IFrame"): _frame,
    ("IPython", "Javascript"): _script,
    ("IPython", "Pretty"): _words,
    ("google", "GenerateContentResponse"): _gemini,
    ("graphviz", "JupyterIntegration"): _source,
    ("holoviews", "Dimensioned"): _holoviews,
    ("narwhals", "DataFrame"): _native,
    ("narwhals", "Series"): _native,
    ("openai", "ChatCompletion"): _answer,
    ("openai", "Completion"): _answer,
    ("pyecharts", "ChartMixin"): _page,
    ("pyvis", "Network"): _network,
}
"""By the name of the package and of the class."""
