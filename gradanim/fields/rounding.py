"""The rounding of heights: how far they are off because a float has sixteen digits."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField

EPS = float(np.finfo(float).eps)
SAMPLES = {2: 33, 3: 11}  # a side, by dimensions, at which it is measured
APART = 1e-6  # of the domain's sides: seven heights in a row, so close that f hardly bends between
SIXTH = np.array([1.0, -6.0, 15.0, -20.0, 15.0, -6.0, 1.0])  # their difference of the sixth order
EXPLAINED = 16.0  # of the rounding that heights themselves explain: more comes from larger numbers on the way to them


def rounding(f: ScalarField, heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far these heights of f are off by rounding: eps of them, or more where larger numbers occur on the way."""
    absolute, relative = _noise(f)
    return np.asarray(np.maximum(max(EPS, relative) * np.abs(heights), absolute))


@lru_cache(maxsize=128)
def _noise(f: ScalarField) -> tuple[float, float]:
    """How far heights are off, as measured: everywhere by one number, or by one share; 0 where eps explains it.

    Differences of the sixth order of a smooth function vanish on so short a way, and what is left is its noise (J. J.
    Moré and S. M. Wild, Estimating Computational Noise, SIAM Journal on Scientific Computing 33 (2011), 1292-1314).
    It is the same everywhere where large numbers cancel, as in 1e10 + x - 1e10, and a share of the height where they
    are an exponent, as in exp(-100x^2).
    """
    places = f.domain.grid(SAMPLES[f.domain.dimensions])
    way = APART * np.array(f.domain.sides) / f.domain.dimensions  # along no axis, where a function may not change
    rows = [f(*(c + k * w for c, w in zip(places, way, strict=True))) for k in range(-3, 4)]
    noise, heights = np.abs(np.tensordot(SIXTH, rows, 1)) / np.linalg.norm(SIXTH), np.abs(rows[3])
    known = np.isfinite(noise) & (noise > 0) & (heights > 0)
    if not known.any() or np.median(noise[known]) <= EXPLAINED * EPS * np.median(heights[known]):
        return 0.0, 0.0
    shares = noise[known] / heights[known]
    if np.std(np.log(shares)) < 0.5 * np.std(np.log(noise[known])):
        return 0.0, float(np.median(shares))
    return float(np.median(noise[known])), 0.0
