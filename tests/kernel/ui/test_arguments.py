"""What is wrong with an element's arguments is said with the argument's name, what was given, and what fits."""

import datetime as dt

import pytest

from cloche import md, ui

BAD = [
    (lambda: ui.multiselect(["a"], value=["b"]), "'b' is not among the options: 'a'"),
    (lambda: ui.multiselect("abc"), "`options` is a list"),
    (lambda: ui.multiselect(["a", "b"], value=["a", "b"], max_selections=1), "`max_selections` is 1"),
    (lambda: ui.multiselect(["a"], max_selections=-1), "`max_selections` is a whole number"),
    (lambda: ui.multiselect(["a"], value=["a", "a"]), "each label once"),
    (lambda: ui.multiselect(["a"], disabled="no"), "`disabled` is True or False, not 'no'"),
    (lambda: ui.range_slider(), "needs `start` and `stop`, or `steps`"),
    (lambda: ui.range_slider(0, 9, steps=[1]), "either `steps`, or `start`"),
    (lambda: ui.range_slider(9, 0), "`stop` is not below its `start`"),
    (lambda: ui.range_slider(0, 9, value=(5, 2)), "the lower first; got 5 and 2"),
    (lambda: ui.range_slider(0, 9, value=3), "`value` is two numbers"),
    (lambda: ui.range_slider(0, 9, step=0), "`step` is above 0"),
    (lambda: ui.date(value="4 May"), "`value` is a date, or a text such as '2026-05-04'; not '4 May'"),
    (lambda: ui.date("2026-01-02", "2026-01-01"), "`stop` is not before its `start`"),
    (lambda: ui.date(start="2026-01-02", value="2026-01-01"), "from 2026-01-02 to any day; got 2026-01-01"),
    (lambda: ui.date_range(value=("2026-01-02", "2026-01-01")), "the earlier day first"),
    (lambda: ui.date_range(value="2026-01-02"), "two days"),
    (lambda: ui.datetime(precision="day"), "`precision` is one of 'hour', 'minute', 'second', not 'day'"),
    (lambda: ui.datetime(value=3), "`value` is a datetime"),
    (lambda: ui.array(ui.text()), "`elements` is a list of elements"),
    (lambda: ui.array([1]), "`elements` holds elements of `ui`; at 0 there is int 1"),
    (lambda: ui.dictionary([ui.text()]), "`elements` is a dictionary of elements"),
    (lambda: ui.batch("{x}", {"x": ui.text()}), "`html` is HTML such as `md"),
    (lambda: ui.tabs(["a"]), "`tabs` is a dictionary of names and outputs"),
    (lambda: ui.tabs({"a": 1}, orientation="up"), "`orientation` is one of"),
    (lambda: ui.tabs({"a": 1}, lazy=1), "`lazy` is True or False"),
    (lambda: ui.refresh(options=["1x"]), "`options` holds seconds, or texts such as '5s'"),
    (lambda: ui.refresh(options=["1s"], default_interval="2s"), "`default_interval` is one of the `options`"),
    (lambda: ui.file(filetypes=["csv"]), "`filetypes` are endings such as '.csv'"),
    (lambda: ui.file(max_size=0), "`max_size` is a number of bytes above 0"),
    (lambda: ui.file(kind="big"), "`kind` is one of 'button', 'area', not 'big'"),
    (lambda: ui.code_editor(theme="blue"), "`theme` is one of 'light', 'dark'"),
    (lambda: ui.code_editor(min_height=9, max_height=3), "`max_height` is not below `min_height`"),
    (lambda: ui.code_editor(debounce="slow"), "`debounce` is True, False or a number"),
    (lambda: ui.matrix([[1, 2], [3]]), "rows of one length; row 1 is [3]"),
    (lambda: ui.matrix([]), "not empty"),
    (lambda: ui.matrix([[1, 2], [3, 4]], symmetric=True), "`symmetric` needs [0][1] and [1][0] equal; got 2 and 3"),
    (lambda: ui.matrix([[1, 2]], symmetric=True), "as many rows as columns"),
    (lambda: ui.matrix([[1, 2]], min_value=2), "has 1 at [0][0]; `min_value` is 2"),
    (lambda: ui.matrix([[1, 2]], step=0), "`step` is above 0"),
    (lambda: ui.matrix([[1, 2]], row_labels=["a", "b"]), "`row_labels` is a list of 1 texts"),
    (lambda: ui.form(3), "made around an element"),
    (lambda: ui.text().form(bordered="yes"), "`bordered` is True or False"),
    (lambda: ui.text(on_change=3), "`on_change` is a function"),
]


@pytest.mark.parametrize(("make", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_a_bad_argument_is_named(make, said):
    with pytest.raises((ValueError, TypeError)) as fault:
        make()

    assert said in str(fault.value)


def test_days_default_to_today_within_bounds():
    today = dt.date.today()

    assert ui.date(stop="2019-01-01").value == dt.date(2019, 1, 1)
    assert ui.date(start="9000-01-01").value == dt.date(9000, 1, 1)
    assert ui.date().value in (today, dt.date.today())
    assert ui.date_range("2020-01-01", "2020-02-01").value == (dt.date(2020, 1, 1), dt.date(2020, 2, 1))
    assert ui.date().start == dt.date.min and ui.datetime().stop == dt.datetime.max


def test_a_moment_keeps_its_time_zone():
    moment = ui.datetime("2026-01-01T00:00+00:00", value="2026-05-04T09:30+02:00")

    assert moment.value == dt.datetime.fromisoformat("2026-05-04T07:30+00:00")
    assert moment.value.utcoffset() == dt.timedelta(hours=2)
    moment.take("2026-05-04T12:00:00")
    assert moment.value.isoformat() == "2026-05-04T12:00:00+02:00"


def test_copies_are_asked_anew():
    import copy

    slider = ui.slider(0, 9, value=2)
    slider.take(7)

    assert (copy.copy(slider).value, copy.deepcopy([slider])[0].value, slider.value) == (2, 2, 7)


def test_composites_read_like_lists_and_mappings():
    array = ui.array([ui.text("a"), ui.text("b")])
    named = md("{x}").batch(x=ui.text("a"))

    assert len(array) == 2 and [each.value for each in array] == ["a", "b"] and array[1] in array
    assert list(named) == ["x"] and named["x"].value == "a" and named.get("y") is None
    assert "x" in named and dict(named.items()) == named.elements
    with pytest.raises(KeyError, match="has no element 'y'; there are: 'x'"):
        named["y"]


def test_a_flat_matrix_gives_a_flat_list():
    flat = ui.matrix([1, 2.5])
    flat.take([[1], [3]])

    assert flat.value == [1, 3]
    assert '"precision":1' in flat.text
