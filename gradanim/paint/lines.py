"""Many polylines at once: contour maps, streamlines, curves in space, grids."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from .bulk import Bulk, as_rgba
from .kernels.compiled import Array
from .parts import Parts, Strokes, chain

__all__ = ["Polylines"]

CASING = 2.5  # how far a casing reaches beyond its line on either side, in manim's stroke units


class Polylines(Bulk):
    """Polylines in the plane or in space.

    Args:
        lines: arrays (n, 2) or (n, 3) in scene units. A vertex that is nan interrupts its line; a line whose last
            vertex is its first is closed.
        colours: one for all, one for each line, or one for each vertex of all lines together.
        stroke_width: one, or one for each line, in manim's units.
        round_ends: half discs at free ends instead of a square cut.
        casing: colour of a rim around the lines, as roads have on maps: it sets them off from what they cross.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "opacity", "reveal", "widths")
    fixed: ClassVar[tuple[str, ...]] = ("lengths", "ends", "line_of", "round_ends", "casing")

    def __init__(
        self,
        lines: Sequence[ArrayLike],
        colours: Any = "#ffffff",
        *,
        stroke_width: ArrayLike = 4.0,
        round_ends: bool = False,
        casing: Any = None,
        **kwargs: Any,
    ) -> None:
        pieces = [_in_space(line) for line in lines]
        self.lengths = np.array([len(piece) for piece in pieces], int)
        total, count = int(self.lengths.sum()), len(pieces)
        if not isinstance(colours, str) and np.ndim(colours) and len(colours) == count != total:
            rgba = as_rgba(colours, count).repeat(self.lengths, axis=0)
        else:
            rgba = as_rgba(colours, total)
        super().__init__(np.concatenate([np.empty((0, 3)), *pieces]), rgba, **kwargs)
        closed = [len(p) > 2 and np.allclose(p[0], p[-1], rtol=0, atol=1e-6) for p in pieces]
        self.ends = chain(self.lengths, closed)
        self.line_of = np.repeat(np.arange(count), self.lengths)[self.ends[:, 0]]
        self.widths = np.array(np.broadcast_to(np.asarray(stroke_width, float), count))
        self.round_ends = round_ends
        self.casing = None if casing is None else as_rgba(casing, 1)[0]

    def set_stroke(
        self, color: Any = None, width: ArrayLike | None = None, opacity: float | None = None, **kwargs: Any
    ) -> Self:
        """Colour, width (one, or one a line) and opacity, as of a VMobject."""
        if color is not None:
            self.set_color(color)
        if width is not None:
            self.widths = np.array(np.broadcast_to(np.asarray(width, float), len(self.lengths)))
        return self if opacity is None else self.set_opacity(opacity)

    def get_stroke_width(self) -> float:
        """The mean width, in manim's units."""
        return float(self.widths.mean())

    def lines(self) -> list[Array]:
        """The lines as they are now, each (n, 3)."""
        return np.split(self.points, np.cumsum(self.lengths)[:-1])

    def shares(self) -> Array:
        """How far along its line each vertex lies, by length, 0..1: how much of it Create has to show to reach it."""
        shares = np.zeros(len(self.points))
        shares[self.ends[:, 1]] = self._shares()[1]
        return shares

    def parts(self) -> Parts:
        """One set of strokes, over another one if they have a casing."""
        points, ends, line_of = self.points, self.ends, self.line_of
        if self.reveal[0] > 0 or self.reveal[1] < 1:
            points, shown = self._revealed()
            ends, line_of = ends[shown], line_of[shown]
        strokes = [Strokes(points, self.rgba, ends, self.widths[line_of], self.round_ends)]
        if self.casing is not None:
            rims = np.column_stack([np.tile(self.casing[:3], (len(points), 1)), self.casing[3] * self.rgba[:, 3]])
            line = strokes[0]  # its casing is as near as itself, or it would hide a ball on the line
            strokes.insert(0, replace(line, rgba=rims, widths=line.widths + 2 * CASING, near=line.widths))
        return Parts(strokes=strokes).faded(self.opacity)

    def _shares(self) -> tuple[Array, Array]:
        # By length along each line, so that all of them grow steadily and are complete at the same moment.
        i, j = self.ends[:, 0], self.ends[:, 1]
        steps = np.nan_to_num(np.linalg.norm(self.points[j] - self.points[i], axis=1))
        after = np.cumsum(steps)
        first = np.searchsorted(self.line_of, np.arange(len(self.lengths)), side="left")
        before_line = np.concatenate([[0.0], after])[first]
        whole = np.maximum(np.bincount(self.line_of, steps, minlength=len(self.lengths)), 1e-12)[self.line_of]
        end = (after - before_line[self.line_of]) / whole
        return end - steps / whole, end

    def _revealed(self) -> tuple[Array, Array]:
        start, end = self._shares()
        i, j = self.ends[:, 0], self.ends[:, 1]
        low, high = self.reveal
        shown = (end > low) & (start < high)
        points = self.points.copy()
        # the segment in which the line now ends is shortened; its last vertex is not needed by any other shown one
        share = np.maximum(end - start, 1e-12)
        cut = shown & (end > high)
        points[j[cut]] += (points[i[cut]] - points[j[cut]]) * ((end - high) / share)[cut, None]
        cut = shown & (start < low)
        points[i[cut]] += (self.points[j[cut]] - points[i[cut]]) * ((low - start) / share)[cut, None]
        return points, shown


def _in_space(line: ArrayLike) -> Array:
    points = np.asarray(line, float)
    if points.ndim != 2 or points.shape[1] not in (2, 3):
        raise ValueError(f"a line is an array (n, 2) or (n, 3); not {points.shape}")
    return points if points.shape[1] == 3 else np.column_stack([points, np.zeros(len(points))])
