"""Names beside the ends of curves: each near its own, and none on another."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage.frame.layout import Box

Points = NDArray[np.float64]
LINE = 0.33  # scene units from one name to the next
LEADER = 0.4  # from the end of a curve to its name


def room_for_names(names: Sequence[VMobject], *, least: float = 0.45) -> float:
    """The scene units that names take to the right of the ends of their curves."""
    return max([least, *(name.width + LEADER + 0.05 for name in names)])


def name_ends(names: Sequence[VGroup], ends: ArrayLike, area: Box) -> None:
    """Put names beside the ends of curves, and lead a line from each end to its name.

    They are moved up or down where they would meet; if the area is not high enough for all of them, they stand beside
    it.

    Args:
        names: the last part of each is its text, in whose colour the line is that is added to it.
        ends: scene points, shape (n, 3).
        area: where the curves are drawn.
    """
    ends = np.array(ends, float).reshape(-1, 3)
    if len(ends) * LINE > area.height:
        ends[:, 0] = area.right
    heights = spread(ends[:, 1], LINE, area.bottom + LINE / 2, area.top - LINE / 2)
    for name, end, height in zip(names, ends, heights, strict=True):
        text = name[-1]
        name.move_to(np.array([end[0] + LEADER, height, 0.0]), aligned_edge=LEFT)
        line = VMobject(stroke_color=text.get_color(), stroke_width=1.5, stroke_opacity=0.6)
        corners = [[end[0] + 0.08, end[1], 0.0], [end[0] + LEADER - 0.02, height, 0.0]]
        name.add(line.set_points_as_corners(np.array(corners)).set_z_index(1))


def spread(wanted: Points, gap: float, low: float, high: float) -> Points:
    """The numbers, shape (n,), moved apart until no two are closer than the gap, in their order and within limits."""
    order = np.argsort(wanted, kind="stable")
    placed = np.sort(wanted)
    for k in range(1, len(placed)):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    placed[-1:] = np.minimum(placed[-1:], high)
    for k in range(len(placed) - 2, -1, -1):
        placed[k] = min(placed[k], placed[k + 1] - gap)
    moved = np.empty_like(placed)
    moved[order] = placed + np.maximum(low - placed[:1], 0.0)
    return moved
