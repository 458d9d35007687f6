"""Objects of other libraries: how they are asked, and what is shown of those that cannot show themselves here.

The libraries are not installed: a class with the name and the module of one of theirs is one of theirs.
"""

import types

import pytest

from cloche.outputs.bundle import bundle


def of_library(module, name, base=object, **members):
    """An object of a class that is derived from one of a library's."""
    kind = type(name, (base,), {"__module__": module, **members})
    return type("Derived", (kind,), {})()


def html_of(value):
    return str((bundle(value) or {}).get("text/html"))


# ------------------------------------------------------------------ protocols


def test_a_bundle_is_asked_for_as_jupyter_asks_for_it():
    class Demanding:
        def _repr_mimebundle_(self, include, exclude):
            return {"text/html": f"<b>{include}{exclude}</b>", "text/plain": "plain"}

    class Simple:
        def _repr_mimebundle_(self):
            return {"text/html": "<b>simple</b>"}

    assert html_of(Demanding()) == "<b>NoneNone</b>"
    assert html_of(Simple()) == "<b>simple</b>"


def test_a_bundle_of_plain_text_alone_leaves_the_word_to_richer_methods():
    class Both:
        def _repr_mimebundle_(self, **_):
            return {"text/plain": "plain"}

        def _repr_html_(self):
            return "<i>rich</i>"

    assert html_of(Both()) == "<i>rich</i>"


def test_a_picture_in_a_bundle_has_the_size_that_its_metadata_says():
    class Dense:
        def _repr_mimebundle_(self, **_):
            return {"image/png": "iVBORw0KGgo="}, {"image/png": {"width": 30}}

    assert '<img alt="Picture" src="data:image/png;base64,iVBORw0KGgo=" width="30">' in html_of(Dense())


@pytest.mark.parametrize(
    ("method", "content", "shown"),
    [
        ("_repr_pdf_", b"%PDF", '<iframe class="cloche-pdf"'),
        ("_repr_javascript_", "let a = '</script>'", "<script>let a = '<\\/script>'</script>"),
        ("__html__", "<b>safe</b>", "<b>safe</b>"),
        ("_repr_html_", "<!-- x --><!DOCTYPE html><p>page", 'srcdoc="&lt;!-- x'),
    ],
)
def test_other_methods_are_known_too(method, content, shown):
    assert shown in html_of(of_library("anywhere", "Thing", **{method: lambda self: content}))


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("audio/ogg", "<audio"), ("video/webm", "<video"), ("image/avif", "<img"), ("application/pdf", "<iframe")],
)
def test_sound_film_and_documents_in_a_bundle_are_shown(kind, shown):
    thing = of_library("anywhere", "Thing", _mime_=lambda self: (kind, b"...."))

    assert shown in html_of(thing) and f"data:{kind};base64," in html_of(thing)


def test_a_method_that_raises_leaves_the_word_to_the_next_and_says_so(capsys):
    class Broken:
        def _repr_html_(self):
            raise ValueError("no <b>table</b>")

        def _repr_latex_(self):
            return "$x$"

    shown = bundle([1, Broken()])["text/html"]

    assert "<cloche-tex>x</cloche-tex>" in shown
    assert "Broken._repr_html_()" in shown and "no &lt;b&gt;table&lt;/b&gt;" in shown
    told = capsys.readouterr().err
    assert told.count("Traceback") == 1 and "in _repr_html_" in told and "methods.py" not in told


def test_a_value_that_has_not_even_a_repr_to_fall_back_to_is_named(capsys):
    class Mute:
        def _repr_html_(self):
            raise RuntimeError

        __repr__ = _repr_html_

    assert "Mute._repr_html_()" in html_of(Mute()) and "&lt;Mute object at 0x" in html_of(Mute())


# ------------------------------------------------------------------ libraries


def test_pages_of_libraries_get_frames_of_their_own():
    chart = of_library("pyecharts.charts.mixins", "ChartMixin", render_embed=lambda self: "<!DOCTYPE html><script>")
    network = of_library("pyvis.network", "Network", generate_html=lambda self, notebook: "<html>")

    for value in (chart, network):
        assert html_of(value).startswith("<iframe data-fit") and "allow-same-origin" not in html_of(value)
        assert "<iframe data-fit" in html_of([value])


def test_a_file_in_a_frame_of_ipython_is_read_by_python(tmp_path):
    (tmp_path / "page.html").write_text("<p>here</p>")
    here = of_library("IPython.lib.display", "IFrame", src=str(tmp_path / "page.html"))
    there = of_library("IPython.lib.display", "IFrame", src="https://x.org", _repr_html_=lambda self: "<iframe src>")

    assert "&lt;p&gt;here" in html_of(here)
    assert html_of(there) == "<iframe src>"


def test_javascript_of_ipython_comes_after_the_scripts_that_it_names():
    script = of_library("IPython.core.display", "Javascript", data="go()", lib=["https://x.org/a.js"], css=None)

    assert html_of(script) == '<script src="https://x.org/a.js"></script><script>go()</script>'


def test_a_graph_of_graphviz_is_shown_as_text_where_nothing_can_draw_it(monkeypatch):
    graph = of_library(
        "graphviz.jupyter_integration",
        "JupyterIntegration",
        source="digraph { a -> b }",
        _repr_mimebundle_=lambda self, **_: {"image/svg+xml": "<svg/>"},
    )

    monkeypatch.setattr("cloche.outputs.shows.which", lambda program: None)
    assert "digraph { a -&gt; b }" in html_of(graph) and "cl.mermaid" in html_of(graph)
    monkeypatch.setattr("cloche.outputs.shows.which", lambda program: "/usr/bin/dot")
    assert bundle(graph) == {"image/svg+xml": "<svg/>"}


def test_an_answer_of_a_language_model_is_markdown():
    said = types.SimpleNamespace(message=types.SimpleNamespace(content="**yes**"))
    answer = of_library("openai.types.chat.chat_completion", "ChatCompletion", choices=[said])

    assert "<strong>yes</strong>" in html_of(answer)


def test_where_a_library_cannot_be_shown_its_own_way_is_taken(capsys):
    broken = of_library("pyvis.network", "Network", generate_html=lambda self, notebook: 1 / 0, __repr__=lambda _: "N")

    assert "ZeroDivisionError" in html_of(broken) and "<span>N</span>" in html_of(broken)


def test_a_frame_around_a_frame_is_the_table_of_what_it_stands_for():
    pandas = pytest.importorskip("pandas")
    frame = of_library("narwhals.dataframe", "DataFrame", to_native=lambda self: pandas.DataFrame({"a": [1]}))

    assert html_of(frame) == html_of(pandas.DataFrame({"a": [1]}))


def test_a_kind_of_frame_is_a_table_unless_it_has_a_picture_of_its_own():
    pandas = pytest.importorskip("pandas")
    geo = type("GeoDataFrame", (pandas.DataFrame,), {"__module__": "geopandas.geodataframe"})
    own = type("Own", (pandas.DataFrame,), {"_repr_html_": lambda self: "<b>own</b>"})

    assert html_of(geo({"a": [1]})) == html_of(pandas.DataFrame({"a": [1]}))
    assert html_of(own({"a": [1]})) == "<b>own</b>"


def test_a_function_shows_its_signature_and_documentation_but_not_in_a_list():
    def area(r: float) -> float:
        """Of a circle."""

    assert "area(r: float) -&gt; float" in html_of(area) and "Of a circle." in html_of(area)
    assert "text/html" not in bundle([area]) or "Of a circle." not in html_of([area])
