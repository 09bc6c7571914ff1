"""Which places of the plane can be seen in a picture, beside what is written in its corner."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import View

CORNER = (4.2, 2.2)  # scene units: how wide and how high what is written in the upper left corner may be


def in_sight(view: View, places: ArrayLike, *, off: float = 0.0, corner: bool = True) -> NDArray[np.bool_]:
    """Whether places, shape (..., 2), lie in the picture: shape (...); a place that is nan does not.

    Args:
        off: scene units that they have to stay off its edges, and off what is written.
        corner: whether something is written in the upper left corner.
    """
    x, y, _ = np.moveaxis(view.at(*np.moveaxis(np.asarray(places, float), -1, 0)), -1, 0)
    box = view.box.inset(left=off, right=off, bottom=off, top=off)
    seen = (x >= box.left) & (x <= box.right) & (y >= box.bottom) & (y <= box.top)
    if corner:
        seen &= (x >= view.box.left + CORNER[0] + off) | (y <= view.box.top - CORNER[1] - off)
    return np.asarray(seen)
