"""Level ground: what the Hessian says about a point where the gradient is zero."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter
from scipy.optimize import root

from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import flatness

Kind = Literal["peak", "valley", "saddle", "undecided"]


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


def critical_points(f: ScalarField, *, samples: int = 61) -> list[CriticalPoint]:
    """The critical points inside the domain that a grid leads to, by Newton's method from its flattest samples.

    Args:
        samples: along the longer side of the domain; points closer together than a cell may be missed or taken for
            one. Where they fill a line, as on a ridge of one height, none is reported: none stands by itself.
    """
    x, y = f.domain.grid(samples)
    slope = np.hypot(*f.gradient(x, y))
    lowest = minimum_filter(np.nan_to_num(slope, nan=np.inf), size=3)
    seeds = np.argwhere(np.isfinite(slope) & (slope == lowest))
    cell = max(f.domain.width, f.domain.height) / (samples - 1)
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
