"""Lines to send a walker along, cut from the curves of the core."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.contours.level_curves import LevelCurve
from gradanim.fields.scalar import ScalarField
from gradanim.stage.frame.live import Point

PlaneCurve = NDArray[np.float64]  # a broken line, shape (n, 2), in plane units


def along(line: PlaneCurve, alpha: float) -> NDArray[np.float64]:
    """The point, shape (2,), at the fraction `alpha` of the length of a line."""
    lengths = lengths_along(line)
    return np.array([np.interp(alpha * lengths[-1], lengths, c) for c in line.T])


def stretch(line: PlaneCurve, start: Point, length: float) -> PlaneCurve:
    """The part of a line from its corner nearest to `start` on, up to a length; backwards where less is ahead."""
    k = nearest_index(line, start)
    ahead, behind = line[k:], line[k::-1]
    way = ahead if lengths_along(ahead)[-1] >= min(length, lengths_along(behind)[-1]) else behind
    lengths = lengths_along(way)
    if lengths[-1] <= length:
        return way
    kept = lengths < length
    return np.vstack([way[kept], along(way, length / lengths[-1])])


def round_trip(line: PlaneCurve, start: Point) -> PlaneCurve:
    """All of a line, beginning and ending at its corner nearest to `start`: once around, or to both ends and back."""
    k = nearest_index(line, start)
    if len(line) > 3 and np.array_equal(line[0], line[-1]):
        return np.vstack([line[k:-1], line[: k + 1]])
    return np.vstack([line[k:], line[-2::-1], line[1 : k + 1]]) if len(line) > 1 else line


SHORT = 0.25  # of the slope where a curve was asked for: at less, its gradient is soon too short to be seen


def short_of_crossings(field: ScalarField, curve: LevelCurve) -> PlaneCurve:
    """The part of a level curve on which a gradient can be seen, around the place it was asked to go through.

    Where it meets no crossing, that is all of it.
    """
    if not len(curve.crossings):
        return curve.points
    slopes = np.hypot(*field.gradient(*curve.points.T))
    short = np.flatnonzero(~(slopes >= SHORT * slopes[curve.at]))
    k = int(np.searchsorted(short, curve.at))
    first, last = short[k - 1] + 1 if k else 0, short[k] if k < len(short) else len(slopes)
    return curve.points[first:last]


def arc(start: ArrayLike, end: ArrayLike, about: ArrayLike) -> PlaneCurve:
    """From a point to another one around a third, the short way."""
    middle = np.asarray(about, float)
    away = [np.asarray(point, float) - middle for point in (start, end)]
    (r, begin), (s, last) = ((np.hypot(x, y), np.arctan2(y, x)) for x, y in away)
    share = np.linspace(0, 1, 61)
    turns = begin + share * ((last - begin + np.pi) % (2 * np.pi) - np.pi)
    return middle + ((1 - share) * r + share * s)[:, None] * np.stack([np.cos(turns), np.sin(turns)], axis=1)


def nearest_index(line: PlaneCurve, point: Point) -> int:
    """Which corner of a broken line lies nearest to a point."""
    return int(np.argmin(np.linalg.norm(line - np.asarray(point), axis=1)))


def lengths_along(line: PlaneCurve) -> NDArray[np.float64]:
    """How far it is to each corner along the line, in plane units: shape (n,)."""
    return np.append(0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1)))
