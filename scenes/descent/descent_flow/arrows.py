"""The arrows on a grid that show the gradient's direction, and turn over."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.standing import flatness
from gradanim.paint.arrows import VectorArrows
from gradanim.stage import View
from gradanim.stage.live import LiveNumber, now_number, redrawn

ACROSS = 15  # arrows from left to right


class TurningArrows(VectorArrows):
    """The gradient's direction on a grid, every arrow turned about its middle by one angle (radians).

    There is none where f is level or undefined.
    """

    def __init__(self, view: View, angle: LiveNumber) -> None:
        self.view, self.angle = view, angle
        d = view.field.domain
        x, y = (c.ravel() for c in _middles(view))
        gradient = view.field.gradient(x, y)
        slope = np.hypot(*gradient)
        steep = slope > flatness(view.field)
        self.middles = view.at(x[steep], y[steep])
        ways = (gradient[:, steep] / slope[steep]).T
        length = 0.66 * max(d.width, d.height) / ACROSS * view.scale[0]
        self.ways = np.column_stack([0.5 * length * ways, np.zeros(len(ways))])
        super().__init__(self.middles - self.ways, 2 * self.ways, view.theme.gradient, stroke_width=3, tip_length=0.15)
        redrawn(self, TurningArrows.turn)

    def turn(self) -> None:
        """Draw the arrows at the angle they have now."""
        turned = self.ways @ _rotation(now_number(self.angle)).T
        self.points = np.vstack([self.middles - turned, self.middles + turned])


def _middles(view: View) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    d = view.field.domain
    step = max(d.width, d.height) / ACROSS
    nx, ny = max(round(d.width / step), 1), max(round(d.height / step), 1)
    x, y = d.x0 + (np.arange(nx) + 0.5) * d.width / nx, d.y0 + (np.arange(ny) + 0.5) * d.height / ny
    return tuple(np.meshgrid(x, y))  # type: ignore[return-value]


def _rotation(angle: float) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
