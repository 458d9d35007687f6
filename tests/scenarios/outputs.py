"""What cells show."""

from cloche.protocol import CellOutput


async def scenario_the_last_expression_is_shown_and_none_is_nothing(kernel):
    await kernel.start(a="1 + 1", b="x = 1", c="None", d="'text'", e="print('p')")

    assert [kernel.output(cell) for cell in "abcde"] == ["2", None, None, "text", None]


async def scenario_a_semicolon_hides_the_output(kernel):
    await kernel.start(a="1 + 1;", b="2;  # a comment")

    assert kernel.output("a") is None and kernel.output("b") is None


async def scenario_display_methods_are_asked_in_order(kernel):
    await kernel.start(
        a="class H:\n    def _repr_html_(self): return '<b>h</b>'\n    def _repr_svg_(self): return '<svg/>'\nH()",
        b="class D:\n    def _display_(self): return 42\nD()",
        c="class M:\n    def _mime_(self): return ('text/plain', 'm')\n    def _repr_html_(self): return 'no'\nM()",
        d="class B:\n    def _repr_mimebundle_(self, **_): return {'text/html': '<i>b</i>', 'text/plain': 'b'}\nB()",
        e="class P:\n    def _repr_png_(self): return b'\\x89PNG'\nP()",
        f="class J:\n    def _repr_json_(self): return {'a': (1, 2)}\nJ()",
        g="class N:\n    def _repr_html_(self): return None\n    def __repr__(self): return 'plain'\nN()",
    )

    assert kernel.html("a") == "<b>h</b>"
    assert kernel.output("b") == "42"
    assert kernel.output("c") == "m"
    assert (kernel.html("d"), kernel.output("d")) == ("<i>b</i>", "b")
    assert kernel.output("e", "image/png") == b"\x89PNG"
    assert kernel.output("f", "application/json") == {"a": [1, 2]}
    assert kernel.output("g") == "plain"


async def scenario_a_class_is_shown_by_its_name_though_its_instances_are_rich(kernel):
    await kernel.start(a="class H:\n    def _repr_html_(self): return '<b>h</b>'\nH")

    assert "class" in kernel.output("a")


async def scenario_an_object_that_answers_to_every_name_is_shown_plainly(kernel):
    await kernel.start(
        a="""
        class Any:
            def __getattr__(self, name): return lambda *a, **k: 1 / 0
            def __repr__(self): return 'any'
        Any()
        """
    )

    assert kernel.output("a") == "any"


async def scenario_containers_of_rich_things_show_them(kernel):
    await kernel.start(a="from cloche import md, ui", b="[1, {'a': md('**b**')}, ui.switch()]", c="[1, 2]")

    assert "<strong>b</strong>" in kernel.html("b") and "cloche-switch" in kernel.html("b")
    assert kernel.output("c") == "[1, 2]"
    assert kernel.html("c") is None


async def scenario_huge_values_are_cut_with_a_notice(kernel):
    await kernel.start(a="'x' * 1_000_000", b="list(range(1_000_000))", c="{n: n for n in range(100_000)}")

    assert len(kernel.output("a")) < 110_000 and "not shown" in kernel.output("a")
    assert len(kernel.html("b")) < 100_000 and "more" in kernel.html("b")
    assert len(kernel.html("c")) < 100_000


async def scenario_enormous_markup_is_refused_in_words(kernel):
    await kernel.start(a="from cloche import Html\nHtml('x' * 20_000_000)")

    assert "20 MB" in kernel.error("a").problem


async def scenario_a_container_that_holds_itself_is_shown(kernel):
    await kernel.start(a="x = list(range(100))\nx.append(x)\nx[::-1] and x")

    assert kernel.status("a") == "idle"


async def scenario_output_replace_and_append_show_at_once(kernel):
    await kernel.start(
        a="from cloche import output",
        b="output.replace(1)\noutput.replace(2)",
        c="output.append('x')\noutput.append('y')\nNone",
    )

    assert kernel.output("b", "text/html") == "<span>2</span>" or kernel.output("b") == "2"
    assert "x" in kernel.html("c") and "y" in kernel.html("c")


async def scenario_a_last_value_replaces_what_was_appended(kernel):
    await kernel.start(a="from cloche import output", b="output.append('x')\n5")

    assert kernel.output("b") == "5"


async def scenario_output_clear_leaves_nothing(kernel):
    await kernel.start(a="from cloche import output", b="output.append('x')\noutput.clear()")

    assert kernel.page.outputs["b"] is None


async def scenario_what_was_appended_stays_when_the_cell_fails(kernel):
    await kernel.start(a="from cloche import output", b="output.append('kept')\n1 / 0")

    assert "kept" in kernel.html("b")
    assert kernel.error("b").exception == "ZeroDivisionError"


async def scenario_a_rerun_clears_the_old_output(kernel):
    await kernel.start(a="5")

    await kernel.run(a="x = 1")

    assert kernel.page.outputs["a"] is None


async def scenario_stacks_and_callouts_hold_anything(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="cl.hstack([1, cl.md('*a*'), [2]], widths=[1, 2, 1])",
        c="cl.vstack(['<x>', cl.callout('c', 'warn')])",
        d="cl.accordion({'A': 1, 'B': cl.ui.switch()}, multiple=True)",
        e="cl.hstack(['a'], widths=[1, 2])",
    )

    assert "<em>a</em>" in kernel.html("b")
    assert "&lt;x&gt;" in kernel.html("c") and 'data-kind="warn"' in kernel.html("c")
    assert "cloche-switch" in kernel.html("d")
    assert kernel.error("e").exception == "ValueError"


async def scenario_html_can_be_styled_and_placed(kernel):
    await kernel.start(a="from cloche import Html\nHtml('<b>x</b>').center().style(color='red').callout('info')")

    assert "<b>x</b>" in kernel.html("a") and "color: red" in kernel.html("a")


async def scenario_json_never_holds_what_cannot_cross(kernel):
    await kernel.start(
        a="class J:\n    def _repr_json_(self): return {1: {2, }, 'o': object(), 'n': float('nan'), 'b': 2**70}\nJ()"
    )

    found = kernel.output("a", "application/json")
    assert found["1"] == [2] and found["n"] is None and found["b"] == str(2**70) and "object" in found["o"]


async def scenario_a_loop_shows_how_far_it_has_come(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="for n in cl.status.progress_bar(range(3), title='Loop', completion_title='Done'):\n    if n == 2: half = 1",
        c="with cl.status.spinner('Wait <b>') as s:\n    s.update('Still')",
        d="with cl.status.progress_bar(total=10, remove_on_exit=True) as bar:\n    bar.update(7, subtitle='seven')",
    )

    assert "Done" in kernel.html("b") and 'value="3" max="3"' in kernel.html("b") and "3 of 3" in kernel.html("b")
    shown = [str(event.output) for event in kernel.events if isinstance(event, CellOutput)]
    assert any("Wait &lt;b&gt;" in each for each in shown) and any("Still" in each for each in shown)
    assert "Still" not in kernel.html("c")
    assert any("0 of 10" in each for each in shown) and "of 10" not in kernel.html("d")


async def scenario_a_loop_that_breaks_off_leaves_its_bar_where_it_was(kernel):
    await kernel.start(a="import cloche as cl", b="for n in cl.status.progress_bar([1, 2, 3]):\n    if n == 2: 1 / 0")

    assert kernel.error("b").exception == "ZeroDivisionError"


_IPYTHON = """
import types
from cloche.runtime import ipython_display

class DisplayHandle:
    def __init__(self, name): self.name = name
    def update(self, value, **options): ipython.update_display(value, display_id=self.name, **options)

ipython = types.SimpleNamespace(display=print, update_display=print, clear_output=print, DisplayHandle=DisplayHandle)
ipython_display.install(ipython)
"""
"""A stand-in for the module of IPython's that all of IPython takes `display` from."""


async def scenario_display_of_ipython_shows_above_what_the_cell_ends_with(kernel):
    await kernel.start(
        a=_IPYTHON,
        b="ipython.display(1, [2])\nipython.display({'text/html': '<b>raw</b>', 'text/plain': 'p'}, raw=True)\n3",
        c="ipython.display('one')\nipython.clear_output()\nipython.display('two')",
        d="print('gone')\nipython.display('one')\nipython.clear_output(wait=True)\nipython.display('two')\nprint('kept')",
        e="class R:\n    def _repr_html_(self): ipython.display('deep'); return 'own'\nR()",
    )

    assert all(part in kernel.html("b") for part in ("1", "[2]", "<b>raw</b>", "3"))
    assert kernel.html("b").index("raw") < kernel.html("b").index("<span>3</span>")
    assert "two" in kernel.html("c") and "one" not in kernel.html("c")
    assert "two" in kernel.html("d") and "one" not in kernel.html("d") and kernel.printed("d") == "kept\n"
    assert "own" in kernel.html("e")


async def scenario_what_ipython_displays_under_an_id_is_updated_where_it_stands(kernel):
    await kernel.start(
        a=_IPYTHON,
        b="handle = ipython.display('1st', display_id=True)\nipython.display('below')\nhandle.update('2nd')\n'end'",
        c="ipython.display('x', display_id='mine')",
        d="c_ran = handle\nhandle.update('third')\nipython.update_display('nowhere', display_id='unknown')",
    )

    assert "1st" not in kernel.html("b") and "2nd" not in kernel.html("b")
    assert kernel.html("b").index("third") < kernel.html("b").index("below") < kernel.html("b").index("end")
    assert kernel.page.outputs["d"] is None
    await kernel.run(b="handle = None")
    await kernel.run(d="c_ran = ipython.update_display('late', display_id='mine')")
    assert "late" in kernel.html("c") and kernel.error("d") is None


async def scenario_a_value_that_cannot_show_itself_fails_neither_its_cell_nor_what_follows(kernel):
    await kernel.start(
        a="class R:\n    def _repr_html_(self): return 1 / 0\n    def __repr__(self): return 'R!'\nr = R()\nr",
        b="r",
        c="class M:\n    def _mime_(self): return 1 / 0\nM()",
    )

    assert [kernel.status(cell) for cell in "abc"] == ["idle", "idle", "error"]
    assert "ZeroDivisionError" in kernel.html("b") and "<span>R!</span>" in kernel.html("b")
    assert kernel.printed("b", "stderr").startswith("Traceback")
