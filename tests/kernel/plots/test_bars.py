"""Bars of the real tqdm in a session: drawn in the output of their cell, not printed."""

import asyncio
import re

import driver
import pytest
import tqdm
import tqdm.auto
import tqdm.std

from cloche.protocol import CellOutput
from cloche.runtime import bars

NAMES = ("__init__", "display", "close", "clear", "moveto", "monitor_interval")


@pytest.fixture(autouse=True)
def native():
    before = {name: vars(tqdm.std.tqdm)[name] for name in NAMES}
    bars.install(tqdm.std)
    yield
    for name, thing in before.items():
        setattr(tqdm.std.tqdm, name, thing)


def ran(code, **cells):
    kernel = driver.Kernel()
    asyncio.run(kernel.start(a="import tqdm\nfrom tqdm import trange", b=code, **cells))
    return kernel


def progress(kernel, cell="b"):
    """`value` and `max` of each bar, None where there is no end."""
    tags = re.findall("<progress[^>]*>", kernel.html(cell) or "")
    return [
        tuple(int(found[1]) for name in ("value", "max") if (found := re.search(f'{name}="(\\d+)', tag)))
        for tag in tags
    ]


def words(kernel):
    return re.sub("<[^>]*>", " ", kernel.html("b"))


def test_a_loop_has_a_bar_that_stays_above_what_the_cell_ends_with_and_prints_nothing():
    kernel = ran("for _ in tqdm.tqdm(range(7), desc='Read', unit='file'): pass\n'done'")

    assert progress(kernel) == [(7, 7)]
    assert re.search(r"Read.*7/7 \[00:00&lt;00:00, .*file/s\].*done", words(kernel), re.DOTALL)
    assert kernel.printed("b", "stderr") == kernel.printed("b") == ""


def test_it_is_shown_while_the_loop_runs():
    kernel = ran("for n in tqdm.tqdm(range(4), mininterval=0): pass")

    shown = [event.output["text/html"] for event in kernel.events if isinstance(event, CellOutput) and event.output]
    assert [f'value="{n}"' in html for n, html in zip(range(5), shown, strict=False)] == [True] * 5


def test_nested_bars_stand_below_each_other_and_those_that_are_not_to_stay_go():
    kernel = ran(
        "for _ in trange(3, mininterval=0):\n    for _ in tqdm.tqdm(range(2), leave=False, mininterval=0): pass"
    )

    most = max(
        event.output["text/html"].count("<progress")
        for event in kernel.events
        if isinstance(event, CellOutput) and event.output
    )
    assert most == 2
    assert progress(kernel) == [(3, 3)]


def test_a_loop_that_is_left_and_one_that_fails_end_where_they_were():
    assert progress(ran("for n in tqdm.tqdm(range(9), mininterval=0):\n    if n == 4: break")) == [(4, 9)]
    failed = ran("for n in tqdm.tqdm(iter(range(9)), mininterval=0):\n    if n == 4: 1 / 0")
    assert failed.error("b").exception == "ZeroDivisionError"
    assert progress(failed) == [(1, 1)]  # without an end, and over


def test_a_bar_by_hand_takes_descriptions_totals_and_postfixes():
    kernel = ran(
        "bar = tqdm.tqdm(total=10)\nbar.set_description('<Fit>')\nbar.update(3)\n"
        "bar.set_postfix(loss=0.25)\nbar.close()"
    )

    assert progress(kernel) == [(3, 10)]
    assert "&lt;Fit&gt;" in kernel.html("b") and "loss=0.25" in kernel.html("b")


def test_many_bars_of_one_cell_are_capped():
    kernel = ran("for _ in range(40):\n    for _ in trange(2): pass")

    assert len(progress(kernel)) == 30
    assert "10 finished before these" in kernel.html("b")


def test_a_bar_into_a_file_stays_text_and_a_disabled_one_is_none():
    kernel = ran(
        "import io\nfile = io.StringIO()\nfor _ in tqdm.tqdm(range(3), file=file): pass\n"
        "for _ in trange(3, disable=True): pass"
    )

    assert kernel.output("b") is None
    assert "3/3" in kernel["file"].getvalue()


def test_a_thread_of_the_cell_draws_in_it():
    kernel = ran(
        "import cloche\ndef work():\n    for _ in trange(5): pass\n"
        "thread = cloche.Thread(target=work)\nthread.start()\nthread.join()"
    )

    assert progress(kernel) == [(5, 5)]


def test_the_bars_of_auto_and_of_jupyter_are_the_same():
    import tqdm.notebook as notebook

    before = {name: vars(notebook)[name] for name in ("tqdm", "tqdm_notebook", "trange", "tnrange")}
    bars.install_notebook(notebook)
    try:
        kernel = ran(
            "from tqdm.auto import tqdm as auto\nfrom tqdm.notebook import tqdm as jupyter, trange as jupyters\n"
            "for _ in auto(range(1)): pass\nfor _ in jupyter(range(2), display=True): pass\nfor _ in jupyters(3): pass"
        )
    finally:
        vars(notebook).update(before)

    assert kernel.error("b") is None
    assert progress(kernel) == [(1, 1), (2, 2), (3, 3)]


def test_a_bar_of_a_run_that_is_over_shows_nothing_in_the_next():
    kernel = ran("old = tqdm.tqdm(total=10)\nkept = [old]", c="import builtins\nbuiltins.kept = kept")
    import builtins

    asyncio.run(kernel.run(b="1"))
    builtins.kept[0].update(5)
    builtins.kept[0].refresh()
    del builtins.kept

    assert kernel.output("b") == "1"
