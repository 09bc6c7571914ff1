"""The level surface of a function of three variables, as a mesh."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .kernels.compiled import Array
from .mesh import Mesh

__all__ = ["LevelSurface"]


class LevelSurface(Mesh):
    """Where a function of three variables has one value: a sphere, an ellipsoid, whatever it may be.

    The triangles come from marching cubes (PyMCubes); every vertex then takes one Newton step along the gradient,
    so that it lies on the surface and not on a chord of it.

    Args:
        f: takes three arrays of one shape and returns one; nan where it is undefined, which makes holes.
        value: the level.
        box: (3, 2) lowest and highest x, y, z that are looked at.
        to_scene: takes (n, 3) of x, y, z to scene units; None takes them as they are.
        samples: along the longest side of the box.
    """

    def __init__(
        self,
        f: Callable[[Array, Array, Array], Any],
        value: float,
        box: ArrayLike,
        colour: Any = "#58c4dd",
        *,
        to_scene: Callable[[Array], Array] | None = None,
        samples: int = 48,
        **kwargs: Any,
    ) -> None:
        points, triangles = level_triangles(f, value, np.asarray(box, float), samples)
        super().__init__(points if to_scene is None else to_scene(points), triangles, colour, **kwargs)


def level_triangles(
    f: Callable[[Array, Array, Array], Any], value: float, box: Array, samples: int
) -> tuple[Array, Array]:
    """Vertices (n, 3) and triangles (m, 3) of a level surface; both empty if the box does not meet it."""
    import mcubes  # type: ignore[import-untyped]  # kept out of the way of films that have no level surface

    step = (box[:, 1] - box[:, 0]).max() / samples
    axes = [np.linspace(low, high, max(3, round((high - low) / step) + 1)) for low, high in box]
    grid = np.meshgrid(*axes, indexing="ij")
    with np.errstate(all="ignore"):
        heights = np.broadcast_to(np.asarray(f(*grid), float), grid[0].shape) - value
    heights = np.where(np.isfinite(heights), heights, np.nan)
    points, triangles = mcubes.marching_cubes(np.ascontiguousarray(heights), 0.0)
    steps = np.array([axis[1] - axis[0] for axis in axes])
    fore, aft = (np.nan_to_num(end(points)).astype(int) for end in (np.floor, np.ceil))  # every vertex is on an edge
    beside = np.maximum(*(np.abs(heights[tuple(ends.T)]) for ends in (fore, aft)))
    points = _onto_level(f, value, box[:, 0] + points * steps, steps)
    with np.errstate(all="ignore"):
        # across a pole the sign changes too, but the closer one looks, the further off the values are
        there = np.abs(np.asarray(f(*points.T)) - value) <= 0.5 * beside
    triangles = triangles[(there & np.isfinite(points).all(axis=1))[triangles].all(axis=1)].astype(np.int64)
    return points, triangles


def _onto_level(f: Callable[[Array, Array, Array], Any], value: float, points: Array, steps: Array) -> Array:
    if not len(points):
        return points.reshape(0, 3)
    with np.errstate(all="ignore"):
        small = steps * 1e-4
        slopes = np.stack([(f(*(points + d).T) - f(*(points - d).T)) / (2 * d.max()) for d in np.diag(small)], axis=1)
        move = -(np.asarray(f(*points.T)) - value)[:, None] * slopes / (slopes**2).sum(axis=1, keepdims=True)
    # where the slope vanishes or a pole is near, the step leads astray: the chord is good enough there
    fair = np.isfinite(move).all(axis=1) & (np.abs(move) < steps).all(axis=1)
    return np.where(fair[:, None], points + np.where(fair[:, None], move, 0.0), points)
