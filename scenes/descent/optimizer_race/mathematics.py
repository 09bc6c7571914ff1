"""What OptimizerRace works out before it is told."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import (
    Adam,
    Backtracking,
    CriticalPoint,
    Fixed,
    Gradient,
    Momentum,
    Newton,
    Path,
    Rate,
    RMSProp,
    Rule,
    ScalarField,
    critical_points,
    descend,
    steady_rate,
)
from gradanim.calculus.curvature import rounded_down
from gradanim.fields.standing import runaway

STRIDES = (0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15)
"""Rates to choose from where a rule makes steps of about one length, as shares of the domain's shorter side."""
Array = NDArray[np.float64]
REACH = 0.1  # how far to each side one looks, as a share of the domain's shorter side
GENTLE = 0.1  # heights along it differ at most by this share of those across
WALL = 0.3  # of the higher wall, that the lower one rises at least
CREEP = 0.05  # of the domain's diagonal: who comes less far in the second half of a walk, creeps
NEAR = 0.1  # of the diagonal: as good as there
ASKEW = np.sin(np.radians(15))


@dataclass(frozen=True)
class Runner:
    """An optimizer and its learning rate.

    Attributes:
        name: what to call it.
        rate: the learning rate; of Newton the factor that is tried first.
        pace: the rule that makes steps of it.
    """

    name: str
    rule: Rule
    rate: float
    pace: Rate

    def run(self, f: ScalarField, start: ArrayLike, steps: int) -> Path:
        """Its descent; it ends "undefined" on the way into a pole."""
        path = descend(f, start, rule=self.rule, rate=self.pace, steps=steps)
        falling = np.flatnonzero(np.hypot(*f.gradient(*path.points.T)) > runaway(f))
        if not len(falling):
            return path
        kept = max(int(falling[0]), 1)
        return Path(path.points[:kept], path.heights[:kept], "undefined", path.rule)


def runners(f: ScalarField, start: ArrayLike, steps: int) -> tuple[Runner, ...]:
    """Gradient descent, momentum, RMSProp, Adam and Newton, as they would start from a point.

    The first two get the same rate, that of a steady descent; RMSProp and Adam, whose steps do not grow with the slope,
    each that of STRIDES with which it gets lowest without ever rising above its start; Newton its own rate of 1, halved
    until it gains height.

    Args:
        start: (x, y), where the gradient is defined and not zero.
        steps: how many they have.
    """
    steady = steady_rate(f, start)
    negligible = 1e-8 * float(np.hypot(*f.gradient(*np.asarray(start, float))))
    return (
        Runner("gradient descent", Gradient(), steady, Fixed(steady)),
        Runner("momentum", Momentum(), steady, Fixed(steady)),
        _best("RMSProp", RMSProp(epsilon=negligible), f, start, steps),
        _best("Adam", Adam(epsilon=negligible), f, start, steps),
        Runner("Newton", Newton(), 1.0, Backtracking(first=1.0)),
    )


def _best(name: str, rule: Rule, f: ScalarField, start: ArrayLike, steps: int) -> Runner:
    """The runner with the rate of STRIDES that suits it; the smallest if every one leads out, or up."""
    side = min(f.domain.width, f.domain.height)
    team = [Runner(name, rule, rate, Fixed(rate)) for rate in (rounded_down(share * side) for share in STRIDES)]
    walks = [runner.run(f, start, steps) for runner in team]
    safe = [
        (float(walk.heights[-1]), k)
        for k, walk in enumerate(walks)
        if walk.ended in ("steps used", "flat") and (walk.heights[1:] <= walk.heights[0]).all()
    ]
    return team[min(safe)[1] if safe else 0]


def lowest_valley(f: ScalarField) -> CriticalPoint | None:
    """Where the race is to end: the valley that lies lowest; None if there is none."""
    valleys = [place for place in critical_points(f) if place.kind == "valley"]
    return min(valleys, key=lambda place: place.height, default=None)


def lies_lowest(f: ScalarField, valley: CriticalPoint) -> bool:
    """Whether nothing else in the domain lies lower, as far as a grid can tell."""
    heights = f(*f.domain.grid(201))
    return bool(np.nanmin(heights) >= valley.height - 1e-9 * np.nanmax(np.abs(heights)))


def finish(valley: CriticalPoint | None, walks: Sequence[Path]) -> float | None:
    """The height of a valley, if it is what walks lead towards: none ends below it, and one much closer than another.

    Heights above it are then best told by their powers of ten.
    """
    ends = np.concatenate([walk.heights for walk in walks])
    if valley is None:
        return None
    above, rounding = ends - valley.height, 1e-12 * np.abs(ends).max()
    if not (above > -rounding).all() or np.ptp(above) < 100 * max(above.min(), rounding):
        return None
    return valley.height


@dataclass(frozen=True, eq=False)
class Ravine:
    """Where a walk is caught between walls.

    Attributes:
        place: (x, y), about its floor.
        along, across: unit vectors, shape (2,): the Hessian's eigenvectors of the smaller and the larger curvature.
        reach: how far to each side this holds, in units of the plane.
    """

    place: tuple[float, float]
    along: Array
    across: Array
    reach: float

    @property
    def askew(self) -> bool:
        """Whether it runs neither along x nor along y, nor nearly so."""
        return bool(np.min(np.abs(self.along)) > ASKEW)

    def cut(self, way: Array, samples: int = 61) -> Array:
        """Plane points, shape (n, 2), along a unit vector, as far as the reach to each side."""
        return np.asarray(self.place) + np.linspace(-self.reach, self.reach, samples)[:, None] * way


def ravine_at(f: ScalarField, place: ArrayLike) -> Ravine | None:
    """The ravine around a point; None where the ground is as steep along as across, or has no walls."""
    x, y = np.asarray(place, float)
    hessian = f.hessian(x, y)
    if not np.isfinite(hessian).all():
        return None
    (gentle, steep), axes = np.linalg.eigh(hessian)
    if not steep > abs(gentle):
        return None
    for halvings in range(4):
        reach = REACH * min(f.domain.width, f.domain.height) / 2**halvings
        ravine = Ravine((float(x), float(y)), axes[:, 0], axes[:, 1], reach)
        along, across = (ravine.cut(way) for way in (ravine.along, ravine.across))
        if all(tuple(end) in f.domain for cut in (along, across) for end in cut[[0, -1]]) and _walls(f, along, across):
            return ravine
    return None


def caught(f: ScalarField, path: Path, goal: ArrayLike | None = None) -> Ravine | None:
    """The ravine in which a descent creeps at last; None for one that arrives, leaves, or goes on.

    Args:
        goal: (x, y), where it is to arrive, if that is known.
    """
    late, diagonal = np.diff(path.points[len(path.points) // 2 :], axis=0), f.domain.diagonal
    if path.ended != "steps used" or np.hypot(*late.T).sum() > CREEP * diagonal:
        return None
    if goal is not None and np.hypot(*(path.points[-1] - goal)) < NEAR * diagonal:
        return None
    return ravine_at(f, path.points[-1])


def _walls(f: ScalarField, along: Array, across: Array) -> bool:
    floor, section = f(*along.T), f(*across.T)
    rise = section[[0, -1]] - section[len(section) // 2]
    return bool(np.ptp(floor) <= GENTLE * np.ptp(section) and np.min(rise) >= WALL * np.max(rise) > 0)
