"""The mathematics of RoomGradient: ways and level surfaces worth drawing, directions of space, steps short enough."""

from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import ScalarField
from gradanim.fields.scalar import steepness
from gradanim.fields.standing import flatness
from gradanim.stage.frame.live import Point

Array = NDArray[np.float64]
GAP = 0.14  # of the box's shortest side: about how far apart neighbouring level surfaces are where one stands
STEPS = 8  # taken over one gap
LEAP = 0.25  # of all that values change along a way: a step from one to the next is less
ROUNDING = 1e-9  # of a number: what is far below its digits that are read
TEAR = 1e-3  # of a value: where a rounding of the place changes it by more, it cannot be read


def nested_values(f: ScalarField, at: ArrayLike, *, most: int = 3) -> list[float]:
    """Values of level surfaces to draw: that of a point, and round steps from it towards the inside, in rising order.

    Inside is where less of the box lies: below for x^2 + y^2 + z^2, above for its opposite. Where f ends or levels off
    there, steps go the other way.
    """
    here = float(f(*np.asarray(at, float)))
    everywhere = f(*f.domain.grid(25))
    below = np.nanmean(everywhere < here) <= np.nanmean(everywhere > here)
    found: list[float] = []
    for sign in (-1, 1) if below else (1, -1):
        for value in _values_along(f, at, sign):
            step = _round(value - here)
            there = np.nanmin(everywhere) < here + step < np.nanmax(everywhere)  # rounded, it may miss the box
            if step and there and here + step not in found and len(found) < most - 1:
                found.append(here + step)
    return sorted([here, *found])


def beginning_of_way(f: ScalarField, at: ArrayLike) -> Point:
    """Where a straight way to a point may begin, along which f is defined and does not leap.

    Half way to a corner of the box, the lowest if that can be; where no such way leads, nearer by.
    """
    here, shares = np.asarray(at, float), np.linspace(0, 1, 161)[:, None]
    corners = np.array(list(product(*zip(f.domain.low, f.domain.high, strict=True))))
    ways = ((corner - here) / 2**halvings for halvings in range(1, 9) for corner in corners)
    x, y, z = here + next((way for way in ways if _steady(f(*(here + shares * way).T))), np.zeros(3))
    return float(x), float(y), float(z)


def _steady(values: Array) -> bool:
    """Whether values along a line are all there, and none differs from the next by a large part of all they change."""
    if not np.isfinite(values).all():
        return False
    return bool(np.max(np.abs(np.diff(values))) <= LEAP * np.ptp(values) + ROUNDING * np.max(np.abs(values)))


def torn(f: ScalarField, places: Array, values: Array) -> NDArray[np.bool_]:
    """Where the value at a place, shape (3, n), is no number to be read: another one a rounding away, as on a pole."""
    known = values[np.isfinite(values)]
    usual = np.median(np.abs(known - np.median(known))) if known.size else 0.0
    with np.errstate(all="ignore"):
        off = np.abs(f(*(places + ROUNDING * f.domain.diagonal)) - values)
        return ~(off <= TEAR * np.maximum(np.abs(values), usual))


def directions(count: int) -> Array:
    """Unit vectors of space, shape (count, 3), evenly spread (a golden spiral)."""
    k = np.arange(count) + 0.5
    height, turn = 1 - 2 * k / count, np.pi * (1 + np.sqrt(5)) * k
    flat = np.sqrt(1 - height**2)
    return np.stack([flat * np.cos(turn), flat * np.sin(turn), height], axis=1)


def ways_around(first: ArrayLike, count: int) -> Array:
    """Unit vectors of space, shape (count, 3), evenly spread, the first of them along a given vector."""
    ways, wanted = directions(count), np.asarray(first, float) / steepness(first)
    mirror = ways[0] - wanted
    size = float(mirror @ mirror)
    if not size:
        return ways
    mirrored: Array = ways - 2 * np.outer(ways @ mirror, mirror) / size  # one vector becomes the other
    return mirrored


def fair_step(f: ScalarField, at: ArrayLike, most: float, *, count: int = 40) -> float:
    """A length, at most `most`, over which f is defined all around, and no way gains more than that of the gradient.

    None of so many `ways_around` it does, and no way at all by more than a hundredth; where f bends, that takes a
    short step.
    """
    place = np.asarray(at, float)
    gradient = f.gradient(*place)
    ways, step = ways_around(gradient, count), most
    for _ in range(14):
        with np.errstate(all="ignore"):
            gains = f(*(place + step * np.vstack([ways, directions(400), np.eye(3), -np.eye(3)])).T) - f(*place)
        known = np.isfinite(gains).all() and gains[0] > 0
        if known and gains[0] >= 0.99 * gains.max() and gains[0] > gains[1:count].max():
            break
        step /= 2
    return step


def _values_along(f: ScalarField, at: ArrayLike, sign: int) -> list[float]:
    """The values one and two gaps away along the steepest way up (sign 1) or down (-1), as far as it leads on."""
    place, pace = np.asarray(at, float), GAP * min(f.domain.sides) / STEPS
    last, found = float(f(*place)), []
    for step in range(1, 2 * STEPS + 1):
        # by midpoints of equal length: an adaptive solver would never get past a ridge, where the ways meet
        place = place + pace * _way(f, place + pace / 2 * _way(f, place, sign), sign)
        value = float(f(*place))
        if place not in f.domain or not sign * (value - last) > 0:
            break
        last = value
        if step % STEPS == 0:
            found.append(value)
    return found


def _way(f: ScalarField, place: Array, sign: int) -> Array:
    """The unit vector along the steepest way up or down; zero on level ground and where there is none."""
    gradient = f.gradient(*place)
    slope = steepness(gradient)
    return sign * gradient / slope if slope > flatness(f) else np.zeros(3)


def _round(step: float) -> float:
    """A step, rounded to one significant digit."""
    return float(f"{step:.0e}")
