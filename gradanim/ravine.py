"""A ravine: ground that is steep across and almost level along, where one learning rate cannot suit both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.ascent import Path
from gradanim.field import Field

Array = NDArray[np.float64]

REACH = 0.1  # how far to each side one looks, as a share of the domain's shorter side
GENTLE = 0.1  # heights along it differ at most by this share of those across
WALL = 0.3  # of the higher wall, that the lower one rises at least
CREEP = 0.05  # of the domain's diagonal: who comes less far in the second half of a walk, creeps
NEAR = 0.1  # of the diagonal: as good as there
ASKEW = np.sin(np.radians(15))


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


def ravine_at(f: Field, place: ArrayLike) -> Ravine | None:
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


def caught(f: Field, path: Path, goal: ArrayLike | None = None) -> Ravine | None:
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


def _walls(f: Field, along: Array, across: Array) -> bool:
    floor, section = f(*along.T), f(*across.T)
    rise = section[[0, -1]] - section[len(section) // 2]
    return bool(np.ptp(floor) <= GENTLE * np.ptp(section) and np.min(rise) >= WALL * np.max(rise) > 0)
