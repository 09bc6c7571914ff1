"""A function of three variables in a box: a good place to stand, and level surfaces worth drawing."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.block import Block, Place
from gradanim.fields.standing import GENTLE, LEVEL, LEVEL_BESIDE_SPIKES, Standing
from gradanim.fields.typed import Field

Array = NDArray[np.float64]
GAP = 0.14  # of the box's shortest side: about how far apart neighbouring level surfaces are where one stands
SHORT = 0.3  # of the gradient's length: a part along x, y or z that is less is hard to see
STEPS = 8  # taken over one gap
LIFTED = np.array([0.013, 0.029, 0.041])  # keeps candidates off the planes of symmetry, where fields are special


@lru_cache(maxsize=128)
def flatness_in(f: Field, block: Block) -> float:
    """The slope at and below which f counts as level in a box; as `gradanim.fields.standing.flatness` in the plane."""
    values = f(*block.grid(17))
    values = values[np.isfinite(values)]
    if not values.size:
        return 0.0
    typical, spread = np.median(np.abs(values - np.median(values))), np.ptp(values)
    rounding = 64 * np.finfo(float).eps * np.max(np.abs(values))
    return float(max(LEVEL * typical, LEVEL_BESIDE_SPIKES * spread, rounding) / block.diagonal)


def steepness(gradient: ArrayLike) -> Array:
    """The lengths of vectors, shape (3, ...), also of such whose squares would not fit a float."""
    x, y, z = np.asarray(gradient, float)
    return np.asarray(np.hypot(np.hypot(x, y), z))


def standing_in(f: Field, block: Block, point: ArrayLike) -> Standing:
    """Whether a scene can start at a point of space, or what is wrong with it; as `standing` in the plane."""
    place = np.asarray(point, float)
    if place not in block:
        return "outside"
    slope = steepness(f.gradient(*place))
    if not np.isfinite(slope):
        return "undefined"
    return "level" if slope <= flatness_in(f, block) else "good"


def vantage_in(
    f: Field, block: Block, wanted: ArrayLike | None = None, *, viewer: ArrayLike = (0.0, 0.0, 0.0)
) -> Place | None:
    """A good place to stand in a box: `wanted`, if it is one, else a typical slope in the middle part.

    The choice is the same on every call: not much steeper or gentler than usual, away from kinks and holes, and with
    steps along x, y and z that can all be seen, as far as there is such a place.

    Args:
        wanted: (x, y, z); kept if it is a good place.
        viewer: the direction, of length 1, from which the box is looked at: places at the front are better, and those
            whose gradient is seen from its side. Zero if it does not matter.

    Returns:
        (x, y, z), or None if f is level or undefined everywhere.
    """
    if wanted is not None and standing_in(f, block, wanted) == "good":
        x, y, z = np.asarray(wanted, float).tolist()
        return x, y, z
    for share, n in ((0.6, 8), (0.96, 14), (0.998, 40)):
        if (place := _best(f, block, share, n, np.asarray(viewer, float))) is not None:
            return place
    return None


def nested_values(f: Field, block: Block, at: ArrayLike, *, most: int = 3) -> list[float]:
    """Values of level surfaces to draw: that of a point, and round steps from it towards the inside, in rising order.

    Inside is where less of the box lies: below for x^2 + y^2 + z^2, above for its opposite. Where f ends or levels off
    there, steps go the other way.
    """
    here = float(f(*np.asarray(at, float)))
    everywhere = f(*block.grid(25))
    below = np.nanmean(everywhere < here) <= np.nanmean(everywhere > here)
    found: list[float] = []
    for sign in (-1, 1) if below else (1, -1):
        for value in _values_along(f, block, at, sign):
            step = _round(value - here)
            there = np.nanmin(everywhere) < here + step < np.nanmax(everywhere)  # rounded, it may miss the box
            if step and there and here + step not in found and len(found) < most - 1:
                found.append(here + step)
    return sorted([here, *found])


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


def fair_step(f: Field, at: ArrayLike, most: float, *, count: int = 40) -> float:
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


def _values_along(f: Field, block: Block, at: ArrayLike, sign: int) -> list[float]:
    """The values one and two gaps away along the steepest way up (sign 1) or down (-1), as far as it leads on."""
    place, pace = np.asarray(at, float), GAP * min(block.sides) / STEPS
    last, found = float(f(*place)), []
    for step in range(1, 2 * STEPS + 1):
        # by midpoints of equal length: an adaptive solver would never get past a ridge, where the ways meet
        place = place + pace * _way(f, block, place + pace / 2 * _way(f, block, place, sign), sign)
        value = float(f(*place))
        if place not in block or not sign * (value - last) > 0:
            break
        last = value
        if step % STEPS == 0:
            found.append(value)
    return found


def _way(f: Field, block: Block, place: Array, sign: int) -> Array:
    """The unit vector along the steepest way up or down; zero on level ground and where there is none."""
    gradient = f.gradient(*place)
    slope = steepness(gradient)
    return sign * gradient / slope if slope > flatness_in(f, block) else np.zeros(3)


def _round(step: float) -> float:
    """A step, rounded to one significant digit."""
    return float(f"{step:.0e}")


def _best(f: Field, block: Block, share: float, n: int, viewer: Array) -> Place | None:
    """The best of n^3 candidates spread over the middle `share` of the box."""
    sides, centre = np.array(block.sides), np.array(block.centre)
    u = np.clip(Block(-1, 1, -1, 1, -1, 1).grid(n).reshape(3, -1) + LIFTED[:, None], -1, 1)
    places = centre[:, None] + share * u * sides[:, None] / 2
    gradient = f.gradient(*places)
    slope = steepness(gradient)
    sloping = slope > flatness_in(f, block)  # nan is not
    if not sloping.any():
        return None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        oddity = np.abs(np.log(slope / np.percentile(slope[sloping], 60)))
        hidden = np.mean(np.abs(gradient) < SHORT * slope, axis=0)  # steps too short to be seen
        end_on = 2 * np.maximum(np.abs(viewer @ (gradient / slope)) - 0.4, 0) - 0.5 * viewer @ u
    cost = (
        oddity
        + 0.5 * np.linalg.norm(u, axis=0)
        + hidden
        + end_on
        + 4 * np.maximum(_bend(f, block, places, gradient) - GENTLE, 0)
    )
    x, y, z = places[:, int(np.argmin(np.where(sloping, cost, np.inf)))].tolist()
    return x, y, z


def _bend(f: Field, block: Block, places: Array, gradient: Array) -> Array:
    """How unlike the gradients around are to those here: 0 alike, 1 opposite, 2 undefined."""
    reach = 0.06 * min(block.sides)
    around = np.concatenate([reach * np.eye(3), -reach * np.eye(3)])
    others = f.gradient(*(places[:, :, None] + around.T[:, None, :]))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        cosine = np.sum(others / steepness(others) * (gradient / steepness(gradient))[:, :, None], axis=0)
    worst: Array = np.max(np.where(np.isfinite(cosine), (1 - cosine) / 2, 2.0), axis=1)
    return worst
