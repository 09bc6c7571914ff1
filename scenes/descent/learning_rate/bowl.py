"""The bowl: the quadratic basin around a minimum, its axes and curvatures, and the rate that they allow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import Domain, Refusal, critical_points
from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import Field
from gradanim.stage.frame.live import Point

from .flat_valley import FlatValley, flat_valley

Array = NDArray[np.float64]
ROUND = 0.995  # curvatures that differ by less are alike
ASIDE = (0.05, 0.6)  # how far from the gentle axis a start may be, as a share of the way out: steps are to oscillate


@dataclass(frozen=True, eq=False)
class Bowl:
    """A quadratic basin: the surroundings of a minimum in which the Hessian is about that of the minimum.

    Attributes:
        bottom: the minimum, (x, y).
        height: f there.
        curvatures: the eigenvalues of the Hessian there, 0 < gentle <= steep.
        axes: their unit eigenvectors, shape (2, 2), one a row, the gentle one first.
        domain: the part of the plane.
    """

    bottom: tuple[float, float]
    height: float
    curvatures: tuple[float, float]
    axes: Array
    domain: Domain

    @property
    def limit(self) -> float:
        """2/L: the learning rate up to which gradient descent comes closer to the bottom."""
        return 2 / self.curvatures[1]

    @property
    def round(self) -> bool:
        """Whether it is about as curved in every direction."""
        return self.curvatures[0] > ROUND * self.curvatures[1]

    def most_curved_way(self, side: ArrayLike) -> Array:
        """The unit vector along which it curves most; where every one does, the one towards a point beside it."""
        away = np.asarray(side, float) - self.bottom
        return away / np.hypot(*away) if self.round else self.axes[1]

    def start(self, side: ArrayLike, *, wanted: bool) -> tuple[float, float]:
        """A place to start from, with a long way along the gentle axis and a short one along the steep one.

        Args:
            side: (x, y), on whose side of both axes it lies.
            wanted: take that point itself, if it lies in the bowl, near the gentle axis but not on it.
        """
        away = np.asarray(side, float) - self.bottom
        parts = self.axes @ away
        extents = np.array([self.distance_to_border(axis) for axis in self.axes])
        if wanted and side in self.domain and ASIDE[0] < abs(parts[1]) / extents[1] < ASIDE[1]:
            return float(away[0] + self.bottom[0]), float(away[1] + self.bottom[1])
        signs = np.where(parts < 0, -1.0, 1.0)
        gentle, steep = self.curvatures
        # where both axes are about as steep, steps that are too long lead out along both
        shares = (0.65 if gentle < 0.8 * steep else 0.25), 0.22
        x, y = self.bottom + (signs * shares * extents) @ self.axes
        return float(x), float(y)

    def distance_to_border(self, axis: Array) -> float:
        """How far it is from the bottom to the border along an axis, the shorter way."""
        d, (x, y) = self.domain, self.bottom
        room = np.array([min(x - d.x0, d.x1 - x), min(y - d.y0, d.y1 - y)])
        with np.errstate(divide="ignore"):
            return float(np.min(room / np.abs(axis)))


def bowl_at(field: ScalarField, point: Point) -> Bowl:
    """The bowl around the valley nearest to a point, or a refusal where there is none."""
    bowl = bowl_near(field, point)
    if bowl is None:
        if (flat := flat_valley(field)) is not None:
            raise Refusal(
                f"{field} has no valley in {field.domain} that curves in every direction, and this film is about such: "
                f"{flat}; {_with_a_bowl(field, flat)}"
            )
        raise Refusal(
            f"{field} has no smooth valley in {field.domain}, and so no limit for the learning rate: "
            "give another function (of a hill, the one turned over), or another --domain"
        )
    return bowl


def _with_a_bowl(field: ScalarField, flat: FlatValley) -> str:
    """The cure of a flat valley: the same function with a paraboloid on it, if that is a bowl."""
    if isinstance(field, Field):
        squares = [
            f"({v} {'-' if c > 0 else '+'} {abs(c):.3g})^2" if abs(c) > 1e-6 else f"{v}^2"
            for v, c in zip(field.variables, flat.bottom, strict=True)
        ]
        text = f"{field.text} + {squares[0]} + {squares[1]}"
        if bowl_near(Field(text, field.domain, field.variables), flat.bottom) is not None:
            return f"give one that curves there, such as {text}"
    return "give one that curves there"


ALIKE = 0.08  # how far, as a share of the largest curvature, the Hessian may differ from that of the bottom
CLOSER = 0.8  # by which factor one comes closer until it does not


def bowl_near(f: ScalarField, point: ArrayLike) -> Bowl | None:
    """The bowl around the valley nearest to a point; None if the domain has no valley with curvature both ways.

    All of the domain, where f is a paraboloid with its bottom well inside, else as much around the bottom as bends
    like it.
    """
    valleys = [c for c in critical_points(f) if c.kind == "valley"]
    if not valleys:
        return None
    nearest = min(valleys, key=lambda c: float(np.hypot(*(np.asarray(point, float) - c.point))))
    bottom, hessian = nearest.point, f.hessian(*nearest.point)
    (gentle, steep), columns = np.linalg.eigh(hessian)
    domain = f.domain
    for k in range(60):
        inside = _share(domain, bottom) > 0.15
        bent = f.hessian(*domain.grid(9)) - hessian[..., None, None]
        if inside and np.isfinite(bent).all() and np.linalg.norm(bent, axis=(0, 1)).max() <= ALIKE * steep:
            return Bowl(bottom, nearest.height, (float(gentle), float(steep)), columns.T, domain)
        domain = f.domain.around(bottom, f.domain.width * CLOSER**k)
    return None


def _share(domain: Domain, point: tuple[float, float]) -> float:
    """How far from the border a point lies: 0 on it or outside, 1/2 in the middle."""
    (x, y), d = point, domain
    return min(x - d.x0, d.x1 - x, (y - d.y0) * d.width / d.height, (d.y1 - y) * d.width / d.height) / d.width
