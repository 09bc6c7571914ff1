"""Many flat arrows at once: a vector field."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from .bulk import Bulk, as_rgba
from .kernels.compiled import Array
from .parts import Faces, Parts, Strokes, chain

__all__ = ["VectorArrows"]

TIP_SHARE = 0.4  # of a short arrow, at most this much is tip
OVERLAP = 0.008  # scene units: a pixel at 1080 lines
THIN_BELOW = 9.0  # stroke units a scene unit of length: a short arrow gets a thinner shaft, or it would be a blot


class VectorArrows(Bulk):
    """Arrows from tails along vectors, exactly as long as given: no length is squashed.

    Args:
        tails: (n, 2) or (n, 3) in scene units.
        vectors: the same shape, in scene units. An arrow that is nan, or of no length, is not drawn.
        colours: one for all, or one for each.
        stroke_width: of the shafts, in manim's units.
        tip_length: in scene units; shorter on short arrows.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "opacity", "reveal", "stroke_width", "tip_length")

    def __init__(
        self,
        tails: ArrayLike,
        vectors: ArrayLike,
        colours: Any = "#ffffff",
        *,
        stroke_width: float = 3.0,
        tip_length: float = 0.16,
        **kwargs: Any,
    ) -> None:
        starts, steps = _in_space(tails), _in_space(vectors)
        if len(starts) != len(steps):
            raise ValueError(f"every arrow needs a tail and a vector; not {len(starts)} tails and {len(steps)} vectors")
        super().__init__(np.concatenate([starts, starts + steps]), as_rgba(colours, len(starts)), **kwargs)
        self.stroke_width, self.tip_length = float(stroke_width), float(tip_length)

    @property
    def tails(self) -> Array:
        """(n, 3) where the arrows start, as they are drawn now."""
        return self.points[: len(self.points) // 2]

    @property
    def heads(self) -> Array:
        """(n, 3) where they point, as they are drawn now."""
        return self.points[len(self.points) // 2 :]

    def parts(self) -> Parts:
        """Shafts as strokes, tips as triangles."""
        tails, vectors = self.tails, self.heads - self.tails
        if self.reveal[1] < 1:
            # they grow one after the other, in the order in which they were given
            late = np.linspace(0, 1, len(tails))
            vectors = vectors * np.clip(3 * self.reveal[1] - 2 * late, 0, 1)[:, None]
        with np.errstate(invalid="ignore"):
            length = np.linalg.norm(vectors, axis=1)
            drawn = np.isfinite(length) & (length > 1e-9)
        tails, vectors, length, rgba = tails[drawn], vectors[drawn], length[drawn], self.rgba[drawn]
        heads, along = tails + vectors, vectors / length[:, None]
        aside = np.cross([0.0, 0.0, 1.0], along)
        upright = np.linalg.norm(aside, axis=1, keepdims=True)
        aside = np.where(upright > 1e-6, aside / np.maximum(upright, 1e-6), [1.0, 0.0, 0.0])
        tip = np.minimum(self.tip_length, TIP_SHARE * length)[:, None]
        necks, half = heads - along * tip, aside * tip * 0.5
        n = len(tails)
        # the shaft goes about a pixel into the tip: less would show a seam, more a bright spot in faded arrows
        shafts = np.stack([tails, necks + along * np.minimum(OVERLAP, 0.2 * tip)], axis=1).reshape(-1, 3)
        corners = np.column_stack([np.arange(3 * n).reshape(n, 3), np.full(n, -1)])
        widths = np.minimum(self.stroke_width, THIN_BELOW * length)
        strokes = Strokes(shafts, rgba.repeat(2, axis=0), chain(np.full(n, 2), np.zeros(n, bool)), widths)
        tips = Faces(
            np.stack([heads, necks + half, necks - half], axis=1).reshape(-1, 3), rgba.repeat(3, axis=0), corners
        )
        return Parts(strokes=[strokes], faces=[tips]).faded(self.opacity)


def _in_space(vectors: ArrayLike) -> Array:
    array = np.asarray(vectors, float)
    if array.ndim != 2 or array.shape[1] not in (2, 3):
        raise ValueError(f"tails and vectors are arrays (n, 2) or (n, 3); not {array.shape}")
    return array if array.shape[1] == 3 else np.column_stack([array, np.zeros(len(array))])
