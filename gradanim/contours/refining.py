"""More corners for a level curve where it bends."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.rounding import rounding
from gradanim.fields.scalar import ScalarField, steepness

Array = NDArray[np.float64]

TURN = 0.05  # radians that a curve may turn at a corner
ROUNDS = 4
DIRECTED = 100.0  # times as long as its ends may be off: a shorter piece has no direction


def rounded(f: ScalarField, line: Array, height: float) -> Array:
    """A polyline of the level, shape (n, 2), with corners added until it turns by less than `TURN` at each.

    A new corner is the middle of a segment, moved onto the level by Newton's method along the gradient. It is left out
    where that does not lead onto the level nearby: a real corner of the curve stays one.
    """
    shortest = shortest_piece(f, line, height)
    for _ in range(ROUNDS):
        sharp, lengths = _turns(line) > TURN, np.hypot(*np.diff(line, axis=0).T)
        long = lengths > max(1e-6 * np.max(lengths), 2 * shortest)  # the direction of a shorter piece is rounding
        segments = np.flatnonzero((sharp[:-1] | sharp[1:]) & long)
        middles = (line[segments] + line[segments + 1]) / 2
        limits = np.hypot(*(line[segments + 1] - line[segments]).T) / 2
        moved, found = _onto_level(f, middles, height, limits)
        if not found.any():
            break
        line = np.insert(line, segments[found] + 1, moved[found], axis=0)
    return line


def shortest_piece(f: ScalarField, line: Array, height: float) -> float:
    """How long a piece of a level curve has to be for a direction: corners are off where heights are rounded."""
    slope = np.nanmedian(steepness(f.gradient(*line.T)))
    return DIRECTED * float(rounding(f, np.array(height)) / slope) if slope > 0 else 0.0


def spread_out(line: Array, shortest: float) -> Array:
    """A polyline, shape (n, 2), without the corners that follow another one too closely; the last one stays."""
    kept = [0]
    for k in range(1, len(line) - 1):
        if min(np.hypot(*(line[k] - line[kept[-1]])), np.hypot(*(line[k] - line[-1]))) >= shortest:
            kept.append(k)
    return line[[*kept, len(line) - 1]]


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
