"""Lines to send a walker along, cut from the curves of the core."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.flow import gradient_flow
from gradanim.stage.live import Point
from gradanim.stage.view import View

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


def around(line: PlaneCurve, start: Point, length: float) -> PlaneCurve:
    """The part of a line up to a length to either side of its corner nearest to `start`."""
    k = nearest_index(line, start)
    ahead, behind = (way[: int(np.searchsorted(lengths_along(way), length)) + 1] for way in (line[k:], line[k::-1]))
    return np.vstack([behind[::-1], ahead[1:]])


def full_circle(start: ArrayLike, about: ArrayLike) -> PlaneCurve:
    """Once around a point, clockwise, from another one and back to it."""
    middle = np.asarray(about, float)
    x, y = np.asarray(start, float) - middle
    turns = np.arctan2(y, x) - np.linspace(0, 2 * np.pi, 121)
    return middle + np.hypot(x, y) * np.stack([np.cos(turns), np.sin(turns)], axis=1)


def arc(start: ArrayLike, end: ArrayLike, about: ArrayLike) -> PlaneCurve:
    """From a point to another one around a third, the short way."""
    middle = np.asarray(about, float)
    away = [np.asarray(point, float) - middle for point in (start, end)]
    (r, begin), (s, last) = ((np.hypot(x, y), np.arctan2(y, x)) for x, y in away)
    share = np.linspace(0, 1, 61)
    turns = begin + share * ((last - begin + np.pi) % (2 * np.pi) - np.pi)
    return middle + ((1 - share) * r + share * s)[:, None] * np.stack([np.cos(turns), np.sin(turns)], axis=1)


def parted(line: PlaneCurve, place: Point) -> tuple[PlaneCurve, PlaneCurve]:
    """The two parts of a line, up to its corner nearest to a place and from there on."""
    k = nearest_index(line, place)
    return line[: k + 1], line[k:]


def steepest_ways(view: View, start: Point) -> tuple[PlaneCurve, PlaneCurve]:
    """The ways of steepest descent from a point, and of steepest ascent from there all the way up again.

    They lead as far as there are gradients to be seen in full.
    """
    slope = np.hypot(*view.field.gradient(*start))
    lines = [view.in_sight(gradient_flow(view.field, start, uphill=up).points) for up in (False, True)]
    steep = [np.hypot(*view.field.gradient(*line.T)) > 0.1 * slope for line in lines]
    down, up = (line[: np.flatnonzero(seen)[-1] + 1] for line, seen in zip(lines, steep, strict=True))
    return down, np.vstack([down[::-1], up])


def lasting(view: View, line: PlaneCurve, *, speed: float = 1.6, least: float = 2.0, most: float = 7.0) -> float:
    """Seconds in which a walk can be followed by eye, at `speed` scene units a second within the two bounds."""
    return float(np.clip(lengths_along(line)[-1] * view.scale[0] / speed, least, most))


def there_and_back(view: View, line: PlaneCurve, start: Point) -> PlaneCurve:
    """From the corner nearest to `start` to both ends of a line and home again, as far as gradients stay in sight."""
    k = nearest_index(line, start)
    ahead, behind = view.in_sight(line[k:]), view.in_sight(line[k::-1])
    return np.vstack([ahead, ahead[-2::-1], behind, behind[-2::-1]])


def nearest_index(line: PlaneCurve, point: Point) -> int:
    return int(np.argmin(np.linalg.norm(line - np.asarray(point), axis=1)))


def lengths_along(line: PlaneCurve) -> NDArray[np.float64]:
    return np.append(0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1)))
