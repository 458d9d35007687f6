"""Widgets of Panel's: what the page gets of them, and what comes back."""

import asyncio
import gc
import weakref

import driver
import numpy as np
import panel as pn
import pytest
from bokeh_documents import models
from panel.io.state import state

from cloche import ui


@pytest.fixture
def kernel():
    made = driver.Kernel()
    yield made
    made.session.close()


STARS = """
    import cloche as cl
    import panel as pn

    stars = pn.widgets.IntSlider(label="Stars", start=0, end=10, value=5)
    said = pn.widgets.TextInput(label="Said", value="hm")
    press = pn.widgets.Button(label="Press")
    press.on_click(lambda event: said.param.update(value="pressed"))
    shown = pn.pane.HTML(pn.bind(lambda n: f"<b>{n} stars</b>", stars))
    rating = cl.ui.panel(pn.Column(stars, shown, pn.Row(said, press)))
    rating
"""


def start(kernel, **cells):
    asyncio.run(kernel.start(a=STARS, **cells))
    return opened(kernel, "rating")


def opened(kernel, name):
    """The models of the document that the page is given, by their names."""
    said = tell(kernel, name, {"open": True})
    return {model["name"].rpartition(".")[2]: model for model in models(said[-1]["document"])}


def tell(kernel, name, message):
    """What Python's part says to it."""
    kernel.page.said.clear()
    asyncio.run(kernel.tell(name, message))
    return [message for _, message in kernel.page.said]


def change(kernel, name, model, attribute, value, buffers=None):
    event = {"kind": "ModelChanged", "model": {"id": model["id"]}, "attr": attribute, "new": value}
    return tell(kernel, name, {"patch": {"events": [event]}, "buffers": buffers or {}})


def news(said):
    """Each change of an attribute in patches."""
    events = [event for message in said for event in message.get("patch", {}).get("events", ())]
    return [(event["model"]["id"], event["attr"], event["new"]) for event in events]


def test_the_document_comes_when_the_page_asks_and_never_in_html(kernel):
    found = start(kernel)

    assert found["Slider"]["attributes"]["value"] == 5
    assert "&lt;b&gt;5 stars" in found["HTML"]["attributes"]["text"]
    assert "Slider" not in kernel.html("a") and "<cloche-panel " in kernel.html("a")


def test_what_the_person_does_reaches_watchers_and_readers_and_only_what_follows_comes_back(kernel):
    found = start(kernel, b="rating.value['Stars']", c="stars.value")

    said = change(kernel, "rating", found["Slider"], "value", 8)

    assert kernel["stars"].value == 8
    assert (kernel.output("b"), kernel.output("c")) == ("8", "5"), "the widget alone is no element"
    assert news(said) == [(found["HTML"]["id"], "text", "&lt;b&gt;8 stars&lt;/b&gt;")]
    assert said[-1] == {"heard": True}


def test_a_press_is_an_event_and_changes_of_python_s_reach_the_page(kernel):
    found = start(kernel, b="rating.value['Said']")
    press = {"type": "event", "name": "button_click", "values": {"model": {"id": found["Button"]["id"]}}}

    said = tell(
        kernel,
        "rating",
        {"patch": {"events": [{"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": press}]}},
    )

    assert news(said) == [(found["TextInput"]["id"], "value", "pressed")]
    assert kernel.output("b") == "pressed"

    kernel.page.said.clear()
    asyncio.run(kernel.run(d="stars.value = 3"))
    assert (found["Slider"]["id"], "value", 3) in news([message for _, message in kernel.page.said])
    assert opened(kernel, "rating")["Slider"]["attributes"]["value"] == 3


def test_an_error_of_a_watcher_stands_in_the_console_and_the_widget_lives_on(kernel):
    found = start(kernel, b="stars.param.watch(lambda event: 1 / (event.new - 8), 'value'); None")

    said = change(kernel, "rating", found["Slider"], "value", 8)
    assert "ZeroDivisionError" in kernel.printed("a", "stderr") and said[-1] == {"heard": True}

    assert news(change(kernel, "rating", found["Slider"], "value", 9))


def test_bytes_go_as_bytes_both_ways(kernel):
    asyncio.run(
        kernel.start(
            a="""
            import cloche as cl, numpy as np, panel as pn
            from bokeh.plotting import figure
            plot = figure(width=200, height=200)
            dots = plot.scatter(np.arange(3.0), np.arange(3.0))
            shown = cl.ui.panel(pn.pane.Bokeh(plot))
            shown
            """
        )
    )
    source = opened(kernel, "shown")["ColumnDataSource"]
    assert dict(source["attributes"]["data"]["entries"])["x"]["array"]["data"] == np.arange(3.0).tobytes()

    kernel.page.said.clear()
    asyncio.run(
        kernel.run(b="dots.data_source.data = {'x': np.ones(2), 'y': np.ones(2)}; shown.obj.param.trigger('object')")
    )
    patches = [message for _, message in kernel.page.said if message.get("buffers")]
    assert np.ones(2).tobytes() in patches[-1]["buffers"].values()

    array = {"type": "ndarray", "array": {"type": "bytes", "data": {"id": "0"}}}
    column = {**array, "dtype": "float64", "order": "little", "shape": [2]}
    news = {"type": "map", "entries": [["x", column], ["y", column]]}
    source = opened(kernel, "shown")["ColumnDataSource"]
    change(kernel, "shown", source, "data", news, {"0": np.array([7.0, 8.0]).tobytes()})
    assert list(kernel["dots"].data_source.data["x"]) == [7.0, 8.0]


def test_what_a_cell_shows_as_it_is_answers_too_also_within_other_outputs(kernel):
    asyncio.run(
        kernel.start(
            a="import cloche as cl, panel as pn\nstars = pn.widgets.IntSlider(label='Stars', value=5)",
            b="pn.Row(stars)",
            c="cl.hstack([stars, [stars]])",
        )
    )
    assert kernel.html("b").count("<cloche-panel ") == 1 and kernel.html("c").count("<cloche-panel ") == 2

    [opened] = tell(kernel, "b-0", {"open": True})
    [slider] = [model for model in models(opened["document"]) if model["name"].endswith("Slider")]
    change(kernel, "b-0", slider, "value", 8)

    assert kernel["stars"].value == 8


def test_the_value_is_the_widget_s_or_those_of_a_layout_s_widgets_by_name():
    slider = pn.widgets.FloatSlider(label="Depth", value=0.5)
    sized = pn.widgets.EditableIntSlider(label="Size", value=3)

    assert ui.panel(slider).value == 0.5
    assert ui.panel(pn.Row(slider, pn.Column(sized, slider), "words")).value == {"Depth": 0.5, "Size": 3}
    assert ui.panel("words").value == {}
    element = ui.panel(slider)
    element.end = 7
    assert (slider.end, element.start) == (7, 0)


def test_what_needs_another_library_is_named():
    assert ui.panel(pn.widgets.CodeEditor())._lacking() == ["AcePlot"]
    assert ui.panel(pn.widgets.IntSlider())._lacking() == []


def test_panel_lets_go_of_an_element_that_is_gone_and_a_clone_has_a_document_of_its_own():
    slider = pn.widgets.IntSlider(value=1)
    element = ui.panel(slider)
    twin = element.clone()
    assert {element._ref, twin._ref} <= set(state._views) and len(slider._models) == 2
    ref = element._ref
    gone = weakref.ref(element)

    del element
    gc.collect()

    assert gone() is None
    assert ref not in state._views and twin._ref in state._views and list(slider._models) == [twin._ref]
