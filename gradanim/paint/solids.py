"""Ready-made meshes: an arrow with a round shaft, a flat sheet."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from .kernels.compiled import Array
from .mesh import Mesh

__all__ = ["Sheet", "SolidArrow"]

SIDES = 20


class SolidArrow(Mesh):
    """An arrow in space: a round shaft with a cone at its end.

    Args:
        start: (3) in scene units.
        end: (3) exactly where the cone's tip is. Equal to the start, nothing is drawn.
        colour: of all of it.
        thickness: radius of the shaft, in scene units.
        tip_length: of the cone; at most 0.45 of a short arrow, whose shaft gets thinner too.
        tip_radius: of the cone's base.
    """

    def __init__(
        self, start: ArrayLike, end: ArrayLike, colour: Any = "#ffff00", *, thickness: float = 0.028,
        tip_length: float = 0.26, tip_radius: float = 0.09, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.sizes = (float(thickness), float(tip_length), float(tip_radius))
        points = _arrow_points(np.asarray(start, float), np.asarray(end, float), *self.sizes)
        super().__init__(points, _ARROW_CORNERS, colour, **{"gloss": 0.25, **kwargs})

    @property
    def start(self) -> Array:
        """Where it starts, as it is drawn now."""
        return self.points[0].copy()

    @property
    def end(self) -> Array:
        """Where its tip is, as it is drawn now."""
        return self.points[1].copy()

    def put_start_and_end_on(self, start: ArrayLike, end: ArrayLike) -> Self:
        """Move it; for updaters this costs far less than a new arrow."""
        self.points = _arrow_points(np.asarray(start, float), np.asarray(end, float), *self.sizes)
        return self


def _ring(count: int) -> Array:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack([np.cos(angle), np.sin(angle)])


def _arrow_points(start: Array, end: Array, thickness: float, tip_length: float, tip_radius: float) -> Array:
    along = end - start
    length = float(np.linalg.norm(along))
    if not length > 1e-9:
        return np.tile(start, (2 + 6 * SIDES, 1))
    along = along / length
    tip = min(tip_length, 0.45 * length)
    slim = tip / tip_length
    side = np.cross(along, [0.0, 0.0, 1.0] if abs(along[2]) < 0.9 else [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    ring = _ring(SIDES) @ np.array([side, np.cross(along, side)])
    neck, shaft, base = end - along * tip, ring * thickness * slim, ring * tip_radius * slim
    # start and end come first, for `start` and `end`. Rings are there twice where a crease is to be seen: vertices
    # that faces share are shaded smoothly. The cone's tip is a ring of its own, so that its sides are round.
    rings = [start + shaft, start + shaft, neck + shaft, neck + base, neck + base, np.tile(end, (SIDES, 1))]
    return np.concatenate([[start, end], *rings])


def _arrow_corners() -> Array:
    k = np.arange(SIDES)
    first = [2 + SIDES * n for n in range(6)]

    def wall(low: int, high: int) -> Array:
        return np.stack([low + k, low + (k + 1) % SIDES, high + (k + 1) % SIDES, high + k], axis=1)

    cap = np.stack([first[0] + (k + 1) % SIDES, first[0] + k, np.zeros(SIDES, int), np.full(SIDES, -1)], axis=1)
    walls = [wall(first[1], first[2]), wall(first[2], first[3]), wall(first[4], first[5])]
    return np.concatenate([cap, *walls])


_ARROW_CORNERS = _arrow_corners()


class Sheet(Mesh):
    """A flat four-sided sheet, translucent unless told otherwise: a cutting plane, a tangent plane, a floor.

    Args:
        corner: (3) in scene units.
        first: (3) one side, from the corner on.
        second: (3) the other side.
        colour: of all of it.
        opacity: 0..1.
        cells: into how many pieces each side is divided. What is translucent is sorted piece by piece, so a large
            sheet that meets another one needs some.
    """

    def __init__(
        self, corner: ArrayLike, first: ArrayLike, second: ArrayLike, colour: Any = "#ffffff", *,
        opacity: float = 0.3, cells: int = 12, **kwargs: Any,
    ) -> None:  # fmt: skip
        t = np.linspace(0, 1, cells + 1)
        u, v = np.meshgrid(t, t, indexing="ij")
        points = (
            np.asarray(corner, float)
            + u[..., None] * np.asarray(first, float)
            + v[..., None] * np.asarray(second, float)
        )
        index = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
        corners = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)
        super().__init__(points, corners, colour, **{"shading": 0.15, "gloss": 0.0, "opacity": opacity, **kwargs})
