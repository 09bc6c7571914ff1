"""The rounding of heights: how far they are off because a float has sixteen digits."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField

EPS = float(np.finfo(float).eps)
SAMPLES = {2: 33, 3: 11}  # a side, by dimensions, at which it is measured
APART = 1e-5  # of the domain's sides: seven heights in a row, so close that a smooth function hardly bends between
SIXTH = np.array([1.0, -6.0, 15.0, -20.0, 15.0, -6.0, 1.0])  # their difference of the sixth order
EXPLAINED = 16.0  # of the rounding that heights themselves explain: more comes from larger numbers on the way to them


def rounding(f: ScalarField, heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far these heights of f are off by rounding: eps of them, or more where larger numbers cancel on the way."""
    return np.asarray(np.maximum(EPS * np.abs(heights), _noise(f)))


@lru_cache(maxsize=128)
def _noise(f: ScalarField) -> float:
    """How far heights are off in the middle, as measured; 0 where they are large enough to explain it.

    Differences of the sixth order of a smooth function vanish on so short a way, and what is left is its noise (J. J.
    Moré and S. M. Wild, Estimating Computational Noise, SIAM Journal on Scientific Computing 33 (2011), 1292-1314).
    """
    places = f.domain.grid(SAMPLES[f.domain.dimensions])
    way = np.array(f.domain.sides) / f.domain.dimensions  # along no axis, where a function may not change
    rows = [f(*(c + k * APART * w for c, w in zip(places, way, strict=True))) for k in range(-3, 4)]
    noise = np.abs(np.tensordot(SIXTH, rows, 1)) / np.linalg.norm(SIXTH)
    known = np.isfinite(noise)
    if not known.any():
        return 0.0
    own, measured = EPS * np.median(np.abs(rows[3][known])), np.median(noise[known])
    return float(measured) if measured > EXPLAINED * own else 0.0
