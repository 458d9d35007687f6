"""Figures of matplotlib as cells show them, in a session, with the real library."""

import asyncio
import io

import driver
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from cloche.outputs import figure_theme
from cloche.outputs.bundle import bundle
from cloche.outputs.figures import figure_of

PLOT = "plt.plot([1, 2, 4])"


@pytest.fixture(autouse=True)
def plain():
    matplotlib.use("module://cloche.runtime.pyplot")
    yield
    plt.close("all")
    matplotlib.rcdefaults()


def started(**cells):
    """A kernel that has run `import matplotlib.pyplot as plt` and these cells, on a dark page."""
    kernel = driver.Kernel()
    asyncio.run(kernel.start(a="import matplotlib.pyplot as plt", **cells))
    return kernel


def picture(content):
    return Image.open(io.BytesIO(bytes(content)))


@pytest.mark.parametrize(
    "code",
    [
        f"{PLOT}\nplt.gcf()",
        f"{PLOT}\nplt.gca()",
        PLOT,
        f"{PLOT}\nplt.title('Growth')",
        "plt.bar(['x', 'y'], [1, 2])",
        "plt.hist([1, 1, 2])",
        "plt.pie([1, 2])",
        "plt.subplots(2, 2)",
        "plt.subplots(2, 2)[1]",
        "plt.figure().subfigures(1, 2)[0]",
        "plt.errorbar([1, 2], [1, 2], yerr=1)",
        "plt.boxplot([1, 2, 3])['boxes']",
    ],
)
def test_figures_axes_and_what_is_drawn_on_them_are_pictures(code):
    kernel = started(b=code)

    assert kernel.error("b") is None
    shown = picture(kernel.output("b", "image/png"))
    assert shown.size > (600, 400) and shown.info["dpi"][0] == pytest.approx(200, abs=1)


def test_a_picture_says_what_is_on_it():
    kernel = started(b=f"{PLOT}\nplt.title('Growth')\nplt.xlabel('day')\nplt.ylabel('height')\nplt.gcf()")

    assert kernel.output("b") == "Plot. Growth; height by day"


def test_figures_end_with_their_cell_however_it_ends():
    for code in (
        PLOT,
        f"{PLOT}\n1 / 0",
        f"import cloche\ncloche.output.append(1)\n{PLOT}\nNone",
        f"{PLOT}\nplt.show()",
    ):
        kernel = started(b=code)
        assert plt.get_fignums() == [], code
        kernel.session.close()


def test_what_show_showed_stays_above_what_the_cell_ends_with():
    kernel = started(b=f"{PLOT}\nplt.show()\nplt.plot([3])\nplt.show()\n'done'", c=f"{PLOT}\nplt.show()")

    assert kernel.html("b").count("<img") == 2
    assert "done" in kernel.html("b")
    assert kernel.html("c").count("<img") == 1


def test_on_a_dark_page_plain_figures_are_dark_and_chosen_colours_stay():
    corner = "\n_fig.savefig(_out := io.BytesIO(), format='png')\nout = _out.getvalue()"
    kernel = started(
        i="import io",
        b=f"_fig, _ = plt.subplots()\n{corner}",
        c=f"_fig, _ = plt.subplots(facecolor='red')\n{corner.replace('out =', 'red =')}",
    )

    assert picture(kernel["out"]).convert("RGB").getpixel((0, 0)) == (0x14, 0x1C, 0x18)
    assert picture(kernel["red"]).convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_a_style_of_the_notebook_starts_from_matplotlibs_own_colours():
    style = matplotlib.style
    before = style.use
    figure_theme.step_back_for_styles(style, lambda: "dark")
    try:
        figure_theme.dress("dark")
        dressed = matplotlib.rcParams["text.color"]
        plt.style.use("ggplot")
        chosen = matplotlib.rcParams["text.color"], matplotlib.rcParams["figure.facecolor"]
        figure_theme.dress("dark")
        later = matplotlib.rcParams["text.color"]
    finally:
        style.use = before

    assert dressed != "black"
    assert chosen == ("black", "white") and later == "black"


def test_a_dark_page_that_turns_light_gets_plain_figures():
    figure_theme.dress("dark")
    figure_theme.dress("light")

    assert matplotlib.rcParams["figure.facecolor"] == "white"
    assert {name: value for name, value in matplotlib.rcParams.items() if "color" in name} == {
        name: value for name, value in matplotlib.rcParamsDefault.items() if "color" in name
    }


@pytest.mark.filterwarnings("ignore")  # seaborn 0.13 calls pandas 3 as it called 2
def test_grids_of_seaborn_are_pictures_and_its_plots_have_the_size_they_name():
    import pandas as pd
    import seaborn as sns
    import seaborn.objects as so

    frame = pd.DataFrame({"x": [1, 2, 3], "y": [1, 4, 9], "kind": ["a", "b", "a"]})
    grids = [
        sns.relplot(frame, x="x", y="y", col="kind"),
        sns.pairplot(frame),
        sns.jointplot(frame, x="x", y="y"),
    ]

    for grid in grids:
        assert bundle(grid)["image/png"].startswith(b"\x89PNG")
    assert 'width="' in bundle(so.Plot(frame, x="x", y="y").add(so.Dots()))["text/html"]


def test_a_list_that_holds_itself_is_no_figure() -> None:
    rows: list[object] = [1]
    rows.append(rows)

    assert figure_of(rows) is None
    assert figure_of([plt.plot([1, 2]), rows]) is None


def test_whatever_pyplots_functions_give_is_the_figure_that_they_drew_on_and_shown_once():
    figure = plt.figure()
    image = plt.imshow([[1, 2], [3, 4]])

    for value in (
        plt.boxplot([1, 2, 5]),
        plt.violinplot([1, 2, 5]),
        plt.colorbar(image),
        plt.streamplot(np.arange(3), np.arange(3), np.ones((3, 3)), np.ones((3, 3))),
    ):
        assert figure_of(value) is figure
        assert set(bundle(value)) == {"image/png", "text/plain"}


def test_figures_in_a_list_or_dictionary_are_shown_each():
    one, other = plt.figure(), plt.figure()

    assert bundle([one, other])["text/html"].count("<img") == 2
    assert bundle({"one": one, "other": other})["text/html"].count("<img") == 2
    assert "one" in bundle({"one": one})["text/html"]
