"""The five optimizers, each with the learning rate that suits it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gradanim import (
    Adam,
    Backtracking,
    Fixed,
    Gradient,
    Momentum,
    Newton,
    Path,
    Rate,
    RMSProp,
    Rule,
    descend,
    steady_rate,
)
from gradanim.calculus.curvature import rounded_down
from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import runaway


@dataclass(frozen=True)
class Optimizer:
    """An optimizer and its learning rate.

    Attributes:
        name: what to call it.
        rate: the learning rate; of Newton the factor that is tried first.
        step_rate: the same as `descend` takes it: fixed, or backtracking from it.
    """

    name: str
    rule: Rule
    rate: float
    step_rate: Rate

    def run(self, f: ScalarField, start: ArrayLike, steps: int) -> Path:
        """Its descent; it ends "undefined" on the way into a pole."""
        path = descend(f, start, rule=self.rule, rate=self.step_rate, steps=steps)
        falling = np.flatnonzero(np.hypot(*f.gradient(*path.points.T)) > runaway(f))
        if not len(falling):
            return path
        kept = max(int(falling[0]), 1)
        return Path(path.points[:kept], path.heights[:kept], "undefined", path.rule)


def optimizers(f: ScalarField, start: ArrayLike, steps: int) -> tuple[Optimizer, ...]:
    """Gradient descent, momentum, RMSProp, Adam and Newton, as they would start from a point.

    The first two get the same rate, that of a steady descent; RMSProp and Adam, whose steps do not grow with the slope,
    each that of STEP_LENGTHS with which it gets lowest without ever rising above its start; Newton its own rate of 1,
    halved until it gains height.

    Args:
        start: (x, y), where the gradient is defined and not zero.
        steps: how many they have.
    """
    steady = steady_rate(f, start)
    negligible = 1e-8 * float(np.hypot(*f.gradient(*np.asarray(start, float))))
    return (
        Optimizer("gradient descent", Gradient(), steady, Fixed(steady)),
        Optimizer("momentum", Momentum(), steady, Fixed(steady)),
        _best("RMSProp", RMSProp(epsilon=negligible), f, start, steps),
        _best("Adam", Adam(epsilon=negligible), f, start, steps),
        Optimizer("Newton", Newton(), 1.0, Backtracking(first=1.0)),
    )


STEP_LENGTHS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15)
"""Rates to choose from where a rule makes steps of about one length, as shares of the domain's shorter side."""


def _best(name: str, rule: Rule, f: ScalarField, start: ArrayLike, steps: int) -> Optimizer:
    """The optimizer with the rate of STEP_LENGTHS that suits it; the smallest if every one leads out, or up."""
    side = min(f.domain.width, f.domain.height)
    rates = [rounded_down(share * side) for share in STEP_LENGTHS]
    tried = [Optimizer(name, rule, rate, Fixed(rate)) for rate in rates]
    walks = [optimizer.run(f, start, steps) for optimizer in tried]
    safe = [
        (float(walk.heights[-1]), k)
        for k, walk in enumerate(walks)
        if walk.ended in ("steps used", "flat") and (walk.heights[1:] <= walk.heights[0]).all()
    ]
    return tried[min(safe)[1] if safe else 0]
