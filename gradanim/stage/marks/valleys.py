"""Valleys on the map: a ring around each, as much of it as is in the frame."""

import numpy as np
from manim import Arc, Circle
from numpy.typing import NDArray

from gradanim.stage.frame.view import View

RADIUS = 0.17  # of a ring, scene units
EDGE = 0.05  # scene units from a ring that is cut to the edge of the frame
PIECES = 180  # of a ring, each of which is seen or not
Points = NDArray[np.float64]


def ring(view: View, centre: Points, *, radius: float = RADIUS) -> Arc:
    """The mark of a valley around a scene point: a circle, or the arc of it that is in the frame."""
    look = {"radius": radius, "stroke_color": view.theme.ink, "stroke_width": 4}
    turns = 2 * np.pi * np.arange(PIECES) / PIECES
    around = centre + radius * np.stack([np.cos(turns), np.sin(turns), 0 * turns], axis=1)
    seen = np.ones(PIECES, bool) if view.layout is None else view.layout.frame.inset(EDGE).holds_points(around)
    if seen.all() or not seen.any():
        return Circle(**look).move_to(centre)
    begin = int(np.argmin(seen))  # outside, so that the first piece inside after it begins an arc
    inside = np.flatnonzero(np.roll(seen, -begin))
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1)
    longest = max(runs, key=len)
    step = 2 * np.pi / PIECES
    return Arc(start_angle=(begin + longest[0]) * step, angle=(len(longest) - 1) * step, arc_center=centre, **look)
