"""Level ground: what the Hessian says about a point where the gradient is zero."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter, minimum_filter
from scipy.optimize import least_squares, root

from gradanim.calculus.isolation import isolated_zeros
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import flatness
from gradanim.fields.typed import Field

Kind = Literal["peak", "valley", "saddle", "undecided"]
SAMPLES = 61  # along the longer side, for fields that are not typed
LINE = 0.02  # of a side: what stays undecided over more than this is a curve of level ground, or of a kink


def kind(f: ScalarField, point: tuple[float, float], *, tolerance: float = 1e-4) -> Kind:
    """The kind of a critical point by the signs of the Hessian's eigenvalues (second derivative test).

    Args:
        point: (x, y), where the gradient of f is zero.
        tolerance: an eigenvalue smaller than this share of the larger one counts as zero: the test is silent then.

    Returns:
        "undecided" where an eigenvalue is zero, undefined, or both are.
    """
    hessian = f.hessian(*point)
    if not np.isfinite(hessian).all():
        return "undecided"
    low, high = np.linalg.eigvalsh(hessian)
    if min(abs(low), abs(high)) <= tolerance * max(abs(low), abs(high)):
        return "undecided"
    if low > 0:
        return "valley"
    return "peak" if high < 0 else "saddle"


@dataclass(frozen=True)
class CriticalPoint:
    """Where the gradient is zero: the place, the height there, and the kind."""

    point: tuple[float, float]
    height: float
    kind: Kind


@dataclass(frozen=True)
class CriticalSet:
    """All places of a domain where the gradient is zero.

    Attributes:
        inside: the critical points inside the domain, from row to row.
        border: those on its border.
        curves: whether it is zero along whole curves, or over areas, besides.
        complete: whether it is proved that there are no others: where it is not, a count says nothing.
    """

    inside: tuple[CriticalPoint, ...]
    border: tuple[CriticalPoint, ...] = ()
    curves: bool = False
    complete: bool = False


def critical_points(f: ScalarField) -> list[CriticalPoint]:
    """The critical points inside the domain whose kind the second derivatives tell, from row to row.

    Where they fill a line, as on a ridge of one height, none is reported: none stands by itself. `critical_set` also
    tells of those, of undecided ones, and whether these are proved to be all.
    """
    return [place for place in critical_set(f).inside if place.kind != "undecided"]


@lru_cache(maxsize=64)
def critical_set(f: ScalarField) -> CriticalSet:
    """All places of the domain where the gradient is zero, with a proof that these are all, where there is one.

    Those at which the Hessian is not singular are proved to be there, and each to be the only one around. A place with
    a singular Hessian, as of x^4 + y^4, is found by shrinking what cannot be decided, and its kind is "undecided". Of a
    field that was not typed nothing is proved: those that a grid leads to are told.
    """
    if not isinstance(f, Field):
        return CriticalSet(tuple(_found_on_a_grid(f)))
    zeros = isolated_zeros(f)
    found = [_named(f, point, proved=True) for point in zeros.points]
    curves, complete = zeros.flat, zeros.complete
    for cluster in zeros.clusters:
        if np.max(np.ptp(cluster, axis=0) / [f.domain.width, f.domain.height]) > LINE:
            curves = curves or _is_level_along(f, cluster, zeros.half)
            continue
        place = _degenerate(f, cluster.min(axis=0) - zeros.half, cluster.max(axis=0) + zeros.half)
        if isinstance(place, str):
            complete = complete and place == "nothing"
        else:
            found.append(_named(f, place, proved=False))
    on_border = [_is_on_border(f.domain, place.point) for place in found]
    inside = tuple(place for place, out in zip(found, on_border, strict=True) if not out)
    border = tuple(place for place, out in zip(found, on_border, strict=True) if out)
    return CriticalSet(inside, border, curves, complete)


def winding_number(gradients: NDArray[np.float64]) -> int | None:
    """How often a vector turns round, counter-clockwise, along a closed curve.

    Along the border of a region, the gradient turns as often as the indices of the critical points inside add up to
    (Poincare and Hopf): 1 for a peak and a valley, -1 for a saddle.

    Args:
        gradients: shape (2, n), along the curve, so dense that they turn by less than a right angle each.

    Returns:
        None where it is zero or undefined on the way, or turns too fast to be followed.
    """
    sizes = np.hypot(*gradients)
    if not (np.isfinite(sizes).all() and (sizes > 0).all()):
        return None
    angles = np.arctan2(gradients[1], gradients[0])
    turns = (np.diff(np.append(angles, angles[0])) + np.pi) % (2 * np.pi) - np.pi
    return round(float(turns.sum()) / (2 * np.pi)) if np.abs(turns).max() < np.pi / 2 else None


def _found_on_a_grid(f: ScalarField) -> list[CriticalPoint]:
    """Those that a grid leads to, by Newton's method from its flattest samples; of closer ones some may be missed."""
    x, y = f.domain.grid(SAMPLES)
    slope = np.hypot(*f.gradient(x, y))
    lowest = minimum_filter(np.nan_to_num(slope, nan=np.inf), size=3)
    seeds = np.argwhere(np.isfinite(slope) & (slope == lowest))
    cell = max(f.domain.width, f.domain.height) / (SAMPLES - 1)
    rounding = 64 * np.finfo(float).eps * np.nanmax(np.abs(f(x, y)), initial=0.0)
    found: list[CriticalPoint] = []
    for i, j in seeds:
        seed = np.array([x[i, j], y[i, j]])
        with np.errstate(all="ignore"):
            end = root(lambda p: f.gradient(*p), seed, jac=lambda p: f.hessian(*p), tol=1e-12)
        p = end.x
        near = np.isfinite(p).all() and np.hypot(*(p - seed)) < 2 * cell and p in f.domain
        if not near or np.hypot(*f.gradient(*p)) > flatness(f) or (at := kind(f, p)) == "undecided":
            continue
        if np.max(np.abs(f.hessian(*p))) * cell**2 <= rounding:  # a constant written as a sum that cancels
            continue
        if all(np.hypot(*(p - other.point)) > cell / 2 for other in found):
            found.append(CriticalPoint((float(p[0]), float(p[1])), float(f(*p)), at))
    return found


def _named(f: ScalarField, point: NDArray[np.float64], *, proved: bool) -> CriticalPoint:
    x, y = (float(c) + 0.0 for c in point)
    return CriticalPoint((x, y), float(f(x, y)), kind(f, (x, y), tolerance=0.0) if proved else "undecided")


def _degenerate(f: ScalarField, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64] | str:
    """The one place in a small box where the gradient is zero; "nothing" where f or its gradient is not defined there.

    "unknown" where neither can be told.
    """
    middle, size = (low + high) / 2, high - low
    with np.errstate(all="ignore"):
        end = least_squares(
            lambda p: np.nan_to_num(f.gradient(*p), nan=1e3), middle, xtol=1e-15, ftol=1e-15, gtol=1e-15
        )
    place = end.x if (np.abs(end.x - middle) <= 3 * size).all() else middle
    snapped = np.where(np.abs(place) < 3 * size, 0.0, place)  # a place on an axis, as far as rounding can tell
    place = min((snapped, place), key=lambda p: float(np.nan_to_num(np.hypot(*f.gradient(*p)), nan=np.inf)))
    turn = 2 * np.pi * np.arange(12) / 12 + 0.1
    ring = middle[:, None] + 4 * size[:, None] * np.array([np.cos(turn), np.sin(turn)])
    around, here = f.gradient(*ring), f.gradient(*place)
    if not (np.isfinite([*here, *f.gradient(*snapped)]).all() and np.isfinite(around).all()):
        return "nothing"
    slope, nearby = float(np.hypot(*here)), float(np.max(np.hypot(*around)))
    return place if slope <= max(0.1 * nearby, flatness(f)) else "unknown"


def _is_level_along(f: ScalarField, places: NDArray[np.float64], half: NDArray[np.float64]) -> bool:
    """Whether the gradient is as small along a curve as it is next to a zero; not so along a kink or a pole."""
    slopes = np.hypot(*f.gradient(*places.T))
    with np.errstate(invalid="ignore"):
        bend = np.abs(f.hessian(*places.T)).sum(axis=(0, 1))
        return bool((slopes <= 4 * bend * half.max() + flatness(f)).any())


def _is_on_border(domain: Domain, point: tuple[float, float]) -> bool:
    x, y = point
    slack = 1e-9
    across = min(x - domain.x0, domain.x1 - x) / domain.width
    return min(across, min(y - domain.y0, domain.y1 - y) / domain.height) <= slack


def stands_out(f: ScalarField, *, samples: int = 61) -> bool:
    """Whether some place inside the domain is no lower, or no higher, than all around it, level or not.

    So is the tip of a cone, every point of a ridge of one height, and the rim of a pole.

    Args:
        samples: along the longer side of the domain.
    """
    heights = f(*f.domain.grid(samples))
    low = minimum_filter(np.nan_to_num(heights, nan=np.inf), size=3)
    high = maximum_filter(np.nan_to_num(heights, nan=-np.inf), size=3)
    return bool(((heights == low) | (heights == high))[1:-1, 1:-1].any())
