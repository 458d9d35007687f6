"""Elements: the page sets a value, and the readers of the global it is bound to run."""

import gc
import json
import re
import weakref
from html import unescape

from cloche.protocol import ElementRenewed

SLIDER = "from cloche import ui\ns = ui.slider(0, 10, value=2, label='speed')\ns"


def tags(html):
    """The custom elements of some HTML: `[(kind, id, instance, props), …]`."""
    pattern = r"<cloche-([a-z-]+) data-element=\"\1\" element-id=\"([^\"]*)\" instance=\"([^\"]*)\" props='([^']*)'>"
    return [
        (kind, key, made, json.loads(unescape(props))) for kind, key, made, props in re.findall(pattern, html or "")
    ]


async def scenario_a_move_runs_the_readers_once_and_not_the_definer(kernel):
    await kernel.start(a=SLIDER, b="n = s.value", c="m = s.value + n", d="x = 1")

    await kernel.set(s=7)

    assert kernel.started == "bc"
    assert (kernel["n"], kernel["m"]) == (7, 14)


async def scenario_the_tag_carries_id_instance_and_props(kernel):
    await kernel.start(a=SLIDER)

    [(kind, key, instance, props)] = tags(kernel.html("a"))
    assert (kind, key) == ("slider", "a-0")
    assert instance
    assert (props["value"], props["label"], props["start"], props["stop"]) == (2, "speed", 0, 10)


async def scenario_a_rerun_gives_the_same_id_and_another_instance(kernel):
    await kernel.start(a=SLIDER)
    first = tags(kernel.html("a"))[0]

    await kernel.rerun("a")

    second = tags(kernel.html("a"))[0]
    assert first[1] == second[1] and first[2] != second[2]


async def scenario_showing_an_element_twice_gives_one_id(kernel):
    await kernel.start(a=SLIDER, b="from cloche import hstack\nhstack([s, s])", c="s")

    found = tags(kernel.html("b")) + tags(kernel.html("c"))
    assert {(key, made) for _, key, made, _ in found} == {tags(kernel.html("a"))[0][1:3]}


async def scenario_values_of_before_are_taken_when_an_element_is_made_again(kernel):
    await kernel.start(a=SLIDER, b="n = s.value", values={"a-0": 9})

    assert kernel["n"] == 9
    assert tags(kernel.html("a"))[0][3]["value"] == 9

    await kernel.rerun("a")
    assert kernel["n"] == 2


async def scenario_a_value_of_before_that_does_not_fit_is_forgotten(kernel):
    await kernel.start(a=SLIDER, b="n = s.value", values={"a-0": "nonsense", "z-9": 3})

    assert kernel["n"] == 2
    assert renewed(kernel) == ["a-0"]


async def scenario_an_element_that_was_answered_and_is_made_anew_says_so(kernel):
    await kernel.start(a=SLIDER, b="n = s.value", values={"a-0": 9})
    assert renewed(kernel) == []

    await kernel.rerun("a")
    assert renewed(kernel) == ["a-0"]

    await kernel.rerun("a")
    assert renewed(kernel) == []

    await kernel.set(s=7)
    await kernel.rerun("b")
    assert renewed(kernel) == []

    await kernel.rerun("a")
    assert (renewed(kernel), kernel["n"]) == (["a-0"], 2)


async def scenario_an_element_that_outlives_its_cells_run_keeps_its_answer(kernel):
    await kernel.start(
        kept="kept = []", a="from cloche import ui\nkept or kept.append(ui.slider(0, 10))\nkept[0]", b="n = 1"
    )
    await kernel.set({"a-0": 7})

    await kernel.rerun("a")

    assert renewed(kernel) == []
    assert tags(kernel.html("a"))[0][3]["value"] == 7


def renewed(kernel):
    return [event.element for event in kernel.events if isinstance(event, ElementRenewed)]


async def scenario_unknown_ids_are_passed_over(kernel):
    await kernel.start(a=SLIDER, b="s.value")

    await kernel.set({"gone-0": 3})

    assert kernel.started == ""


async def scenario_a_deleted_cell_that_comes_back_has_its_values_again(kernel):
    await kernel.start(a=SLIDER, b="n = s.value")
    await kernel.set(s=7)
    await kernel.delete("a")

    await kernel.set({"a-0": 7})
    assert kernel.started == ""
    await kernel.run(a=SLIDER)

    assert kernel.started == "ab"
    assert kernel["n"] == 7
    assert tags(kernel.html("a"))[0][3]["value"] == 7


async def scenario_a_value_that_comes_too_late_for_a_rerun_is_not_kept_for_the_next(kernel):
    await kernel.start(a=SLIDER, b="n = s.value")
    await kernel.run(a="s = 1")

    await kernel.set({"a-0": 7, "a.0.c1-0": 7})
    await kernel.run(a=SLIDER)

    assert kernel["n"] == 2


async def scenario_a_value_that_does_not_fit_is_refused_and_the_page_put_right(kernel):
    await kernel.start(a=SLIDER, b="s.value")

    await kernel.set(s=99)

    assert kernel.started == ""
    assert kernel.page.updates == [("a-0", 2)]
    assert "not between" in kernel.printed("a", "stderr")


async def scenario_two_moves_in_one_command_run_a_common_reader_once(kernel):
    await kernel.start(
        a="from cloche import ui\ns = ui.slider(0, 9)\nt = ui.slider(0, 9)", b="total = s.value + t.value"
    )

    await kernel.set(s=3, t=4)

    assert kernel.started == "b"
    assert kernel["total"] == 7


async def scenario_on_change_hears_the_python_value(kernel):
    await kernel.start(
        a="from cloche import ui\nheard = []\nd = ui.dropdown({'small': 1, 'large': 100}, on_change=heard.append)"
    )

    await kernel.set(d=["large"])

    assert kernel["heard"] == [100]


async def scenario_a_failing_on_change_tells_the_console_and_the_readers_run(kernel):
    await kernel.start(a="from cloche import ui\ns = ui.slider(0, 9, on_change=lambda v: 1 / 0)", b="n = s.value")

    await kernel.set(s=3)

    assert kernel["n"] == 3
    assert "ZeroDivisionError" in kernel.printed("a", "stderr")


async def scenario_an_element_that_no_global_holds_still_calls_on_change(kernel):
    await kernel.start(a="from cloche import ui\nheard = []\nui.slider(0, 9, on_change=heard.append)")

    await kernel.set({"a-0": 4})

    assert kernel["heard"] == [4]
    assert kernel.started == ""


async def scenario_another_name_for_an_element_reacts_too(kernel):
    await kernel.start(a=SLIDER, b="t = s", c="n = t.value")

    await kernel.set(s=5)

    assert kernel["n"] == 5


async def scenario_reading_a_value_in_the_cell_that_makes_the_element_is_explained(kernel):
    await kernel.start(a="from cloche import ui\ns = ui.slider(0, 9)\ns.value")

    assert kernel.error("a").exception == "RuntimeError"
    assert "another cell" in kernel.error("a").problem


async def scenario_setting_a_value_from_code_is_explained(kernel):
    await kernel.start(a=SLIDER, b="s.value = 3")

    assert "state" in kernel.error("b").problem


async def scenario_a_slider_over_steps_sends_the_index(kernel):
    await kernel.start(a="from cloche import ui\ns = ui.slider(steps=[1, 10, 100], value=10)\ns", b="n = s.value")
    assert tags(kernel.html("a"))[0][3]["value"] == 1

    await kernel.set(s=2)

    assert kernel["n"] == 100


async def scenario_numbers_texts_and_toggles_carry_plain_values(kernel):
    await kernel.start(
        a="""
        from cloche import ui
        n = ui.number(0, 9)
        t = ui.text('a')
        b = ui.text_area()
        c = ui.checkbox()
        w = ui.switch(True)
        """,
        b="values = (n.value, t.value, b.value, c.value, w.value)",
    )
    assert kernel["values"] == (0, "a", "", False, True)

    await kernel.set(n=4, t="é", b="two\nlines", c=True, w=False)

    assert kernel["values"] == (4, "é", "two\nlines", True, False)


async def scenario_a_number_may_be_empty(kernel):
    await kernel.start(a="from cloche import ui\nn = ui.number(0, 9)", b="v = n.value")

    await kernel.set(n=None)

    assert kernel["v"] is None


async def scenario_choices_give_the_value_behind_the_label(kernel):
    await kernel.start(
        a="from cloche import ui\nd = ui.dropdown({'one': 1, 'two': 2})\nr = ui.radio(['x', 'y'], value='x')",
        b="got = (d.value, r.value)",
    )
    assert kernel["got"] == (None, "x")

    await kernel.set(d=["two"], r="y")
    assert kernel["got"] == (2, "y")

    await kernel.set(d=[], r=None)
    assert kernel["got"] == (None, None)


async def scenario_a_button_counts_with_on_click(kernel):
    await kernel.start(a="from cloche import ui\nb = ui.button(value=0, on_click=lambda n: n + 1)", b="n = b.value")

    await kernel.set(b=1)
    await kernel.set(b=2)

    assert kernel["n"] == 2


async def scenario_a_run_button_is_true_for_its_own_run_only(kernel):
    await kernel.start(a="from cloche import ui\nb = ui.run_button()", b="seen = b.value")
    assert kernel["seen"] is False

    await kernel.set(b=1)
    assert kernel["seen"] is True

    await kernel.rerun("b")
    assert kernel["seen"] is False


async def scenario_a_form_holds_its_value_back(kernel):
    await kernel.start(a="from cloche import ui\nf = ui.text('Ada', label='name').form()\nf", b="v = f.value")
    assert kernel["v"] is None
    assert [(kind, key) for kind, key, _, _ in tags(kernel.html("a"))] == [("form", "a-0"), ("text", "a-1")]

    await kernel.set(f="Bob")

    assert kernel["v"] == "Bob"
    assert kernel["f"].element._value == "Bob"


async def scenario_a_form_may_refuse(kernel):
    await kernel.start(
        a="from cloche import ui\nf = ui.text().form(validate=lambda v: 'too short' if len(v) < 3 else None)",
        b="v = f.value",
    )

    await kernel.set(f="no")
    assert kernel["v"] is None
    assert kernel.printed("a", "stderr") == ""
    assert kernel.page.said[-1][1] == {"problem": "too short"}

    await kernel.set(f="yes")
    assert kernel["v"] == "yes"


async def scenario_a_rerun_forgets_the_old_element(kernel):
    await kernel.start(a=SLIDER)
    old = weakref.ref(kernel["s"])

    await kernel.run(a="x = 1")
    gc.collect()

    assert old() is None


async def scenario_a_deleted_cell_takes_its_elements_along(kernel):
    await kernel.start(a=SLIDER, b="n = s.value")

    await kernel.delete("a")
    await kernel.set({"a-0": 3})

    assert kernel.started == ""


async def scenario_quotes_and_tags_in_labels_stay_in_the_attribute(kernel):
    await kernel.start(
        a="""from cloche import ui\ns = ui.text(value="it's <b> & \\"q\\"", label='''**bold** `it's` <i>x</i>''')\ns"""
    )

    [(_, _, _, props)] = tags(kernel.html("a"))
    assert props["value"] == 'it\'s <b> & "q"'
    assert "<strong>bold</strong>" in props["label"]


async def scenario_bad_arguments_are_named(kernel):
    await kernel.start(
        a="from cloche import ui",
        b="ui.slider(5, 1)",
        c="ui.dropdown(['a'], value='z')",
        d="ui.number(0, 1, value=7)",
        e="ui.checkbox('yes')",
    )

    assert [kernel.error(cell).exception for cell in "bcde"] == ["ValueError"] * 4
    assert "`stop`" in kernel.error("b").problem
    assert "'z'" in kernel.error("c").problem


async def scenario_elements_work_without_a_notebook(kernel):
    from cloche import ui

    slider = ui.slider(0, 9, value=4)

    assert slider.value == 4
    assert 'element-id=""' in slider.text


async def scenario_an_element_that_is_still_to_come_may_be_named_but_not_made(kernel):
    kinds = "import marimo as mo\nkinds = {'table': mo.ui.table, 'slider': mo.ui.slider}\nmade = kinds['slider'](0, 9)"
    await kernel.start(a=kinds, b="kinds['table']([])", c="from marimo import sql\nsql('SELECT 1')")

    assert kernel.error("a") is None
    assert kernel.error("b").problem == "Cloche has no `ui.table` yet." and "plain one" in kernel.error("b").hint
    assert "`sqlite3`" in kernel.error("c").hint
