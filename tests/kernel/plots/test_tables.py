"""The beginning of a table of data, as cells show it."""

import datetime as dt
import re

import numpy as np
import pandas as pd

from cloche import ui
from cloche.outputs.bundle import bundle


def shown(value):
    return bundle(value)["text/html"]


def cells(html, tag="td"):
    return [re.sub("<[^>]*>", "", cell) for cell in re.findall(f"<{tag}[ >].*?</{tag}>", html)]


def test_a_frame_has_its_index_and_numbers_to_the_right():
    html = shown(
        pd.DataFrame({"town": ["Oslo", "Rome"], "people": [709, 2761]}, index=pd.Index(["no", "it"], name="land"))
    )

    assert cells(html, "th") == ["land", "town", "people", "no", "it"]
    assert cells(html) == ["Oslo", "709", "Rome", "2761"]
    assert html.count('class="cloche-numeric"') == 3
    assert "<small>" not in html


def test_of_a_large_frame_the_beginning_is_shown_and_told():
    html = shown(pd.DataFrame(np.zeros((1000, 40))))

    assert html.count("<tr>") == 51 and len(cells(html)) == 50 * 30
    assert "<small>First 50 of 1,000 rows, first 30 of 40 columns</small>" in html


def test_fractions_of_a_column_have_as_many_digits_as_one_of_them_needs():
    frame = pd.DataFrame({"a": [1.5, 2.25, np.nan], "b": [1e20, 1.0, 2.0], "c": [3.0, 4.0, 1 / 3]})

    assert cells(shown(frame))[0::3] == ["1.50", "2.25", "nan"]
    assert cells(shown(frame))[1::3] == ["1e+20", "1", "2"]
    assert cells(shown(frame))[2::3] == ["3.000000", "4.000000", "0.333333"]


def test_markup_in_data_stays_text_and_long_texts_are_cut():
    html = shown(pd.DataFrame({"<b>": ["<script>x</script>", "a" * 5000]}))

    assert "<script" not in html and "&lt;b&gt;" in html
    assert f'<span title="{"a" * 1000}">{"a" * 120}…</span>' in html


def test_series_levels_dates_and_nothing():
    series = pd.Series([1, 2], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]), name="n")
    dates = pd.DataFrame({("day", "of"): [pd.Timestamp("2026-01-02"), pd.NaT], ("none", ""): [None, True]})

    assert cells(shown(series), "th") == ["x", "", "n", "a", "1", "b", "2"]
    assert cells(shown(dates)) == ["2026-01-02 00:00:00", "None", "NaT", "True"]
    assert "day / of" in shown(dates)
    assert "0 rows, 0 columns" in shown(pd.DataFrame())


def test_a_styled_frame_and_one_of_another_library_speak_for_themselves():
    class Frame(pd.DataFrame):
        __module__ = "elsewhere"

        def _repr_html_(self):
            return "<b>mine</b>"

    assert shown(Frame()) == "<b>mine</b>"


def test_arrays_of_two_dimensions_and_of_records_are_tables():
    assert cells(shown(np.arange(6).reshape(2, 3))) == list("012345")
    assert cells(shown(np.array([(1, "a")], dtype=[("n", int), ("s", "U1")])), "th") == ["", "n", "s", "0"]
    assert "text/html" not in bundle(np.arange(3)) and "text/html" not in bundle(np.zeros((2, 2, 2)))


def test_times_in_nanoseconds_of_arrow_are_shown_as_text():
    class Column:
        def __init__(self, values):
            self.values = values

        def slice(self, start, many):
            return self

        def cast(self, kind):
            return Column(["2026-01-02 00:00:00.000000001"])

        def to_pylist(self):
            if self.values is None:
                raise ValueError("Nanosecond resolution temporal type 1 is not safely convertible")
            return self.values

    class Table:
        schema = type("Schema", (), {"names": ["n", "at"]})
        num_rows, num_columns = 1, 2

        def column(self, at):
            return Column([7] if at == 0 else None)

    Table.__module__ = "pyarrow.lib"

    assert cells(shown(Table())) == ["7", "2026-01-02 00:00:00.000000001"]


def test_a_list_of_dictionaries_is_a_table_with_what_is_live_in_it():
    slider = ui.slider(0, 9)
    html = shown([{"name": "a", "value": slider}, {"name": "b", "more": dt.date(2026, 1, 2)}])

    assert cells(html, "th") == ["name", "value", "more"]
    assert "<cloche-slider" in html and "2026-01-02" in html
    assert cells(shown([{"a": 1, "b": None}])) == ["1", "None"]
    for other in ([{"a": [1]}], [{"a": {"b": 1}}], [{"a": 1}, {"b": 1}], [{"a": 1}, 2], [{1: 2}, {1: 3}], [{}, {}]):
        assert "cloche-frame" not in bundle(other).get("text/html", "")
