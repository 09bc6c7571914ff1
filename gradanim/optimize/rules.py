"""What a walk is made of: the direction rule of a step, and the rate that gives it its length."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Hill:
    """A field as a walk knows it: up is where it wants to go, on a descent too."""

    f: ScalarField
    sense: Literal[1, -1]

    def height(self, p: Array) -> float:
        """What the walk wants to gain: f, or -f on a descent."""
        return self.sense * float(self.f(*p))

    def gradient(self, p: Array) -> Array:
        """The direction of steepest gain, shape (2,)."""
        return self.sense * self.f.gradient(*p)

    def hessian(self, p: Array) -> Array:
        """Second derivatives of the height, shape (2, 2)."""
        return self.sense * self.f.hessian(*p)


class Rule(Protocol):
    """Where to go: a direction from what a walker feels, and what it remembers from step to step."""

    @property
    def name(self) -> str:
        """What to call it."""

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The way to go from a point, shape (2,), and the memory for the next step; the first memory is None."""


class Rate(Protocol):
    """How far to go: the step is this number times the direction."""

    def length(self, hill: Hill, point: Array, direction: Array) -> float:
        """The factor, > 0; or 0 where no step gains height."""


@dataclass(frozen=True)
class Gradient:
    """Along the gradient, the longer the steeper."""

    name: str = "gradient"

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The gradient itself."""
        return hill.gradient(point), memory


@dataclass(frozen=True)
class Unit:
    """Along the gradient, however steep it is: steps of equal length."""

    name: str = "unit"

    def direction(self, hill: Hill, point: Array, memory: Any) -> tuple[Array, Any]:
        """The gradient divided by its length."""
        gradient = hill.gradient(point)
        return gradient / np.hypot(*gradient), memory


@dataclass(frozen=True)
class Fixed:
    """The same rate at every step: the learning rate."""

    rate: float

    def length(self, hill: Hill, point: Array, direction: Array) -> float:
        """The rate."""
        return self.rate


@dataclass(frozen=True)
class Backtracking:
    """The longest step of a shrinking series that gains enough height (Armijo's rule), so never one that loses any.

    Attributes:
        longest: length of the first step tried, as a share of the domain's shorter side.
        first: the first factor tried, instead of that length.
        shrink: what it is multiplied with until it gains enough.
        enough: the least gain, as a share of what the slope promises.
        tries: how many steps to try.
    """

    longest: float = 0.1
    shrink: float = 0.5
    enough: float = 1e-4
    tries: int = 50
    first: float | None = None

    def length(self, hill: Hill, point: Array, direction: Array) -> float:
        """The factor whose step gains enough, or 0."""
        here, gradient, domain = hill.height(point), hill.gradient(point), hill.f.domain
        first = self.longest * min(domain.width, domain.height)
        rate = first / float(np.hypot(*direction)) if self.first is None else self.first
        for _ in range(self.tries):
            step = rate * direction
            gain = hill.height(point + step) - here
            if gain > 0 and gain >= self.enough * np.dot(gradient, step):
                return rate
            rate *= self.shrink
        return 0.0


RULES: dict[str, Rule] = {"gradient": Gradient(), "unit": Unit()}
