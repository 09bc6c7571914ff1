"""How large a learning rate may be: curvature decides."""

from math import floor, log10

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.flows.gradient_flow import gradient_flow

# On the way into a pole slopes grow without limit; of such a way only what is at most this many times as steep as its
# beginning counts.
STEEPER = 4.0
USUAL = 95  # per cent of a way whose curvature counts: at the tip of a cone it has no limit either


def largest_curvature(f: ScalarField, points: ArrayLike) -> float:
    """L: the largest size of an eigenvalue of the Hessian at plane points, shape (2,) or (n, 2).

    Near a valley, steps of a fixed rate times the gradient come closer only if the rate is below 2/L there: along the
    direction of an eigenvalue v the distance is multiplied by 1 - rate v. Where L holds everywhere, no rate up to 1/L
    ever overshoots: B. T. Polyak, Introduction to Optimization (1987), section 1.4.

    Returns:
        0 where the gradient does not change; points without a Hessian do not count.
    """
    return float(np.max(_curvatures(f, points), initial=0.0))


def steady_rate(f: ScalarField, start: ArrayLike, *, share: float = 1.0, reach: float = 0.1) -> float:
    """A learning rate for a descent from a point: with it, steps follow the line of steepest descent from there.

    Args:
        start: (x, y), inside the domain, where the gradient is defined and not zero.
        share: of 1/L, with the largest curvature L on that line.
        reach: no step on that line is longer than this share of the domain's shorter side.

    Returns:
        A number with one significant digit.
    """
    flow = gradient_flow(f, start, uphill=False)
    slopes = np.hypot(*f.gradient(*flow.points.T))
    line = flow.points[slopes <= STEEPER * slopes[0]] if flow.ended == "undefined" else flow.points
    steepest = np.nanmax(np.hypot(*f.gradient(*line.T)))
    curvature = np.percentile(np.append(_curvatures(f, line), 0.0), USUAL)
    longest = reach * min(f.domain.width, f.domain.height)
    # the larger of two reciprocals, for either may be of any size, and the curvature may be zero
    return rounded_down(1 / max(curvature / share, steepest / longest))


def _curvatures(f: ScalarField, points: ArrayLike) -> NDArray[np.float64]:
    """The larger size of both eigenvalues wherever there is a Hessian, shape (k,)."""
    hessians = np.moveaxis(f.hessian(*np.atleast_2d(np.asarray(points, float)).T), -1, 0)
    known = hessians[np.isfinite(hessians).all(axis=(1, 2))]
    return np.abs(np.linalg.eigvalsh(known)).max(axis=1) if len(known) else np.empty(0)


def rounded_down(value: float) -> float:
    """The largest number with one significant digit that is not larger: 0.0079 is 0.007, for value > 0."""
    exponent = floor(log10(value))
    digit = floor(value / 10.0**exponent * (1 + 1e-12))
    return float(f"{min(max(digit, 1), 9)}e{exponent}")
