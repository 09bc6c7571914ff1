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


SPREAD = 0.3  # of the way from the middle of a picture to its edges: how far off a good place others are as good


def well_placed(view: View, x: NDArray[np.float64], y: NDArray[np.float64], *, away: float) -> NDArray[np.float64]:
    """How well places, shape (n,), lie in the picture, up to 1: about so far away from its middle."""
    across, up = (view.at(x, y)[:, :2] - view.box.centre[:2]).T / [[view.box.width / 2], [view.box.height / 2]]
    return np.asarray(np.exp(-(((np.hypot(across, up) - away) / SPREAD) ** 2)))
