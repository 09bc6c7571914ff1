"""The direction rules of numerical optimisation, as published: momentum, RMSProp, Adam, Newton.

Each gives the direction of one step; with a rate `Fixed(a)` the formulas of the docstrings are what `descend` does,
written with g = grad f at the k-th point x(k).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradanim.optimize.rules import Hill

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Momentum:
    """The heavy ball: every step keeps a share of the one before.

    x(k+1) = x(k) - a g + keep (x(k) - x(k-1)). B. T. Polyak, Some methods of speeding up the convergence of iteration
    methods, USSR Computational Mathematics and Mathematical Physics 4 (1964), 1-17.
    """

    keep: float = 0.9
    name: str = "momentum"

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The gradient and what is kept of the last direction; the memory is that direction."""
        velocity = hill.gradient(point) + (0.0 if memory is None else self.keep * memory)
        return velocity, velocity


@dataclass(frozen=True)
class RMSProp:
    """The gradient, each component divided by the root of its mean square so far.

    v = keep v + (1 - keep) g^2, v = 0 at first; x(k+1) = x(k) - a g / (sqrt(v) + epsilon), by components. T. Tieleman
    and G. Hinton, Lecture 6.5 - RMSProp, COURSERA: Neural Networks for Machine Learning (2012).

    Attributes:
        epsilon: keeps from dividing by zero; a slope that is negligible for this f.
    """

    keep: float = 0.9
    epsilon: float = 1e-8
    name: str = "RMSProp"

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The scaled gradient; the memory is the root of v, which fits a float where v does not."""
        gradient = hill.gradient(point)
        root = np.hypot(np.sqrt(1 - self.keep) * gradient, 0.0 if memory is None else np.sqrt(self.keep) * memory)
        return gradient / (root + self.epsilon), root


@dataclass(frozen=True)
class Adam:
    """Momentum over RMSProp, both means corrected for having begun at zero.

    m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, both 0 at first;
    x(k+1) = x(k) - a (m / (1 - b1^(k+1))) / (sqrt(v / (1 - b2^(k+1))) + epsilon), by components, k = 0, 1, ...
    D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR (2015), algorithm 1.

    Attributes:
        keep, keep_square: b1 and b2.
        epsilon: keeps from dividing by zero; a slope that is negligible for this f.
    """

    keep: float = 0.9
    keep_square: float = 0.999
    epsilon: float = 1e-8
    name: str = "Adam"

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The corrected mean over the root of the corrected v; the memory is the count, m, and the root of v."""
        gradient = hill.gradient(point)
        count, mean, root = (0, np.zeros(2), np.zeros(2)) if memory is None else memory
        count += 1
        mean = self.keep * mean + (1 - self.keep) * gradient
        root = np.hypot(np.sqrt(self.keep_square) * root, np.sqrt(1 - self.keep_square) * gradient)
        unbiased, unbiased_root = mean / (1 - self.keep**count), root / np.sqrt(1 - self.keep_square**count)
        return unbiased / (unbiased_root + self.epsilon), (count, mean, root)


@dataclass(frozen=True)
class Newton:
    """To the bottom of the paraboloid that fits f here: the gradient divided by the Hessian.

    x(k+1) = x(k) - a H^-1 g. Where H is not positive definite (on a climb: negative definite), that would lead to a
    saddle or the wrong way. As a safeguard its eigenvalues are replaced by their absolute values, at least the share
    `least` of the largest: J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed. (2006), section 3.4. Where
    there is no curvature at all, the direction is the gradient itself. The rate that belongs to it is 1, or
    `Backtracking(first=1.0)`, which never goes up.
    """

    least: float = 1e-8
    name: str = "Newton"

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The gradient divided by the Hessian made safe; nan where the Hessian is undefined. It has no memory."""
        gradient, hessian = hill.gradient(point), hill.hessian(point)
        if not np.isfinite(hessian).all():
            return np.full(2, np.nan), memory
        values, axes = np.linalg.eigh(hessian)
        sizes = np.abs(values)
        if not sizes.any():
            return gradient, memory
        safe = np.maximum(sizes, self.least * sizes.max())
        return axes @ (axes.T @ gradient / safe), memory
