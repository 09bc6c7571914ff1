"""What a picture is made of before it is seen: faces, strokes and discs, as arrays, in scene units.

Every bulk mobject yields these, whatever it is and however many there are of it. A flat camera paints them in order;
a camera in space collects those of all mobjects and paints them together with one depth buffer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .kernels.compiled import Array

__all__ = ["Discs", "Faces", "Ground", "Parts", "Strokes", "chain"]


@dataclass(frozen=True)
class Faces:
    """Triangles and quadrilaterals over shared vertices."""

    points: Array  # (n, 3)
    rgba: Array  # (n, 4) in 0..1
    corners: Array  # (m, 4) integers; a triangle has -1 for its fourth
    normals: Array | None = None  # (n, 3) unit normals for the light; None is not lit
    edges: Array | None = None  # (m) bits 1, 2, 4, 8: which sides are drawn as lines
    line_width: float = 0.0  # in manim's stroke units
    line_rgba: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 0.4)
    gloss: float = 0.0
    shading: float = 0.5


@dataclass(frozen=True)
class Strokes:
    """Polylines over shared vertices, as segments that know their neighbours."""

    points: Array  # (n, 3)
    rgba: Array  # (n, 4) in 0..1
    ends: Array  # (m, 4) integers: start, end, the vertex before and the one after, -1 where the line ends
    widths: Array  # (m) in manim's stroke units
    round_ends: bool = False
    near: Array | None = None  # (m) widths by which they count as nearer in space; None has their own


@dataclass(frozen=True)
class Discs:
    """Dots, which face the viewer; in space they are lit as balls."""

    points: Array  # (n, 3)
    rgba: Array  # (n, 4) in 0..1
    radii: Array  # (n) in scene units


@dataclass(frozen=True)
class Ground:
    """Shaded land in an upright box, as of `relief.Relief`: it lies below all else, and has no depth."""

    table: Any
    corners: Array  # (2, 3) the lower left and the upper right one
    fence: Array  # (4)
    veils: Array  # (n, 6)
    opacity: float


@dataclass(frozen=True)
class Parts:
    """All that a mobject shows; ground lies under strokes, these under faces and these under discs, without depth."""

    strokes: Sequence[Strokes] = field(default=())
    faces: Sequence[Faces] = field(default=())
    discs: Sequence[Discs] = field(default=())
    grounds: Sequence[Ground] = field(default=())

    def faded(self, opacity: float) -> "Parts":
        """The same with all opacities multiplied."""
        if opacity == 1.0:
            return self
        factor = np.array([1.0, 1.0, 1.0, opacity])
        return Parts(
            [replace(s, rgba=s.rgba * factor) for s in self.strokes],
            [replace(f, rgba=f.rgba * factor) for f in self.faces],
            [replace(d, rgba=d.rgba * factor) for d in self.discs],
            [replace(g, opacity=g.opacity * opacity) for g in self.grounds],
        )


def chain(lengths: Sequence[int] | Array, closed: Sequence[bool] | Array) -> Array:
    """The segments of polylines whose vertices are stored one line after the other.

    Args:
        lengths: how many vertices each line has; one with fewer than two has no segments.
        closed: whether a line's last vertex is its first one again, so that it has no ends.

    Returns:
        (segments, 4) for `Strokes.ends`.
    """
    count = np.asarray(lengths, np.int64)
    rings = np.asarray(closed, bool) & (count > 2)
    stops = np.cumsum(count)
    vertices = np.arange(count.sum())
    i = np.delete(vertices, stops[count > 0] - 1)
    ends = np.stack([i, i + 1, i - 1, i + 2], axis=1)
    drawn = count >= 2
    last_segments = np.cumsum(count[drawn] - 1) - 1
    first_segments = last_segments - (count[drawn] - 2)
    # in a ring the vertex before the first is the last but one, since first and last are the same
    ends[first_segments, 2] = np.where(rings[drawn], stops[drawn] - 2, -1)
    ends[last_segments, 3] = np.where(rings[drawn], stops[drawn] - count[drawn] + 1, -1)
    return ends
