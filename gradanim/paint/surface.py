"""A surface given by a grid: mesh lines that follow it, heights clipped, cut by planes, swept row by row."""

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from .bulk import as_rgba
from .kernels.clip import clip
from .kernels.compiled import Array
from .kernels.geometry import grid_normals
from .mesh import Mesh
from .parts import Faces, Parts

__all__ = ["SurfaceMesh"]


class SurfaceMesh(Mesh):
    """A surface given by a grid of vertices, with mesh lines that follow the grid.

    Create sweeps it along its rows: a curve becomes a surface.

    Args:
        grid: (rows, columns, 3) vertices in scene units. Vertices that are nan are holes.
        colours: one for all, or an array (rows, columns, 3 or 4).
        line_every: a mesh line along every so many rows and columns, and along the borders; 0 draws none.
        line_width: of the mesh lines, in manim's stroke units.
        line_colour: with its opacity, if it has one.
        cells: (rows - 1, columns - 1) which cells there are; None has all whose corners are finite.
        clip_z: lowest and highest z that is shown. What crosses them, a pole for instance, is cut off there.
        shading: how much the light shows the shape.
        gloss: how bright the lamp is reflected.
    """

    blended: ClassVar[tuple[str, ...]] = (*Mesh.blended, "line_width", "line_rgba", "margins")
    fixed: ClassVar[tuple[str, ...]] = ("corners", "shape", "edges")

    def __init__(
        self,
        grid: ArrayLike,
        colours: Any = "#58c4dd",
        *,
        line_every: int = 0,
        line_width: float = 0.8,
        line_colour: Any = (1.0, 1.0, 1.0, 0.35),
        cells: ArrayLike | None = None,
        clip_z: tuple[float, float] | None = None,
        **kwargs: Any,
    ) -> None:
        vertices = np.array(grid, float)
        if vertices.ndim != 3 or vertices.shape[2] != 3 or min(vertices.shape[:2]) < 2:
            raise ValueError(f"a surface needs a grid (rows, columns, 3) of at least 2 x 2; not {vertices.shape}")
        rows, columns = self.shape = vertices.shape[:2]
        margins = np.full((rows * columns, 2), np.inf)  # how far inside what is shown a vertex lies
        if clip_z is not None:
            vertices[..., 2] = _squeezed(vertices[..., 2], *clip_z)
            heights = vertices[..., 2].ravel()
            margins[:, 0] = np.minimum(heights - clip_z[0], clip_z[1] - heights)
        flat = (
            colours if isinstance(colours, str) or np.ndim(colours) < 3 else np.reshape(colours, (rows * columns, -1))
        )
        corners = _grid_corners(rows, columns)
        if cells is not None:  # a cell that is not there shrinks to a point: sweeping counts all of them
            corners = np.where(np.asarray(cells, bool).reshape(-1, 1), corners, corners[:, :1])
        super().__init__(vertices, corners, flat, **kwargs)
        self.line_width = float(line_width)
        self.line_rgba = as_rgba(line_colour, 1)[0]
        self.edges = _line_edges(rows, columns, line_every)
        self.margins = margins

    def cut(self, normal: ArrayLike, point: ArrayLike) -> Self:
        """Show only what lies on the side of a plane to which its normal points; the cut follows the plane exactly."""
        self.margins[:, 1] = (self.points - np.asarray(point, float)) @ np.asarray(normal, float)
        return self

    def uncut(self) -> Self:
        """Show again what `cut` hides."""
        self.margins[:, 1] = np.inf
        return self

    def _compute_normals(self) -> Array:
        normals: Array = grid_normals(self.points, *self.shape)
        return normals

    def parts(self) -> Parts:
        """One set of faces, as far as the surface is swept, clipped and cut."""
        red, green, blue, strength = map(float, self.line_rgba)
        points, rgba, corners, normals, edges = self._shown()
        faces = Faces(
            points, rgba, corners, normals, edges, self.line_width, (red, green, blue, strength), self.gloss,
            self.shading,
        )  # fmt: skip
        return Parts(faces=[faces]).faded(self.opacity)

    def _shown(self) -> tuple[Array, Array, Array, Array, Array]:
        # points, colours, corners, normals, edges
        corners, edges = self.corners, self.edges
        swept = self.reveal[0] > 0 or self.reveal[1] < 1
        if not swept and (self.margins >= 0).all():
            return self.points, self.rgba, corners, self.normals(), edges  # most frames of most films: nothing to copy
        margin = self.margins.min(axis=1)
        data = np.column_stack([self.points, self.normals(), self.rgba, margin])
        if swept:
            data, open_faces = self._swept(data)
            corners, edges, margin = corners[open_faces], edges[open_faces], data[:, 10]
        if not (margin >= 0).all():
            # infinite margins would make nan of what lies between
            data, corners, edges = clip(data[:, :10], np.clip(margin, -1e6, 1e6), corners, edges)
        return data[:, :3], data[:, 6:10], corners, data[:, 3:6], edges

    def _swept(self, data: Array) -> tuple[Array, Array]:
        # The row at the front slides from one grid row to the next, so that the edge moves smoothly.
        rows, columns = self.shape
        grid = data.reshape(rows, columns, -1)
        at = np.clip(np.arange(rows), *(self.reveal * (rows - 1)))
        low = np.minimum(at.astype(int), rows - 2)
        t = (at - low)[:, None, None]
        with np.errstate(invalid="ignore"):
            between = (1 - t) * grid[low] + t * grid[low + 1]
        moved = np.where(t == 0, grid[low], np.where(t == 1, grid[low + 1], between))
        return moved.reshape(rows * columns, -1), np.repeat(np.diff(at) > 0, columns - 1)


def _squeezed(heights: Array, low: float, high: float) -> Array:
    # A vertex beside a pole may be at 1e12. Where an edge towards it crosses the highest shown height is found by
    # straight interpolation, which needs numbers of the same size: beyond the limits heights grow ever more slowly.
    reach = high - low
    above, below = np.maximum(heights - high, 0.0), np.maximum(low - heights, 0.0)
    inside = np.clip(heights, low, high)
    return inside + reach * np.tanh(above / reach) - reach * np.tanh(below / reach)


def _grid_corners(rows: int, columns: int) -> Array:
    index = np.arange(rows * columns).reshape(rows, columns)
    return np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)


def _line_edges(rows: int, columns: int, every: int) -> Array:
    # A cell's sides in the order of its corners: along its row, along the next column, along the next row (back),
    # along its column (back). Neighbours draw half a line each.
    r, c = np.indices((rows - 1, columns - 1))
    if every <= 0:
        return np.zeros(r.size, np.int64)

    def line(n: Array, last: int) -> Array:
        return (n % every == 0) | (n == last)

    sides = [line(r, rows - 1), line(c + 1, columns - 1), line(r + 1, rows - 1), line(c, columns - 1)]
    bits = np.array([1, 2, 4, 8])
    return (np.stack(sides, axis=-1) * bits).sum(axis=-1).ravel()
