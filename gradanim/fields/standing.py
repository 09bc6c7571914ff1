"""A good place to stand on a landscape, and what counts there as level ground, or as a pole."""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.typed import Field

Array = NDArray[np.float64]
# A field whose gradients turn by about 40 degrees close by is as good to stand on as one that does not bend.
GENTLE = 0.12

Standing = Literal["good", "outside", "undefined", "level"]

# A slope is level when, kept up across the domain, it would not gain this share of a typical difference in height.
LEVEL = 1e-4
# The same against the largest difference: it keeps a landscape that is flat but for one spike from being all slopes.
LEVEL_BESIDE_SPIKES = 1e-9

# Slopes and heights this many times the largest on a grid belong to a pole.
RUNAWAY = 1e3


@lru_cache(maxsize=128)
def flatness(f: Field) -> float:
    """The slope at and below which f counts as level, relative to its heights over the domain.

    Returns:
        A slope >= 0; 0 where nothing is defined. Compare with `<=`: the slopes of a constant are at most this.
    """
    heights = f(*f.domain.grid(65))
    heights = heights[np.isfinite(heights)]
    if not heights.size:
        return 0.0
    typical = np.median(np.abs(heights - np.median(heights)))
    spread = np.ptp(heights)
    rounding = 64 * np.finfo(float).eps * np.max(np.abs(heights))
    return float(max(LEVEL * typical, LEVEL_BESIDE_SPIKES * spread, rounding) / f.domain.diagonal)


@lru_cache(maxsize=128)
def runaway(f: Field) -> float:
    """The slope above which f counts as running into a pole: a thousand times the steepest on a grid over the domain.

    Returns:
        A slope; infinite where nothing is defined.
    """
    slopes = np.hypot(*f.gradient(*f.domain.grid(33)))
    return RUNAWAY * float(np.nanmax(slopes)) if np.isfinite(slopes).any() else float("inf")


def standing(f: Field, point: ArrayLike) -> Standing:
    """Whether a scene can start at a point, or what is wrong with it.

    Returns:
        "outside" the domain; "undefined" where f or its gradient is (a hole, a pole, a kink); "level" where the slope
        is at most `flatness(f)`; otherwise "good".
    """
    x, y = np.asarray(point, float)
    if (x, y) not in f.domain:
        return "outside"
    slope = np.hypot(*f.gradient(x, y))
    if not np.isfinite(slope):
        return "undefined"
    return "level" if slope <= flatness(f) else "good"


def default_point(f: Field, wanted: ArrayLike | None = None) -> tuple[float, float] | None:
    """A good place to stand: `wanted`, if it is one, else a typical slope in the middle part of the domain.

    The choice is the same on every call. It is defined together with its neighbourhood, neither level nor much
    steeper than usual, and away from kinks, as far as the field has such a place.

    Args:
        f: the landscape.
        wanted: (x, y); kept if `standing(f, wanted)` is "good".

    Returns:
        (x, y), or None if f is level or undefined everywhere in its domain.
    """
    if wanted is not None and standing(f, wanted) == "good":
        x, y = np.asarray(wanted, float)
        return float(x), float(y)
    for share, n in ((0.6, 16), (0.98, 41), (0.999, 160)):
        if (place := _best(f, share, n)) is not None:
            return place
    return None


def _best(f: Field, share: float, n: int) -> tuple[float, float] | None:
    """The best of n by n candidates spread over the middle `share` of the domain."""
    d = f.domain
    # An even number of candidates a side, and a nudge, keep off the axes of symmetry, where fields are special.
    u, v = np.meshgrid(np.linspace(-1, 1, n) + 0.013, np.linspace(-1, 1, n) + 0.029)
    x = d.centre[0] + share * np.clip(u, -1, 1).ravel() * d.width / 2
    y = d.centre[1] + share * np.clip(v, -1, 1).ravel() * d.height / 2
    gradient = f.gradient(x, y)
    slope = np.hypot(*gradient)
    sloping = slope > flatness(f)  # nan is not
    if not sloping.any():
        return None
    usual = np.percentile(slope[sloping], 60)
    with np.errstate(divide="ignore", invalid="ignore"):
        oddity = np.abs(np.log(slope / usual))
    # Each of these is worth a slope some factor off: e^0.5 towards the border, e to one that is steeper or gentler than
    # nearly all, e^0.7 to a height below most others, which leaves something to climb and avoids the contour that
    # divides the map, e^4 a kink, e^8 a hole nearby.
    whole = f.domain.grid(41)
    steepness = _rank(slope, np.hypot(*f.gradient(*whole)))
    height = _rank(f(x, y), f(*whole))
    kink = np.maximum(_bend(f, x, y, gradient) - GENTLE, 0)
    cost = oddity + 0.5 * np.hypot(u, v).ravel() + (np.abs(steepness - 0.55) > 0.3) + np.abs(height - 0.3) + 4 * kink
    best = int(np.argmin(np.where(sloping, cost, np.inf)))
    return float(x[best]), float(y[best])


def _rank(values: NDArray[np.float64], among: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of the others that a value exceeds."""
    others = np.sort(among[np.isfinite(among)])
    return np.searchsorted(others, values) / max(others.size, 1)


def _bend(
    f: Field, x: NDArray[np.float64], y: NDArray[np.float64], gradient: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How unlike the gradients around are to the one here: 0 alike, 1 opposite, 2 undefined."""
    turn = 2 * np.pi * np.arange(16) / 8
    reach = np.repeat([0.03, 0.08], 8) * min(f.domain.width, f.domain.height)
    around = f.gradient(x + (reach * np.cos(turn))[:, None], y + (reach * np.sin(turn))[:, None])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        cosine = np.sum(around * gradient[:, None], axis=0) / (np.hypot(*around) * np.hypot(*gradient))
    bends: Array = np.max(np.where(np.isfinite(cosine), (1 - cosine) / 2, 2.0), axis=0)
    return bends
