"""A plot on which a person marks points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, ClassVar

from cloche.outputs import figures
from cloche.outputs.dataurl import data_url
from cloche.ui import checks
from cloche.ui.element import Element
from cloche.ui.selections import BoxSelection, EmptySelection, LassoSelection, Point, Selection

_CORNERS = 2_000
"""Of a line drawn by hand: more no hand makes."""


class matplotlib(Element[Selection]):
    """A plot of matplotlib on which a person marks points, with a box or with a line drawn by hand.

    The whole figure is shown; what is marked is in the numbers of `axes`:
    `value.get_mask(x, y)` says which points, and an empty value is false.
    `value` is a box to begin with: `{"x": (0, 1), "y": (2, 3)}`. With
    `debounce` the value changes when the pointer is let go.
    """

    kind: ClassVar[str] = "matplotlib"

    def __init__(
        self, axes: Any, value: dict[str, tuple[float, float]] | None = None, *, debounce: bool = False
    ) -> None:
        self._axes = _plain_axes(axes)
        figure = figures.figure_of(axes)
        self._picture = figures.framed(figure)
        self._said = figures.described(figure)
        self._to_screen = axes.transData.frozen()
        left, bottom, right, top = axes.bbox.extents
        (x0, y0), (x1, y1) = self._on_picture(left, top), self._on_picture(right, bottom)
        super().__init__(
            None if value is None else self._boxed(value),
            label="",
            props={
                "frame": [x0, y0, x1, y1],
                "x": _scale(axes.xaxis, axes.get_xlim()),
                "y": _scale(axes.yaxis, axes.get_ylim()),
                "debounce": checks.boolean("debounce", debounce),
            },
        )

    def _read(self, answer: object) -> Selection:
        """None, `{"box": [left, top, right, bottom]}` or `{"lasso": [[x, y], …]}`, in parts of the picture, 0 to 1."""
        if answer is None:
            return EmptySelection()
        if isinstance(answer, Mapping):
            box: Any = answer.get("box")
            lasso: Any = answer.get("lasso")
            if _is_numbers(box, 4):
                (x0, y0), (x1, y1) = self._in_numbers([box[:2], box[2:]])
                return BoxSelection(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), self._axes)
            if isinstance(lasso, Sequence) and 3 <= len(lasso) <= _CORNERS and all(_is_numbers(at, 2) for at in lasso):
                return LassoSelection(tuple(self._in_numbers(lasso)), self._axes)
        raise ValueError(f"A plot expected what is marked on it, got {answer!r}.")

    def _boxed(self, value: object) -> dict[str, object]:
        """The answer that means a box given in numbers, as far as the axes show it."""
        if not isinstance(value, Mapping) or any(
            not isinstance(value.get(name), (tuple, list)) or len(value[name]) != 2 for name in ("x", "y")
        ):
            raise ValueError(f"`value` is a box: {{'x': (from, to), 'y': (from, to)}}; not {value!r}.")
        axes = self._axes
        sides = []
        for name, convert, bounds in (
            ("x", axes.convert_xunits, axes.get_xbound()),
            ("y", axes.convert_yunits, axes.get_ybound()),
        ):
            ends = sorted(float(convert(end)) for end in value[name])
            sides.append([min(max(end, bounds[0]), bounds[1]) for end in ends])
        (x0, x1), (y0, y1) = sides
        a, b = (self._on_picture(*at) for at in self._to_screen.transform([(x0, y0), (x1, y1)]))
        return {"box": [min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])]}

    def _on_picture(self, x: float, y: float) -> Point:
        """A point of the figure, in its pixels from below, as parts of the picture from its upper left corner on."""
        shown = self._picture
        return float((x - shown.left) / shown.width), float(1 - (y - shown.bottom) / shown.height)

    def _in_numbers(self, points: Sequence[Sequence[float]]) -> list[Point]:
        """Parts of the picture, in the numbers of the axes."""
        shown = self._picture
        pixels = [(shown.left + x * shown.width, shown.bottom + (1 - y) * shown.height) for x, y in points]
        # A pixel is coarser than these digits, and 3 is meant where 2.9999999999999996 comes out.
        return [(float(f"{x:.12g}"), float(f"{y:.12g}")) for x, y in self._to_screen.inverted().transform(pixels)]

    def _content(self) -> str:
        """The picture stands in the element, so that it is there in exports, too."""
        shown = self._picture
        url = data_url("image/png", shown.png)
        size = f'width="{round(shown.width)}" height="{round(shown.height)}"'
        return f'<img class="cloche-image" src="{url}" alt="{escape(self._said)}" {size}>'


def _plain_axes(axes: Any) -> Any:
    if not hasattr(axes, "transData") or not hasattr(axes, "get_xbound"):
        raise TypeError(
            f"`axes` is what is marked on, one Axes of matplotlib such as `plt.gca()` or `figure.axes[0]`; "
            f"not {type(axes).__name__}."
        )
    if getattr(axes, "name", "") != "rectilinear":
        raise ValueError(f"A box or a line can be drawn on plane axes only; these are {axes.name}.")
    return axes


def _scale(axis: Any, limits: tuple[float, float]) -> list[object] | None:
    """From where to where an axis goes, if a number on it can be told from its place: not for dates and categories."""
    if axis.get_scale() not in ("linear", "log") or axis.have_units():
        return None
    return [float(limits[0]), float(limits[1]), axis.get_scale()]


def _is_numbers(value: Any, count: int) -> bool:
    return isinstance(value, Sequence) and len(value) == count and all(checks.is_number(each) for each in value)
