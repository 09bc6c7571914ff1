"""The parts of all mobjects joined kind by kind: lit, cut before the lens, projected, as the pixel loops take them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .kernels.bands import SCALE
from .kernels.clip import clip
from .kernels.compiled import Array
from .kernels.geometry import light
from .kernels.strokes import SOLID
from .parts import Discs, Faces, Strokes
from .viewpoint import Viewpoint

__all__ = ["join_discs", "join_faces", "join_strokes"]

LEAST_BIAS = 2e-4  # how much nearer (in w) every line counts than it is


def _stack(arrays: list[Array], empty: Array) -> Array:
    return np.ascontiguousarray(np.concatenate(arrays)) if arrays else empty


def _before_lens(faces: Faces, view: Viewpoint) -> Faces:
    ahead = view.ahead(faces.points)
    if not (ahead < 0).any():
        return faces
    normals = np.zeros_like(faces.points) if faces.normals is None else faces.normals
    edges = np.zeros(len(faces.corners), np.int64) if faces.edges is None else faces.edges
    data, corners, edges = clip(np.column_stack([faces.points, faces.rgba, normals]), ahead, faces.corners, edges)
    lit = None if faces.normals is None else data[:, 7:]
    return Faces(
        data[:, :3], data[:, 3:7], corners, lit, edges, faces.line_width, faces.line_rgba, faces.gloss, faces.shading
    )


def join_faces(pieces: list[Faces], view: Viewpoint) -> tuple[Any, ...]:
    """Vertices as seen, lit colours, corners, edges, kinds of line, lines, opaque: what `kernels.bands.paint` takes."""
    xyw, rgba, corners, edges, kinds, lines = [], [], [], [], [], []
    opaque: list[Array] = []
    start = 0
    for kind, piece in enumerate(pieces):
        faces = _before_lens(piece, view)
        points = np.ascontiguousarray(faces.points, float)
        count, alpha = len(faces.corners), faces.rgba[:, 3]
        xyw.append(view.project(points))
        if faces.normals is None:
            rgba.append((faces.rgba * [255.0, 255.0, 255.0, 1.0]).astype(np.float32))
        else:
            normals, colours = np.ascontiguousarray(faces.normals), np.ascontiguousarray(faces.rgba)
            rgba.append(light(points, normals, colours, view.lamp, view.eye, faces.shading, faces.gloss))
        corners.append(np.where(faces.corners >= 0, faces.corners + start, -1))
        edges.append(np.zeros(count, np.int64) if faces.edges is None else faces.edges)
        kinds.append(np.full(count, kind))
        red, green, blue, strength = faces.line_rgba
        lines.append([SCALE * float(view.stroke(faces.line_width)), 255 * red, 255 * green, 255 * blue, strength])
        if len(alpha) and alpha.min() >= SOLID:
            opaque.append(np.ones(count, bool))
        else:
            least: Array = np.where(faces.corners >= 0, alpha[faces.corners], 1.0).min(axis=1)
            opaque.append(least >= SOLID)
        start += len(points)
    return (
        _stack(xyw, np.empty((0, 3))), _stack(rgba, np.empty((0, 4), np.float32)),
        _stack(corners, np.empty((0, 4), np.int64)), _stack(edges, np.empty(0, np.int64)),
        _stack(kinds, np.empty(0, np.int64)), np.array(lines, float).reshape(-1, 5), _stack(opaque, np.empty(0, bool)),
    )  # fmt: skip


def join_strokes(pieces: list[Strokes], view: Viewpoint) -> tuple[Any, ...]:
    """Vertices as seen, colours, ends, half widths, round ends, biases: what `kernels.bands.paint` takes."""
    points, rgba = _stack([s.points for s in pieces], np.empty((0, 3))), [s.rgba for s in pieces]
    starts = np.cumsum([0, *(len(s.points) for s in pieces)])
    ends = [np.where(s.ends >= 0, s.ends + start, -1) for s, start in zip(pieces, starts, strict=False)]
    joined = _Segments(
        points, _stack(rgba, np.empty((0, 4))), _stack(ends, np.empty((0, 4), np.int64)),
        _stack([s.widths for s in pieces], np.empty(0)),
        _stack([np.full(len(s.ends), s.round_ends) for s in pieces], np.empty(0, bool)),
        _stack([s.widths if s.near is None else s.near for s in pieces], np.empty(0)),
    ).before_lens(view)  # fmt: skip
    xyw, halves = view.project(joined.points), 0.5 * view.stroke(joined.widths)
    # A line on a slope has half its width inside of it. It counts as nearer by three quarters of its width (dw/dz is
    # w^2 / distance), so it shines through nothing thicker than itself.
    w = np.nan_to_num(xyw[joined.ends[:, 0], 2])
    biases = LEAST_BIAS + 0.75 * view.stroke(joined.near) * w / (view.unit[0] * view.zoom * view.distance)
    colours = (joined.rgba * [255.0, 255.0, 255.0, 1.0]).astype(np.float32)
    return xyw, colours, joined.ends, SCALE * halves, joined.round_ends, biases


@dataclass(frozen=True)
class _Segments:
    # strokes of many mobjects in one
    points: Array
    rgba: Array
    ends: Array
    widths: Array
    round_ends: Array
    near: Array

    def before_lens(self, view: Viewpoint) -> "_Segments":
        ahead = view.ahead(self.points)
        if not (ahead < 0).any():
            return self
        inside = ahead >= 0  # false also for nan
        kept = inside[self.ends[:, 0]] | inside[self.ends[:, 1]]
        ends = self.ends[kept].copy()
        points, rgba, new = [self.points], [self.rgba], len(self.points)
        for column in (0, 1):
            cut = ~inside[self.ends[kept, column]]
            inner, outer = self.ends[kept][cut, 1 - column], self.ends[kept][cut, column]
            t = (ahead[inner] / (ahead[inner] - ahead[outer]))[:, None]
            points.append(self.points[inner] + t * (self.points[outer] - self.points[inner]))
            rgba.append(self.rgba[inner] + t * (self.rgba[outer] - self.rgba[inner]))
            ends[cut, column] = np.arange(new, new + cut.sum())
            ends[cut, column + 2] = -1
            new += int(cut.sum())
        return _Segments(
            np.concatenate(points), np.concatenate(rgba), ends, self.widths[kept], self.round_ends[kept],
            self.near[kept],
        )  # fmt: skip


def join_discs(pieces: list[Discs], view: Viewpoint) -> tuple[Any, ...]:
    """Centres as seen, colours, radii, swells: what `kernels.bands.paint` takes."""
    centres = _stack([d.points for d in pieces], np.empty((0, 3)))
    radii = _stack([d.radii for d in pieces], np.empty(0))
    rgba = _stack(
        [(d.rgba * [255.0, 255.0, 255.0, 1.0]).astype(np.float32) for d in pieces], np.empty((0, 4), np.float32)
    )
    xyw = view.project(centres)
    w = xyw[:, 2]
    # radii are seen in perspective; a ball's middle is nearer by its radius, and dw/dz is w^2 / distance
    return (
        xyw,
        rgba,
        SCALE * view.unit[0] * view.zoom * radii * np.nan_to_num(w),
        radii * np.nan_to_num(w) ** 2 / view.distance,
    )
