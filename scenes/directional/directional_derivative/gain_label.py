"""The height gained along an arrow, written at its tip: off the lines of the map, its own name and other arrows."""

import numpy as np
from manim import Mobject, VGroup
from numpy.typing import NDArray

from gradanim.formulas.numerals import short
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import MARGIN
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import plated
from scenes.directional.shared.directions import Points, unit_vectors

WAYS = 24  # around a tip, where a number may stand
FURTHER = (0.12, 0.22, 0.32, 0.45, 0.6, 0.9, 1.3)  # scene units beyond it
BESIDE = 0.25  # scene units to the side of a name: nearer, the sign of a number would read as a sum of both
ON_A_LINE = 0.8  # scene units that a number goes further away, to be off the lines of a map


class GainAtTip(VGroup):
    """A height gained, with its sign, at the tip of the arrow along which it is gained and in its colour.

    Attributes:
        gain: the number that is written.
    """

    def __init__(self, view: View, arrow: AnyArrow, name: Mobject, gain: float, *, lines: Points, full: Points) -> None:
        """Write it on a plate near the tip, off the lines of the map and inside the picture, as well as it can be.

        Args:
            name: of the arrow; the number keeps clear of it.
            lines: points, shape (n, 3), of the lines of a map: a number on one would be taken for that line's.
            full: points, shape (m, 3), where it must not stand.
        """
        written = short(gain, 4)
        self.gain = float(f"{gain:.4g}")
        plate, text = plated(view, f"+{written}" if gain > 0 else written, 28)
        super().__init__(plate, text.set_color(view.theme.direction))
        half = np.array([self.width, self.height]) / 2
        shaft = arrow.tail + np.linspace(0, 1, 40)[:, None] * arrow.along
        inside, top = view.box.inset(left=0.05, right=0.05, bottom=0.05, top=-MARGIN), view.box.top
        apart = half + np.array([name.width, name.height]) / 2 + [BESIDE, 0.02]

        ways = unit_vectors(np.linspace(0, 2 * np.pi, WAYS, endpoint=False))
        edges = (half / np.maximum(np.abs(ways[:, :2]), 1e-9)).min(axis=1)  # from its middle to its border, each way
        steps = (edges[:, None] + FURTHER)[..., None] * ways[:, None]
        places = arrow.tip + steps.reshape(-1, 3)
        on_name = (np.abs(name.get_center() - places)[:, :2] < apart).all(axis=1)
        bad = 2.0 * on_name + _covers(places, half + 0.06, np.vstack([shaft, full])) + ~_within(places, half, inside)
        on_line = _covers(places, half, lines) | (places[:, 1] + half[1] > top)  # the edge of the picture is one, too
        costs = 10.0 * bad + ON_A_LINE * on_line + np.linalg.norm(places - arrow.tip, axis=1)
        self.move_to(places[np.argmin(costs)]).set_z_index(2)

    def off(self, arrow: AnyArrow) -> float:
        """Scene units from the tip of an arrow to the middle of the number."""
        return float(np.linalg.norm(self.get_center() - arrow.tip))


def _covers(places: Points, half: Points, points: Points) -> NDArray[np.bool_]:
    """Whether a rectangle with half of these sides, its middle at each place, has one of the points in it."""
    inside: NDArray[np.bool_] = np.any(np.all(np.abs(points - places[:, None])[..., :2] < half, axis=2), axis=1)
    return inside


def _within(places: Points, half: Points, box: Box) -> NDArray[np.bool_]:
    """Whether that rectangle lies in a box."""
    low, high = places[:, :2] - half, places[:, :2] + half
    inside: NDArray[np.bool_] = np.all((low >= [box.left, box.bottom]) & (high <= [box.right, box.top]), axis=1)
    return inside
