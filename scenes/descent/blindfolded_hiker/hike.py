"""The hike: gradient descent with one steady rate, up to where it ends or is no longer seen, and why it ended."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import Path, Refusal, critical_points, descend, steady_rate
from gradanim.calculus.curvature import rounded_down
from gradanim.fields.scalar import ScalarField
from gradanim.stage import View
from gradanim.stage.frame.live import Point

Array = NDArray[np.float64]
HikeEnd = Literal[
    "valley", "flat", "left domain", "undefined", "no gain", "below the picture", "oscillating", "steps used"
]


@dataclass(frozen=True, eq=False)
class Hike:
    """A descent with one rate, as far as it is seen.

    Attributes:
        f: the landscape.
        stops: shape (n + 1, 2), the first one the start.
        rate: what the gradient is multiplied with.
        tolerance: the slope below which it stops.
        ended: as `Path.ended` says; "valley" where it is flat near the bottom of one, "below the picture" where the
            ground falls deeper than is shown, "oscillating" where the last steps gained nothing.
        valley: that bottom, otherwise None.
    """

    f: ScalarField
    stops: Array
    rate: float
    tolerance: float
    ended: HikeEnd
    valley: tuple[float, float] | None

    @cached_property
    def gradients(self) -> Array:
        """At every stop, shape (n + 1, 2)."""
        return self.f.gradient(*self.stops.T).T

    @cached_property
    def slopes(self) -> Array:
        """The lengths of the gradients, shape (n + 1,)."""
        return np.asarray(np.hypot(*self.gradients.T))

    @cached_property
    def lengths(self) -> Array:
        """The lengths of the steps, shape (n,)."""
        return np.asarray(np.hypot(*np.diff(self.stops, axis=0).T))

    @property
    def close(self) -> bool:
        """Whether it ended close to the bottom of a valley."""
        if self.valley is None:
            return False
        return bool(np.hypot(*(self.stops[-1] - self.valley)) <= CLOSE * self.f.domain.diagonal)

    def stop(self, done: float) -> tuple[float, float]:
        """Where it stands after so many steps; while a step is being taken, where that began."""
        x, y = self.stops[int(done + 1e-6)].tolist()
        return x, y


def visible_hike(field: ScalarField, start: Point, view: View) -> Hike:
    """The hike from a point as far as a view of the landscape shows it, or a refusal where that is not one step."""
    found = hike(field, start, view.at)
    if found is None:
        raise Refusal(
            f"the first step from ({start[0]:g}, {start[1]:g}) leads out of the picture: "
            "choose another point with --at, or give a larger --domain"
        )
    return found


FAINT = 0.07  # of the slope at the beginning: less counts as none
FEW = 32  # steps that can be looked at
NEAR = 0.06  # diagonals: how far from a valley the walk may stop and still have found it
CLOSE = 0.03  # diagonals: how far from it is still close by


def hike(f: ScalarField, start: tuple[float, ...], to_scene: Callable[[Array, Array], Array]) -> Hike | None:
    """Walk from a point of the domain at which f slopes.

    Args:
        to_scene: the scene points, shape (n, 3), of places x and y, each of shape (n,); nan outside the picture.

    Returns:
        The hike up to where it is no longer seen; None if that is after no step at all.
    """
    tolerance = rounded_down(FAINT * float(np.hypot(*f.gradient(*start))))
    path, rate = short_descent(f, start, flat=tolerance, few=FEW)
    inside = np.isfinite(to_scene(*path.points.T)).all(axis=1)
    stops = path.points if inside.all() else path.points[: np.argmin(inside)]
    if len(stops) < 2:
        return None
    ending: HikeEnd = path.ended if inside.all() else "below the picture"
    valley = _valley_near(f, stops[-1]) if ending == "flat" else None
    if valley is not None:
        ending = "valley"
    elif ending == "steps used" and path.heights[-10:].min() >= path.heights[:-10].min():
        ending = "oscillating"
    return Hike(f, stops, rate, tolerance, ending, valley)


def short_descent(
    f: ScalarField, start: ArrayLike, *, flat: float, few: int = 24, most: int = 60
) -> tuple[Path, float]:
    """A descent to look at step by step, and its rate: the gentlest of some steady rates that ends after few steps.

    Args:
        flat: where the slope is at most this, the walk stops.
        few: steps that can be told one by one.
        most: steps, if even the boldest rate takes longer.
    """
    for share in (0.1, 0.2, 0.3, 0.5, 0.8, 1.0):
        rate = steady_rate(f, start, share=share)
        path = descend(f, start, rate=rate, steps=most, flat=flat)
        if path.ended != "steps used" and len(path.points) <= few + 1:
            break
    return path, rate


def _valley_near(f: ScalarField, place: Array) -> tuple[float, float] | None:
    """The nearest bottom of a valley, if it is near."""
    valleys = [c.point for c in critical_points(f) if c.kind == "valley"]
    distances = [float(np.hypot(*(place - valley))) for valley in valleys]
    return valleys[int(np.argmin(distances))] if min(distances, default=np.inf) < NEAR * f.domain.diagonal else None
