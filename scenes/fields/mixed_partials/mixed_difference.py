"""The mixed difference of a function: what its heights at the corners of an upright rectangle say of mixed partials."""

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import Refusal, VectorField
from gradanim.fields.scalar import ScalarField
from gradanim.stage import View
from gradanim.stage.frame.live import Point
from gradanim.stage.typeset import spoken_place

Corners = NDArray[np.float64]
SIGNS = (1, -1, 1, -1)
"""Of the heights at the corners of a rectangle, in the order of `Patch.corners`, in its mixed difference."""


@dataclass(frozen=True)
class Patch:
    """An upright rectangle of the plane with one corner at a point.

    Attributes:
        at: the corner that stays when it shrinks.
        h, k: how far it reaches from there along x and along y, to the left or downwards if negative.
    """

    at: Point
    h: float
    k: float

    @property
    def corners(self) -> Corners:
        """The corners, shape (4, 2), anticlockwise from the lower left one."""
        (x, y), left, below = self.at, min(self.h, 0.0), min(self.k, 0.0)
        x0, y0 = x + left, y + below
        x1, y1 = x0 + abs(self.h), y0 + abs(self.k)
        return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])

    @property
    def area(self) -> float:
        """Its area, in units of the plane."""
        return abs(self.h * self.k)

    def shrunk(self, share: float) -> "Patch":
        """The same with sides a share as long."""
        return replace(self, h=share * self.h, k=share * self.k)


PIECES = 16  # of a side, each with six nodes


def climbs(f: ScalarField, corners: ArrayLike) -> Corners:
    """What the gradient adds up to on the way, from each corner to the next and back to the first; shape (4,)."""
    field, places = VectorField.gradient_of(f), np.asarray(corners, float)
    ends = np.roll(places, -1, axis=0)
    return np.array([field.work(np.linspace(*side, PIECES + 1)) for side in zip(places, ends, strict=True)])


def mixed_quotient(f: ScalarField, patch: Patch) -> float:
    """The mixed difference over the area of a rectangle, by the climbs up its right and its left side."""
    _, right, _, back = climbs(f, patch.corners)
    return float((right + back) / patch.area)


def mixed_quotient_of_heights(f: ScalarField, patch: Patch) -> float:
    """The same by the heights at the corners, for where no rounding spoils them."""
    return float(np.dot(SIGNS, f(*patch.corners.T)) / patch.area)


AROUND = 0.5  # scene units around a square, for the signs of its corners
SIDE = 0.32  # of the domain's shorter side: the largest square
SMALLER = 0.8  # times as long is the next one that is tried
WELL, SEEN = 1.0, 0.3  # scene units: a side that is always tried, and that of the smallest
OTHERS = 31  # places along the longer side of the domain, where nobody has typed one
SMALLEST = 1 / 2000  # of a square's side: when that is reached, its quotient stands for its limit
AGREE = 1e-6  # of the ways up and down: by how much the gradient may miss the heights round a square
TELLS = 2e-3  # of the largest of both: by how much the quotient at the end may miss the mixed partial


def square_at(view: View, at: Point) -> Patch:
    """The largest square with a corner at a place on which f is smooth, and whose quotient has a limit there.

    Raises:
        Refusal: the largest such square would be too small to be seen.
    """
    f, side = view.field, max(SIDE * min(view.field.domain.sides), WELL / view.scale[0])
    around = view.box if view.layout is None else view.layout.picture  # beyond a strip of a domain the picture goes on
    while side * view.scale[0] >= SEEN:
        for across, up in product((1.0, -1.0), repeat=2):
            square = Patch(at, across * side, up * side)
            corners = view.line(square.corners)
            off_numbers = view.inner.inset(left=AROUND, bottom=AROUND)
            seen = off_numbers.holds_points(corners) & around.inset(AROUND).holds_points(corners)
            if seen.all() and is_smooth_on(f, square):
                return square
        side *= SMALLER
    raise Refusal(
        f"no square with a corner at {spoken_place(at)} is large enough to be seen in a picture of {f.domain} and has "
        f"{f} smooth on it: choose another point with --at, or a smaller --domain around it"
    )


def square_near(view: View, at: Point) -> Patch:
    """The square at a place, or at the nearest of others where there is one.

    Raises:
        Refusal: there is none anywhere.
    """
    x, y = (places.ravel() for places in view.field.domain.grid(OTHERS))
    order = np.argsort(np.hypot(x - at[0], y - at[1]))
    for place in [at, *zip(x[order].tolist(), y[order].tolist(), strict=True)]:
        with suppress(Refusal):
            return square_at(view, place)
    return square_at(view, at)


def is_smooth_on(f: ScalarField, square: Patch) -> bool:
    """Whether gradient and heights agree round a square and round smaller ones, which tend to the mixed partial."""
    for share in (1.0, 0.6, 0.3, 0.1):
        corners = square.shrunk(share).corners
        heights, climbed = f(*corners.T), climbs(f, corners)
        gained = np.roll(heights, -1) - heights
        size = np.abs(climbed).sum() + 1e-9 * np.abs(heights).max()
        if not np.abs(gained - climbed).max() <= AGREE * size:  # also where one is nan
            return False
    if not np.isfinite(f(*[c.ravel() for c in _grid(square)])).all():
        return False
    first, last = mixed_quotient(f, square), mixed_quotient(f, square.shrunk(SMALLEST))
    limit = mixed_partial(f, square.at)
    slack = TELLS * max(abs(first), abs(limit)) + 1e-6 * f_scale(f, square)
    return bool(abs(last - limit) <= slack)


def mixed_partial(f: ScalarField, at: Point) -> float:
    """f_xy by its own derivatives; nan where those in the two orders differ."""
    (_, xy), (yx, _) = f.hessian(*at).tolist()
    return (xy + yx) / 2 if np.isclose(xy, yx, rtol=1e-4, atol=1e-9 * abs(xy)) else np.nan


def f_scale(f: ScalarField, square: Patch) -> float:
    """The mixed partial that would turn the slope there by as much as it is on the way through a square."""
    return float(np.hypot(*f.gradient(*square.at)) / abs(square.h))


def _grid(square: Patch) -> tuple[Corners, Corners]:
    (x0, y0), _, (x1, y1), _ = square.corners
    x, y = np.meshgrid(np.linspace(x0, x1, 21), np.linspace(y0, y1, 21))
    return x, y
