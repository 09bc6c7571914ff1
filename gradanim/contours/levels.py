"""Heights worth drawing."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]

# Even levels are given up when one gap between neighbours swallows more than this share of the map.
EMPTY = 0.55

# Of the range of heights: a level with less than this beyond it is a dot on the map, and its round number misleads.
LAST = 1e-3

# Per cent of the map, next to a pole, whose heights are left out.
POLE = 3


@dataclass(frozen=True)
class Levels:
    """Heights in rising order.

    Attributes:
        values: shape (n,); none for a field that is level or undefined everywhere.
        spacing: "even", or "ladder": 1, 2, 5, 10, 20 ... (or powers of ten), each a few times its neighbour.
    """

    values: Array
    spacing: Literal["even", "ladder"]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Levels) and self.spacing == other.spacing and np.array_equal(self.values, other.values)

    __hash__ = None  # type: ignore[assignment]  # arrays do not hash


def nice_levels(f: ScalarField, count: int = 12) -> Levels:
    """Round heights whose contours fill the map.

    Even steps of 1, 2 or 5 times a power of ten, between the lowest and the highest; towards a pole, as far as the
    bulk of the map reaches. Where even steps leave most of the map empty all
    the same, a ladder.

    Args:
        f: the field, over its domain.
        count: about how many, at least 1; at most half as many again, or two more.
    """
    heights = f(*f.domain.grid(121, least=25))
    heights = np.sort(heights[np.isfinite(heights)])
    if not heights.size or _spread(heights) <= 64 * np.finfo(float).eps * np.max(np.abs(heights)):
        return Levels(np.empty(0), "even")
    low, high = np.percentile(heights, [POLE if _runs_away(f, -1) else 0, 100 - POLE if _runs_away(f, 1) else 100])
    edge = LAST * (high - low)
    values = _even(low, high, count)
    values = values[(values > heights[0] + edge) & (values < heights[-1] - edge)]
    if (empty := _emptiest(values, heights)) > EMPTY:
        ladder = _ladder(heights[(heights >= low) & (heights <= high)], count)
        if _emptiest(ladder, heights) < empty - 0.1:
            return Levels(ladder, "ladder")
    return Levels(values, "even")


def _spread(heights: Array) -> float:
    return float(heights[-1] - heights[0])


def _runs_away(f: ScalarField, sign: int) -> bool:
    """Whether the highest place (sign 1) or the lowest (-1) is a pole: out of all proportion, the closer one looks."""
    window, peaks, floor = f.domain, [], 0.0
    for look in range(4):
        x, y = window.grid(61, least=15)
        heights = sign * f(x, y)
        if not np.isfinite(heights).any():
            return False
        if look == 0:
            floor = float(np.nanmedian(heights))
        best = np.unravel_index(np.nanargmax(heights), heights.shape)
        peaks.append(float(heights[best]) - floor)
        window = _cells_around(f.domain, window, x[best], y[best])
    around = float(np.nanpercentile(heights, 90)) - floor
    return max(peaks) > 8 * peaks[0] or around < peaks[0] / 8


def _cells_around(domain: Domain, window: Domain, x: float, y: float) -> Domain:
    """A closer look: the thirtieth of a window around a point, without leaving the domain."""
    w, h = window.width / 60, window.height / 60
    try:
        return Domain(max(x - w, domain.x0), min(x + w, domain.x1), max(y - h, domain.y0), min(y + h, domain.y1))
    except DomainError:
        return window  # as close as floating-point numbers can look


def _even(low: float, high: float, count: int) -> Array:
    """Multiples of the round step that puts about `count` of them strictly between two heights."""
    decade = int(np.floor(np.log10((high - low) / count)))
    options = [_multiples(digit, decade + k, low, high) for k in (0, 1) for digit in (1, 2, 5)]
    most = max(1.5 * count, count + 2)
    return min(options, key=lambda values: (values.size > most, abs(np.log((values.size + 0.1) / count))))


def _multiples(digit: int, decade: int, low: float, high: float) -> Array:
    """The multiples of digit * 10^decade strictly between two heights, as the floats that print as round numbers."""
    step = float(f"{digit}e{decade}")
    first, last = int(np.floor(low / step)) + 1, int(np.ceil(high / step)) - 1
    return np.array([float(f"{k * digit}e{decade}") for k in range(first, last + 1)])


def _emptiest(values: Array, heights: Array) -> float:
    """The largest share of the map between two neighbouring levels."""
    below = np.searchsorted(heights, values)
    return float(np.max(np.diff([0, *below, heights.size]))) / heights.size


def _ladder(heights: Array, count: int) -> Array:
    """1-2-5 heights, both signs, over what the map has of sizes, in the finest rungs that keep to the count."""
    sizes = np.abs(heights[heights != 0])
    low, high = np.percentile(sizes, [2, 100])
    low = max(low, 1e-15 * high)
    decades = np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    for digits, stride in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3), ((1,), 5), ((1,), 10)):
        rungs = np.array([float(f"{digit}e{decade:.0f}") for decade in decades[::stride] for digit in digits])
        rungs = np.concatenate([-rungs[::-1], rungs])
        rungs = rungs[(rungs > max(heights[0], -high)) & (rungs < heights[-1]) & (np.abs(rungs) >= low)]
        if rungs.size <= 1.5 * count:
            break
    return rungs
