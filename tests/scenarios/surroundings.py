"""What a cell may ask about where it runs."""

from cloche.protocol import SetTheme


async def scenario_a_cell_knows_the_mode_and_the_theme(kernel):
    await kernel.start(
        a="import cloche as cl\nmeta = cl.app_meta()", b="(meta.mode, meta.theme, meta.request)", mode="run"
    )

    assert kernel.output("b") == "('run', 'dark', None)"


async def scenario_a_changed_theme_runs_nothing_and_is_known_to_what_runs_next(kernel):
    await kernel.start(a="import cloche as cl", b="cl.app_meta().theme")

    await kernel.send(SetTheme("light"))
    assert (kernel.started, kernel.output("b"), kernel.status("b")) == ("", "dark", "idle")
    await kernel.rerun("b")
    assert kernel.output("b") == "light"


async def scenario_a_cell_knows_its_own_names(kernel):
    await kernel.start(
        a="import cloche as cl", b="y = len(str(x))\n(cl.refs(), cl.defs(), cl.running_in_notebook())", c="x = 1"
    )

    assert kernel.output("b") == "(('cl', 'x'), ('y',), True)"


async def scenario_an_output_is_shown_with_its_code(kernel):
    await kernel.start(
        a="import cloche as cl", b='n = 20\ncl.show_code(n + 1, position="above")', c="m = 7\ncl.show_code()"
    )

    html = kernel.html("b")
    assert html.index("n + 1") < html.index("<span>21</span>") and "show_code" not in html
    assert "m = 7" in kernel.html("c") and "show_code" not in kernel.html("c")
