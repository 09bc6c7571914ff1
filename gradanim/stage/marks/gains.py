"""Marks around a point: how much height equally long steps gain, in every direction."""

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gradanim.stage.live import Point
from gradanim.stage.maps.contours import polyline
from gradanim.stage.space.tangents import slope_colour
from gradanim.stage.view import View

LONGEST = 0.4  # of the circle's radius
EVERY = 5  # corners of the circle from mark to mark


def gain_marks(view: View, at: Point, circle: NDArray[np.float64]) -> VGroup:
    """Lines that stand on a circle around a point: as long as the step gains, outwards; as it loses, inwards.

    Args:
        circle: plane points, shape (n, 2), in the order in which the marks are to appear.
    """
    feet = circle[:-1:EVERY]
    gained = view.field(*feet.T) - view.field(*at)
    most = float(np.nanmax(np.abs(gained)))
    marks = VGroup()
    for foot, gain in zip(feet, gained, strict=True):
        if np.isfinite(gain):
            line = np.array([foot, foot + LONGEST * gain / most * (foot - at)])
            marks.add(polyline(view, line, slope_colour(view.theme, gain, most), width=5))
    return marks
