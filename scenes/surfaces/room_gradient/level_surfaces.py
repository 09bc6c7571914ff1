"""The level surfaces of RoomGradient: nested ones with their rings, and the plane that touches the one of a point."""

from collections.abc import Sequence

import numpy as np
from manim import Group
from numpy.typing import ArrayLike
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gradanim import Domain
from gradanim.errors import Refusal
from gradanim.paint.level_surface import LevelSurface
from gradanim.paint.lines import Polylines
from gradanim.paint.solids import Sheet
from gradanim.stage.frame.live import Point
from gradanim.stage.function_scene import typed_domain
from gradanim.stage.space import LevelSurfaces, RoomView, level_surface, rings

SEEN = 0.15  # scene units that a surface has to reach from the point to be seen beside it
WELL_SEEN = 0.4
HALVINGS = 16  # of the box, at most, when a closer one is looked for


class NestedLevels(Group):
    """Level surfaces of several values, one of them the surface that a point lies on.

    Attributes:
        values: in rising order; without those whose surface the box does not meet.
        surfaces, rings: of each value.
        colours: of the surfaces.
        own, own_rings, own_value, own_colour: the surface through the point, its rings, its value and its colour.
        others: the surfaces of the other values with theirs; empty if there are none.
    """

    def __init__(self, view: RoomView, values: Sequence[float], at: Point, gradient: ArrayLike) -> None:
        here = float(view.field(*at))
        nearest = min(values, key=lambda value: abs(value - here))
        surfaces = LevelSurfaces(view, values)
        # round steps may miss the box, or lead to a value that f jumps over
        met = [v for v, surface in zip(values, surfaces, strict=True) if v == nearest or len(surface.corners)]
        self.surfaces = surfaces if len(met) == len(values) else LevelSurfaces(view, met)
        self.values = self.surfaces.values
        across = 2 - int(np.argmin(np.abs(np.asarray(gradient, float))[::-1]))  # cuts across it are nearly level rings
        self.colours = self.surfaces.colours
        self.rings = [
            rings(view, value, colour, axis=across) for value, colour in zip(self.values, self.colours, strict=True)
        ]
        k = self.values.index(nearest)
        self.own_value, self.own_colour = nearest, self.colours[k, :3]
        self.own: LevelSurface = self.surfaces[k]
        self.own_rings: Polylines = self.rings[k]
        rest = [j for j in range(len(self.values)) if j != k]
        self.others = Group(*(thing for j in rest for thing in (self.surfaces[j], self.rings[j])))
        super().__init__(self.surfaces, *self.rings)


def insist_on_surface(view: RoomView, levels: NestedLevels, at: Point) -> None:
    """Refuse a level surface that is too small, around the point, to be seen in the box; a closer box is the cure."""
    if _reach(view, levels.own, at) >= SEEN:
        return
    place, where = np.asarray(at, float), f"({', '.join(f'{c:g}' for c in at)})"
    cure = "choose another point with --at"
    for halving in range(1, HALVINGS):
        half = float(f"{min(view.field.domain.sides) / 2 / 2**halving:.0e}")
        closer = Domain(*np.stack([place - half, place + half], axis=1).ravel())
        near = RoomView(view.field.on(closer), view.theme, view.size)
        if _reach(near, level_surface(near, levels.own_value), at) >= WELL_SEEN:
            cure = f"give a smaller --domain, such as --domain {typed_domain(closer)}"
            break
    raise Refusal(f"the level surface through {where} is too small to be seen in {view.field.domain}: {cure}")


def _reach(view: RoomView, surface: LevelSurface, at: Point) -> float:
    """Scene units from a point to the farthest place of that piece of a level surface that it lies on; 0 if on none."""
    corners = surface.corners[:, :3] if len(surface.corners) else np.zeros((0, 3), int)
    used = np.unique(corners)
    if not len(used):
        return 0.0
    away = np.linalg.norm(surface.points - view.at(*at), axis=1)
    nearest = used[np.argmin(away[used])]
    if away[nearest] > SEEN:
        return 0.0
    sides = corners[:, [[0, 1], [1, 2]]].reshape(-1, 2)
    count = len(surface.points)
    pieces = connected_components(coo_array((np.ones(len(sides)), sides.T), shape=(count, count)), directed=False)[1]
    return float(away[pieces == pieces[nearest]].max())


def tangent_plane(view: RoomView, at: Point, normal: ArrayLike, *, side: float = 1.5) -> Sheet:
    """A flat square through a point, orthogonal to a vector: the tangent plane of the level surface."""
    n = np.asarray(normal, float) / np.max(np.abs(normal))
    first = np.cross(n, [0.0, 0.0, 1.0] if abs(n[2]) < 0.9 * np.linalg.norm(n) else [1.0, 0.0, 0.0])
    second = np.cross(n, first)
    first, second = (side * v / np.linalg.norm(v) for v in (first, second))
    return Sheet(view.at(*at) - (first + second) / 2, first, second, view.theme.level, opacity=0.45)
