"""Charts of Altair's: what may be selected in them, and which rows a selection takes."""

import altair as alt
import pandas as pd
import pytest

from cloche import ui
from cloche.outputs import vegalite
from cloche.outputs.bundle import bundle
from cloche.outputs.columns import INLINE
from cloche.outputs.vegalite import picture
from cloche.ui.selectable import selectable, selections

FRAME = pd.DataFrame(
    {
        "x": [1, 2, 3, 4],
        "y": [4.0, 3.0, 2.0, None],
        "kind": list("aabb"),
        "day": pd.date_range("2020-01-30", periods=4),
    }
)
BASE = alt.Chart(FRAME)
POINTS = BASE.mark_point().encode(x="x", y="y", color="kind")
BARS = BASE.mark_bar().encode(x="kind", y="count()")


def offered(chart, chart_selection=True, legend_selection=True):
    """The selections that the page is given, by name, with the channels or fields they go by."""
    spec = ui.altair_chart(chart, chart_selection, legend_selection)._props["spec"]
    found = {}

    def look(part):
        for param in part.get("params", []):
            select = param["select"]
            found[param["name"]] = select.get("encodings") or select.get("fields")
        for key in ("vconcat", "hconcat", "layer"):
            for each in part.get(key, []):
                look(each)

    look(spec)
    return found


@pytest.mark.parametrize("mark", ["point", "circle", "square", "tick", "rect", "rule", "text"])
def test_marks_in_a_plane_are_selected_by_click_and_by_dragging(mark):
    chart = getattr(BASE, f"mark_{mark}")().encode(x="x", y="y", color="kind")

    assert offered(chart) == {
        "legend_selection_kind": ["kind"],
        "select_point": ["x", "y"],
        "select_interval": ["x", "y"],
        "pan_zoom": None,
    }


def test_other_marks_have_the_selections_that_suit_them():
    assert offered(BASE.mark_line().encode(x="x", y="y")) == {"pan_zoom": None}
    assert offered(BASE.mark_arc().encode(theta="y", color="kind"), True, False) == {"select_point": ["color"]}
    assert offered(BARS)["select_point"] == ["x"]
    assert offered(BASE.mark_bar().encode(y="kind", x="count()"))["select_interval"] == ["y"]
    assert "select_interval" not in offered(BASE.mark_bar().encode(x=alt.X("x", bin=True), y="count()"))
    assert offered(BASE.mark_boxplot().encode(x="kind", y="y")) == {}
    assert offered(POINTS.facet("kind")) == {}


def test_arguments_and_what_the_chart_says_itself_decide():
    assert "select_interval" not in offered(POINTS, "point") and "select_point" in offered(POINTS, "point")
    assert offered(POINTS, False, False) == {}
    assert "legend_selection_kind" not in offered(POINTS, True, ["other"])
    assert list(offered(POINTS.add_params(alt.selection_interval(name="mine")))) == [
        "mine",
        "legend_selection_kind",
        "pan_zoom",
    ]
    own_legend = alt.selection_point(name="mine", fields=["kind"], bind="legend")
    assert "legend_selection_kind" not in offered(POINTS.add_params(own_legend))
    with pytest.raises(ValueError, match="chart_selection"):
        ui.altair_chart(POINTS, chart_selection="all")
    with pytest.raises(TypeError, match="made with Altair, not int"):
        ui.altair_chart(3)


def test_charts_beside_each_other_share_what_they_have_in_common():
    same = offered(POINTS | POINTS)
    different = offered(POINTS & BARS)
    layered = offered(POINTS + BASE.mark_line().encode(x="x", y="y"))

    assert list(same) == ["legend_selection_kind", "select_point", "select_interval", "pan_zoom"]
    assert {"select_interval", "select_interval_1"} <= set(different)
    assert list(layered) == ["legend_selection_kind", "select_point_0", "select_interval_0", "pan_zoom"]


POINT = {"vlPoint": {"or": [{"kind": "a", "x": 2}, {"kind": "b", "x": 4}]}, "kind": ["a", "b"], "x": [2, 4]}


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        ({}, []),
        ({"select_interval": {}}, []),
        ({"select_point": {"vlPoint": {"or": []}}}, []),
        ({"select_interval": {"x": [1.5, 3.2]}}, [2, 3]),
        ({"select_interval": {"x": [1.5, 4], "y": [2.5, 5]}}, [2]),
        ({"select_interval": {"kind": ["a", "b"], "x": [3, 2]}}, [2, 3]),
        ({"select_interval": {"day": [1580428800000, 1580515200000]}}, [2, 3]),
        ({"select_interval": {"yearmonth_day": [1577836800000, 1580500000000]}}, [1, 2]),
        ({"select_point": POINT}, [2, 4]),
        ({"select_point": {"_vgsid_": [1, 3], "vlPoint": {"or": [{"_vgsid_": 1}, {"_vgsid_": 3}]}}}, [1, 3]),
        ({"select_point": {"yearmonth_day": [1580515200000]}}, [3, 4]),
        ({"select_point": {"y": [None]}}, [4]),
        ({"legend_selection_kind": {"kind": ["a"]}, "select_interval": {"x": [2, 9]}}, [2]),
    ],
)
def test_the_value_is_the_rows_that_all_selections_take(selection, taken):
    chart = ui.altair_chart(POINTS)

    chart.take(selection)

    assert list(chart.value["x"]) == taken
    assert list(chart.value.index) == [x - 1 for x in taken]
    assert chart.selections == selection
    assert list(chart.apply_selection(FRAME.assign(z=1)).columns) == [*FRAME.columns, "z"]
    assert chart.dataframe is FRAME


def test_classes_of_numbers_end_before_the_next_one():
    chart = ui.altair_chart(BASE.mark_bar().encode(x=alt.X("x", bin=True), y="count()"))

    chart.take({"select_point": {"x": [[1, 3]], "vlPoint": {"or": [{"x": [1, 3]}]}}})

    assert list(chart.value["x"]) == [1, 2]


def test_a_selection_by_what_the_chart_computes_names_the_way_out():
    chart = ui.altair_chart(POINTS)

    with pytest.raises(ValueError, match=r"“double”.*apply_selection"):
        chart.take({"select_interval": {"double": [1, 2]}})
    assert len(chart.value) == 0


def test_lists_of_rows_are_filtered_as_such_and_addresses_are_not():
    rows = [{"x": 1, "y": 2}, {"x": 3, "y": 1}]
    listed = ui.altair_chart(alt.Chart(alt.Data(values=rows)).mark_point().encode(x="x:Q", y="y:Q"))
    remote = ui.altair_chart(alt.Chart("https://example.org/x.csv").mark_point().encode(x="x:Q", y="y:Q"))

    listed.take({"select_interval": {"x": [2, 4]}})

    assert listed.value == [{"x": 3, "y": 1}]
    assert listed._props["spec"]["data"] == {"name": "table_0"}
    assert remote._props["spec"]["data"] == {"url": "https://example.org/x.csv"}
    assert remote.apply_selection(FRAME).empty


def test_charts_are_joined_as_charts_are():
    joined = ui.altair_chart(POINTS) | BARS

    assert isinstance(joined, ui.altair_chart) and len(joined._props["spec"]["hconcat"]) == 2
    assert ui.altair_chart(POINTS).properties(width=30).width == 30


def test_the_same_cell_draws_the_same_specification_whatever_its_rows():
    def drawn(rows):
        brush = alt.selection_interval()
        color = alt.when(brush).then("kind").otherwise(alt.value("grey"))
        chart = alt.Chart(rows).mark_point().encode(x="x", y="y", color=color).add_params(brush)
        counts = alt.Chart(rows).mark_bar().encode(x="kind", y="count()").transform_filter(brush)
        return picture(chart & counts)

    first, second = drawn(FRAME), drawn(FRAME.head(2))

    assert first.spec == second.spec
    assert "'param_2'" in str(first.spec) and set(first.frames) == {"table_0"}
    own = ui.altair_chart(POINTS.add_params(alt.selection_interval()))
    [page_name] = set(own._props["selections"]) - {"legend_selection_kind"}
    own.take({page_name: {"x": [1, 2]}})
    assert list(own.selections) != [page_name] and list(own.value["x"]) == [1, 2]


def test_a_chart_is_shown_with_all_its_rows_and_large_tables_travel_apart():
    small = bundle(POINTS)["text/html"]
    large = bundle(alt.Chart(pd.DataFrame({"x": range(INLINE // 3)})).mark_tick().encode(x="x"))["text/html"]

    assert small.startswith("<cloche-vega ") and '"table_0":{"rows":4' in small
    assert '"tables":null' in large and len(large) < 3_000


def test_authors_rules_for_data_are_kept():
    alt.data_transformers.register("first_two", lambda data: {"values": data.head(2)[["x"]].to_dict("records")})
    with alt.data_transformers.enable("first_two"):
        drawn = picture(POINTS)

    assert drawn.frames == {"table_0": [{"x": 1}, {"x": 2}]}


def test_marimos_rules_for_data_can_be_chosen_and_tables_of_any_size_go_to_the_page():
    vegalite.install(alt)
    rows = pd.DataFrame({"x": range(6000)})
    chart = alt.Chart(rows).mark_point().encode(x="x")
    with alt.data_transformers.enable("marimo_csv"):
        assert picture(chart).frames["table_0"] is rows
        assert len(next(iter(chart.to_dict()["datasets"].values()))) == 6000


def test_what_is_selectable_is_told_by_name():
    assert selections(selectable(picture(POINTS).spec, True, True)) == {
        "legend_selection_kind": "point",
        "select_point": "point",
        "select_interval": "interval",
    }
