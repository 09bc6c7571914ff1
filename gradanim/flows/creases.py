"""Steepest descent where the gradient jumps: along a crease, minus the element of least norm of the subdifferential.

At a kink there is no gradient, but there are one-sided ones. Their convex hull is Clarke's subdifferential; the element
of it that is shortest, turned over, is the direction of steepest descent, and where it is zero there is none (F. H.
Clarke, Optimization and Nonsmooth Analysis, 1983). The one-sided gradients are sampled close by, as J. V. Burke,
A. S. Lewis and M. L. Overton do (A Robust Gradient Sampling Algorithm, SIAM Journal on Optimization 15 (2005), 751).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.flows.scaling import Scaling

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

AROUND = 1e-7  # diagonals: how far from a place the one-sided gradients are sampled
TURNS = 0.1 + 2 * np.pi * np.arange(12) / 12  # none of them along an axis or a diagonal
PAIRS = np.triu_indices(len(TURNS), 1)
JUMP = 1e-3  # of the steepest slope around: by so much a gradient has to jump at a kink
NONE = 1e-5  # of the same: a shortest element this short is zero, as far as the bend of f between the samples can tell
SLACK = 0.05  # of the slope along a crease: a way down that leads aside by less follows the crease still
AHEAD = 2e-4  # diagonals: how far down a line looks for the crease that it rattles along
LONGEST, FIRST = 0.02, 0.0025  # diagonals: a step along a crease, and the one to begin with
ASIDE = 0.05  # of a step: how far the crease may bend away on it
FALL = 0.5  # of what the slope promises: a step on which f falls less goes too far
HALVINGS = 26


@dataclass(frozen=True, eq=False)
class Subdifferential:
    """What the gradients around places span.

    Attributes:
        least: the shortest element of their convex hull, shape (n, 2).
        across: the unit normal of the crease, shape (n, 2); nan where f is smooth.
        middle: half way between the slopes along the normal on both sides, shape (n,).
        along: the part of `least` along the crease, shape (n, 2).
        creased: whether the way down is along the crease, and not into one of its sides, shape (n,).
        steepest: the longest of the gradients, shape (n,); nan where f or one of them is unknown, or f jumps.
    """

    least: Array
    across: Array
    middle: Array
    along: Array
    creased: Bools
    steepest: Array

    @property
    def still(self) -> Bools:
        """Where no way leads down, shape (n,)."""
        return np.asarray(np.hypot(*self.least.T) <= NONE * self.steepest)

    @property
    def holds(self) -> Bools:
        """Where it is along the crease or nearly so: what slides there is not let go yet, shape (n,)."""
        aside = np.hypot(*(self.least - self.along).T)
        return np.asarray(self.creased | (aside <= SLACK * np.hypot(*self.along.T)))


class Creases:
    """The creases of a field, in the scaled coordinates q of a flow.

    Args:
        f: the landscape.
        scaling: of the flow.
    """

    def __init__(self, f: ScalarField, scaling: Scaling) -> None:
        self._f, self._scaling = f, scaling

    def around(self, q: Array) -> Subdifferential:
        """The subdifferentials at places, shape (n, 2)."""
        ring = q[:, None] + AROUND * np.stack([np.cos(TURNS), np.sin(TURNS)], axis=1)
        gradients = self._gradient(ring)
        slopes = np.hypot(*np.moveaxis(gradients, -1, 0))
        steepest = np.max(slopes, axis=1, initial=0.0)
        rises = np.abs(self._height(ring) - self._height(q)[:, None]).max(axis=1)
        steepest[~(rises <= 4 * AROUND * self._scaling.diagonal * steepest + self._doubt(q))] = np.nan
        gradients = gradients / np.where(steepest > 0, steepest, 1.0)[:, None, None]
        least, ways, between = _shortest(gradients)
        jump = np.hypot(*ways.T)[:, None]
        across = ways / np.where(jump > JUMP, jump, np.nan)
        along = least - np.sum(least * across, axis=1, keepdims=True) * across
        slopes = np.sum(gradients * across[:, None], axis=2)
        middle = (slopes.min(axis=1) + slopes.max(axis=1)) / 2
        still = np.hypot(*least.T) <= NONE
        one = steepest[:, None]
        return Subdifferential(least * one, across, middle * steepest, along * one, between & ~still, steepest)

    def ahead(self, q: Array) -> tuple[Array, Subdifferential]:
        """The nearest kinks straight down from places, shape (n, 2), and what is there; nan where there is none near.

        Where the gradient changes most on the way, it is looked at from closer and closer.
        """
        start = self._gradient(q)
        way = -AHEAD * start / np.hypot(*start.T)[:, None]
        low, high = np.zeros(len(q)), np.ones(len(q))
        change = np.hypot(*(self._gradient(q + way) - start).T)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            near = np.hypot(*(self._gradient(q + middle[:, None] * way) - start).T) < change / 2
            low, high = np.where(near, middle, low), np.where(near, high, middle)
        kinks = q + high[:, None] * way
        return kinks, self.around(kinks)

    def step(self, q: Array, kink: Subdifferential, h: Array) -> tuple[Array, Array, Bools, Array]:
        """Steps of these lengths along creases.

        Returns:
            The straight part of each, along the crease as it is where the step begins; what leads back to the crease
            from there; whether they are good, on the crease again and lower enough; and how far the crease bends away
            on them, as a share of how far it may.
        """
        slope = np.hypot(*kink.along.T)
        straight = -h[:, None] * kink.along / slope[:, None]
        there = q + straight
        aside = np.maximum(ASIDE * h, AROUND)
        low, high = -aside, aside.copy()
        found = (self._tilt(there, kink, low) < 0) & (self._tilt(there, kink, high) > 0)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            up = self._tilt(there, kink, middle) > 0
            low, high = np.where(up, low, middle), np.where(up, middle, high)
        off = (low + high) / 2
        back = off[:, None] * kink.across
        end = there + back
        promised = FALL * h * self._scaling.diagonal * slope
        good = found & (self._height(end) <= self._height(q) - promised + self._doubt(q))
        return straight, back, good, np.abs(off) / aside

    def beside(self, q: Array, kink: Subdifferential) -> Array:
        """A little down from a kink that the way down leads away from, into one of its sides."""
        off = 4 * AROUND * kink.least / np.hypot(*kink.least.T)[:, None]
        return np.where(np.isfinite(off), q - off, q)

    def _tilt(self, q: Array, kink: Subdifferential, aside: Array) -> Array:
        """By how much the slope across the crease is larger than half way: negative on one side, positive beyond."""
        gradients = self._gradient(q + aside[:, None] * kink.across)
        return np.asarray(np.sum(gradients * kink.across, axis=1) - kink.middle)

    def _doubt(self, q: Array) -> Array:
        return np.asarray(8 * np.finfo(float).eps * np.abs(self._height(q)))

    def _height(self, q: Array) -> Array:
        return self._f(*np.moveaxis(self._scaling.to_plane(q), -1, 0))

    def _gradient(self, q: Array) -> Array:
        return np.moveaxis(self._f.gradient(*np.moveaxis(self._scaling.to_plane(q), -1, 0)), 0, -1)


def next_length(h: Array, good: Bools, bend: Array) -> Array:
    """The lengths to try next: the crease bends away by the square of them."""
    fitting = np.clip(0.8 / np.maximum(bend, 1e-6), 0.25, 2.0)
    return np.where(good, np.minimum(fitting * h, LONGEST), h / 4)


def _shortest(gradients: Array) -> tuple[Array, Array, Bools]:
    """The shortest elements of convex hulls, shape (n, 2), and the gradients, and whether the shortest lies between.

    Args:
        gradients: shape (n, m, 2), the longest of each of length 1.
    """
    a, b = gradients[:, PAIRS[0]], gradients[:, PAIRS[1]]
    d = a - b
    jump = np.sum(d * d, axis=2)
    share = np.clip(np.sum(a * d, axis=2) / np.where(jump > 0, jump, 1.0), 0, 1)  # of the way from a to b
    nearest = a - share[..., None] * d
    sizes = np.nan_to_num(np.sum(nearest**2, axis=2), nan=np.inf)
    rows, best = np.arange(len(gradients)), np.argmin(sizes, axis=1)
    least, share = nearest[rows, best], share[rows, best]
    ways = d[rows, best]
    between = (share > 0) & (share < 1) & (np.hypot(*ways.T) > JUMP)
    off = gradients - least[:, None]
    furthest = off[rows, np.argmax(np.nan_to_num(np.sum(off**2, axis=2)), axis=1)]
    angles = np.sort(np.arctan2(gradients[..., 1], gradients[..., 0]), axis=1)
    gaps = np.diff(angles, axis=1, append=angles[:, :1] + 2 * np.pi)
    least[gaps.max(axis=1) < np.pi] = 0.0  # they lie on all sides: zero is among them
    return least, np.where(between[:, None], ways, furthest), between
