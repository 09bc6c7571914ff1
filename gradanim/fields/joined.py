"""A scalar function with values put in at single points, and its derivatives there by their limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField, placed

Array = NDArray[np.float64]
Point = tuple[float, ...]

WIDEST = 0.05  # of the domain's shortest side: the first step of a difference quotient
HALVINGS = 20  # of it: the last ones show rounding, and so any of them may be where quotients settle
SETTLED = 5  # quotients in a row that tell whether there is a limit
AGREE = 1e-2  # of what the first ones are at most: what these, and the limits of the two sides, may differ by

ROUNDING = 1e3 * float(np.finfo(float).eps)  # of a value: what may be rounding in a difference of such


@dataclass(frozen=True, init=False)
class JoinedField:
    """The function f with a value of its own at single points, such as x*y/(x^2 + y^2) with 0 at the origin.

    At those points a partial derivative is the limit of difference quotients along its axis, from both sides; a second
    one is the same of partial derivatives, so that the mixed ones, df_x/dy in the upper right and df_y/dx in the lower
    left, may differ. Where a limit does not exist, they are nan. Everywhere else all is as f has it.

    Args:
        f: of any kind.
        values: by points, as in {(0, 0): 0}.

    Raises:
        DomainError: a point has too few or too many coordinates, or the value is not finite.
    """

    f: ScalarField
    values: tuple[tuple[Point, float], ...]

    def __init__(self, f: ScalarField, values: Mapping[Any, float]) -> None:
        tidy = sorted((tuple(float(c) for c in point), float(height)) for point, height in values.items())
        for point, height in tidy:
            if len(point) != len(f.variables) or not np.isfinite([*point, height]).all():
                names = ", ".join(f.variables)
                raise DomainError(f"a value put in is a number at a point ({names}), not {height:g} at {point}")
        self.__dict__.update(f=f, values=tuple(tidy))  # while it is made

    @property
    def name(self) -> str:
        """What it is called: as f."""
        return self.f.name

    @property
    def domain(self) -> Domain:
        """The part of the plane or of space to look at."""
        return self.f.domain

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of its coordinates."""
        return self.f.variables

    def __str__(self) -> str:
        said = ", ".join(f"{height:g} at ({', '.join(f'{c:g}' for c in point)})" for point, height in self.values)
        return f"{self.f}, joined by {said},"

    def on(self, domain: Domain) -> "JoinedField":
        """The same function, looked at elsewhere."""
        return JoinedField(self.f.on(domain), dict(self.values))

    def __call__(self, *where: ArrayLike) -> Array:
        """Heights at (x, y), in the broadcast shape of the coordinates."""
        places = placed(self, where)
        heights = np.array(self.f(*places))
        for point, height in self.values:
            heights[_at(point, places)] = height
        return heights

    def gradient(self, *where: ArrayLike) -> Array:
        """(df/dx, df/dy) at (x, y): shape (2, *broadcast shape)."""
        return self._with(self.f.gradient, _gradient_at, where)

    def hessian(self, *where: ArrayLike) -> Array:
        """Second derivatives at (x, y): shape (2, 2, *broadcast shape); row i is that of df/dx_i."""
        return self._with(self.f.hessian, _hessian_at, where)

    def worked_out(self, *where: float) -> float:
        """The height at one point by the other road that f has, or the value put in there."""
        return dict(self.values).get(tuple(map(float, where)), self.f.worked_out(*where))

    def _with(self, of_f: Callable[..., Array], limit: Callable[..., Array], where: tuple[ArrayLike, ...]) -> Array:
        places = placed(self, where)
        rows = np.array(of_f(*places))
        for point, _ in self.values:
            here = _at(point, places)
            if here.any():
                rows[..., here] = limit(self, point)[..., None]
        return rows


def _at(point: Point, places: tuple[Array, ...]) -> NDArray[np.bool_]:
    """Where the places are the point."""
    return np.asarray(np.all([place == c for place, c in zip(places, point, strict=True)], axis=0))


@lru_cache(maxsize=128)
def _gradient_at(f: JoinedField, point: Point) -> Array:
    """The partial derivatives at a point, each by the limit of its difference quotients."""
    return np.array([_derivative(f, f, point, axis) for axis in range(len(point))])


@lru_cache(maxsize=128)
def _hessian_at(f: JoinedField, point: Point) -> Array:
    """The second derivatives at a point: row i the derivatives of df/dx_i, each by a limit."""
    n = len(point)
    partials = [lambda *where, i=i: f.gradient(*where)[i] for i in range(n)]
    return np.array([[_derivative(f, partial, point, axis) for axis in range(n)] for partial in partials])


def _derivative(f: JoinedField, of: Callable[..., Any], point: Point, axis: int) -> float:
    """The limit of the difference quotients of a function at a point, along an axis from both sides; nan if none."""
    steps = WIDEST * min(f.domain.sides) * 0.5 ** np.arange(HALVINGS)
    ends = np.array(point)[:, None] + np.zeros_like(steps)
    sides, here = [], of(*point)
    for sign in (1.0, -1.0):
        there = ends.copy()
        there[axis] += sign * steps
        gone = there[axis] - point[axis]  # as it is in floating-point numbers
        with np.errstate(all="ignore"):
            sides.append((gone, (of(*there) - here) / gone))
    rounding = ROUNDING * abs(here) / steps[0]
    size = max(AGREE * np.max(np.abs([quotients[:SETTLED] for _, quotients in sides])), rounding)
    limits = [_limit(gone, quotients, size) for gone, quotients in sides]
    return float(np.mean(limits)) if abs(limits[0] - limits[1]) <= size else np.nan


def _limit(steps: Array, quotients: Array, size: float) -> float:
    """What quotients tend to as their steps shrink by halves (Richardson's extrapolation); nan if they do not settle.

    Args:
        size: what they may still differ by where they have settled.
    """
    windows = np.lib.stride_tricks.sliding_window_view(quotients, SETTLED)
    if not np.nanmin(np.ptp(windows, axis=1), initial=np.inf) <= size:
        return float("nan")
    best, error, row = float("nan"), np.inf, quotients
    for order in range(1, SETTLED):
        finer = row[1:] + (row[1:] - row[:-1]) / (2.0**order - 1)
        errors = np.maximum(np.abs(finer - row[1:]), np.abs(finer - row[:-1]))
        k = int(np.argmin(np.where(np.isfinite(errors), errors, np.inf)))
        if errors[k] < error:
            best, error = float(finer[k]), float(errors[k])
        row = finer
    return best
