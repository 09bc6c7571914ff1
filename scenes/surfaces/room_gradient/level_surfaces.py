"""The level surfaces of RoomGradient: nested ones with their rings, and the plane that touches the one of a point."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, Group
from numpy.typing import ArrayLike

from gradanim.paint.level_surface import LevelSurface
from gradanim.paint.lines import Polylines
from gradanim.paint.solids import Sheet
from gradanim.stage.frame.live import Point
from gradanim.stage.space import LevelSurfaces, RoomView, rings


class NestedLevels(Group):
    """Level surfaces of several values, one of them the surface that a point lies on.

    Attributes:
        values: in rising order.
        surfaces, rings: of each value.
        key, key_colours: the values with the colours of their surfaces, as those of Samples.
        own, own_rings, own_value: the surface through the point, its rings, and its value.
        others: the surfaces of the other values with theirs; empty if there are none.
    """

    def __init__(self, view: RoomView, values: Sequence[float], at: Point, gradient: ArrayLike) -> None:
        self.values = tuple(values)
        self.surfaces = LevelSurfaces(view, values)
        across = 2 - int(np.argmin(np.abs(np.asarray(gradient, float))[::-1]))  # cuts across it are nearly level rings
        self.key = list(self.values)
        self.key_colours = np.array([surface.rgba[0] for surface in self.surfaces])
        self.rings = [
            rings(view, value, surface.rgba[0], axis=across)
            for value, surface in zip(values, self.surfaces, strict=True)
        ]
        here = float(np.asarray(view.field(*(np.array([c], float) for c in at)))[0])
        k = int(np.argmin(np.abs(np.array(values) - here)))
        self.own_value = self.values[k]
        self.own: LevelSurface = self.surfaces[k]
        self.own_rings: Polylines = self.rings[k]
        rest = [j for j in range(len(values)) if j != k]
        self.others = Group(*(thing for j in rest for thing in (self.surfaces[j], self.rings[j])))
        super().__init__(self.surfaces, *self.rings)

    def own_in(self, colour: ArrayLike | None = None) -> list[Animation]:
        """Give the surface through the point, and its rings, another colour; or that of its value again."""
        rgb = self.key_colours[self.values.index(self.own_value)] if colour is None else np.asarray(colour, float)
        return [thing.animate.set_color(rgb[:3]).build() for thing in (self.own, self.own_rings)]


def tangent_plane(view: RoomView, at: Point, normal: ArrayLike, *, side: float = 1.5) -> Sheet:
    """A flat square through a point, orthogonal to a vector: the tangent plane of the level surface."""
    n = np.asarray(normal, float) / np.max(np.abs(normal))
    first = np.cross(n, [0.0, 0.0, 1.0] if abs(n[2]) < 0.9 * np.linalg.norm(n) else [1.0, 0.0, 0.0])
    second = np.cross(n, first)
    first, second = (side * v / np.linalg.norm(v) for v in (first, second))
    return Sheet(view.at(*at) - (first + second) / 2, first, second, view.theme.level, opacity=0.45)
