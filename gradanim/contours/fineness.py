"""Whether a picture of its domain shows a function: how close contours and turns are, and where the contours lie."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gradanim.contours.levels import nice_levels
from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField

LINES, SAMPLES = 24, 2048  # of each direction, and along each
PIXEL = 1 / 400  # of the longer side, in a frame of 480 lines
CONTOURS, TURNS = 1.5, 3.0  # pixels: closer lines cannot be told apart, and shorter slopes not be seen as slopes
SMALLER = (2, 5, 10, 20, 50, 100, *(10.0**k for k in range(3, 9)))  # times: the parts that are tried
GRID = 201  # samples a side that say where contours lie
BLANK, LIVELY = 0.998, 0.9  # of the picture without a contour: so much is too much; as little a recommended part has
EASILY = 2.0  # times as far apart as has to be, in a part that is recommended


@dataclass(frozen=True)
class Fineness:
    """What a straight line through the picture meets, in the direction in which it meets more, on average.

    Attributes:
        contours: how far it is from a contour to the next, in pixels of a small film; infinite where there is none.
        turns: the same from a place where f stops rising or falling to the next.
    """

    contours: float
    turns: float

    def showable(self, times: float = 1.0) -> bool:
        """Whether both are far enough apart to be seen, or so many times as far as that."""
        return self.contours >= times * CONTOURS and self.turns >= times * TURNS


@lru_cache(maxsize=128)
def fineness(f: ScalarField) -> Fineness:
    """How close contours are to each other, and ups to downs, on lines through the domain along x and along y.

    Averages over all of the domain where f is defined: a pole or a cliff meets each contour but once, and only what
    goes up and down all over is fine. What is finer than the samples still counts as fine. Turns within the rounding of
    f are none.
    """
    levels = nice_levels(f).values
    both = np.max([_met(f, levels, axis) for axis in (0, 1)], axis=0) * max(f.domain.sides) * PIXEL
    contours, turns = (1 / float(often) if often else float("inf") for often in both)
    return Fineness(contours, turns)


@lru_cache(maxsize=128)
def blank_share(f: ScalarField) -> float:
    """The largest share of the domain that lies between two neighbouring contours, or below or above all; 0 to 1."""
    heights = f(*f.domain.grid(GRID))
    known = heights[np.isfinite(heights)]
    if not known.size:
        return 0.0
    counts = np.bincount(np.searchsorted(nice_levels(f).values, known))
    return float(counts.max() / known.size)


def lively_part(f: ScalarField, point: tuple[float, ...]) -> Domain | None:
    """The largest of ever smaller domains around a point in which contours take up enough; None if there is none."""
    return _closer(f, point, lambda part: 0 < blank_share(part) <= LIVELY and fineness(part).showable())


def showable_part(f: ScalarField, point: tuple[float, ...]) -> Domain | None:
    """The largest of ever smaller domains around a point in which f can easily be seen; None if there is none.

    It has the shape of the domain, and has contours.
    """

    def easily(part: ScalarField) -> bool:
        found = fineness(part)
        return found.showable(EASILY) and bool(np.isfinite(found.contours))

    return _closer(f, point, easily)


def _closer(f: ScalarField, point: tuple[float, ...], good: Callable[[ScalarField], bool]) -> Domain | None:
    """The first of ever smaller domains around a point on which a field is good; None if there is none."""
    d = f.domain
    for factor in SMALLER:
        try:
            part = f.on(d.around(point, d.width / factor))
        except DomainError:
            return None  # as close as floating-point numbers can look
        if good(part):
            return part.domain
    return None


def _met(f: ScalarField, levels: NDArray[np.float64], axis: int) -> tuple[float, float]:
    """Contours, and turns, per unit of length, on average over lines along an axis."""
    d = f.domain
    # Places are uneven, as the multiples of the golden ratio are: evenly spaced ones may all meet the same phase.
    uneven = (np.arange(LINES * SAMPLES) * (np.sqrt(5) - 1) / 2 % 1).reshape(LINES, SAMPLES)
    ahead = (np.arange(SAMPLES) + uneven) / SAMPLES
    aside = np.broadcast_to((np.arange(LINES)[:, None] + uneven[:, :1]) / LINES, ahead.shape)
    shares = (ahead, aside) if axis == 0 else (aside, ahead)
    heights = f(*(low + side * share for low, side, share in zip(d.low, d.sides, shares, strict=True)))
    rises = np.diff(heights, axis=1)
    known = np.isfinite(rises)
    if not known.any():
        return 0.0, 0.0
    length = float(np.diff(ahead, axis=1)[known].sum()) * d.sides[axis]
    crossed = np.abs(np.diff(np.searchsorted(levels, heights), axis=1))[known].sum()
    rounding = 64 * np.finfo(float).eps * float(np.nanmax(np.abs(heights)))
    turned = sum(_turns(line[np.abs(line) > rounding]) for line in rises)
    return float(crossed) / length, turned / length


def _turns(rises: NDArray[np.float64]) -> int:
    """How often rises, shape (n,), become falls or falls rises."""
    return int((np.diff(np.sign(rises)) != 0).sum())
