"""The axes of graphs: their lines, and the round numbers along them."""

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.plots import labels, round_numbers

TICK = 0.08  # scene units


def axis_line(view: View, *corners: NDArray[np.float64]) -> VMobject:
    """A thin line from corner to corner, scene points of shape (3,): an axis, a tick."""
    return VMobject(stroke_color=view.theme.faint, stroke_width=2).set_points_as_corners(corners)


def ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """About so many round numbers of a range, and how each is set."""
    numbers = round_numbers(low, high, most)
    return list(zip(numbers.tolist(), labels(numbers), strict=True))
