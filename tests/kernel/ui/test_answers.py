"""Every element: its first value, what each kind of answer of the page makes of it, and what is refused.

The values are those of the elements that the field knows; where they were compared, marimo 0.25.2's are the same.
"""

import datetime as dt
import json

import pytest

from cloche import md, ui

REFUSED = "refused"

TABLE = [
    # how it is made, its first value, then (the page's answer, the value after it)
    (lambda: ui.slider(0, 10), 0, (5, 5), (2.5, 2.5), (11, REFUSED), ("a", REFUSED), (None, REFUSED)),
    (lambda: ui.slider(1, 9, 2, value=3), 3, (7, 7)),
    (lambda: ui.slider(steps=[1, 2, 4]), 1, (2, 4), (3, REFUSED), (0.5, REFUSED)),
    (lambda: ui.slider(steps=[0.1 * n for n in range(9)], value=0.3), 0.1 * 3, (0, 0)),
    (lambda: ui.range_slider(0, 10), [0, 10], ([2, 3], [2, 3]), ([3, 2], REFUSED), ([1], REFUSED)),
    (lambda: ui.range_slider(steps=[1, 2, 4], value=(2, 4)), [2, 4], ([0, 1], [1, 2])),
    (lambda: ui.number(), None, (3, 3), (2.5, 2.5), (None, None), ("3", REFUSED)),
    (lambda: ui.number(1, 10), 1, (10, 10), (11, REFUSED), (0, REFUSED)),
    (lambda: ui.number(stop=-3), -3, (-4, -4)),
    (lambda: ui.text(), "", ("ä", "ä"), (3, REFUSED)),
    (lambda: ui.text(None), "", ("x", "x")),
    (lambda: ui.text("too long", max_length=3), "too long", ("abc", "abc"), ("longer than that", REFUSED)),
    (lambda: ui.text_area("a\nb"), "a\nb", ("", "")),
    (lambda: ui.code_editor("x", language="sql"), "x", ("y", "y"), (None, REFUSED)),
    (lambda: ui.checkbox(), False, (True, True), (1, REFUSED)),
    (lambda: ui.switch(True), True, (False, False)),
    (lambda: ui.radio(["a", "b"]), None, ("b", "b"), ("c", REFUSED), (None, None)),
    (lambda: ui.radio({"x": 1, "y": 2}, value="x"), 1, ("y", 2)),
    (lambda: ui.dropdown([1, 2], value=2), 2, (["1"], 1), ([], None), (["1", "2"], REFUSED)),
    (lambda: ui.dropdown({"x": [1]}, allow_select_none=False), [1], (["x"], [1])),
    (lambda: ui.multiselect(["a", "b", "c"], value={"c"}), ["c"], (["b", "a"], ["b", "a"]), (["d"], REFUSED)),
    (lambda: ui.multiselect({"x": 1, "y": 2}, value=iter("yx")), [2, 1], ([], [])),
    (lambda: ui.date("2020-01-01", "2040-12-31"), dt.date(2020, 1, 1), ("2030-02-03", dt.date(2030, 2, 3))),
    (lambda: ui.date(stop="2040-12-31"), dt.date(2040, 12, 31), ("2041-01-01", REFUSED), (None, None)),
    (lambda: ui.date_range(start="2020-01-01"), (dt.date(2020, 1, 1),) * 2, (["2020-01-02"], REFUSED)),
    (lambda: ui.date_range(stop="2020-01-01"), (dt.date(2020, 1, 1),) * 2, (None, None)),
    (lambda: ui.datetime("2020-01-01"), dt.datetime(2020, 1, 1), ("2020-01-01T09:30", dt.datetime(2020, 1, 1, 9, 30))),
    (lambda: ui.button(), None, (1, None), ("x", REFUSED)),
    (lambda: ui.button(value=0, on_click=lambda count: count + 1), 0, (1, 1), (2, 2)),
    (lambda: ui.run_button(), False, (1, True), (0, False)),
    (lambda: ui.refresh(["1s"], "1s"), "", ("1s (1)", "1s (1)")),
    (lambda: ui.matrix([[1, 0], [0, 1]]), [[1, 0], [0, 1]], ([[1, 2], [3, 4]], [[1, 2], [3, 4]]), ([[1]], REFUSED)),
    (lambda: ui.matrix([1, 2]), [1, 2], ([[3], [4]], [3, 4])),
    (lambda: ui.file(), (), ([{"name": "a"}], REFUSED), ("a", REFUSED)),
    (lambda: ui.tabs({"A": 1, "B": 2}), "A", ("B", "B"), ("C", REFUSED)),
    (lambda: ui.array(ui.text(letter) for letter in "ab"), ["a", "b"], ({"1": "z"}, ["a", "z"]), ({"2": ""}, REFUSED)),
    (lambda: ui.dictionary({"a": ui.slider(0, 9)}), {"a": 0}, ({"a": 3}, {"a": 3}), ({"b": 3}, REFUSED)),
    (lambda: md("{a}").batch(a=ui.text("x")), {"a": "x"}, ({"a": "y"}, {"a": "y"})),
    (lambda: ui.text("x").form(), None, ("y", "y"), (None, None), (3, REFUSED)),
    (lambda: ui.chat(lambda messages: "hi"), [], ("hi", REFUSED)),
]


@pytest.mark.parametrize(("make", "first", "answers"), [(make, first, answers) for make, first, *answers in TABLE])
def test_an_answer_becomes_the_value_or_is_refused_and_changes_nothing(make, first, answers):
    element = make()
    told = []
    element.on_change = told.append

    assert element.value == first
    for answer, value in answers:
        before = element.value
        if value is REFUSED:
            with pytest.raises(ValueError):
                element.take(answer)
            assert element.value == before
        else:
            element.take(answer)
            element.changed()
            assert element.value == value and told[-1] == value


def made():
    """One of each with a label, and its class."""
    options = {
        "slider": (0, 9), "range_slider": (0, 9), "matrix": ([[1]],), "radio": (["a"],), "dropdown": (["a"],),
        "multiselect": (["a"],), "array": ([],), "dictionary": ({},), "form": (ui.text(),), "tabs": ({"a": 1},),
        "chat": (len,),
    }  # fmt: skip
    names = [
        name
        for name in ui.__all__
        if name not in ("Element", "altair_chart", "anywidget", "batch", "matplotlib", "panel", "plotly")
    ]
    return [(getattr(ui, name), options.get(name, ())) for name in names]


@pytest.mark.parametrize(("kind", "needed"), made(), ids=lambda each: getattr(each, "__name__", ""))
def test_each_takes_what_all_take_and_names_itself_in_what_it_refuses(kind, needed):
    props = json.loads(kind(*needed, label="**bold** <i>").text.partition("props='")[2].partition("'")[0])

    assert props["label"].startswith("<strong>bold</strong>")
    for wrong in ({"label": 3}, {"on_change": 3}):
        with pytest.raises((TypeError, ValueError)) as fault:
            kind(*needed, **wrong)
        assert kind.__name__.replace("_", " ") in str(fault.value).replace("_", " ")
        assert f"`{next(iter(wrong))}`" in str(fault.value) and "not 3" in str(fault.value)


def test_what_is_computed_may_say_whether_an_element_is_disabled():
    class bool_(int):  # as numpy's is called
        __module__ = "numpy"

    for given, expected in ((bool_(1), True), (None, False), (0, False), (3, True)):
        assert f'"disabled":{str(expected).lower()}' in ui.button(disabled=given).text
    with pytest.raises(ValueError, match="button: `disabled` is True or False, not 'no'"):
        ui.button(disabled="no")


def test_a_first_value_beside_the_steps_is_warned_of():
    with pytest.warns(UserWarning, match="5 is not among its `steps`, so it begins at 2"):
        assert ui.range_slider(steps=[1, 2], value=(1, 5)).value == [1, 2]
    with pytest.warns(UserWarning, match="slider's first `value` 3 is not among"):
        assert ui.slider(steps=[1, 2], value=3).value == 1


def test_a_button_takes_the_kinds_of_callouts():
    assert '"kind":"danger"' in ui.button(kind="alert").text and '"kind":"info"' in ui.run_button(kind="info").text


def test_an_element_is_printed_in_a_line_and_is_html_in_a_text():
    slider = ui.slider(0, 9, label="Size")

    assert str(slider) == "slider('Size', value=0)" and f"{slider}".startswith("<cloche-slider")
