"""Pages and outputs: what a reader gets, and what never reaches a reader."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.export import Result, jupyter_outputs, page, run_all
from cloche.export.highlight import highlighted
from cloche.export.sanitise import sanitise
from cloche.notebook import Cell, Notebook

DANGEROUS = re.compile(
    r"(?i)<\s*(?:script|style|iframe|object|embed|base|form|meta|link|template)\b|<[^>]*\son\w+\s*=|<[^>]*javascript:"
)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ("<script>x</script>y", "y"),
        ("<SCRIPT>x</SCRIPT >y", "y"),
        ('<img src=x onerror="x()">', '<img src="x">'),
        ('<a href="java\nscript:x()">y</a>', "<a>y</a>"),
        ('<a href="&#106;avascript:x()">y</a>', "<a>y</a>"),
        ('<a href="data:text/html,x">y</a>', "<a>y</a>"),
        ('<a href="https://a.b/c">y</a>', '<a href="https://a.b/c" rel="noopener noreferrer">y</a>'),
        ('<a href="#top">y</a>', '<a href="#top">y</a>'),
        ('<div style="background:url(https://a.b)">y</div>', "<div>y</div>"),
        ('<div style="color: red">y</div>', '<div style="color: red">y</div>'),
        ('<rect fill="url(#g)"/>', '<rect fill="url(#g)"></rect>'),
        ('<svg viewBox="0 0 1 1"><linearGradient id="g"/></svg>', None),
        ("<svg><script>x</script><a xlink:href='javascript:x'>y</a></svg>", "<svg><a>y</a></svg>"),
        ("<iframe srcdoc='<script>'></iframe>z", "z"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<p>open<b>more", "<p>open<b>more</b></p>"),
        ("</div></b>x", "x"),
        ("<style>b{}</style><table><tr><td>1</table>", "<table><tr><td>1</td></tr></table>"),
        ("<cloche-tex display>x^2</cloche-tex>", '<span class="cloche-tex display">x^2</span>'),
        ("<form action=x><input onfocus=x autofocus></form>", ""),
        ("<!-- <script> --><!doctype x><?x?>y", "y"),
    ],
)
def test_html_is_written_anew_from_what_is_allowed(html, wanted):
    if wanted is None:
        assert 'viewBox="0 0 1 1"' in sanitise(html) and "<linearGradient" in sanitise(html)
    else:
        assert sanitise(html) == wanted


@pytest.mark.parametrize(
    ("props", "says"),
    [
        ({"label": "speed", "value": 3}, "<span>speed</span> <output>3</output>"),
        ({"label": "", "value": ["a", "b"]}, "<output>a, b</output>"),
        ({"label": "", "value": 1, "steps": [10, 20]}, "<output>20</output>"),
        ({"label": "", "value": "x", "kind": "password"}, "<span></span> </span>"),
        ({"label": "<script>x</script>", "value": "<b>"}, "<output>&lt;b&gt;</output>"),
    ],
)
def test_an_element_becomes_its_label_and_value(props, says):
    tag = f"<cloche-x data-element='slider' props='{json.dumps(props)}'></cloche-x>"

    assert says in sanitise(tag)
    assert DANGEROUS.search(sanitise(tag)) is None


FRAGMENTS = """<script> </script> <b <img onerror= src= style= href= javascript: " ' > < / <!-- --> <svg> <style> &
    </style> &lt; ; <cloche-slider props= {"label": "<b>"} x <p> </p> <iframe> data:text/html <a = <textarea> </title
    <title> url( \0 <![CDATA[ ]]> <?x <math> <noscript> &#106; <xmp> <plaintext>"""
fragments = st.lists(st.sampled_from(FRAGMENTS.split()), max_size=12)


@settings(max_examples=500, deadline=None)
@given(st.one_of(fragments.map(" ".join), fragments.map("".join), st.text()))
def test_nothing_that_runs_comes_through(html):
    made = sanitise(html)

    assert DANGEROUS.search(made) is None
    assert sanitise(made) == made


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.sampled_from(["x = f'{1!r}' # c", "def f():\n  '''a\nb'''", "\tx", "é = 'ü'; y = 1"])))
def test_highlighting_changes_no_letter_of_the_code(code):
    plain = re.sub(r"</?span[^>]*>", "", highlighted(code))

    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == code


def results_of(*codes: str) -> tuple[Notebook, list[Result]]:
    notebook = Notebook(tuple(Cell("_", code) for code in codes))
    return notebook, asyncio.run(run_all(notebook))


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch):
    """A run makes the notebook this process's `__main__`."""
    import sys

    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def test_a_run_gives_outputs_prints_and_errors_of_each_cell():
    errors = "import sys\nsys.stderr.write('e')\nNone"
    _, results = results_of("y = x", "x = 1\nprint('a')\nx", "1 / 0\nz = 1", "z", errors)

    assert [bool(result.error) for result in results] == [False, False, True, True, False]
    assert results[1].output == {"text/plain": "1"}
    assert results[1].printed == [("stdout", "a\n")]
    assert results[4].printed == [("stderr", "e")]


def test_a_cell_that_stops_itself_did_not_fail():
    _, results = results_of("import cloche as cl", "cl.stop(True, 'no')\nx = 1", "x")

    assert [result.failed for result in results] == [False, False, False]


def test_outputs_are_what_jupyter_expects():
    _, results = results_of("print('a')\nprint('b')", "1 / 0", "class P:\n    def _repr_png_(self): return b'png'\nP()")
    outputs = jupyter_outputs(results)

    assert outputs[0] == [{"output_type": "stream", "name": "stdout", "text": ["a\n", "b\n"]}]
    assert (outputs[1][0]["ename"], outputs[1][0]["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert b64decode(outputs[2][0]["data"]["image/png"]) == b"png"


def test_a_page_shows_pictures_json_errors_and_ansi_as_text():
    notebook, results = results_of(
        "class P:\n    def _repr_svg_(self): return '<svg onload=\"x()\"/>'\nP()",
        "class J:\n    def _repr_json_(self): return {'a': 1}\nJ()",
        "print('\\x1b[31mred\\x1b[0m <b>')",
        "raise ValueError('<script>')",
    )
    text = page(notebook, results)

    assert '<img alt="" src="data:image/svg+xml;base64,' in text
    assert "&quot;a&quot;: 1" in text or '"a": 1' in text
    assert "red &lt;b&gt;" in text and "\x1b" not in text
    assert "ValueError: &lt;script&gt;" in text
    assert "<script" not in text and "onload=" not in text.split("</main>")[0].replace('onload="x()"', "", 1)
    assert "default-src 'none'" in text


def test_an_empty_notebook_is_an_empty_page():
    assert "<main>\n\n</main>" in page(Notebook())


def test_a_title_cannot_leave_its_place():
    from cloche.notebook import AppConfig

    text = page(Notebook(app=AppConfig.of(app_title="</title><script>x</script>", width='"><script>')))

    assert "<script" not in text
