"""What a person marks on a plot, as Python has it."""

import asyncio
import datetime as dt

import driver
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from cloche import ui

X = np.arange(5.0)


@pytest.fixture(autouse=True)
def plain():
    matplotlib.use("agg")
    yield
    plt.close("all")


def axes(y=X**2, x=X):
    found = plt.subplots()[1]
    found.scatter(x, y)
    return found


def frame(element):
    return element._props["frame"]


def test_nothing_is_marked_at_first():
    element = ui.matplotlib(axes())

    assert not element.value
    assert element.value.get_mask(X, X).tolist() == [False] * 5


def test_a_box_to_begin_with_keeps_to_the_axes_and_to_its_numbers():
    value = ui.matplotlib(axes(), value={"x": (3, 1), "y": (-100, 4)}).value

    assert (value.x_min, value.x_max, value.y_max) == (1, 3, 4)
    assert value.y_min == pytest.approx(-0.8)
    assert value.get_mask(X, X**2).tolist() == [False, True, True, False, False]


def test_the_whole_frame_is_the_whole_of_the_axes_on_any_scale():
    for scale in ("linear", "log", "symlog"):
        plot = axes(10**X)
        plot.set_yscale(scale)
        plot.invert_xaxis()
        element = ui.matplotlib(plot)

        element.take({"box": frame(element)})

        box = element.value
        assert (box.x_min, box.x_max) == pytest.approx(plot.get_xbound(), abs=1e-6)
        assert (box.y_min, box.y_max) == pytest.approx(plot.get_ybound(), rel=1e-6, abs=1e-6)
        assert box.get_mask(X, 10**X).all()


def test_a_line_by_hand_goes_around_points_as_it_looks():
    element = ui.matplotlib(axes())
    left, top, right, bottom = frame(element)

    element.take({"lasso": [[left, top], [right, top], [right, bottom]]})

    assert len(element.value.vertices) == 3
    assert element.value.get_mask(X, X**2).tolist() == [False, False, False, True, True]
    assert element.value.get_mask([np.nan, 4], [1, 16]).tolist() == [False, True]


def test_dates_and_categories_are_told_apart_as_they_were_drawn():
    days = [dt.date(2026, 1, day) for day in range(1, 6)]
    plot = plt.subplots()[1]
    plot.plot(days, list("abcde"))

    value = ui.matplotlib(plot, value={"x": (days[1], days[3]), "y": (0, 2)}).value

    assert value.get_mask(np.array(days, dtype="M8[D]"), list("abcde")).tolist() == [False, True, True, False, False]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: ui.matplotlib(plt.figure()), "one Axes of matplotlib such as `plt.gca()`"),
        (
            lambda: ui.matplotlib(plt.subplots(subplot_kw={"projection": "polar"})[1]),
            "plane axes only; these are polar",
        ),
        (lambda: ui.matplotlib(axes(), value={"x": (0, 1)}), "`value` is a box"),
        (lambda: ui.matplotlib(axes(), debounce="no"), "`debounce` is True or False"),
        (lambda: ui.matplotlib(axes()).take({"box": [0, 0, 1]}), "expected what is marked"),
        (lambda: ui.matplotlib(axes()).take({"lasso": [[0, 0], [1, 1]]}), "expected what is marked"),
    ],
)
def test_what_does_not_fit_is_named(make, said):
    with pytest.raises((TypeError, ValueError)) as fault:
        make()

    assert said in str(fault.value)


def test_cells_that_read_what_is_marked_run_again():
    kernel = driver.Kernel()
    cells = {
        "a": "import matplotlib.pyplot as plt\nfrom cloche import ui",
        "b": "plt.scatter([1, 2, 3], [1, 4, 9])\nplot = ui.matplotlib(plt.gca())\nplot",
        "c": "int(plot.value.get_mask([1, 2, 3], [1, 4, 9]).sum())",
    }
    asyncio.run(kernel.start(cells))
    assert (kernel.error("b"), kernel.output("c")) == (None, "0")

    asyncio.run(kernel.set(plot={"box": kernel["plot"]._props["frame"]}))

    assert kernel.output("c") == "3"
    assert 'src="data:image/png;base64,' in kernel.html("b") and plt.get_fignums() == []
