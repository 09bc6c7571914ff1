"""The other road to a value and to a derivative: numbers put into what was typed, and heights a small step apart."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.rounding import EPS, rounding
from gradanim.fields.scalar import ScalarField

STEP = 1e-5  # of the domain's diagonal: how far apart heights are compared, unless their rounding asks for more
LONGER = 4.0 ** np.arange(7)  # times this step: what is tried then
FINE = 1e-4  # of a slope: rounding may spoil so much of it
KINK = 0.02  # how much quotients ahead and behind may differ anyway, as a share of the largest
# To what share half the step brings their difference down: to a half, where f is smooth; across a kink in the reach of
# the shortest of three steps, to no less than this by the first halving.
SHRINKS = 2 / 3
HALVED = 0.03  # by how much it may miss a half
Points = NDArray[np.float64]


def by_hand(f: ScalarField, *where: float) -> float:
    """f at a point by its other road: as typed, worked out number by number; nan where it is undefined."""
    return f.worked_out(*where)


def slopes_by_steps(f: ScalarField, places: ArrayLike, ways: ArrayLike) -> Points:
    """Slopes along unit vectors by steps to both sides; at the edge of where f is defined, one side has to do.

    Args:
        places, ways: shape (..., d) for a function of d variables; they are broadcast against each other.

    Returns:
        The broadcast shape without its last axis; nan where f is undefined.
    """
    behind, ahead = _quotients(f, places, ways, _steps(f, places, ways, STEP * f.domain.diagonal))
    one_sided = np.where(np.isfinite(ahead), ahead, behind)
    return np.where(np.isfinite(ahead) & np.isfinite(behind), (ahead + behind) / 2, one_sided)


def smooth_slopes_by_steps(f: ScalarField, places: ArrayLike, ways: ArrayLike, *, step: float = 0.0) -> Points:
    """Slopes along unit vectors by steps to both sides; nan where these disagree: across a kink, a jump, an edge.

    How far quotients ahead and behind differ shrinks with the step where f is smooth, however narrow a valley may be;
    across a kink it does not. So they are compared at a step, at two and at four times its length. Where the slope
    itself still changes with the step, as next to the rim of a hemisphere, none is told.

    Args:
        places, ways: as in `slopes_by_steps`.
        step: the length; otherwise STEP of the domain's diagonal, or more where heights are rounded too much for it.
    """
    start, h = np.asarray(places, float), _steps(f, places, ways, step or STEP * f.domain.diagonal)
    sides = [_quotients(f, start, ways, times * h) for times in (1, 2, 4)]
    near, double, far = (np.abs(ahead - behind) for behind, ahead in sides)
    slope, coarse = (np.mean(pair, axis=0) for pair in sides[:2])
    rounded = rounding(f, f(*np.moveaxis(start, -1, 0))) + _rounding_of_places(f, start)
    allowed = KINK * np.max(np.abs(sides[0]), axis=0) + 4 * rounded / h
    smooth = (near <= SHRINKS * double) & (double <= SHRINKS * far) & (np.abs(slope - coarse) <= allowed)
    # Extrapolated to steps of no length (Richardson): next to a rim, Newton's rule magnifies what a slope is off. Where
    # the difference is not just halved, there may be a kink between the ends of the two steps.
    halved = smooth & (np.abs(near - double / 2) <= HALVED * double)
    return np.where(halved, (4 * slope - coarse) / 3, np.where(smooth | (near <= allowed), slope, np.nan))


def _rounding_of_places(f: ScalarField, places: Points) -> Points:
    """How far heights are off because places are rounded, where these are far from the origin; else 0."""
    off = EPS * np.max(np.abs(places), axis=-1)
    if np.max(off, initial=0.0) <= 1e-12 * f.domain.diagonal:
        return np.zeros_like(off)
    return np.asarray(off * np.linalg.norm(gradients_by_steps(f, places), axis=-1))


def gradients_by_steps(f: ScalarField, places: ArrayLike) -> Points:
    """Gradients at places, both of shape (..., d), by `slopes_by_steps` along every axis."""
    points = np.asarray(places, float)
    return slopes_by_steps(f, points[..., None, :], np.eye(points.shape[-1]))


def smooth_gradients_by_steps(f: ScalarField, places: ArrayLike, *, step: float = 0.0) -> Points:
    """Gradients at places, both of shape (..., d), by `smooth_slopes_by_steps`; nan where one partial is."""
    points = np.asarray(places, float)
    found = smooth_slopes_by_steps(f, points[..., None, :], np.eye(points.shape[-1]), step=step)
    return np.where(np.isfinite(found).all(axis=-1, keepdims=True), found, np.nan)


def _quotients(f: ScalarField, places: ArrayLike, ways: ArrayLike, steps: ArrayLike) -> tuple[Points, Points]:
    """How fast f changes along unit vectors, by a step back from every place and by a step ahead.

    Args:
        places, ways: as in `slopes_by_steps`.
        steps: their lengths, of the shape that is returned, or broadcast to it.

    Returns:
        Behind and ahead, each of the broadcast shape without its last axis; nan where f is undefined.
    """
    start, way = np.broadcast_arrays(np.asarray(places, float), np.asarray(ways, float))
    h = np.asarray(steps, float)
    before, here, after = (f(*np.moveaxis(start + side * h[..., None] * way, -1, 0)) for side in (-1.0, 0.0, 1.0))
    return (here - before) / h, (after - here) / h


def _steps(f: ScalarField, places: ArrayLike, ways: ArrayLike, least: float) -> Points:
    """How long steps have to be, of the shape of the slopes: the least, unless rounding spoils what it finds.

    Rounding spoils a slope the less the longer the step is, and the bends of f spoil it the more: of several steps,
    that one is taken at which both together are least. How much f bends shows where the next shorter step found
    another slope.
    """
    start, way = np.broadcast_arrays(np.asarray(places, float), np.asarray(ways, float))
    off = rounding(f, f(*np.moveaxis(start, -1, 0))) / least
    sides = _quotients(f, start, way, least)
    too_short = off > FINE * np.max(np.abs(sides), axis=0)
    if not too_short.any():
        return np.full(off.shape, least)
    slopes = [np.mean(sides, axis=0), *(np.mean(_quotients(f, start, way, k * least), axis=0) for k in LONGER[1:])]
    spoiled = off / LONGER.reshape(-1, *np.ones(off.ndim, int))
    spoiled[1:] += np.nan_to_num(np.abs(np.diff(slopes, axis=0)), nan=np.inf)
    return np.where(too_short, least * LONGER[np.argmin(spoiled, axis=0)], least)
