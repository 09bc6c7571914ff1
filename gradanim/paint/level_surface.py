"""The level surface of a function of three variables, as a mesh."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .kernels.compiled import Array
from .mesh import Mesh

__all__ = ["LevelSurface"]

Function = Callable[[Array, Array, Array], Any]
Above = Callable[[Array], Array]  # by how much f is above the level, at points (n, 3)

HALVINGS = 14  # of an edge of the grid on which the sign changes
CLOSED = 0.5  # share of the difference after half of them that may be left at the end: for a cube root it is 0.2
ON_LEVEL = 0.01  # share of the difference along its edge that a vertex may be off the level
BEND = 0.05  # share of its length that the middle of an edge may be off the surface
ROUNDS = 3  # of breaking edges
ROUNDED = 64 * np.finfo(float).eps  # of the value: a place of the grid that is so little off the level lies on it


class LevelSurface(Mesh):
    """Where a function of three variables has one value: a sphere, an ellipsoid, whatever it may be.

    The triangles come from marching cubes (PyMCubes); every vertex then takes one Newton step along the gradient,
    so that it lies on the surface and not on a chord of it. Where f jumps over the value, at a cut or a pole, there is
    none; where the surface bends more than the grid shows, there are more.

    Args:
        f: takes three arrays of one shape and returns one; nan where it is undefined, which makes holes.
        value: the level.
        box: (3, 2) lowest and highest x, y, z that are looked at.
        to_scene: takes (n, 3) of x, y, z to scene units; None takes them as they are.
        samples: along the longest side of the box.
    """

    def __init__(
        self,
        f: Function,
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


def level_triangles(f: Function, value: float, box: Array, samples: int) -> tuple[Array, Array]:
    """Vertices (n, 3) and triangles (m, 3) of a level surface; both empty if the box does not meet it."""
    import mcubes  # type: ignore[import-untyped]  # kept out of the way of films that have no level surface

    def above(points: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.broadcast_to(np.asarray(f(*points.T), float), points.shape[:1]) - value

    step = (box[:, 1] - box[:, 0]).max() / samples
    axes = [np.linspace(low, high, max(3, round((high - low) / step) + 1)) for low, high in box]
    grid = np.meshgrid(*axes, indexing="ij")
    with np.errstate(all="ignore"):
        heights = np.broadcast_to(np.asarray(f(*grid), float), grid[0].shape) - value
    heights = np.where(np.isfinite(heights), heights, np.nan)
    found, triangles = mcubes.marching_cubes(np.ascontiguousarray(heights), 0.0)
    if not len(found):
        return np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    steps = np.array([axis[1] - axis[0] for axis in axes])
    fore, aft = (np.nan_to_num(end(found)).astype(int) for end in (np.floor, np.ceil))  # every vertex is on an edge
    beside = np.stack([heights[tuple(ends.T)] for ends in (fore, aft)])
    crossing, gap, closing = _crossings(above, box[:, 0] + fore * steps, box[:, 0] + aft * steps, beside)
    # by how much f differs along an edge; next to a pole the ends of the edge say nothing of that
    size = np.minimum(np.abs(beside).max(axis=0), gap * 2**HALVINGS)
    node = (fore == aft).all(axis=1)  # beside an all but infinite height a vertex is put there, too: that is none
    closing = np.where(node, np.abs(beside[0]) <= ROUNDED * abs(value), closing)
    ways = [np.abs(above(box[:, 0] + found[node] * steps + way)) for way in np.diag(steps / 2)]
    size[node] = np.nan_to_num(np.max(ways, axis=0))
    points = _onto_level(above, box[:, 0] + found * steps, steps)
    astray = ~(np.abs(above(points)) <= ON_LEVEL * size)
    points[astray] = crossing[astray]
    there = closing & np.isfinite(beside).all(axis=0) & np.isfinite(points).all(axis=1)
    triangles = triangles[there[triangles].all(axis=1)].astype(np.int64)
    # between three crossings that are true there may still be a pole or a cut
    middles, most = points[triangles].mean(axis=1), 0.5 * size[triangles].max(axis=1)
    near = np.abs(above(middles)) <= most
    near[~near] = np.abs(above(_onto_level(above, middles[~near], steps))) <= 0.5 * most[~near]
    return _bent(above, points, triangles[near], steps, ON_LEVEL * size)


def _crossings(above: Above, fore: Array, aft: Array, heights: Array) -> tuple[Array, Array, Array]:
    """Where the sign changes between pairs of points, by how much f still does there, and whether that closes.

    Where f is continuous the difference comes to nothing by halving; across a cut it stays, and across a pole it grows.
    """
    low, high = heights
    gaps = []
    for halving in range(HALVINGS):
        if halving == HALVINGS // 2:
            gaps.append(np.abs(high - low))
        middle = (fore + aft) / 2
        here = above(middle)
        first = (here > 0) == (low > 0)
        fore, low = np.where(first[:, None], middle, fore), np.where(first, here, low)
        aft, high = np.where(first[:, None], aft, middle), np.where(first, high, here)
    gap = np.abs(high - low)
    return (fore + aft) / 2, gap, np.isfinite(gap) & (gap <= CLOSED * gaps[0])


def _bent(above: Above, points: Array, triangles: Array, steps: Array, fair: Array) -> tuple[Array, Array]:
    """The mesh with more triangles where the surface bends more than flat ones show.

    An edge whose middle is further off the surface than a share of its length is broken there; a triangle with one,
    two or three such edges becomes two, three or four, so that no gap opens between neighbours.

    Args:
        fair: how far from the level f may be at each vertex.
    """
    for _ in range(ROUNDS):
        if not len(triangles):
            break
        sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
        keys, which = np.unique(sides @ [len(points), 1], return_inverse=True)
        edges = np.stack([keys // len(points), keys % len(points)], axis=1)
        middles = points[edges].mean(axis=1)
        onto = _onto_level(above, _onto_level(above, middles, steps), steps)
        off, length = (np.linalg.norm(way, axis=1) for way in (onto - middles, np.diff(points[edges], axis=1)[:, 0]))
        broken = (off > BEND * length) & (off < length)
        allowed = fair[edges].max(axis=1)
        broken &= np.abs(above(onto)) <= allowed
        if not broken.any():
            break
        number = np.full(len(edges), -1)
        number[broken] = len(points) + np.arange(broken.sum())
        points, fair = np.vstack([points, onto[broken]]), np.append(fair, allowed[broken])
        triangles = _split(triangles, number[which.reshape(-1, 3)])
    return points, triangles


def _split(triangles: Array, between: Array) -> Array:
    """Triangles broken at vertices, shape (m, 3), on their edges from the first, second and third corner; -1: none."""
    parts = []
    for pattern in np.unique(between >= 0, axis=0):
        chosen = ((between >= 0) == pattern).all(axis=1)
        # turned so that the first edge is broken, and the third is not unless all are
        turn = (
            0 if pattern.all() or not pattern.any() else next(k for k in range(3) if pattern[k] and not pattern[k - 1])
        )
        (a, b, c), (u, v, w) = (np.roll(them[chosen], -turn, axis=1).T for them in (triangles, between))
        whole, two, three = [(a, b, c)], [(a, u, c), (u, b, c)], [(u, b, v), (a, u, v), (a, v, c)]
        four = [(a, u, w), (u, b, v), (w, v, c), (u, v, w)]
        parts += [np.stack(part, axis=1) for part in (whole, two, three, four)[pattern.sum()]]
    return np.vstack(parts)


def _onto_level(above: Above, points: Array, steps: Array) -> Array:
    """The points after one Newton step along the gradient; unmoved where it would lead out of their cell."""
    small = steps * 1e-4
    slopes = np.stack([(above(points + d) - above(points - d)) / (2 * d.max()) for d in np.diag(small)], axis=1)
    with np.errstate(all="ignore"):
        move = -above(points)[:, None] * slopes / (slopes**2).sum(axis=1, keepdims=True)
    # where the slope vanishes or a pole is near, the step leads astray: the chord is good enough there
    fair = np.isfinite(move).all(axis=1) & (np.abs(move) < steps).all(axis=1)
    return np.where(fair[:, None], points + np.where(fair[:, None], move, 0.0), points)
