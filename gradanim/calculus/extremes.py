"""The lowest and the highest height of a field: also between samples, and told apart from a pole."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from gradanim.fields.scalar import ScalarField

SAMPLES = 81  # along the longer side of the domain
SUMMITS = 12  # of the highest samples among their neighbours, so many are looked at more closely
CLOSER = 12  # times a summit is looked at from four times as near
RINGS = 8  # around what is found there, each a quarter of the one before
# Near a summit heights rise less from ring to ring; near a pole as much or more, if only by a logarithm.
SETTLED = 0.25


@lru_cache(maxsize=128)
def extremes(f: ScalarField) -> tuple[float, float]:
    """The lowest and the highest height of f over its domain.

    Returns:
        Two heights, infinite where f runs away into a pole; nan if f is defined nowhere. A spike that falls between
        the samples of a grid is missed.
    """
    return -_highest(f, -1.0), _highest(f, 1.0)


def _highest(f: ScalarField, sign: float) -> float:
    """The largest value of sign * f."""
    x, y = f.domain.grid(SAMPLES)
    heights = sign * f(x, y)
    known = np.isfinite(heights)
    if not known.any():
        return float("nan")
    filled = np.where(known, heights, -np.inf)
    summits = np.flatnonzero(known & (filled == maximum_filter(filled, size=3)))
    summits = summits[np.argsort(-filled.flat[summits], kind="stable")[:SUMMITS]]
    places, top = _climbed(f, sign, np.stack([x.flat[summits], y.flat[summits]]))
    rises = np.diff(_rings(f, sign, places), axis=0)
    early, late = rises[: RINGS // 2].sum(axis=0), rises[RINGS // 2 :].sum(axis=0)
    usual = np.abs(np.percentile(heights[known], [4, 50, 96]))  # a sample next to a pole may be beyond all measure
    rounding = 1e-9 * np.ptp(usual) + 64 * np.finfo(float).eps * usual.max()
    if (late > np.maximum(SETTLED * early, rounding)).any():
        return float("inf")
    return top


def _climbed(f: ScalarField, sign: float, places: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """The highest places near plane points, shape (2, n), by looking ever closer, and the largest height there."""
    d = f.domain
    u, v = (w.ravel()[:, None] for w in np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9)))
    reach = max(d.width, d.height) / (SAMPLES - 1)
    top = float(np.max(sign * f(*places)))
    for _ in range(CLOSER):
        x = np.clip(places[0] + reach * u, d.x0, d.x1)
        y = np.clip(places[1] + reach * v, d.y0, d.y1)
        heights = sign * f(x, y)
        heights = np.where(np.isfinite(heights), heights, -np.inf)
        best = np.argmax(heights, axis=0), np.arange(places.shape[1])
        places = np.stack([x[best], y[best]])
        top = max(top, float(heights[best].max()))  # rounding may lose the point in the middle
        reach /= 4
    return places, top


def _rings(f: ScalarField, sign: float, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The highest on ever smaller rings around plane points, shape (RINGS + 1, n).

    A sample that happens to lie next to a pole says nothing about how it grows; rings with odd angles do not lie so.
    """
    d = f.domain
    turn = 0.7123 + 2 * np.pi * np.arange(24) / 24.0
    radii = max(d.width, d.height) / (SAMPLES - 1) / 4.0 ** np.arange(RINGS + 1)
    x = np.clip(places[0] + (radii[:, None] * np.cos(turn))[..., None], d.x0, d.x1)
    y = np.clip(places[1] + (radii[:, None] * np.sin(turn))[..., None], d.y0, d.y1)
    heights = sign * f(x, y)
    highest: NDArray[np.float64] = np.where(np.isfinite(heights), heights, -np.inf).max(axis=1)
    return np.where(np.isfinite(highest), highest, 0.0)
