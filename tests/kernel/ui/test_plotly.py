"""Figures of Plotly's: how they reach the page, and which points a selection is."""

import base64

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio
import pytest

from cloche import ui
from cloche.outputs.bundle import bundle
from cloche.outputs.columns import INLINE
from cloche.outputs.plotlyfig import drawn

LINE = go.Figure(go.Scatter(x=[1, 2, 3, 4], y=[4, 3, 2, 1], mode="lines"))
BOX = {"x": [1.5, 3.5], "y": [0, 9]}


def test_points_and_numbers_are_those_that_the_page_tells():
    dots = ui.plotly(LINE)
    points = [{"x": 2, "y": 3}, {"x": 3, "y": 2}]

    dots.take({"range": {"x": [1, 4], "y": [1, 4]}, "points": points, "indices": [1, 2]})

    assert dots.value == dots.points == points
    assert dots.indices == [1, 2]
    assert dots.ranges == {"x": [1, 4], "y": [1, 4]}
    dots.take({})
    assert (dots.value, dots.indices, dots.ranges) == ([], [], {})


@pytest.mark.parametrize(
    ("trace", "box", "taken"),
    [
        (LINE.data[0], BOX, [1, 2]),
        (go.Scatter(x=["2020-01-01", "2020-01-03"], y=[1, 2]), {"x": ["2020-01-02", "2020-01-04"]}, [1]),
        (go.Bar(x=["a", "b", "c"], y=[1, 2, 3]), {"x": [-0.5, 1.2]}, [0, 1]),
        (go.Bar(x=[1, 2], y=["a", "b"], orientation="h"), {"y": [0.5, 2]}, [1]),
        (go.Heatmap(z=np.array([[1, 2], [3, 4]]), x=["a", "b"]), {"x": [-0.5, 0.5], "y": [0.5, 1.5]}, [2]),
        (go.Scatter(y=[5, 6, 7]), {"x": [2, 0.5]}, [1, 2]),
        (go.Pie(values=[1, 2]), BOX, []),
    ],
)
def test_a_box_over_what_knows_no_selected_points_takes_those_inside(trace, box, taken):
    chart = ui.plotly(go.Figure(trace))

    chart.take({"range": box, "points": []})

    assert chart.indices == taken
    assert all(point["curveNumber"] == 0 for point in chart.value)


def test_what_the_layout_selects_is_the_first_value():
    figure = go.Figure(LINE).update_layout(selections=[{"type": "rect", "x0": 3.5, "x1": 1.5, "y0": 0, "y1": 9}])

    chart = ui.plotly(figure)

    assert chart.ranges == {"x": [1.5, 3.5], "y": [0, 9]}
    assert [point["y"] for point in chart.value] == [3, 2]


def test_options_go_before_those_of_the_renderer():
    assert ui.plotly(LINE, config={"staticPlot": True})._props["config"]["staticPlot"] is True
    assert ui.plotly(LINE, renderer_name="notebook")._props["config"] == pio.renderers["notebook"].config
    with pytest.raises(ValueError, match="no renderer 'paper'"):
        ui.plotly(LINE, renderer_name="paper")
    with pytest.raises(TypeError, match="made with Plotly, not list"):
        ui.plotly([])


def test_a_figure_is_shown_and_a_large_one_travels_apart_as_bytes():
    numbers = np.random.default_rng(1).random(INLINE // 6)
    large = go.Figure(go.Scattergl(y=numbers))

    assert bundle(LINE)["text/html"].startswith("<cloche-plotly-figure ")
    assert '"figure":null' in bundle(large)["text/html"] and len(bundle(large)["text/html"]) < 500
    figure, _, is_small = drawn(large)
    assert not is_small
    assert figure["data"][0]["y"]["bdata"] == numbers.tobytes()
    small = drawn(go.Figure(go.Scatter(y=numbers[:9])))[0]["data"][0]["y"]["bdata"]
    assert base64.b64decode(small) == numbers[:9].tobytes()


def test_only_plotlys_own_look_becomes_the_pages():
    assert drawn(LINE)[1]
    assert not drawn(go.Figure(LINE).update_layout(template="plotly_dark"))[1]
