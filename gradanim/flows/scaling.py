"""The scaling of a gradient flow: units in which every field is alike, and what is usual and what is too much in it.

In coordinates q = (p - centre) / diagonal of the domain, dq/dt = ±grad f / sqrt(|grad f|^2 + s^2) has the lines of
dp/dt = ±grad f at a speed of at most one: it goes as well over heights of 1e9 as over heights of 1e-9.
"""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]

LONGEST = 0.1  # the longest step, in diagonals
SHORTEST = 1e-7  # a step this short that still goes wrong is at the place that is wrong
BORDER = 1e-9  # how far outside, in diagonals, still counts as on the border: the rounding of a line that runs along it


class Scaling:
    """What a solver has to know of a field to go over it in units of its domain.

    Args:
        f: the field.
        flat: the slope that counts as none.
        reach: how many times as large as the domain the part of the plane is that lines may go through.

    Attributes:
        centre, diagonal: of the domain.
        spread, middle: of the heights on a grid: from the lowest to the highest, and half way between.
        soft: s of the equation; below this slope the speed fades.
    """

    def __init__(self, f: ScalarField, flat: float, reach: float = 1.0) -> None:
        d, (x, y) = f.domain, f.domain.grid(33)
        self.centre, self.diagonal = np.array(d.centre), d.diagonal
        self._half_size = reach * np.array([d.width, d.height]) / 2 / d.diagonal
        slopes, heights = np.hypot(*f.gradient(x, y)), f(x, y)
        low, high = np.nanmin(heights, initial=np.inf), np.nanmax(heights, initial=-np.inf)
        self.spread, self.middle = float(high - low), float(high + low) / 2
        usual = 0.01 * float(np.nanmedian(slopes)) if np.isfinite(slopes).any() else 0.0
        self.soft = max(10 * flat, usual, np.finfo(float).tiny)

    def to_plane(self, q: Array) -> Array:
        """The points of the plane, shape (..., 2), of scaled ones."""
        return self.centre + self.diagonal * q

    def to_scaled(self, p: Array) -> Array:
        """The scaled points, shape (..., 2), of those of the plane."""
        return (p - self.centre) / self.diagonal

    def share_inside(self, q: Array, end: Array) -> Array:
        """The share of each straight step, from inside to an end, shape (n, 2) both, that is within reach."""
        step = end - q
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = (np.sign(step) * self._half_size - q) / step
        shares = np.where((step != 0) & (np.abs(end) > self._half_size), shares, 1.0)
        return np.clip(shares.min(axis=1), 0.0, 1.0)

    def outside(self, q: Array) -> NDArray[np.bool_]:
        """Which scaled points, shape (..., 2), lie out of reach; shape (...)."""
        beyond: NDArray[np.bool_] = np.any(np.abs(q) - self._half_size > BORDER, axis=-1)
        return beyond
