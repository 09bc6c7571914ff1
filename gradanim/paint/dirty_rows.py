"""Which rows of a frame differ from what it began with, so that only those are painted and converted anew.

A frame begins as a copy of the background, or of the picture of all that does not move in a play. Most plays move
little. What is painted marks the rows that it may touch (rather too many than too few); the next time the frame is
used only those are copied again, and the encoder converts only those and the ones of the picture before.
"""

import numpy as np
from manim import VMobject

from .kernels.compiled import Array
from .kernels.pixels import copy_rows

__all__ = ["Mark", "Marks", "overhang"]

MOST_FRAMES = 32  # more than are ever under way; a frame that comes back later is only copied as a whole
MITRE = 5.0  # Cairo lets a sharp bend of a line stick out by up to five times its width


class Mark:
    """What one frame began with, and which of its rows were painted on since."""

    __slots__ = ("base", "play", "rows")

    def __init__(self, height: int) -> None:
        self.base: Array | None = None
        self.play = -1
        self.rows = np.ones(height, bool)

    def touch(self, low: float, high: float) -> None:
        """Mark the rows from low to high (any numbers; all rows if one is nan), and two more on either side."""
        if np.isnan(low + high):
            self.rows[:] = True
        elif high >= 0 and low < len(self.rows):
            self.rows[max(0, int(low) - 2) : int(min(high, len(self.rows))) + 3] = True

    def same_base(self, other: "Mark | None") -> bool:
        """Whether both frames began with the same picture."""
        return other is not None and self.base is not None and (self.base is other.base) and self.play == other.play

    def copy(self) -> "Mark":
        """As it is now."""
        twin = Mark(0)
        twin.base, twin.play, twin.rows = self.base, self.play, self.rows.copy()
        return twin


class Marks:
    """The marks of all frames in use. With slots, because manim hashes a camera's __dict__ for its cached films."""

    __slots__ = ("_by_id", "play")

    def __init__(self) -> None:
        # a frame is kept with its mark: its id would otherwise be given to another array once it is gone
        self._by_id: dict[int, tuple[Array, Mark]] = {}
        self.play = 0  # number of the play; the same array may hold another picture in the next one

    def of(self, frame: Array) -> Mark:
        """The mark of a frame; a new one says that all of it was dirty."""
        known = self._by_id.get(id(frame))
        if known is None:
            known = self._by_id[id(frame)] = (frame, Mark(len(frame)))
            while len(self._by_id) > MOST_FRAMES:
                del self._by_id[next(iter(self._by_id))]
        return known[1]

    def restore(self, frame: Array, base: Array) -> None:
        """Make the frame a copy of base, which holds the same picture for the whole play."""
        mark = self.of(frame)
        if mark.base is not base or mark.play != self.play:
            mark.rows[:] = True
        copy_rows(base, frame, mark.rows)
        mark.base, mark.play = base, self.play
        mark.rows[:] = False


def overhang(mobject: VMobject) -> float:
    """How far a mobject, painted by Cairo, may reach beyond its control points, by its widest line; scene units."""
    return 0.01 * MITRE * float(max(mobject.get_stroke_width(), mobject.get_stroke_width(background=True)))
