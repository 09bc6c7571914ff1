"""The height gained along an arrow, written at its tip: off the lines of the map, its own name and other arrows."""

import numpy as np
from manim import Mobject, VGroup

from gradanim.formulas.numerals import short
from gradanim.stage import View
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

        def cost(place: Points) -> float:
            self.move_to(place)
            on_name = bool(np.all(np.abs(name.get_center() - place)[:2] < apart))
            bad = on_name + _inside(np.vstack([shaft, full]), place, half + 0.06) + (not inside.holds(self))
            on_line = _inside(lines, place, half) or self.get_top()[1] > top  # the edge of the picture is a line, too
            return 10.0 * bad + ON_A_LINE * on_line + float(np.linalg.norm(place - arrow.tip))

        ways = unit_vectors(np.linspace(0, 2 * np.pi, WAYS, endpoint=False))
        edges = half / np.maximum(np.abs(ways[:, :2]), 1e-9)  # from its middle to its border, each way
        places = [
            arrow.tip + (edge + more) * way
            for way, edge in zip(ways, edges.min(axis=1), strict=True)
            for more in FURTHER
        ]
        self.move_to(min(places, key=cost)).set_z_index(2)

    def off(self, arrow: AnyArrow) -> float:
        """Scene units from the tip of an arrow to the middle of the number."""
        return float(np.linalg.norm(self.get_center() - arrow.tip))


def _inside(points: Points, middle: Points, half: Points) -> bool:
    """Whether one of the points, shape (n, 3), lies in the rectangle of this middle and half of its sides."""
    return bool((np.abs(points - middle)[:, :2] < half).all(axis=1).any())
