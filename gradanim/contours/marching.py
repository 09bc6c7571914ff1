"""A field sampled on a grid, contoured, and corrected against the field itself.

Linear interpolation between samples puts a vertex near the level; here it is moved along its edge of the grid until it
is on the level to rounding. What then is not on the level, because the edge crosses a pole or a jump, is cut out. Edges
that lead out of where f is defined are shortened to where it ends.
"""

from collections.abc import Iterable

import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import NDArray
from scipy.optimize.elementwise import find_root

from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Samples along the shorter side of a narrow domain.
LEAST = 40

# How near to the level a vertex has to come, as a share of the difference in height along its edge of the grid.
ON_LEVEL = 1e-6

# By how much f may miss the level where a secant step ends, as a share of the heights: a few roundings.
ROUNDING = 4 * float(np.finfo(float).eps)
SECANTS = 4

# As ON_LEVEL, for the middle of a segment: straight lines across a cell are not quite on the level.
NEAR_LEVEL = 0.5


class Contouring:
    """A field's level curves.

    Args:
        f: the field, sampled over its domain.
        samples: along the longer side.
    """

    def __init__(self, f: ScalarField, samples: int) -> None:
        self._f = f
        xx, yy = f.domain.grid(samples, least=LEAST)
        self._x, self._y, self._z = xx[0], yy[:, 0], f(xx, yy)
        self.cell = float(np.hypot(self._x[1] - self._x[0], self._y[1] - self._y[0]))
        heights = np.ma.masked_invalid(self._filled())
        self._contours = contour_generator(self._x, self._y, heights, line_type=LineType.Separate, corner_mask=False)

    def curves(self, values: Iterable[float]) -> list[list[Array]]:
        """For each value the polylines (n, 2) of the points where f is that; closed ones end exactly where they begin.

        The vertices of all heights are moved onto their levels together, since a step of that costs about as much for
        a few as for many.
        """
        heights = [float(value) for value in values]
        lines = [(k, np.asarray(line)) for k, value in enumerate(heights) for line in self._contours.lines(value)]
        pieces: list[list[Array]] = [[] for _ in heights]
        if not lines or not np.isfinite(self._z).any():
            return pieces
        sizes = [len(line) for _, line in lines]
        cuts = np.cumsum(sizes)[:-1]
        wanted = np.repeat([heights[k] for k, _ in lines], sizes)
        vertices, span = self._onto_level(np.concatenate([line for _, line in lines]), wanted)
        joined = np.split(np.append(self._joined(vertices, span, wanted), False), cuts)
        for (k, line), moved, along in zip(lines, np.split(vertices, cuts), joined, strict=True):
            pieces[k] += _pieces(moved, along[:-1], bool(np.array_equal(line[0], line[-1])))
        return pieces

    def _filled(self) -> Array:
        """The samples; and just outside of where f is defined, the height at the end of its definition.

        Contours then reach into the cells that the end runs through.
        """
        z, undefined = self._z, np.isnan(self._z)
        total, count = np.zeros_like(z), np.zeros_like(z)
        for axis in (0, 1):
            for step in (1, -1):
                # The neighbour behind a node is the node itself at the rim of the grid: never an end there.
                index = np.clip(np.arange(z.shape[axis]) - step, 0, z.shape[axis] - 1)
                row, column = np.nonzero(undefined & ~np.take(undefined, index, axis=axis))
                from_row, from_column = (index[row], column) if axis == 0 else (row, index[column])
                inside = np.stack([self._x[from_column], self._y[from_row]])
                end = self._last_defined(inside, np.stack([self._x[column], self._y[row]]))
                total[row, column] += self._f(*end)
                count[row, column] += 1
        filled = np.where(count > 0, total / np.maximum(count, 1), z)
        # A cell needs four corners: the one across the cell from where f is defined takes the mean of its neighbours.
        beside = [np.roll(filled, step, axis) for axis in (0, 1) for step in (1, -1)]
        known = np.sum(np.isfinite(beside), axis=0)
        return np.where(np.isnan(filled) & (known > 1), np.nansum(beside, axis=0) / np.maximum(known, 1), filled)

    def _last_defined(self, inside: Array, outside: Array) -> Array:
        """The last points, shape (2, n), on the ways from where f is defined to where it is not."""
        if not inside.size:
            return inside
        low, high = np.zeros(inside.shape[1]), np.ones(inside.shape[1])
        for _ in range(48):
            middle = (low + high) / 2
            defined = np.isfinite(self._f(*(inside + middle * (outside - inside))))
            low, high = np.where(defined, middle, low), np.where(defined, high, middle)
        return inside + low * (outside - inside)

    def _onto_level(self, points: Array, value: Array) -> tuple[Array, Array]:
        """Vertices moved along their edges onto the level, nan where there is none; and the heights' span there."""
        a, b, below, above = self._edges(points)
        for end, other, height, beyond in ((a, b, below, above), (b, a, above, below)):
            short = np.isnan(height) & np.isfinite(beyond)
            end[:, short] = self._last_defined(other[:, short], end[:, short])
            height[short] = self._f(*end[:, short])
        bracketed = np.sign(below - value) * np.sign(above - value) <= 0
        moved = points.T.copy()
        moved[:, bracketed] = self._root(
            a[:, bracketed], b[:, bracketed], below[bracketed], above[bracketed], value[bracketed]
        )
        span = np.abs(above - below)
        moved[:, ~(np.abs(self._f(*moved) - value) <= ON_LEVEL * span)] = np.nan
        return moved.T, span

    def _edges(self, points: Array) -> tuple[Array, Array, Array, Array]:
        """The edges of the grid that vertices lie on: both ends, shape (2, n), and the heights there."""
        steps = (points - (self._x[0], self._y[0])) / (self._x[1] - self._x[0], self._y[1] - self._y[0])
        near = np.rint(steps)
        upright = np.abs(steps - near)[:, 0] <= np.abs(steps - near)[:, 1]
        along = np.stack([~upright, upright], axis=1)
        last = np.array([self._x.size, self._y.size]) - 1
        start = np.clip(np.where(along, np.floor(steps), near), 0, last - along).astype(int)
        (i, j), (k, m) = start.T, (start + along).T
        a, b = np.stack([self._x[i], self._y[j]]), np.stack([self._x[k], self._y[m]])
        return a, b, self._z[j, i], self._z[m, k]

    def _root(self, a: Array, b: Array, below: Array, above: Array, value: Array) -> Array:
        """Where f is `value` on the segments from a to b, shape (2, n), at whose ends it is below and above it.

        Secant steps from where a straight line through both heights is at that value: on a smooth function three
        leave nothing but rounding. What they leave elsewhere, at kinks and jumps, and where rounding is a share of the
        heights that could be seen, is found by halving.
        """
        if not a.size:
            return a

        def excess(t: Array, *segment: Array) -> Array:
            ax, ay, bx, by, height = segment
            return self._f(ax + t * (bx - ax), ay + t * (by - ay)) - height

        rounding = ROUNDING * np.maximum.reduce([np.abs(below), np.abs(above), np.abs(value)])
        with np.errstate(all="ignore"):
            before, over_before = np.zeros(a.shape[1]), below - value
            t = over_before / (below - above)
            over = excess(t, *a, *b, value)
            for _ in range(SECANTS):
                step = np.where(np.abs(over) > rounding, over * (t - before) / (over_before - over), 0.0)
                before, over_before, t = t, over, t + step
                over = excess(t, *a, *b, value)
            there = (np.abs(over) <= rounding) & (t >= 0) & (t <= 1) & (rounding <= ON_LEVEL * np.abs(above - below))
            if not there.all():
                ends = a[:, ~there], b[:, ~there], value[~there]
                start = np.zeros(ends[2].size)
                args = (*ends[0], *ends[1], ends[2])
                t[~there] = find_root(excess, (start, start + 1), args=args, tolerances={"xatol": 1e-15}, maxiter=80).x
        where: Array = a + np.clip(t, 0, 1) * (b - a)
        return where

    def _joined(self, vertices: Array, span: Array, value: Array) -> Bools:
        """Whether each segment between neighbours runs along the level of the first: not so across a jump."""
        middle = (vertices[1:] + vertices[:-1]) / 2
        joined: Bools = np.abs(self._f(*middle.T) - value[:-1]) <= NEAR_LEVEL * np.maximum(span[1:], span[:-1])
        return joined


def _pieces(vertices: Array, joined: Bools, closed: bool) -> list[Array]:
    """Cut a polyline where its segments are not joined."""
    if closed and joined.all():
        runs = [np.concatenate([vertices[:-1], vertices[:1]])]
    else:
        runs = np.split(vertices, np.flatnonzero(~joined) + 1)
        if closed and len(runs) > 1:
            # The seam of a closed line is no cut: its end goes on at its beginning.
            runs = [np.concatenate([runs[-1], runs[0][1:]]), *runs[1:-1]]
    runs = [run[np.concatenate([[True], np.any(np.diff(run, axis=0) != 0, axis=1)])] for run in runs if len(run)]
    return [run for run in runs if len(run) > 1 and np.isfinite(run).all()]
