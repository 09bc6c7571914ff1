"""More corners for a level curve where it bends."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]

TURN = 0.05  # radians that a curve may turn at a corner
ROUNDS = 4


def rounded(f: ScalarField, line: Array, height: float) -> Array:
    """A polyline of the level, shape (n, 2), with corners added until it turns by less than `TURN` at each.

    A new corner is the middle of a segment, moved onto the level by Newton's method along the gradient. It is left out
    where that does not lead onto the level nearby: a real corner of the curve stays one.
    """
    for _ in range(ROUNDS):
        sharp, lengths = _turns(line) > TURN, np.hypot(*np.diff(line, axis=0).T)
        long = lengths > 1e-6 * np.max(lengths)  # the direction of a shorter piece is rounding
        segments = np.flatnonzero((sharp[:-1] | sharp[1:]) & long)
        middles = (line[segments] + line[segments + 1]) / 2
        limits = np.hypot(*(line[segments + 1] - line[segments]).T) / 2
        moved, found = _onto_level(f, middles, height, limits)
        if not found.any():
            break
        line = np.insert(line, segments[found] + 1, moved[found], axis=0)
    return line


def _turns(line: Array) -> Array:
    """The angle by which a polyline turns at each corner, shape (n,); over the seam of a closed one, too."""
    steps = np.diff(line, axis=0)
    if np.array_equal(line[0], line[-1]):
        steps = np.vstack([steps[-1], steps, steps[0]])
    else:
        steps = np.vstack([steps[0], steps, steps[-1]])
    way = np.arctan2(steps[:, 1], steps[:, 0])
    return np.abs((np.diff(way) + np.pi) % (2 * np.pi) - np.pi)


def _onto_level(f: ScalarField, points: Array, height: float, limits: Array) -> tuple[Array, NDArray[np.bool_]]:
    """The points moved onto the level, and which of them got there within their limits and the domain."""
    moved, d = points, f.domain
    with np.errstate(all="ignore"):
        first = np.abs(f(*points.T) - height)
        for _ in range(3):
            gradient = f.gradient(*moved.T)
            moved = moved - ((f(*moved.T) - height) * gradient / np.sum(gradient**2, axis=0)).T
        close = np.abs(f(*moved.T) - height) <= 1e-9 * first + 4 * np.finfo(float).eps * abs(height)
    inside = (moved >= [d.x0, d.y0]).all(axis=1) & (moved <= [d.x1, d.y1]).all(axis=1)
    return moved, close & inside & (np.hypot(*(moved - points).T) < limits)
