"""All that stands in space, painted together so that what is nearer hides what is behind."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from .joining import join_discs, join_faces, join_strokes
from .kernels.bands import SCALE, extents, paint, sort_into_bands
from .kernels.compiled import Array
from .kernels.pixels import as_pixels
from .kernels.strokes import SOLID
from .parts import Parts
from .viewpoint import Viewpoint

__all__ = ["DepthPass"]

BAND = 32  # pixel rows painted at a time: depth and pixels of one band then fit into the processor's cache


class DepthPass:
    """Paints parts into a frame, with one depth buffer. Keeps its buffers from frame to frame."""

    def __init__(self) -> None:
        self._depth = np.empty((0, 0), np.float32)
        self._image = np.empty((0, 0), np.uint32)

    def paint(self, frame: Array, parts: Iterable[Parts], view: Viewpoint, probes: Array | None = None) -> Array:
        """Paint over a frame (height, width, 4) of bytes.

        Opaque things may come in any order. Translucent ones are painted after them, the farthest first, and hide
        nothing; where they meet opaque things they are cut pixel by pixel.

        Args:
            probes: (k, 3) places of the picture, as `Viewpoint.project` gives them.

        Returns:
            (k) which of them are behind an opaque face.
        """
        places = np.empty((0, 3)) if probes is None else probes
        pixels = as_pixels(frame)
        everything = list(parts)
        faces = join_faces([f for p in everything for f in p.faces], view)
        strokes = join_strokes([s for p in everything for s in p.strokes], view)
        discs = join_discs([d for p in everything for d in p.discs], view)
        box = extents(faces, strokes, discs)
        if len(box) == 0:
            return np.zeros(len(places), bool)
        width = SCALE * pixels.shape[1]
        if self._depth.shape[1] != width:
            self._depth = np.empty((SCALE * BAND, width), np.float32)
            self._image = np.empty((SCALE * BAND, width), np.uint32)
        order = _painting_order(faces, strokes, discs, box)
        starts, items = sort_into_bands(box, order, SCALE * pixels.shape[0], SCALE * BAND)
        hidden: Array = paint(pixels, self._depth, self._image, faces, strokes, discs, box, starts, items, places)
        return hidden


def _painting_order(faces: tuple[Any, ...], strokes: tuple[Any, ...], discs: tuple[Any, ...], box: Array) -> Array:
    # 1. opaque faces, which need no order; 2. opaque lines and discs, the farthest first, so that their soft edges
    # lie over what is behind them; 3. all that is translucent, the farthest first.
    opaque_faces = faces[6]
    line_alpha = strokes[1][:, 3]
    opaque_strokes = np.minimum(line_alpha[strokes[2][:, 0]], line_alpha[strokes[2][:, 1]]) >= SOLID
    opaque = np.concatenate([opaque_faces, opaque_strokes, discs[1][:, 3] >= SOLID])
    first = np.arange(len(opaque)) < len(opaque_faces)
    soft, translucent = np.flatnonzero(opaque & ~first), np.flatnonzero(~opaque)
    return np.concatenate(
        [
            np.flatnonzero(opaque & first),
            soft[np.argsort(box[soft, 4], kind="stable")],
            translucent[np.argsort(box[translucent, 4], kind="stable")],
        ]
    )
