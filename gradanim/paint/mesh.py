"""Surfaces: a mesh of faces that is lit, hides what is behind it, and may be translucent."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from .bulk import Bulk, as_rgba
from .kernels.compiled import Array
from .kernels.geometry import face_normals
from .parts import Faces, Parts

__all__ = ["Mesh"]


class _Known:
    # With slots instead of a __dict__, which manim would hash for the names of its cached films: those must not
    # depend on whether the mesh has been painted already.
    __slots__ = ("normals", "points")

    def __init__(self) -> None:
        self.points: Array | None = None
        self.normals: Array | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> "_Known":
        return _Known()


class Mesh(Bulk):
    """Triangles and quadrilaterals over shared vertices, smoothly shaded.

    Args:
        points: (n, 3) vertices in scene units. Faces with a vertex that is nan are holes.
        corners: (m, 3) or (m, 4) indices of vertices; a triangle among quadrilaterals has -1 for its fourth.
        colours: one for all, or one for each vertex (opacities too).
        shading: how much the light shows the shape: 0 gives flat colours, 1 black shadows.
        gloss: how bright the lamp is reflected, 0..1.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "opacity", "reveal", "shading", "gloss")
    fixed: ClassVar[tuple[str, ...]] = ("corners",)

    def __init__(
        self, points: ArrayLike, corners: ArrayLike, colours: Any = "#58c4dd", *, shading: float = 0.55,
        gloss: float = 0.12, **kwargs: Any,
    ) -> None:  # fmt: skip
        vertices = np.asarray(points, float).reshape(-1, 3)
        super().__init__(vertices, as_rgba(colours, len(vertices)), **kwargs)
        faces = np.asarray(corners, np.int64)
        if faces.ndim != 2 or faces.shape[1] not in (3, 4):
            raise ValueError(f"corners are an array (m, 3) or (m, 4); not {faces.shape}")
        self.corners = faces if faces.shape[1] == 4 else np.column_stack([faces, np.full(len(faces), -1)])
        self.shading, self.gloss = float(shading), float(gloss)
        self._known = _Known()

    def normals(self) -> Array:
        """(n, 3) unit normals of the vertices; computed anew only when they have moved."""
        known = self._known
        if (
            known.points is None
            or known.normals is None
            or not np.array_equal(known.points, self.points, equal_nan=True)
        ):
            known.points, known.normals = self.points.copy(), self._compute_normals()
        return known.normals

    def _compute_normals(self) -> Array:
        normals: Array = face_normals(self.points, self.corners)
        return normals

    def parts(self) -> Parts:
        """One set of faces; those revealed so far, in the order given."""
        low, high = np.round(self.reveal * len(self.corners)).astype(int)
        return Parts(
            faces=[
                Faces(
                    self.points,
                    self.rgba,
                    self.corners[low:high],
                    self.normals(),
                    shading=self.shading,
                    gloss=self.gloss,
                )
            ]
        ).faded(self.opacity)
