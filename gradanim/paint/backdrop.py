"""Backdrops: what stands behind a landscape, lighter behind its middle than at the edges of the frame."""

import numpy as np
from numpy.typing import ArrayLike

from .kernels.compiled import Array

__all__ = ["backdrop"]

REACH = 0.62  # of the frame's width, to where the light behind the middle has faded to less than half
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])


def backdrop(shape: tuple[int, int], edge: ArrayLike, middle: ArrayLike, centre: tuple[float, float]) -> Array:
    """A frame in which one colour fades into another around a point: bytes (height, width, 4).

    The steps between neighbouring colours are dithered in an ordered way (Bayer 1973), which leaves no bands and is
    the same in every frame.

    Args:
        shape: height and width in pixels.
        edge, middle: colours, (3) from 0 to 1.
        centre: column and row of the point, in pixels.
    """
    height, width = shape
    columns, rows = np.arange(width) - centre[0], np.arange(height)[:, None] - centre[1]
    light = np.exp(-((columns / (REACH * width)) ** 2) - (rows / (REACH * width / 1.5)) ** 2)[..., None]
    colours = 255 * (np.asarray(edge) + light * (np.asarray(middle, float) - np.asarray(edge)))
    threshold = (np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width, None] + 0.5) / 16
    picture = np.full((height, width, 4), 255, np.uint8)
    picture[..., :3] = np.floor(colours + threshold).clip(0, 255)
    return picture
