"""A map shaded as mapmakers do, as one mobject that paints itself for the pixels it gets."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from .bulk import Bulk, as_rgba
from .kernels.compiled import Array
from .kernels.shade import lay_over, shade
from .parts import Ground, Parts

__all__ = ["Relief", "ReliefColours", "ReliefTable", "paint_ground"]

STROKE = 0.015  # scene units: how wide a contour is


@dataclass(frozen=True)
class ReliefColours:
    """How land is coloured.

    Attributes:
        heights: (n, 3) colours in 0..1 from low to high.
        sun, shade, contour, background, hatch: a colour each, and how far it is taken: by slopes towards the sun, by
            those away from it, by contours, beyond the fence, and where nothing is known.
        index: how much is seen of the contours that are drawn stronger.
    """

    heights: Array
    sun: tuple[str, float]
    shade: tuple[str, float]
    contour: tuple[str, float]
    background: tuple[str, float]
    hatch: tuple[str, float]
    index: float

    def looks(self) -> Array:
        """All of it in one array, as `kernels.shade` reads it."""
        pairs = (self.sun, self.shade, self.contour, self.background, self.hatch)
        rgb = [255 * as_rgba(colour, 1)[0, :3] for colour, _ in pairs]
        shares = [self.sun[1], self.shade[1], self.contour[1], self.index, self.background[1], self.hatch[1]]
        return np.array([*np.concatenate(rgb), *shares], np.float32)


class ReliefTable:
    """Ground sampled once, to be shaded at any size.

    With slots and without copies: manim copies what mobjects hold, and hashes it for the names of its cached films.

    Args:
        samples: (ny, nx, 3), the highest row first: rank among the contours, light (see `kernels.shade`), and 1 where
            the ground is known.
        indexed: (n) whether a contour is one of those that are drawn stronger; their ranks are 0, 1 ... n - 1.
        colours: of the land.
    """

    __slots__ = ("_kept", "colours", "indexed", "key", "samples")

    def __init__(self, samples: Array, indexed: Array, colours: ReliefColours) -> None:
        self.samples = np.ascontiguousarray(samples, np.float32)
        self.indexed, self.colours = np.asarray(indexed, bool), colours
        digest = blake2b(self.samples.tobytes(), digest_size=16)
        digest.update(self.indexed.tobytes() + colours.heights.tobytes() + colours.looks().tobytes())
        self.key = digest.hexdigest()
        self._kept: tuple[Any, Array] | None = None

    def __deepcopy__(self, memo: object) -> "ReliefTable":
        return self

    def picture(self, size: tuple[int, int], fence: Array, veils: Array, stroke: float) -> Array:
        """(rows, columns) pixels of the ground; the last ones are kept, since ground seldom moves.

        Args:
            size: rows and columns.
            fence: left, top, right, bottom in pixels.
            veils: (n, 6) in pixels.
            stroke: pixels that a contour is wide.
        """
        asked = (size, fence.tobytes(), veils.tobytes(), stroke)
        if self._kept is None or self._kept[0] != asked:
            ny, nx = self.samples.shape[:2]
            du, dv = (nx - 1) / size[1], (ny - 1) / size[0]
            where = np.array([du / 2, du, dv / 2, dv])
            out = np.empty(size, np.uint32)
            looks = np.append(self.colours.looks(), np.float32(stroke / 2))
            heights = np.asarray(255 * self.colours.heights, np.float32)
            shade(out, self.samples, where, fence, heights, self.indexed, looks, veils.astype(np.float32))
            self._kept = (asked, out)
        return self._kept[1]


class Relief(Bulk):
    """Shaded ground in an upright box, seen from above.

    It fades as one; what of it is shown is its table's business.

    Args:
        table: the ground, sampled.
        box: left, bottom, right, top in scene units.
        fence: left, bottom, right, top in scene units, beyond which the ground is dimmed; none if not given.
        veils: (n, 6) boxes under which the ground fades into the background: left, bottom, right, top in scene units,
            how far their edge fades out, how much they hide.
    """

    blended: ClassVar[tuple[str, ...]] = ("opacity",)
    fixed: ClassVar[tuple[str, ...]] = ("_known", "key")

    def __init__(
        self,
        table: ReliefTable,
        box: ArrayLike,
        *,
        fence: ArrayLike | None = None,
        veils: ArrayLike = (),
        **kwargs: Any,
    ) -> None:
        left, bottom, right, top = np.asarray(box, float)
        super().__init__([[left, bottom, 0], [right, top, 0]], np.ones((1, 4)), **kwargs)
        self._known, self.key = table, table.key
        self.fence = np.array(box if fence is None else fence, float)
        self.veils = np.array(veils, float).reshape(-1, 6)

    def parts(self) -> Parts:
        """One piece of ground."""
        return Parts(grounds=[Ground(self._known, self.points, self.fence, self.veils, self.opacity)])


def paint_ground(pixels: Array, ground: Ground, unit: tuple[float, float], origin: tuple[float, float]) -> None:
    """Shade a piece of ground and lay it onto (height, width) pixels; the rest as of `paint_flat`."""
    (left, bottom, _), (right, top, _) = ground.corners
    x0, x1 = round(origin[0] + unit[0] * left), round(origin[0] + unit[0] * right)
    y0, y1 = round(origin[1] - unit[1] * top), round(origin[1] - unit[1] * bottom)
    if x1 <= x0 or y1 <= y0 or ground.opacity <= 0:
        return

    def placed(boxes: Array) -> Array:
        upright = boxes[..., [0, 3, 2, 1]] * np.array([1, -1, 1, -1]) * unit[0]
        return upright + np.array([origin[0] - x0, origin[1] - y0] * 2)

    veils = np.column_stack([placed(ground.veils[:, :4]), unit[0] * ground.veils[:, 4], ground.veils[:, 5]])
    picture = ground.table.picture((y1 - y0, x1 - x0), placed(ground.fence), veils, STROKE * unit[0])
    lay_over(pixels, picture, x0, y0, ground.opacity)
