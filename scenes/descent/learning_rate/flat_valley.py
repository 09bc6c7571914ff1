"""Flat valleys: lowest places around which f does not curve in every direction, so that they are no bowls."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import least_squares, minimize_scalar

from gradanim.calculus.critical_points import critical_set
from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import flatness

Point = tuple[float, float]
RADIUS = 0.02  # of the domain's height: how far around a lowest place the others are compared with it
NEAR = 0.05  # of the domain's height: how far from a lowest sample the lowest place may be
LEAST = 1e-4  # of the larger curvature: a smaller one is none
EQUAL = 1e-9  # of all heights: those that differ by less are equal


@dataclass(frozen=True)
class FlatValley:
    """A lowest place where the Hessian is singular.

    Attributes:
        bottom: the place, or one of them.
        alone: whether it is the only one around; otherwise there are others along a curve, or over an area.
        straight: whether f does not curve there in any direction: the Hessian is zero.
    """

    bottom: Point
    alone: bool
    straight: bool

    def __str__(self) -> str:
        where = "({:.3g}, {:.3g})".format(*(c if abs(c) > 1e-6 else 0.0 for c in self.bottom))
        if not self.alone:
            return f"it is lowest not at one place but all along a curve, or over an area, through {where}"
        if self.straight:
            return f"its valley at {where} is flat, with a Hessian that is zero at the bottom"
        return f"its valley at {where} is flat in one direction: there the Hessian has an eigenvalue 0"


def flat_valley(f: ScalarField) -> FlatValley | None:
    """The lowest flat valley inside the domain; None where there is none."""
    level = critical_set(f)
    places = [c.point for c in level.inside if c.kind == "undecided"]
    if level.curves and (place := _lowest_level_place(f)) is not None:
        places.append(place)
    valleys = [valley for place in places if (valley := _valley_at(f, place)) is not None]
    return min(valleys, key=lambda valley: float(f(*valley.bottom)), default=None)


def _lowest_level_place(f: ScalarField) -> Point | None:
    """The lowest place of a grid, moved to where the gradient is zero; None where the Hessian is not singular there.

    Of equally low ones, the one nearest to the middle.
    """
    d = f.domain
    grid = np.asarray(d.grid(61)).reshape(2, -1)
    grid = grid[:, np.isfinite(f(*grid))]
    if not grid.size:
        return None
    heights = f(*grid)
    rounding = 64 * np.finfo(float).eps * np.max(np.abs(heights))
    lowest = grid[:, heights <= np.min(heights) + max(EQUAL * np.ptp(heights), rounding)]
    start = lowest[:, np.argmin(np.hypot(*(lowest - [[d.x0 + d.width / 2], [d.y0 + d.height / 2]])))]
    with np.errstate(all="ignore"):
        end = least_squares(lambda p: np.nan_to_num(f.gradient(*p), nan=1e3), start, xtol=1e-15, ftol=1e-15, gtol=1e-15)
    x, y = end.x.tolist()
    low, high = np.linalg.eigvalsh(np.nan_to_num(f.hessian(x, y), nan=1.0))
    near = np.hypot(*(end.x - start)) < NEAR * d.height and end.x in d
    level = np.hypot(*f.gradient(x, y)) <= flatness(f) and abs(low) <= LEAST * max(abs(high), abs(low), 1e-300)
    return (x, y) if near and level else None


def _valley_at(f: ScalarField, point: Point) -> FlatValley | None:
    """The flat valley at a place where the gradient is zero; None where it is lower close around, or nowhere higher."""

    def gained(turn: ArrayLike) -> NDArray[np.float64]:
        away = RADIUS * f.domain.height * np.array([np.cos(turn), np.sin(turn)])
        return f(*(point + away.T).T) - f(*point)

    turns = np.linspace(0, 2 * np.pi, 361)
    gains = gained(turns)
    if not np.isfinite(gains).all():
        return None
    k = int(np.argmin(gains))
    nearby = (turns[k] - turns[1], turns[k] + turns[1])
    least = min(gains[k], minimize_scalar(gained, bounds=nearby, method="bounded", options={"xatol": 1e-12}).fun)
    none = max(64 * np.finfo(float).eps * abs(float(f(*point))), EQUAL * gains.max())
    if least < -none or gains.max() <= none:
        return None
    curvature = np.max(np.abs(f.hessian(*point))) * (RADIUS * f.domain.height) ** 2
    return FlatValley(point, alone=bool(least > none), straight=bool(curvature <= LEAST * gains.max()))
