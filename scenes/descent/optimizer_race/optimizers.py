"""The five optimizers, each with the best of the same learning rates, and what a step of each costs."""

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
        tried: all rates that were tried, in rising order.
        cost: how many gradients a step evaluates; the Hessian of two variables counts as two of them.
    """

    name: str
    rule: Rule
    rate: float
    step_rate: Rate
    tried: tuple[float, ...] = ()
    cost: int = 1

    def run(self, f: ScalarField, start: ArrayLike, gradients: int) -> Path:
        """Its descent with so many gradients; it ends "undefined" on the way into a pole."""
        path = descend(f, start, rule=self.rule, rate=self.step_rate, steps=gradients // self.cost)
        falling = np.flatnonzero(np.hypot(*f.gradient(*path.points.T)) > runaway(f))
        if not len(falling):
            return path
        kept = max(int(falling[0]), 1)
        return Path(path.points[:kept], path.heights[:kept], "undefined", path.rule)


def optimizers(f: ScalarField, start: ArrayLike, gradients: int) -> tuple[Optimizer, ...]:
    """Gradient descent, momentum, RMSProp, Adam and Newton, as they would start from a point.

    One rule gives the first four their rates: the best of those that SHARES makes, see `_best`. Newton has its own rate
    of 1, halved until it gains height.

    Args:
        start: (x, y), where the gradient is defined and not zero.
        gradients: how many of them each may evaluate.
    """
    slope = float(np.hypot(*f.gradient(*np.asarray(start, float))))
    side, negligible = min(f.domain.width, f.domain.height), 1e-8 * slope
    return (
        _best("gradient descent", Gradient(), f, start, gradients, side / slope),
        _best("momentum", Momentum(), f, start, gradients, side / slope),
        _best("RMSProp", RMSProp(epsilon=negligible), f, start, gradients, side),
        _best("Adam", Adam(epsilon=negligible), f, start, gradients, side),
        Optimizer("Newton", Newton(), 1.0, Backtracking(first=1.0), cost=3),
    )


SHARES = tuple(0.001 * 1.5**k for k in range(16))
"""The rates to choose from make a first step about so long, as shares of the domain's shorter side."""


def _best(name: str, rule: Rule, f: ScalarField, start: ArrayLike, gradients: int, unit: float) -> Optimizer:
    """The optimizer with the rate of `SHARES` that is best.

    Args:
        unit: the rate that makes a first step about as long as the domain's shorter side.
    """
    rates = tuple(rounded_down(share * unit) for share in SHARES)
    tried = [Optimizer(name, rule, rate, Fixed(rate), rates) for rate in rates]
    return min(tried, key=lambda optimizer: badness(optimizer.run(f, start, gradients)))


def badness(walk: Path) -> tuple[bool, float]:
    """What makes a walk worse than another: that it leaves, or rises above its start; then, how high it ends."""
    stays = walk.ended in ("steps used", "flat") and (walk.heights[1:] <= walk.heights[0]).all()
    return not stays, float(np.nan_to_num(walk.heights[-1], nan=np.inf))
