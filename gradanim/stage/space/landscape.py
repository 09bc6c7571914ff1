"""A field as a landscape: the same words as in the plane, lifted onto the surface."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from manim import OUT
from numpy.typing import ArrayLike, NDArray

from gradanim.calculus.extremes import extremes
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.records.theme import Theme
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.space.rims import subdivided, up_to_the_edge

FLOOR = 5.6  # scene units that the longer side of the floor measures
RISE = 2.3  # scene units from the lowest to the highest height that is shown, at most
STEEP = 2.0  # scene slope that a quarter of the surface may exceed: a ripple drawn higher is a wall of needles
LEAST = 0.6  # of the rise, that is always drawn
AROUND = 0.45  # scene units that the numbers reach beyond the edges of the floor
AIR = 0.7  # scene units between the floor and the lowest height: floor and surface are two things
MIDDLE = 1.25  # scene units above the floor: what the camera looks at, and the middle of all there is to see
LIFT = 0.012  # scene units that lines lie above the surface, so that it does not hide half of their width

NAMED = 0.55  # scene units that the name of the upright axis stands above the highest height
OUTLINE = 25  # places along a side of it that say how far a landscape reaches in the picture

PIECE = 0.06  # scene units: a longer piece of a line would leave the surface between its ends


@dataclass(frozen=True)
class SpaceView(View):
    """A field drawn over its domain: `at` lifts the points of the plane onto the surface.

    The floor is the plane z = 0 of the scene, one plane unit as long in x as in y; heights have a scale of their own.

    Attributes:
        low, high: the heights that are shown. Beyond them, at a pole for instance, the surface is cut off.
        rise: scene units per unit of height.
    """

    in_space: bool = True
    low: float = 0.0
    high: float = 1.0
    rise: float = 1.0

    @classmethod
    def over(cls, field: ScalarField, theme: Theme, *, floor: float = FLOOR, rise: float = RISE) -> "SpaceView":
        """The landscape with its floor centred on the origin of the scene."""
        domain = field.domain
        unit = floor / max(domain.width, domain.height)
        w, h = unit * domain.width / 2, unit * domain.height / 2
        low, high = _heights(field)
        drawn = rise / (high - low)
        drawn *= float(np.clip(STEEP * unit / (drawn * _usual_slope(field) + 1e-300), LEAST, 1.0))
        return cls(field, theme, Box(-w, w, -h, h), (unit, unit), low=low, high=high, rise=drawn)

    @property
    def stretch(self) -> float:
        """How many times as long as in x and y a unit is drawn in height: 1 where the landscape is to scale."""
        return self.rise / self.scale[0]

    @property
    def tall(self) -> float:
        """Scene units from the lowest to the highest height that is shown."""
        return self.rise * (self.high - self.low)

    def to_scale(self) -> "SpaceView":
        """The same landscape to scale: a unit of height as long as one of x and y, each angle as large as it is.

        Where that would be taller than landscapes are drawn, it is as tall as they are; `stretch` says how nearly it is
        to scale. Heights stay above the same floor.
        """
        return replace(self, rise=min(self.scale[0], RISE / (self.high - self.low)))

    def zoomed(self, part: Domain) -> "SpaceView":
        """The landscape over another part of the plane, as large: `domain.around(point, width)` zooms in.

        Heights are magnified as the floor is, around those over the part, so that slopes are drawn as they were; less
        where the piece would be taller than the whole is drawn.
        """
        closer = super().zoomed(part)
        low, high = _heights(closer.field)
        rise = min(self.rise * closer.scale[0] / self.scale[0], self.tall / (high - low))
        middle, half = (low + high) / 2, self.tall / rise / 2
        return replace(
            self, field=closer.field, box=closer.box, scale=closer.scale,
            low=middle - half, high=middle + half, rise=rise,
        )  # fmt: skip

    def towards(self, near: "SpaceView", share: float) -> "SpaceView":
        """The landscape on the way to a zoomed one: this one at share 0, that one at 1.

        As for a domain (`Domain.towards`), scales change by equal factors in equal times. The height in the middle of
        those that the near one shows moves steadily to its place there.
        """
        if share in (0, 1):
            return near if share else self
        closer = super().zoomed(self.field.domain.towards(near.field.domain, share))
        rise = self.rise ** (1 - share) * near.rise**share
        middle = (near.low + near.high) / 2
        places = self.z_of(middle), near.z_of(middle)
        low = middle - ((1 - share) * float(places[0]) + share * float(places[1]) - AIR) / rise
        high = low + ((1 - share) * self.tall + share * near.tall) / rise
        there = closer.field(*closer.field.domain.grid(41))  # what stands on the way is not cut off
        high = max(high, min(self.high, float(np.nanmax(there, initial=high)) + LIFT / rise))
        return replace(self, field=closer.field, box=closer.box, scale=closer.scale, low=low, high=high, rise=rise)

    @cached_property
    def floor(self) -> View:
        """The plane below: what is drawn with it lies flat on the floor, as the gradient does."""
        return View(self.field, self.theme, self.box, self.scale, self.arrow_scale, in_space=True)

    @cached_property
    def corners(self) -> NDArray[np.float64]:
        """The scene points, shape (n, 3), between which all there is to see lies, with the numbers around it."""
        d = self.field.domain
        floor = self.floor.at([d.x0, d.x1, d.x1, d.x0], [d.y0, d.y0, d.y1, d.y1])
        around = floor + AROUND * np.array([[0, -1, 0], [1, -1, 0], [1, 0, 0], [0, 0, 0]])
        left = floor[0] + AROUND * np.array([-1.2, -0.9, 0]) + [[0, 0, AIR], [0, 0, float(self.z_of(self.high))]]
        return np.vstack([around, floor + float(self.z_of(self.high)) * OUT, left])

    @cached_property
    def outline(self) -> NDArray[np.float64]:
        """The scene points, shape (n, 3), of the landscape itself, its floor, and the numbers around it."""
        land = self.at(*self.field.domain.grid(OUTLINE)).reshape(-1, 3)
        around, axis = self.corners[:4], self.corners[8:]
        return np.vstack([around, axis, axis[-1] + NAMED * OUT, land[np.isfinite(land).all(axis=1)]])

    def z_of(self, height: ArrayLike) -> NDArray[np.float64]:
        """The scene's z for heights of f, whether they are shown or not."""
        return AIR + self.rise * (np.asarray(height, float) - self.low)

    def at(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """The scene points, shape (..., 3), of the surface over the plane points (x, y); nan where none is drawn."""
        points, height = super().at(x, y), self.field(x, y)
        points[..., 2] = np.where(self._shown(height), self.z_of(height), np.nan)
        return points

    def line(self, points: ArrayLike) -> NDArray[np.float64]:
        """The line through plane points, shape (n, 2), a hair above the surface and out to its very edge."""
        places = up_to_the_edge(lambda x, y: self._shown(self.field(x, y)), subdivided(points, PIECE / self.scale[0]))
        return self.at(*places.T) + LIFT * OUT

    def vector(self, x: float, y: float, steps: ArrayLike) -> NDArray[np.float64]:
        """The tangent vectors, shape (..., 3), of the surface over (x, y) that stand above vectors of the plane."""
        drawn = super().vector(x, y, steps)
        drawn[..., 2] = self.rise * (np.asarray(steps, float) @ self.field.gradient(x, y))
        return drawn

    def height_of(self, points: ArrayLike) -> NDArray[np.float64]:
        """The heights of f that drawn scene points, shape (..., 3), stand for: `z_of` undone."""
        return (np.asarray(points, float)[..., 2] - AIR) / self.rise + self.low

    def _shown(self, height: NDArray[np.float64]) -> NDArray[np.bool_]:
        slack = 1e-9 * (self.high - self.low)
        with np.errstate(invalid="ignore"):
            return (height >= self.low - slack) & (height <= self.high + slack)


LiveSpaceView = SpaceView | Callable[[], SpaceView]  # a fixed landscape, or one that comes closer


def _usual_slope(field: ScalarField) -> float:
    """The slope that a quarter of the map exceeds; 0 if none is known."""
    slopes = np.hypot(*field.gradient(*field.domain.grid(41)))
    slopes = slopes[np.isfinite(slopes)]
    return float(np.percentile(slopes, 75)) if len(slopes) else 0.0


def _heights(field: ScalarField) -> tuple[float, float]:
    """Lowest and highest height to show: all there are, but of a pole only what most of the map knows."""
    heights = field(*field.domain.grid(81))
    heights = heights[np.isfinite(heights)]
    low, high = extremes(field)
    inner = np.percentile(heights, [4, 96])
    middle, reach = float(np.mean(inner)), float(np.ptp(inner))
    distant = float(np.ptp(heights)) > 6 * reach > 0
    if np.isinf(low):
        low = max(float(heights.min()), middle - 1.5 * reach if distant else -np.inf)
    if np.isinf(high):
        high = min(float(heights.max()), middle + 1.5 * reach if distant else np.inf)
    if not high - low > 1e-12 * max(abs(low), abs(high)):
        low, high = low - 1, high + 1
    margin = 0.02 * (high - low)
    return float(low - margin), float(high + margin)
