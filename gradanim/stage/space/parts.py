"""A gradient in space, built from its steps along x, y and z."""

import numpy as np

from gradanim.paint.lines import Polylines
from gradanim.paint.solids import SolidArrow
from gradanim.stage.space.room import RoomView


def right_angle_mark(view: RoomView, arrow: SolidArrow, *, size: float = 0.3) -> Polylines:
    """The mark of a right angle between an arrow and what is square to it, standing upright."""
    way = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
    side = np.array([0.0, 0.0, 1.0]) if abs(way[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = side - (side @ way) * way
    side *= size / np.linalg.norm(side)
    corner = arrow.start + size * way
    return Polylines([np.stack([corner, corner + side, arrow.start + side])], view.theme.ink, stroke_width=3)
