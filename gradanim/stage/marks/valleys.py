"""Valleys on the map: a ring around each, and how deep it is."""

import numpy as np
from manim import Circle
from numpy.typing import NDArray

from gradanim.stage.frame.view import View

RADIUS = 0.17  # of a ring, scene units
Points = NDArray[np.float64]


def ring(view: View, centre: Points, *, radius: float = RADIUS) -> Circle:
    """The mark of a valley around a scene point."""
    return Circle(radius=radius, stroke_color=view.theme.ink, stroke_width=4).move_to(centre)
