"""The best of many places to stand: what a place in the plane is worth, and what a place in space."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField, steepness

Array = NDArray[np.float64]

# A field whose gradients turn by about 40 degrees close by is as good to stand on as one that does not bend.
GENTLE = 0.12
SHORT = 0.3  # of the gradient's length: a part along x, y or z that is less is hard to see
# These keep candidates off the axes and planes of symmetry, where fields are special.
LIFTED = np.array([0.013, 0.029, 0.041])


def best_in_plane(f: ScalarField, flat: float, share: float, n: int) -> tuple[float, ...] | None:
    """The best of n by n candidates spread over the middle `share` of a rectangle; None where all are level.

    Args:
        flat: the slope at and below which ground is level.
    """
    d = f.domain
    u, v = np.meshgrid(np.linspace(-1, 1, n) + LIFTED[0], np.linspace(-1, 1, n) + LIFTED[1])  # n is best even
    x = d.centre[0] + share * np.clip(u, -1, 1).ravel() * d.width / 2
    y = d.centre[1] + share * np.clip(v, -1, 1).ravel() * d.height / 2
    gradient = f.gradient(x, y)
    slope = np.hypot(*gradient)
    sloping = slope > flat  # nan is not
    if not sloping.any():
        return None
    usual = np.percentile(slope[sloping], 60)
    with np.errstate(divide="ignore", invalid="ignore"):
        oddity = np.abs(np.log(slope / usual))
    # Each of these is worth a slope some factor off: e^0.5 towards the border, e to one that is steeper or gentler than
    # nearly all, e^0.7 to a height below most others, which leaves something to climb and avoids the contour that
    # divides the map, e^4 a kink, e^8 a hole nearby.
    whole = f.domain.grid(41)
    steep = _rank(slope, np.hypot(*f.gradient(*whole)))
    height = _rank(f(x, y), f(*whole))
    turn = 2 * np.pi * np.arange(16) / 8
    steps = np.repeat([0.03, 0.08], 8) * min(d.sides) * np.array([np.cos(turn), np.sin(turn)])
    kink = np.maximum(_bend(f, np.array([x, y]), gradient, steps) - GENTLE, 0)
    cost = oddity + 0.5 * np.hypot(u, v).ravel() + (np.abs(steep - 0.55) > 0.3) + np.abs(height - 0.3) + 4 * kink
    best = int(np.argmin(np.where(sloping, cost, np.inf)))
    return float(x[best]), float(y[best])


def best_in_space(f: ScalarField, flat: float, share: float, n: int, viewer: ArrayLike) -> tuple[float, ...] | None:
    """The best of n^3 candidates spread over the middle `share` of a box; None where all are level.

    Args:
        flat: the slope at and below which f is level.
        viewer: the direction, of length 1, from which the box is looked at; zero if it does not matter.
    """
    d, towards = f.domain, np.asarray(viewer, float)
    sides, centre = np.array(d.sides), np.array(d.centre)
    cube = np.stack(np.meshgrid(*[np.linspace(-1, 1, n)] * 3, indexing="ij")).reshape(3, -1)
    u = np.clip(cube + LIFTED[:, None], -1, 1)
    places = centre[:, None] + share * u * sides[:, None] / 2
    gradient = f.gradient(*places)
    slope = steepness(gradient)
    sloping = slope > flat  # nan is not
    if not sloping.any():
        return None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        oddity = np.abs(np.log(slope / np.percentile(slope[sloping], 60)))
        hidden = np.mean(np.abs(gradient) < SHORT * slope, axis=0)  # steps too short to be seen
        end_on = 2 * np.maximum(np.abs(towards @ (gradient / slope)) - 0.4, 0) - 0.5 * towards @ u
    steps = 0.06 * min(sides) * np.concatenate([np.eye(3), -np.eye(3)]).T
    kink = np.maximum(_bend(f, places, gradient, steps) - GENTLE, 0)
    cost = oddity + 0.5 * np.linalg.norm(u, axis=0) + hidden + end_on + 4 * kink
    return tuple(places[:, int(np.argmin(np.where(sloping, cost, np.inf)))].tolist())


def _rank(values: Array, among: Array) -> Array:
    """The share of the others that a value exceeds."""
    others = np.sort(among[np.isfinite(among)])
    return np.searchsorted(others, values) / max(others.size, 1)


def _bend(f: ScalarField, places: Array, gradient: Array, steps: Array) -> Array:
    """How unlike the gradients are, a step away from each place, to the one there: 0 alike, 1 opposite, 2 undefined.

    Args:
        places, gradient: shape (d, n).
        steps: shape (d, m).
    """
    around = f.gradient(*(places[:, :, None] + steps[:, None, :]))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        units, here = around / steepness(around), gradient / steepness(gradient)
        cosine = np.sum(units * here[:, :, None], axis=0)
    worst: Array = np.max(np.where(np.isfinite(cosine), (1 - cosine) / 2, 2.0), axis=1)
    return worst
