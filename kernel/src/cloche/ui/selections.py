"""What a person has marked on a plot: nothing, a box, or what a line drawn by hand goes around."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class EmptySelection:
    """Nothing is marked."""

    def get_mask(self, x: Any, y: Any) -> Any:
        """False for each point."""
        import numpy as np

        return np.zeros(np.asarray(x).shape, dtype=bool)

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class BoxSelection:
    """A box in the numbers of the axes; its edges belong to it."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float
    axes: Any = field(default=None, repr=False, compare=False)
    """Where it was drawn: knows what dates and categories are in numbers."""

    def get_mask(self, x: Any, y: Any) -> Any:
        """For each point whether it lies in the box, as an array."""
        across, up = _numbers(self.axes, x, y)
        return (across >= self.x_min) & (across <= self.x_max) & (up >= self.y_min) & (up <= self.y_max)

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class LassoSelection:
    """What a line drawn by hand goes around; `vertices` are its corners in the numbers of the axes."""

    vertices: tuple[Point, ...]
    axes: Any = field(default=None, repr=False, compare=False)

    def get_mask(self, x: Any, y: Any) -> Any:
        """For each point whether it lies inside, as an array."""
        import numpy as np
        from matplotlib.path import Path

        across, up = _numbers(self.axes, x, y)
        across, up = np.broadcast_arrays(across, up)
        points = np.column_stack([across.ravel(), up.ravel()])
        corners = np.array(self.vertices, dtype=float)
        if self.axes is not None:
            # Straight on the picture is not straight in the numbers of a logarithmic axis.
            scaled = self.axes.transScale.transform
            points, corners = scaled(points), scaled(corners)
        known = np.isfinite(points).all(axis=1)
        inside: Any = np.zeros(len(points), dtype=bool)
        if known.any():
            inside[known] = Path(corners).contains_points(points[known])
        return inside.reshape(across.shape)

    def __bool__(self) -> bool:
        return True


Selection = EmptySelection | BoxSelection | LassoSelection


def _numbers(axes: Any, x: Any, y: Any) -> tuple[Any, Any]:
    import numpy as np

    if axes is not None:
        x, y = axes.convert_xunits(np.asarray(x)), axes.convert_yunits(np.asarray(y))
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)
