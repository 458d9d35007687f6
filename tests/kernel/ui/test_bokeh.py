"""Plots of Bokeh's: how they reach the page, and what `show` does."""

import asyncio
import base64
import json

import bokeh.io
import driver
import numpy as np
import pytest
from bokeh.layouts import column
from bokeh.models import ColumnDataSource, Div
from bokeh.plotting import figure, show
from bokeh_documents import models

from cloche.outputs.bokehplot import drawn
from cloche.outputs.bundle import bundle
from cloche.outputs.columns import INLINE
from cloche.runtime import bokeh_show


def plot(**columns):
    made = figure(width=300, height=200, title="Numbers")
    made.line("x", "y", source=ColumnDataSource(columns or {"x": [1, 2], "y": [3, 4]}))
    return made


def columns(document):
    [source] = [model for model in models(document) if model["name"] == "ColumnDataSource"]
    return dict(source["attributes"]["data"]["entries"])


def test_a_plot_is_shown_as_a_document_and_stays_in_its_own():
    made = plot()

    html = bundle(made)["text/html"]

    assert html.startswith("<cloche-bokeh-plot ") and '"version":"' + bokeh.__version__ in html
    assert [root["name"] for root in drawn(made)[0]["roots"]] == ["Figure"]
    assert made.document is None
    both = bundle(column(Div(text="<b>&amp;</b> 'quoted'"), made))["text/html"]
    assert "<b>" not in both and "'quoted'" not in both


def test_arrays_are_base64_in_a_small_plot_and_bytes_in_a_large_one():
    numbers = np.random.default_rng(1).random(INLINE // 8)
    small, is_small = drawn(plot(x=numbers[:9], y=numbers[:9]))
    large, is_large_small = drawn(plot(x=numbers, y=numbers))

    assert (is_small, is_large_small) == (True, False)
    assert base64.b64decode(columns(small)["x"]["array"]["data"]) == numbers[:9].tobytes()
    assert columns(large)["x"]["array"]["data"] == numbers.tobytes()
    assert json.dumps(small)
    assert '"document":null' in bundle(plot(x=numbers, y=numbers))["text/html"]


@pytest.fixture
def shows():
    bokeh_show.install(bokeh.io)
    yield
    bokeh.io.notebook._HOOKS.pop("jupyter")
    bokeh.io.reset_output()


@pytest.mark.usefixtures("shows")
def test_show_puts_plots_into_the_cell_above_what_it_ends_with():
    kernel = driver.Kernel()
    code = "show(figure(title='first'))\nshow([figure(), figure()])\n'end'"
    asyncio.run(kernel.start(a="from bokeh.plotting import figure, output_notebook, show\noutput_notebook()", b=code))

    shown = kernel.html("b")
    kernel.session.close()
    assert shown.count("<cloche-bokeh-plot ") == 3
    assert shown.index('"first"') < shown.index("end")


@pytest.mark.usefixtures("shows")
def test_what_needs_a_server_says_so():
    with pytest.raises(ValueError, match="needs a Bokeh server"):
        show(plot(), notebook_handle=True)
    with pytest.raises(RuntimeError, match="need a Bokeh server"):
        show(lambda document: None)
