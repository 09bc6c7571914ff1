"""The narrow valley in which gradient descent stagnates: where it is, its cross sections, and the claim about them."""

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim import Path
from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, View
from gradanim.stage.frame.layout import Box
from gradanim.stage.plots import name_ends
from gradanim.stage.typeset import words
from scenes.descent.shared.cut_graph import CutGraph
from scenes.descent.shared.steps import Steps

Array = NDArray[np.float64]
OBLIQUE = np.sin(np.radians(15))  # the least angle to both axes


@dataclass(frozen=True, eq=False)
class NarrowValley:
    """A place that is steep across and almost level along, between walls: the Hessian there is ill-conditioned.

    Attributes:
        place: (x, y), about its floor.
        along, across: unit vectors, shape (2,): the Hessian's eigenvectors of the smaller and the larger curvature.
        half_width: how far to each side this holds, in units of the plane.
    """

    place: tuple[float, float]
    along: Array
    across: Array
    half_width: float

    @property
    def oblique(self) -> bool:
        """Whether it runs neither along x nor along y, nor nearly so."""
        return bool(np.min(np.abs(self.along)) > OBLIQUE)

    def cut(self, way: Array, samples: int = 61) -> Array:
        """Plane points, shape (n, 2), along a unit vector, half a width to each side."""
        return np.asarray(self.place) + np.linspace(-self.half_width, self.half_width, samples)[:, None] * way


CREEP = 0.05  # of the domain's diagonal: who comes less far in the second half of a walk, creeps
NEAR = 0.1  # of the diagonal: as good as there


def stagnates_in(f: ScalarField, path: Path, goal: ArrayLike | None = None) -> NarrowValley | None:
    """The narrow valley in which a descent creeps at last; None for one that arrives, leaves, or goes on.

    Args:
        goal: (x, y), where it is to arrive, if that is known.
    """
    late, diagonal = np.diff(path.points[len(path.points) // 2 :], axis=0), f.domain.diagonal
    if path.ended != "steps used" or np.hypot(*late.T).sum() > CREEP * diagonal:
        return None
    if goal is not None and np.hypot(*(path.points[-1] - goal)) < NEAR * diagonal:
        return None
    return narrow_valley_at(f, path.points[-1])


HALF_WIDTH = 0.1  # how far to each side one looks, as a share of the domain's shorter side


def narrow_valley_at(f: ScalarField, place: ArrayLike) -> NarrowValley | None:
    """The narrow valley around a point; None where the ground is as steep along as across, or has no walls."""
    x, y = np.asarray(place, float)
    hessian = f.hessian(x, y)
    if not np.isfinite(hessian).all():
        return None
    (gentle, steep), axes = np.linalg.eigh(hessian)
    if not steep > abs(gentle):
        return None
    for halvings in range(4):
        half_width = HALF_WIDTH * min(f.domain.width, f.domain.height) / 2**halvings
        narrow = NarrowValley((float(x), float(y)), axes[:, 0], axes[:, 1], half_width)
        along, across = (narrow.cut(way) for way in (narrow.along, narrow.across))
        if all(tuple(end) in f.domain for cut in (along, across) for end in cut[[0, -1]]) and _walls(f, along, across):
            return narrow
    return None


GENTLE = 0.1  # heights along it differ at most by this share of those across
WALL = 0.3  # of the higher wall, that the lower one rises at least


def _walls(f: ScalarField, along: Array, across: Array) -> bool:
    floor, section = f(*along.T), f(*across.T)
    rise = section[[0, -1]] - section[len(section) // 2]
    return bool(np.ptp(floor) <= GENTLE * np.ptp(section) and np.min(rise) >= WALL * np.max(rise) > 0)


class CrossCuts(CutGraph):
    """A narrow valley cut open across and along.

    Attributes:
        names: of the two curves.
    """

    def __init__(self, view: View, narrow: NarrowValley, box: Box) -> None:
        colours = (view.theme.direction, view.theme.level)
        super().__init__(view, narrow.place, (narrow.across, narrow.along), narrow.half_width, box, colours)
        self.names = VGroup(VGroup(words(view.theme, name, size=28)) for name in ("across", "along"))
        for name, colour in zip(self.names, colours, strict=True):
            name.set_color(colour)
        name_ends(self.names, [curve.points[-1] for curve in self.curves], self.area)
        self.add(self.names)


SHARES = np.linspace(0, 1, 61)  # of a cut, from end to end


def gentle_along(view: View, cuts: CrossCuts, steps: Steps) -> Claim:
    """Through the last drawn stop, heights along the one cut differ far less than along the other (their ratio)."""

    def measure() -> float:
        across, along = (view.where(mark.points[0] + np.outer(SHARES, mark.points[-1] - mark.points[0]))
                         for mark in cuts.marks)  # fmt: skip
        if np.hypot(*(along[30] - steps.places[-1])) > 0.01 * view.field.domain.diagonal:
            return np.nan
        return float(np.ptp(view.field(*along.T)) / np.ptp(view.field(*across.T)))

    return Claim("where it creeps, the ground is almost level along", (cuts.marks, steps), measure, 0.0, 0.1)
