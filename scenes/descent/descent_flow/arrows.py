"""The arrows on a grid that show the gradient's direction, and turn over."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.standing import flatness
from gradanim.stage import View
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks import Quiver

ACROSS = 15  # arrows from left to right


class TurningArrows(Quiver):
    """The gradient's direction on a grid, every arrow turned about its middle by one angle (radians).

    There is none where f is level or undefined.
    """

    def __init__(self, view: View, angle: LiveNumber) -> None:
        cell = max(view.box.width, view.box.height) / ACROSS
        super().__init__(
            view, view.field.gradient, lengths="directions", cell=cell, longest=0.66, pivot="middle",
            level=flatness(view.field), enough=0, head=0.15,
        )  # fmt: skip
        self.angle = angle
        self.middles, self.ways = (self.heads + self.tails) / 2, (self.heads - self.tails) / 2
        redrawn(self, TurningArrows.turn)

    def turn(self) -> None:
        """Draw the arrows at the angle they have now."""
        turned = self.ways @ _rotation(now_number(self.angle)).T
        self.points = np.vstack([self.middles - turned, self.middles + turned])


def _rotation(angle: float) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
