"""Why the work differs on two paths: the curl between them, or a hole in the plane, or a jump."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.vector_calculus import VectorValued

from .paths import Paths

Points = NDArray[np.float64]
GRID = 400  # places a side
EXPLAINS = 0.02  # of what is done on both paths: by how much the curl may miss the difference
POLE = 8.0  # times the usual: vectors that long between the paths belong to a hole

CURL = "Between them there is curl: it has no potential."
HOLE = "Its curl is 0, but a hole lies between the paths."
LEFT = "Round the loop they make, work is left: no potential."


def reason_between(field: VectorValued, paths: Paths) -> tuple[str, bool]:
    """The sentence about why the work differs on the first two paths, and whether it is the curl between them."""
    first, second = paths.lines[:2]
    found = curl_between(field, first, second)
    size, due = sum(paths.sizes[:2]), paths.works[1][-1] - paths.works[0][-1]
    if abs(found - due) <= EXPLAINS * size:
        return CURL, True
    x, y, inside, _ = places_between(first, second)
    lengths = np.hypot(*field(x[inside != 0], y[inside != 0]))
    pole = not np.isfinite(lengths).all() or lengths.max() > POLE * np.median(lengths)
    return (HOLE if pole and abs(found) <= EXPLAINS * size else LEFT), False


def curl_between(field: VectorValued, first: Points, second: Points) -> float:
    """The curl added up over all that lies between two paths with the same ends.

    It is the work on the second less that on the first, where the field is smooth in between (Green's theorem). A place
    counts as often as the loop along the second path and back along the first goes round it anticlockwise.
    """
    x, y, inside, area = places_between(first, second)
    curls = np.where(inside == 0, 0.0, field.curl_at(x, y))
    return float(np.nansum(inside * curls)) * area


def places_between(first: Points, second: Points) -> tuple[Points, Points, Points, float]:
    """Places of a fine grid, how often the loop of two paths goes round each, and the area that each stands for."""
    loop = np.vstack([second, first[::-1]])
    low, high = loop.min(axis=0), loop.max(axis=0)
    cell = (high - low) / GRID
    x, y = np.meshgrid(*(low[k] + cell[k] * (np.arange(GRID) + 0.5) for k in (0, 1)))
    return x, y, winding(loop, x, y), float(np.prod(cell))


def winding(loop: Points, x: Points, y: Points) -> Points:
    """How often a closed line goes anticlockwise round the places of a grid, by crossings of the rays to the right."""
    turns = np.zeros(x.shape)
    for (x0, y0), (x1, y1) in zip(loop, np.roll(loop, -1, axis=0), strict=True):
        rows = (y[:, 0] >= min(y0, y1)) & (y[:, 0] < max(y0, y1))
        if rows.any():
            crossing = x0 + (y[rows] - y0) / (y1 - y0) * (x1 - x0)
            turns[rows] += np.where(x[rows] < crossing, np.sign(y1 - y0), 0.0)
    return turns
