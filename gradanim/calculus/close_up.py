"""How close one has to come for a landscape to look like a plane."""

import numpy as np

from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField


def close_up(f: ScalarField, point: tuple[float, ...], *, turn: float = 0.06) -> Domain:
    """The part of the plane around a point in which the gradient turns by less than an angle: contours look parallel.

    To first order the gradient turns by |H| r / |grad f| within the distance r. That guess is checked against
    the gradients themselves, and halved until they agree.

    Args:
        point: (x, y), where the gradient is defined and not zero.
        turn: radians, 0 < turn < 1.

    Returns:
        A domain of the shape of `f.domain`, at most a tenth as wide, around the point.
    """
    gradient, hessian = f.gradient(*point), f.hessian(*point)
    uphill = gradient / np.hypot(*gradient)
    width = f.domain.width / 10
    # of the slope from here on, never of both apart: the square of a large one overflows
    bend = np.linalg.norm(hessian / np.hypot(*gradient)) if np.isfinite(hessian).all() else 0.0
    if bend > 0:
        width = min(width, float(2 * turn / bend))
    for _ in range(12):
        part = f.domain.around(point, width)
        around = f.gradient(*part.grid(9)).reshape(2, -1)
        with np.errstate(divide="ignore", invalid="ignore"):
            cosine = uphill @ (around / np.hypot(*around))
        if np.min(cosine) >= np.cos(turn):  # false for nan: a hole is not flat
            break
        width /= 2
    return part
