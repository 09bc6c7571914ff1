"""Advection: points that a vector field carries, and polygons of them that stay fine however they are stretched.

The equation is dp/dt = F(p), all points in one time. Steps are those of Runge and Kutta's classical method, doubled to
know their error and extrapolated (E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential Equations I,
section II.4); where a step is not good enough for a point, that point alone takes smaller ones.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.vector_calculus import VectorValued

Array = NDArray[np.float64]

TOLERANCE = 1e-7  # of the error of a step, in diagonals of the domain
HALVINGS = 6  # of a step, for a point near a pole or at a jump
LOST = 1e-3  # diagonals: where the smallest step is as uncertain, there is a pole
REACH = 4.0  # diagonals from the middle of the domain: what comes as far is gone
FINEST = 10  # times that sides of a polygon are halved
MOST = 2048  # corners of a polygon


def carried(field: VectorValued, points: ArrayLike, times: ArrayLike, *, halvings: int = HALVINGS) -> Array:
    """Where points are that a vector field carries.

    Args:
        field: of the plane.
        points: shape (n, 2), where they are at the first of the times.
        times: shape (m,), rising or falling, in units of the field's own time.
        halvings: of the steps from one time to the next, at most.

    Returns:
        Shape (m, n, 2); nan from where a point has come to a place at which the field is undefined, to a pole, or to
        four diagonals from the middle of the domain.
    """
    moments, places = np.asarray(times, float), [np.asarray(points, float).reshape(-1, 2)]
    middle, diagonal = np.array(field.domain.centre), field.domain.diagonal
    with np.errstate(all="ignore"):
        for step in np.diff(moments):
            there, now = np.full_like(places[0], np.nan), places[-1]
            going = np.hypot(*(now - middle).T) < REACH * diagonal
            there[going] = _step(field, now[going], float(step), diagonal, halvings)
            places.append(there)
    return np.stack(places)


def carried_outline(
    field: VectorValued, outline: Callable[[Array], Array], times: ArrayLike, *, longest: float, corners: int = 96
) -> Array:
    """Where a closed curve is that a vector field carries, as a polygon that is finer where it is stretched.

    Args:
        outline: gives the points, shape (n, 2), of the curve at shares of the way round it, shape (n,), from 0 to 1.
        times: shape (m,), rising, in units of the field's own time.
        longest: that a side may become at any of the times, in units of the plane, as far as there are corners for it.
        corners: to begin with.

    Returns:
        Shape (m, n, 2): the same corners at all times, the first one not repeated at the end.
    """
    shares = np.arange(corners) / corners
    places = carried(field, outline(shares), times)
    for _ in range(FINEST):
        sides = np.linalg.norm(np.roll(places, -1, axis=1) - places, axis=2)
        long = np.flatnonzero(np.nan_to_num(sides).max(axis=0) > longest)
        if not long.size or len(shares) + long.size > MOST:
            break
        ends = np.append(shares[1:], 1.0)
        between = (shares[long] + ends[long]) / 2
        places = np.concatenate([places, carried(field, outline(between), times)], axis=1)
        shares = np.append(shares, between)
        order = np.argsort(shares)
        shares, places = shares[order], places[:, order]
    return places


def _step(field: VectorValued, p: Array, h: float, diagonal: float, halvings: int) -> Array:
    """The points, shape (n, 2), after a time h: each in one step, or in as many as it needs."""
    if not len(p):
        return p
    half = _runge_kutta(field, _runge_kutta(field, p, h / 2), h / 2)
    off = half - _runge_kutta(field, p, h)
    end = half + off / 15
    coarse = ~(np.hypot(*off.T) <= TOLERANCE * diagonal)
    if not halvings:
        return np.where((np.hypot(*off.T) <= LOST * diagonal)[:, None], end, np.nan)
    if coarse.any():
        there = _step(field, p[coarse], h / 2, diagonal, halvings - 1)
        going = np.isfinite(there).all(axis=1)
        there[going] = _step(field, there[going], h / 2, diagonal, halvings - 1)
        end[coarse] = there
    return end


def _runge_kutta(field: VectorValued, p: Array, h: float) -> Array:
    k1 = field(*p.T).T
    k2 = field(*(p + h / 2 * k1).T).T
    k3 = field(*(p + h / 2 * k2).T).T
    k4 = field(*(p + h * k3).T).T
    moved: Array = p + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return moved
