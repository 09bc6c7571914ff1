"""Sprites: what covers little, letters and lines, is painted once by Cairo and laid on for as long as it stays.

Cairo rounds a colour that is laid on through a sprite otherwise than one that is painted straight on, by one of 255.
So whether something is a sprite must not depend on what was painted before, or two processes that share a film would
make another one than a single process. It depends on what the thing is now: what covers little is always painted on a
transparent ground first, also if it changes with every frame, and sprites are only kept to save that.
"""

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from .dirty_rows import Mark
from .kernels.compiled import Array
from .kernels.pixels import as_pixels
from .kernels.sprites import cut_out, lay_on
from .looks import Look

__all__ = ["LARGEST", "NOWHERE", "Box", "Sprite", "Sprites", "lay"]

LARGEST = 1 / 64  # of the frame: a face that is larger is filled by Cairo as fast as it is laid on

Box = tuple[int, int, int, int]  # the first row and the one below the last, the first column and the one after the last
NOWHERE: Box = (0, 0, 0, 0)


class Sprite:
    """The pixels of something painted on a transparent ground, and the rows in which they lie."""

    __slots__ = ("rows", "what", "where")

    def __init__(self, where: Array, what: Array, rows: slice) -> None:
        self.where, self.what, self.rows = where, what, rows


class Ground:
    """What sprites are painted on: a transparent frame.

    Args:
        frame: (height, width, 4) bytes, a frame of its size.
    """

    __slots__ = ("_what", "_where", "frame")

    def __init__(self, frame: Array) -> None:
        self.frame = np.zeros_like(frame)
        self._where = np.empty(frame[..., 0].size, np.int32)  # pages that are never used cost nothing
        self._what = np.empty(frame[..., 0].size, np.uint32)

    def cut_out(self, box: Box) -> Sprite:
        """What was painted in a part of the frame, which is transparent again afterwards."""
        count = cut_out(as_pixels(self.frame), *box, self._where, self._what)
        return Sprite(self._where[:count].copy(), self._what[:count].copy(), slice(box[0], box[1]))


def lay(sprites: Sequence[Sprite], frame: Array, mark: Mark) -> None:
    """Lay sprites on a frame (height, width, 4), in their order."""
    where = np.concatenate([sprite.where for sprite in sprites])
    what = np.concatenate([sprite.what for sprite in sprites])
    lay_on(as_pixels(frame).reshape(-1), where, what)
    for sprite in sprites:
        mark.rows[sprite.rows] = True


class Sprites:
    """The sprites of what is in the picture. With slots instead of a `__dict__`, which manim would hash."""

    __slots__ = ("_ground", "_known")

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Look, tuple[object, Sprite | None]] = WeakKeyDictionary()
        self._ground = Ground(np.empty((0, 0, 4), np.uint8))

    def of(self, look: Look, placing: object, make: Callable[[], Sprite | None]) -> Sprite | None:
        """The sprite of what looks so, or None if it is none.

        Args:
            placing: all else that decides its pixels.
            make: paints it anew.
        """
        known = self._known.get(look)
        if known is None or known[0] != placing:
            known = self._known[look] = placing, make()
        return known[1]

    def ground(self, frame: Array) -> Ground:
        """What a sprite for this frame is painted on."""
        if self._ground.frame.shape != frame.shape:
            self._ground = Ground(frame)
        return self._ground
