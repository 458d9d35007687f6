"""Figures that are panned and zoomed: what the page says, and what it gets to see."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from cloche import mpl
from cloche.ui.ambient import Identity, place


class Page:
    """Stands where a cell's run stands, and keeps what is said."""

    def __init__(self):
        self.said = []

    def identify(self, element):
        return Identity("a-0", "1")

    def say(self, element, message):
        self.said.append(message)


@pytest.fixture
def page():
    matplotlib.use("agg")
    page = Page()
    before = place.set(page)
    yield page
    place.reset(before)
    plt.close("all")


def box(page, at=0):
    return page.said[-1]["axes"][at]["box"]


def around(box, factor):
    """The box, enlarged around its middle."""
    left, top, right, bottom = box
    dx, dy = (right - left) * (factor - 1) / 2, (bottom - top) * (factor - 1) / 2
    return [left - dx, top - dy, right + dx, bottom + dy]


def test_what_is_drawn_has_the_density_of_the_screen(page):
    figure, axes = plt.subplots(dpi=100, figsize=(4, 3))
    shown = mpl.interactive(axes)

    for ratio, size in ((2, (800, 600)), (1, (400, 300)), (99, (1600, 1200))):
        shown.hear({"draw": ratio})
        drawn = page.said[-1]
        assert (drawn["width"], drawn["height"]) == size
        assert len(drawn["pixels"]) == 4 * size[0] * size[1]
    assert figure.get_dpi() == 100
    assert "data:image/png;base64," in shown.text


@pytest.mark.parametrize("scale", ["linear", "log", "symlog"])
def test_a_part_fills_the_axes_and_history_goes_home_back_and_forward(page, scale):
    axes = plt.subplots()[1]
    axes.plot([1, 10, 100], [1, 2, 3])
    axes.set_xscale(scale)
    shown = mpl.interactive(axes)
    shown.hear({"draw": 1})
    first = (*axes.get_xlim(), *axes.get_ylim())
    middle = axes.transData.inverted().transform(axes.transAxes.transform((0.25, 0.25)))

    shown.hear({"fill": [0, *around(box(page), 0.5)], "draw": 1})

    near = (*axes.get_xlim(), *axes.get_ylim())
    assert (near[0], near[2]) == pytest.approx(tuple(middle))
    assert (page.said[-1]["back"], page.said[-1]["forward"]) == (True, False)
    shown.hear({"go": "back"})
    assert (*axes.get_xlim(), *axes.get_ylim()) == pytest.approx(first)
    shown.hear({"go": "forward"})
    assert (*axes.get_xlim(), *axes.get_ylim()) == pytest.approx(near)
    shown.hear({"go": "home"})
    assert (*axes.get_xlim(), *axes.get_ylim()) == pytest.approx(first)


def test_while_the_hand_holds_each_step_starts_from_where_it_took_hold(page):
    axes = plt.subplots()[1]
    axes.set_xlim(0, 10)
    shown = mpl.interactive(axes.figure)
    shown.hear({"draw": 1})
    left, top, right, bottom = box(page)
    step = (right - left) / 10

    for tenths in (1, 2, 3):
        shown.hear(
            {"fill": [0, left - tenths * step, top, right - tenths * step, bottom], "hold": tenths < 3, "draw": 1}
        )

    assert axes.get_xlim() == pytest.approx((-3, 7))
    shown.hear({"go": "back"})
    assert axes.get_xlim() == pytest.approx((0, 10))


def test_twins_and_shared_axes_move_together(page):
    figure, (left, right) = plt.subplots(1, 2, sharex=True)
    twin = left.twinx()
    left.set_ylim(0, 1)
    twin.set_ylim(0, 100)
    left.set_xlim(0, 10)
    shown = mpl.interactive(figure)
    shown.hear({"draw": 1})

    shown.hear({"fill": [0, *around(box(page, 0), 0.5)]})

    assert left.get_ylim() == pytest.approx((0.25, 0.75)) and twin.get_ylim() == pytest.approx((25, 75))
    assert right.get_xlim() == pytest.approx((2.5, 7.5)) and right.get_ylim() == pytest.approx((0, 1))


def test_the_numbers_under_the_pointer_are_those_of_the_axes(page):
    axes = plt.subplots()[1]
    axes.plot(np.array(["2026-01-01", "2026-01-03"], dtype="M8[D]"), [0, 1])
    axes.margins(0)
    shown = mpl.interactive(axes)
    shown.hear({"draw": 1})
    left, top, right, bottom = box(page)

    shown.hear({"at": [0, (left + right) / 2, (top + bottom) / 2]})

    assert "01-02" in page.said[-1]["numbers"] and "0.5" in page.said[-1]["numbers"]


def test_axes_in_space_turn(page):
    axes = plt.figure().add_subplot(projection="3d")
    axes.view_init(elev=30, azim=-60)
    shown = mpl.interactive(axes)
    shown.hear({"draw": 1})
    assert page.said[-1]["axes"][0]["kind"] == "space"

    shown.hear({"turn": [0, 0.5, 0.1]})

    assert (axes.elev, axes.azim) == pytest.approx((48, -150))
    shown.hear({"go": "home"})
    assert (axes.elev, axes.azim) == pytest.approx((30, -60))


@pytest.mark.parametrize(
    "message", [3, {"fill": [0, 1]}, {"fill": [-1, 0, 0, 1, 1]}, {"go": "up"}, {"at": ["a", 1, 2]}]
)
def test_what_it_does_not_know_is_refused(page, message):
    shown = mpl.interactive(plt.figure())

    with pytest.raises(ValueError, match="figure"):
        shown.hear(message)


def test_only_figures_are_taken(page):
    with pytest.raises(TypeError, match="a Figure or Axes of matplotlib, not int"):
        mpl.interactive(3)
    assert mpl.interactive(plt.plot([1])).kind == "figure"
