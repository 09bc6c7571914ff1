"""Climbing and descending step by step: a direction rule times a step rate."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import flatness, runaway
from gradanim.optimize.rules import RULES, Fixed, Hill, Rate, Rule

Array = NDArray[np.float64]
StopReason = Literal["flat", "left domain", "undefined", "no gain", "steps used"]


@dataclass(frozen=True, eq=False)
class Path:
    """Where a walk went, and why it ended.

    Attributes:
        points: shape (n, 2), n >= 1; all inside the domain, the first one the start.
        heights: f at the points, shape (n,).
        ended: "flat" the slope at the last point is too small to count; "left domain" the next step (of a flow: any
            further way) is outside; "undefined" f or its gradient is, at the last point or one step on, or the slope
            is that of a pole; "no gain" no step in this direction gains height; "steps used" it would have gone on.
        rule: the name of the direction rule.
    """

    points: Array
    heights: Array
    ended: StopReason
    rule: str

    @property
    def length(self) -> float:
        """The way gone, as the crow walks from point to point."""
        return float(np.sum(np.hypot(*np.diff(self.points, axis=0).T)))


def climb(
    f: ScalarField,
    start: ArrayLike,
    *,
    rule: Literal["gradient", "unit"] | Rule = "gradient",
    rate: float | Rate = 0.1,
    steps: int = 200,
    flat: float | None = None,
) -> Path:
    """Walk uphill: each step is the rate times the direction of the rule.

    Args:
        f: the landscape.
        start: (x, y), inside the domain.
        rule: the direction of a step; "gradient" or "unit", its direction alone.
        rate: the length of a step: a number > 0 to multiply the direction with, or a `Backtracking()`.
        steps: the most steps to take.
        flat: stop where the slope is at most this; `flatness(f)` unless given.

    Returns:
        The path; `ended` says why it is no longer.

    Raises:
        DomainError: the start is outside the domain.
    """
    return _walk(Hill(f, 1), start, rule, rate, steps, flat)


def descend(
    f: ScalarField,
    start: ArrayLike,
    *,
    rule: Literal["gradient", "unit"] | Rule = "gradient",
    rate: float | Rate = 0.1,
    steps: int = 200,
    flat: float | None = None,
) -> Path:
    """Walk downhill: as `climb`, against the gradient."""
    return _walk(Hill(f, -1), start, rule, rate, steps, flat)


def starting_point(f: ScalarField, start: ArrayLike) -> Array:
    """The start of a walk as an array, shape (2,).

    Raises:
        DomainError: it is outside the domain.
    """
    p = np.array(start, float)
    if p not in f.domain:
        raise DomainError(f"the start ({p[0]:g}, {p[1]:g}) is outside {f.domain}: move it, or widen the domain")
    return p


def _walk(hill: Hill, start: ArrayLike, rule: str | Rule, rate: float | Rate, steps: int, flat: float | None) -> Path:
    p = starting_point(hill.f, start)
    rule = RULES[rule] if isinstance(rule, str) else rule
    rate = Fixed(float(rate)) if isinstance(rate, int | float) else rate
    flat = flatness(hill.f) if flat is None else flat
    points, memory = [p], None
    ended: StopReason | None = None
    with np.errstate(all="ignore"):
        while ended is None and len(points) <= steps:
            ended, p, memory = _step(hill, p, rule, rate, memory, flat)
            if ended is None:
                points.append(p)
    path = np.array(points)
    return Path(path, hill.f(*path.T), ended or "steps used", rule.name)


def _step(
    hill: Hill, p: Array, rule: Rule, rate: Rate, memory: Any, flat: float
) -> tuple[StopReason | None, Array, Any]:
    """One step, or why there is none."""
    slope = np.hypot(*hill.gradient(p))
    if not np.isfinite(slope):
        return "undefined", p, memory
    if slope <= flat:
        return "flat", p, memory
    direction, memory = rule.direction(hill, p, memory)
    if np.isnan(direction).any():
        return "undefined", p, memory
    factor = rate.length(hill, p, direction)
    if factor == 0:
        return _stuck(hill, p, float(slope)), p, memory
    there = p + factor * direction
    if there not in hill.f.domain:
        return "left domain", p, memory
    if not np.isfinite(hill.height(there)):
        return "undefined", p, memory
    return None, there, memory


def _stuck(hill: Hill, p: Array, slope: float) -> StopReason:
    """Why no step gains height: on the way into a pole, so near a summit that no float is higher, or on a crest."""
    if slope > runaway(hill.f):
        return "undefined"
    curvature = np.max(np.abs(hill.hessian(p)))
    summit = slope**2 / curvature if curvature > 0 else np.inf
    return "flat" if summit <= 64 * np.finfo(float).eps * abs(hill.height(p)) else "no gain"
