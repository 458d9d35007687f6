"""Elements made of elements, and the messages that are no values."""

import json
import re
from html import unescape

ARRAY = "from cloche import ui\na = ui.array([ui.slider(0, 9), ui.text('x')])\na"


def ids(html):
    """The elements of some HTML, by id."""
    return {key: kind for kind, key in re.findall(r'data-element="([a-z-]+)" element-id="([^"]*)"', html or "")}


def props(html, kind):
    found = re.search(rf"data-element=\"{kind}\" [^>]*props='([^']*)'", html)
    return json.loads(unescape(found[1]))


async def scenario_a_change_inside_an_array_runs_its_readers_once(kernel):
    await kernel.start(a=ARRAY, b="got = a.value", c="n = 1")
    assert ids(kernel.html("a")) == {"a-0": "array", "a-1": "slider", "a-2": "text"}
    assert props(kernel.html("a"), "array")["keys"] == {"a-1": "0", "a-2": "1"}
    assert kernel["got"] == [0, "x"]

    await kernel.set({"a-1": 4, "a-2": "y"})

    assert kernel.started == "b"
    assert kernel["got"] == [4, "y"]


async def scenario_a_part_bound_to_a_global_lets_readers_of_both_run(kernel):
    await kernel.start(a=ARRAY, b="first = a[0]", c="got = first.value", d="all = a.value", e="other = 1")

    await kernel.set(first=3)

    assert sorted(kernel.started) == ["b", "c", "d"]
    assert (kernel["got"], kernel["all"]) == (3, [3, "x"])


async def scenario_parts_have_the_same_ids_wherever_they_are_shown_first(kernel):
    await kernel.start(a="from cloche import ui\na = ui.array([ui.slider(0, 9)])", b="a", c="n = a.value")

    assert ids(kernel.html("b")) == {"a-0": "array", "a-1": "slider"}

    await kernel.set({"a-1": 5})
    assert kernel["n"] == [5]


async def scenario_values_of_before_come_back_to_the_parts(kernel):
    await kernel.start(a=ARRAY, b="got = a.value", values={"a-1": 7, "a-2": "z"})

    assert kernel["got"] == [7, "z"]


async def scenario_one_template_serves_many_times(kernel):
    await kernel.start(
        a="from cloche import ui\nt = ui.slider(0, 9)\na = ui.array([t] * 3)",
        b="from_a = a.value",
        c="from_t = t.value",
    )
    await kernel.set({key: n for n, key in enumerate(["a-2", "a-3", "a-4"], start=1)})

    assert (kernel["from_a"], kernel["from_t"]) == ([1, 2, 3], 0)


async def scenario_arrays_and_dictionaries_nest(kernel):
    await kernel.start(
        a="""
        from cloche import ui
        d = ui.dictionary({"towns": ui.array([ui.text("Oslo"), ui.text("Rome")]), "n": ui.number(0, 9)})
        d
        """,
        b="got = d.value",
    )
    assert kernel["got"] == {"towns": ["Oslo", "Rome"], "n": 0}
    inner = kernel["d"]["towns"][1]._identity.id

    await kernel.set({inner: "Riga"})

    assert kernel.started == "b"
    assert kernel["got"]["towns"] == ["Oslo", "Riga"]


async def scenario_on_change_is_called_for_the_part_and_once_for_the_whole(kernel):
    await kernel.start(
        a="""
        from cloche import ui
        heard = []
        a = ui.array([ui.slider(0, 9, on_change=heard.append), ui.text()], on_change=heard.append)
        """
    )

    await kernel.set({"a-1": 2, "a-2": "x"})

    assert kernel["heard"] == [2, [2, "x"]]


async def scenario_a_run_button_in_an_array_goes_back_to_rest(kernel):
    await kernel.start(
        a="from cloche import ui\na = ui.array([ui.run_button(), ui.run_button()])", b="seen = a.value", c="x = 1"
    )

    await kernel.set({"a-2": 1})
    assert kernel["seen"] == [False, True]

    await kernel.rerun("b")
    assert kernel["seen"] == [False, False]


async def scenario_a_batch_puts_elements_into_a_text(kernel):
    await kernel.start(
        a="""
        from cloche import md, ui
        b = md("I am {name}, {age} years old; $x^{2}$").batch(name=ui.text("Ada"), age=ui.number(0, 99, value=36))
        b
        """,
        b="got = b.value",
    )
    html = kernel.html("a")
    assert ids(html) == {"a-0": "batch", "a-1": "text", "a-2": "number"}
    assert "x^{2}" in html and "{name}" not in html

    await kernel.set({"a-2": 37})

    assert kernel["got"] == {"name": "Ada", "age": 37}


async def scenario_a_form_around_a_batch_gives_all_at_once(kernel):
    await kernel.start(
        a="""
        from cloche import md, ui
        f = (
            md("{x} {y}")
            .batch(x=ui.slider(0, 9), y=ui.dropdown({"one": 1}, value="one"))
            .form(validate=lambda v: "x is 5" if v["x"] == 5 else {"x": "small" if v["x"] < 2 else None})
        )
        f
        """,
        b="got = f.value",
    )
    assert kernel["got"] is None

    await kernel.set(f={"x": 5, "y": ["one"]})
    assert kernel["got"] is None
    assert kernel.page.said[-1][1] == {"problem": "x is 5"}
    await kernel.set(f={"x": 1, "y": ["one"]})
    assert kernel["got"] is None
    assert kernel.page.said[-1][1] == {"problem": "", "parts": {"x": "small"}}
    assert kernel.printed("a", "stderr") == ""

    await kernel.set(f={"x": 4, "y": ["one"]})
    assert kernel["got"] == {"x": 4, "y": 1}


async def scenario_a_value_that_does_not_fit_one_part_changes_none(kernel):
    await kernel.start(
        a="from cloche import ui\nf = ui.array([ui.slider(0, 9), ui.slider(0, 9)]).form()", b="got = f.value"
    )

    await kernel.set(f={"0": 3, "1": 99})

    assert kernel["got"] is None
    assert kernel["f"].element._value == [0, 0]


async def scenario_a_form_of_files_shows_names_and_keeps_the_bytes(kernel):
    await kernel.start(a="from cloche import ui\nf = ui.file(multiple=True).form()\nf", b="got = f.value")

    await kernel.set(f=[{"name": "a.csv", "contents": b"x,y"}])
    await kernel.run(c="f")

    assert kernel["got"][0].contents == b"x,y"
    assert props(kernel.html("c"), "file")["value"] == [{"name": "a.csv", "size": 3}]


async def scenario_a_file_that_could_not_be_read_is_refused_in_words(kernel):
    await kernel.start(a="from cloche import ui\nf = ui.file()\nf", b="n = len(f.value)")

    await kernel.set(f=[{"name": "gone.csv", "contents": None}])

    assert "gone.csv could not be read" in kernel.printed("a", "stderr")
    assert kernel.page.updates == [("a-0", [])]


async def scenario_tabs_open_lazily(kernel):
    await kernel.start(
        a="""
        from cloche import ui
        made = []
        t = ui.tabs({"one": "first", "two": lambda: made.append(1) or ui.text("inside")}, lazy=True)
        t
        """,
        b="which = t.value",
    )
    assert kernel["which"] == "one" and kernel["made"] == []

    await kernel.tell("t", {"open": "two"})

    assert kernel["made"] == [1]
    [(key, message)] = kernel.page.said
    assert key == "a-0" and message["open"] == "two" and ids(message["html"]) == {"a-1": "text"}
    assert kernel.started == ""

    await kernel.set(t="two")
    assert kernel["which"] == "two"


async def scenario_a_message_that_an_element_does_not_know_is_told_in_the_console(kernel):
    await kernel.start(a="from cloche import ui\ns = ui.slider(0, 9)\ns")

    await kernel.tell("s", {"open": "sesame"})

    assert "takes only values" in kernel.printed("a", "stderr")


async def scenario_messages_to_unknown_elements_are_passed_over(kernel):
    await kernel.start(a="x = 1")

    await kernel.tell("gone-7", {})

    assert kernel.started == ""


async def scenario_every_kind_gives_its_first_value_and_takes_another(kernel):
    await kernel.start(
        a="""
        from cloche import ui
        m = ui.multiselect({"one": 1, "two": 2}, value=["two"])
        r = ui.range_slider(0, 9, value=(2, 5))
        s = ui.range_slider(steps=[1, 10, 100])
        d = ui.date(value="2026-05-04")
        w = ui.date_range(value=("2026-05-04", "2026-05-06"))
        t = ui.datetime(value="2026-05-04T09:30+02:00")
        x = ui.matrix([[1, 2], [3, 4]])
        c = ui.code_editor("x = 1")
        u = ui.refresh(options=["1s"])
        o = ui.microphone()
        """,
        b="got = [m.value, r.value, s.value, str(d.value), w.value[1].day, str(t.value), x.value, c.value, u.value]",
        c="sound = o.value.getvalue()",
    )
    assert kernel["got"] == [
        [2],
        [2, 5],
        [1, 100],
        "2026-05-04",
        6,
        "2026-05-04 09:30:00+02:00",
        [[1, 2], [3, 4]],
        "x = 1",
        "",
    ]

    await kernel.set(
        m=["one", "two"],
        r=[0, 9],
        s=[0, 1],
        d="2026-05-05",
        w=["2026-05-01", "2026-05-02"],
        t="2026-05-04T10:00:00",
        x=[[1, 2], [3, 5]],
        c="x = 2",
        u="1s (1)",
        o=b"RIFF",
    )

    assert kernel["got"] == [
        [1, 2],
        [0, 9],
        [1, 10],
        "2026-05-05",
        2,
        "2026-05-04 10:00:00+02:00",
        [[1, 2], [3, 5]],
        "x = 2",
        "1s (1)",
    ]
    assert kernel["sound"] == b"RIFF"
