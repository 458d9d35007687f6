"""A figure that a person pans and zooms, drawn anew by matplotlib at each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any, ClassVar

from cloche.outputs import figures
from cloche.outputs.dataurl import data_url
from cloche.ui import checks
from cloche.ui.element import Element

View = dict[int, tuple[float, ...]]
"""By the place of axes in the figure: limits from left to right and from below, or elevation, azimuth and roll."""

_RATIOS = (0.5, 4.0)
_HISTORY = 100


class figure(Element[None]):
    """A figure of matplotlib to pan and zoom, with the numbers under the pointer. It has no value.

    The page says what is to fill the axes, in parts of the figure, and gets
    the pixels; what the limits are then is matplotlib's business, so scales,
    dates, shared and twin axes are what they are anywhere.
    """

    kind: ClassVar[str] = "figure"

    def __init__(self, shown: Any) -> None:
        found = figures.figure_of(shown)
        if found is None:
            raise TypeError(f"`figure` is a Figure or Axes of matplotlib, not {type(shown).__name__}.")
        self._figure = found
        self._canvas = figures.pixel_canvas(found)
        self._ratio = 1.0
        self._before: View | None = None
        """What was seen when the hand took hold."""
        found.draw_without_rendering()
        self._history: list[View] = [self._view()]
        self._at = 0
        super().__init__(None, props={"size": [float(side) for side in found.bbox.size]})

    def _read(self, answer: object) -> None:
        return None

    # ----------------------------------------------------------------- messages

    def hear(self, message: object) -> bool:
        """What the page's part says; `draw` (how dense the screen is) stands in all that want a picture.

        - `{"fill": [axes, left, top, right, bottom]}`: let this part of the figure fill these axes.
        - `{"turn": [axes, dx, dy]}`: turn axes in space.
        - both with `"hold": true` while the hand is not off yet; each starts from where it took hold.
        - `{"go": "home"}`, `"back"` or `"forward"`.
        - `{"at": [axes, x, y]}`: which numbers are there?
        """
        if not isinstance(message, Mapping):
            raise ValueError(f"The figure does not know {message!r}.")
        if "at" in message:
            self._say({"numbers": self._numbers(*_axes_and_numbers(message["at"], 2))})
            return False
        if "go" in message:
            self._go(message["go"])
        elif "fill" in message or "turn" in message:
            self._step(message)
        if checks.is_number(message.get("draw")):
            self._ratio = min(max(float(message["draw"]), _RATIOS[0]), _RATIOS[1])
        self._say(self._drawn())
        return False

    def _step(self, message: Mapping[str, Any]) -> None:
        if self._before is None:
            self._before = self._view()
        self._see(self._before)
        if "fill" in message:
            self._fill(*_axes_and_numbers(message["fill"], 4))
        else:
            self._turn(*_axes_and_numbers(message["turn"], 2))
        if message.get("hold") is not True:
            self._before = None
            self._history = [*self._history[: self._at + 1], self._view()][-_HISTORY:]
            self._at = len(self._history) - 1

    def _go(self, where: object) -> None:
        last = len(self._history) - 1
        steps = {"home": 0, "back": max(self._at - 1, 0), "forward": min(self._at + 1, last)}
        if where not in steps:
            raise ValueError(f"A figure goes home, back or forward, not {where!r}.")
        self._before = None
        self._at = steps[str(where)]
        self._see(self._history[self._at])

    def _fill(self, which: int, *box: float) -> None:
        left, top, right, bottom = box
        width, height = self._figure.bbox.size
        corners = [(left * width, (1 - bottom) * height), (right * width, (1 - top) * height)]
        # All before the first changes: twins share an axis.
        limits = [(axes, axes.transData.inverted().transform(corners)) for axes in self._together(which)]
        for axes, ((x0, y0), (x1, y1)) in limits:
            if all(map(checks.is_number, (x0, y0, x1, y1))) and x0 != x1 and y0 != y1:
                axes.set_xlim(x0, x1)
                axes.set_ylim(y0, y1)

    def _turn(self, which: int, *by: float) -> None:
        across, down = by
        axes = self._figure.axes[which] if which < len(self._figure.axes) else None
        if axes is not None and axes.name == "3d":
            axes.view_init(elev=axes.elev + down * 180, azim=axes.azim - across * 180, roll=getattr(axes, "roll", None))

    def _numbers(self, which: int, *point: float) -> str:
        x, y = point
        width, height = self._figure.bbox.size
        axes = self._figure.axes[which] if which < len(self._figure.axes) else None
        if axes is None or axes.name == "3d":
            return ""
        return str(axes.format_coord(*axes.transData.inverted().transform((x * width, (1 - y) * height)))).strip()

    # ------------------------------------------------------------------- drawing

    def _drawn(self) -> dict[str, object]:
        dpi = self._figure.get_dpi()
        self._figure.set_dpi(dpi * self._ratio)
        try:
            self._canvas.draw()
            pixels = self._canvas.buffer_rgba()
            height, width = pixels.shape[:2]
            drawn = bytes(pixels)
        finally:
            self._figure.set_dpi(dpi)
        return {
            "pixels": drawn,
            "width": width,
            "height": height,
            "axes": self._places(),
            "back": self._at > 0,
            "forward": self._at < len(self._history) - 1,
        }

    def _places(self) -> list[dict[str, object]]:
        """Where axes stand that can be panned or turned, the topmost last."""
        width, height = self._figure.bbox.size
        found = []
        for at, axes in enumerate(self._figure.axes):
            if axes.get_visible() and axes.get_navigate() and axes.name in ("rectilinear", "3d"):
                left, bottom, right, top = axes.bbox.extents
                box = [left / width, 1 - top / height, right / width, 1 - bottom / height]
                kind = "space" if axes.name == "3d" else "plane"
                found.append({"at": at, "kind": kind, "box": [float(side) for side in box]})
        return found

    def _together(self, which: int) -> list[Any]:
        """The axes in that place, and those that stand on them as twins."""
        chosen = self._figure.axes[which] if which < len(self._figure.axes) else None
        if chosen is None or chosen.name != "rectilinear":
            return []
        place = chosen.bbox.extents
        return [
            axes
            for axes in self._figure.axes
            if axes.name == "rectilinear" and axes.get_navigate() and abs(axes.bbox.extents - place).max() < 0.5
        ]

    def _view(self) -> View:
        found: View = {}
        for at, axes in enumerate(self._figure.axes):
            if axes.name == "rectilinear":
                found[at] = (*axes.get_xlim(), *axes.get_ylim())
            elif axes.name == "3d":
                found[at] = (axes.elev, axes.azim)
        return found

    def _see(self, view: View) -> None:
        for at, numbers in view.items():
            if at >= len(self._figure.axes):
                continue
            axes = self._figure.axes[at]
            if axes.name == "rectilinear":
                axes.set_xlim(numbers[0], numbers[1])
                axes.set_ylim(numbers[2], numbers[3])
            elif axes.name == "3d":
                axes.view_init(elev=numbers[0], azim=numbers[1], roll=getattr(axes, "roll", None))

    def _content(self) -> str:
        """The figure as it is now: what is seen in exports, and before Python answers."""
        picture = BytesIO()
        self._figure.savefig(picture, **figures.PNG, dpi=2 * self._figure.get_dpi())
        url = data_url("image/png", picture.getvalue())
        width, height = (round(side) for side in self._figure.bbox.size)
        said = escape(figures.described(self._figure))
        return f'<img class="cloche-image" src="{url}" alt="{said}" width="{width}" height="{height}">'


def _axes_and_numbers(value: object, count: int) -> tuple[int, *tuple[float, ...]]:
    if (
        not isinstance(value, Sequence)
        or len(value) != count + 1
        or not all(map(checks.is_number, value))
        or value[0] < 0
    ):
        raise ValueError(f"A figure expected the place of axes and {count} numbers, got {value!r}.")
    return int(value[0]), *map(float, value[1:])
