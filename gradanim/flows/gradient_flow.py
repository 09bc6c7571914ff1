"""The continuous line of steepest ascent or descent."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import OdeSolution

from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import flatness
from gradanim.flows.flow_solver import LOOKS, Array, FlowSolver
from gradanim.optimize.ascent import Path, StopReason, starting_point
from gradanim.optimize.rules import Hill


def gradient_flow(
    f: ScalarField, start: ArrayLike, *, uphill: bool = True, flat: float | None = None, samples: int = 200
) -> Path:
    """Follow the gradient (downhill: against it) as water would, without steps.

    Args:
        f: the landscape.
        start: (x, y), inside the domain.
        uphill: the sense.
        flat: stop where the slope is at most this; `flatness(f)` unless given.
        samples: about how many points to return, evenly spaced along the line.

    Returns:
        The path; its heights rise (downhill: fall) from point to point. It ends "flat" near a critical point; "left
        domain" exactly on the border; "no gain" on a crest or in a crease, where the gradient jumps and no way along
        it gains height; "undefined" at the edge of a hole or on the way into a pole, where heights or slopes outgrow
        all others in the domain a thousandfold; "steps used" if it still goes on after much work.

    Raises:
        DomainError: the start is outside the domain.
    """
    hill, p = Hill(f, 1 if uphill else -1), starting_point(f, start)
    level = flatness(f) if flat is None else flat
    slope = np.hypot(*f.gradient(*p))
    ended: StopReason = "flat" if slope <= level else "undefined"
    points = p[None]
    if slope > level:
        line, ended = FlowSolver(hill, level).follow(p)
        points = _evenly(line, p, f, samples)
    heights = f(*points.T)
    # The line is known to about ten digits, and the heights to sixteen: drop what gains less than is known.
    gains = hill.sense * heights
    kept = np.concatenate([[True], gains[1:] > np.maximum.accumulate(gains)[:-1]])
    return Path(points[kept], heights[kept], ended, "flow")


def _evenly(line: OdeSolution | None, start: Array, f: ScalarField, samples: int) -> Array:
    """Points evenly spaced along a solution in units of the domain, shape (n, 2), n <= samples."""
    if line is None:
        return start[None]
    times = np.interp(np.arange(LOOKS * (line.ts.size - 1) + 1) / LOOKS, np.arange(line.ts.size), line.ts)
    way = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line(times))))])
    points: Array = line(np.interp(np.linspace(0, way[-1], samples), way, times)).T
    d = f.domain
    points = np.clip(np.array(d.centre) + d.diagonal * points, (d.x0, d.y0), (d.x1, d.y1))
    points[0] = start
    return points
