"""A good place to stand on a function, and what counts there as level ground, or as a pole."""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from gradanim.fields.candidates import best_in_plane, best_in_space
from gradanim.fields.scalar import ScalarField, steepness

Standing = Literal["good", "outside", "undefined", "level"]

# A slope is level when, kept up across the domain, it would not gain this share of a typical difference in height.
LEVEL = 1e-4
# The same against the largest difference: it keeps a landscape that is flat but for one spike from being all slopes.
LEVEL_BESIDE_SPIKES = 1e-9

# Slopes and heights this many times the largest on a grid belong to a pole.
RUNAWAY = 1e3

# By dimensions: samples a side that say how high f is, and those that say how steep it is.
HEIGHTS = {2: 65, 3: 17}
SLOPES = {2: 33, 3: 11}


@lru_cache(maxsize=128)
def flatness(f: ScalarField) -> float:
    """The slope at and below which f counts as level, relative to its heights over the domain.

    Returns:
        A slope >= 0; 0 where nothing is defined. Compare with `<=`: the slopes of a constant are at most this.
    """
    heights = f(*f.domain.grid(HEIGHTS[f.domain.dimensions]))
    heights = heights[np.isfinite(heights)]
    if not heights.size:
        return 0.0
    typical = np.median(np.abs(heights - np.median(heights)))
    spread = np.ptp(heights)
    rounding = 64 * np.finfo(float).eps * np.max(np.abs(heights))
    return float(max(LEVEL * typical, LEVEL_BESIDE_SPIKES * spread, rounding) / f.domain.diagonal)


@lru_cache(maxsize=128)
def runaway(f: ScalarField) -> float:
    """The slope above which f counts as running into a pole: a thousand times the steepest on a grid over the domain.

    Returns:
        A slope; infinite where nothing is defined.
    """
    slopes = steepness(f.gradient(*f.domain.grid(SLOPES[f.domain.dimensions])))
    return RUNAWAY * float(np.nanmax(slopes)) if np.isfinite(slopes).any() else float("inf")


def standing(f: ScalarField, point: ArrayLike) -> Standing:
    """Whether a scene can start at a point, or what is wrong with it.

    Returns:
        "outside" the domain; "undefined" where f or its gradient is (a hole, a pole, a kink); "level" where the slope
        is at most `flatness(f)`; otherwise "good".
    """
    place = np.asarray(point, float)
    if place not in f.domain:
        return "outside"
    slope = steepness(f.gradient(*place))
    if not np.isfinite(slope):
        return "undefined"
    return "level" if slope <= flatness(f) else "good"


def default_point(
    f: ScalarField, wanted: ArrayLike | None = None, *, viewer: ArrayLike = (0.0, 0.0, 0.0)
) -> tuple[float, ...] | None:
    """A good place to stand: `wanted`, if it is one, else a typical slope in the middle part of the domain.

    The choice is the same on every call. It is defined together with its neighbourhood, neither level nor much
    steeper or gentler than usual, and away from kinks, as far as the field has such a place; in space, steps along x,
    y and z from there can all be seen.

    Args:
        f: of two variables or of three.
        wanted: kept if `standing(f, wanted)` is "good".
        viewer: the direction, of length 1, from which a box is looked at: places at the front are better, and those
            whose gradient is seen from its side. Zero if it does not matter. The plane is looked at from above.

    Returns:
        The point, or None if f is level or undefined everywhere in its domain.
    """
    if wanted is not None and standing(f, wanted) == "good":
        return tuple(np.asarray(wanted, float).tolist())
    flat = flatness(f)
    if f.domain.dimensions == 3:
        searched = (best_in_space(f, flat, share, n, viewer) for share, n in ((0.6, 8), (0.96, 14), (0.998, 40)))
    else:
        searched = (best_in_plane(f, flat, share, n) for share, n in ((0.6, 16), (0.98, 41), (0.999, 160)))
    return next((place for place in searched if place is not None), None)
