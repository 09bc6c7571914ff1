"""From where a picture in space is seen."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .kernels.bands import SCALE
from .kernels.compiled import Array
from .kernels.geometry import project

__all__ = ["Viewpoint"]

NEAREST = 0.05  # of the camera's distance: what is nearer than this share is cut off, as by a lens


@dataclass(frozen=True)
class Viewpoint:
    """From where a picture in space is seen, and how large it is.

    Args:
        rotation: (3, 3) from space to the camera, which looks down its own z axis.
        centre: (3) the point in the middle of the picture.
        distance: from the camera to there, in scene units.
        zoom: enlargement.
        unit: (2) pixels a scene unit, along x and y.
        size: width and height in pixels.
        lamp: (3) where the light comes from.
    """

    rotation: Array
    centre: Array
    distance: float
    zoom: float
    unit: tuple[float, float]
    size: tuple[int, int]
    lamp: Array

    @property
    def eye(self) -> Array:
        """(3) where the camera stands."""
        eye: Array = self.centre + self.distance * self.rotation[2]
        return eye

    @property
    def sampling(self) -> Array:
        """(2) samples of the picture for a scene unit at the centre, along x and y."""
        return SCALE * self.zoom * np.array(self.unit)

    def stroke(self, width: Any) -> Any:
        """Pixels of a stroke width in manim's units."""
        return np.asarray(width, float) * 0.01 * self.unit[0]

    def ahead(self, points: Array) -> Array:
        """How far before the nearest visible distance points lie, (n); negative is too near or behind."""
        depth: Array = self.distance * (1 - NEAREST) - (points - self.centre) @ self.rotation[2]
        return depth

    def project(self, points: Array) -> Array:
        """(n, 3) column, row and w, in samples of a picture of SCALE times the size."""
        scale = np.concatenate([self.sampling, SCALE * np.array(self.size) / 2])
        # a little less than what is clipped, so that rounding does not lose the clipped edge
        nearest = 0.999 * NEAREST * self.distance
        seen: Array = project(
            np.ascontiguousarray(points, float), self.rotation, self.centre, self.distance, scale, nearest
        )
        return seen
