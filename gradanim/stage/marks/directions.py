"""Where the name of an arrow stands: beyond its tip, or beside its head."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset.labels import Spots

NAMES = 0.3  # room for a name beyond the tip of an arrow, scene units
Points = NDArray[np.float64]


def left_of(arrow: AnyArrow) -> Points:
    """The unit vector, shape (3,), to the left of a drawn arrow, in the frame."""
    x, y, _ = arrow.along / np.linalg.norm(arrow.along)
    return np.array([-y, x, 0.0])


def at_tip(arrow: AnyArrow, *, side: int = 0) -> Callable[[], Spots]:
    """The places for the name of an arrow, wherever that is: beyond its tip; or else beside its head.

    Args:
        side: 1 for a name to the left of the tip, -1 for one to its right, in place of beyond.
    """

    def spots() -> Spots:
        ahead, left = arrow.along / np.linalg.norm(arrow.along), (side or 1) * left_of(arrow)
        head = arrow.tip - NAMES * ahead
        return [arrow.tip, head, head], [left if side else ahead, left, -left]

    return spots
