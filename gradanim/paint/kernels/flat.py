"""Parts painted straight onto a frame, without depth, one after the other."""

import numpy as np

from .compiled import Array, kernel
from .strokes import disc, segment, tip

__all__ = ["paint_discs", "paint_strokes", "paint_triangles"]


@kernel
def paint_strokes(frame: Array, xyw: Array, rgba: Array, ends: Array, half_widths: Array, round_ends: bool) -> None:
    """Paint segments in order; arguments as those of `segment`."""
    no_depth = np.empty((0, 0), np.float32)
    for s in range(len(ends)):
        around = (ends[s, 0], ends[s, 1], ends[s, 2], ends[s, 3])
        segment(no_depth, frame, xyw, rgba, around, half_widths[s], round_ends, 0.0, 0.0)


@kernel
def paint_triangles(frame: Array, xyw: Array, rgba: Array, corners: Array) -> None:
    """Paint antialiased triangles (m, 4; the fourth is -1) and quadrilaterals in order."""
    for f in range(len(corners)):
        i, j, k, m = corners[f, 0], corners[f, 1], corners[f, 2], corners[f, 3]
        tip(frame, xyw, rgba, (i, j, k))
        if m >= 0:
            tip(frame, xyw, rgba, (i, k, m))


@kernel
def paint_discs(frame: Array, xyw: Array, rgba: Array, radii: Array) -> None:
    """Paint discs in order."""
    no_depth = np.empty((0, 0), np.float32)
    for d in range(len(radii)):
        disc(no_depth, frame, xyw, rgba, d, radii[d], 0.0, 0.0)
