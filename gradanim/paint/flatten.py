"""Manim's own vector mobjects as faces and strokes, so that they too are hidden by what stands before them."""

import numpy as np
from manim import VMobject
from manim.utils.space_ops import earclip_triangulation

from .kernels.compiled import Array
from .parts import Faces, Parts, Strokes, chain

__all__ = ["Flattened", "subpaths"]

CURVE_PIECES = 10  # straight pieces for a Bezier curve; its control polygon decides whether it is one
STRAIGHT = 1e-3


def subpaths(mobject: VMobject) -> list[Array]:
    """The unbroken paths of Bezier curves that a mobject consists of, shape (4n, 3) each; nan breaks them.

    What `VMobject.get_subpaths` returns; but that compares the ends of curves one pair after the other, which takes a
    tenth of a second for a long contour.
    """
    ends = mobject.get_subpath_split_indices_from_points(mobject.points)
    return [np.asarray(mobject.points[first:last]) for first, last in ends if last - first >= 4]


def _polylines(mobject: VMobject) -> list[Array]:
    """A mobject's subpaths as polylines, curves in pieces."""
    lines = []
    for path in subpaths(mobject):
        curves = path[: len(path) // 4 * 4].reshape(-1, 4, 3)
        if not len(curves) or not np.isfinite(curves).all():
            continue
        chord = curves[:, 3] - curves[:, 0]
        bend = np.abs(curves[:, 1] - curves[:, 0] - chord / 3) + np.abs(curves[:, 2] - curves[:, 0] - chord * 2 / 3)
        pieces = 1 if bend.max() <= STRAIGHT * (np.abs(chord).max() + 1e-12) else CURVE_PIECES
        t = np.linspace(0, 1, pieces + 1)[1:, None]
        weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
        points = np.einsum("ktx,ckd->ctd", weights, curves).reshape(-1, 3)
        lines.append(np.concatenate([curves[:1, 0], points]))
    return lines


def _is_closed(line: Array) -> bool:
    return len(line) > 2 and bool(np.allclose(line[0], line[-1], rtol=0, atol=1e-5))


def _plane(points: Array) -> Array:
    """Two directions (2, 3) that span the plane nearest to the points."""
    span: Array = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][:2]
    return span


def _triangles(lines: list[Array]) -> tuple[Array, Array]:
    """Vertices and triangles (m, 4; the fourth is -1) of what the closed lines bound; inner lines are holes."""
    rings = [line[:-1] if _is_closed(line) else line for line in lines if len(line) > 2]
    if not rings:
        return np.empty((0, 3)), np.empty((0, 4), np.int64)
    points = np.concatenate(rings)
    flat = points @ _plane(points).T
    if len(rings) == 1 and _convex(flat):
        i = np.arange(1, len(points) - 1)
        return points, np.stack([np.zeros_like(i), i, i + 1, np.full_like(i, -1)], axis=1)
    indices = earclip_triangulation(flat, np.cumsum([len(ring) for ring in rings]).tolist())
    triangles = np.asarray(indices, np.int64).reshape(-1, 3)
    return points, np.column_stack([triangles, np.full(len(triangles), -1)])


def _convex(flat: Array) -> bool:
    step = np.roll(flat, -1, axis=0) - flat
    turn = step[:, 0] * np.roll(step[:, 1], -1) - step[:, 1] * np.roll(step[:, 0], -1)
    if not ((turn >= -1e-9).all() or (turn <= 1e-9).all()):
        return False
    angle = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    return bool(abs(angle[-1] - angle[0]) < 2 * np.pi + 1e-6)  # a line that goes round twice also always turns left


class Flattened:
    """A VMobject's shape in pieces, kept as long as its points stay the same."""

    def __init__(self, mobject: VMobject) -> None:
        self.points = mobject.points.copy()
        self.lines = _polylines(mobject)
        self.strokes: tuple[Array, Array] | None = None
        self.faces: tuple[Array, Array] | None = None
        self._known: tuple[Array, Array, float, Parts] | None = None

    def fits(self, mobject: VMobject) -> bool:
        """Whether the mobject still has the shape that was flattened."""
        return np.array_equal(self.points, mobject.points)

    def parts(self, fill: Array, stroke: Array, width: float) -> Parts:
        """What to paint.

        Args:
            fill: (k, 4) RGBA; several are a gradient, of which the mean is taken.
            stroke: (k, 4) RGBA; several are spread along the line.
            width: of the stroke, in manim's units.
        """
        known = self._known
        if known and known[2] == width and np.array_equal(known[0], fill) and np.array_equal(known[1], stroke):
            return known[3]
        parts = self._parts(fill, stroke, width)
        self._known = (fill.copy(), stroke.copy(), width, parts)
        return parts

    def _parts(self, fill: Array, stroke: Array, width: float) -> Parts:
        faces: list[Faces] = []
        strokes: list[Strokes] = []
        if fill[:, 3].max() > 0:
            if self.faces is None:
                self.faces = _triangles(self.lines)
            points, corners = self.faces
            faces.append(Faces(points, np.tile(fill.mean(axis=0), (len(points), 1)), corners))
        if width > 0 and stroke[:, 3].max() > 0 and self.lines:
            if self.strokes is None:
                ends = chain([len(line) for line in self.lines], [_is_closed(line) for line in self.lines])
                self.strokes = (np.concatenate(self.lines), ends)
            points, ends = self.strokes
            strokes.append(Strokes(points, _along(stroke, len(points)), ends, np.full(len(ends), width), True))
        return Parts(strokes=strokes, faces=faces)


def _along(rgba: Array, count: int) -> Array:
    if len(rgba) == 1:
        return np.tile(rgba, (count, 1))
    at = np.linspace(0, len(rgba) - 1, count)
    return np.stack([np.interp(at, np.arange(len(rgba)), channel) for channel in rgba.T], axis=1)
