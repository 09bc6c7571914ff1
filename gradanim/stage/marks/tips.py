"""The height gained along an arrow, written at its tip: a reading of the map that it lies on."""

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, BackgroundRectangle, Mobject, VGroup

from gradanim.numerals import short
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import left_of
from gradanim.stage.typeset.texts import formula
from gradanim.stage.view import MARGIN, View


class GainAtTip(VGroup):
    """A height gained, with its sign, beside the name of the arrow along which it is gained.

    Attributes:
        gain: the number that is written.
    """

    def __init__(self, view: View, arrow: AnyArrow, name: Mobject, gain: float, *, side: int) -> None:
        """Write it on a plate, further from the arrow than its name, inside the picture if there is room.

        Args:
            name: stands beside the tip.
            side: of the arrow on which the name stands: 1 left, -1 right.
        """
        written = short(gain, 4)
        self.gain = float(f"{gain:.4g}")
        text = formula(view, f"+{written}" if gain > 0 else written, size=28)
        super().__init__(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05), text)
        x, y, _ = side * left_of(arrow)
        upright, outwards = (UP if y > 0 else DOWN), (LEFT if x < -0.3 else RIGHT)
        # over or under the name: beside it, the sign would read as a sum of both
        for way, gap in ((upright, 0.06), (outwards, 0.25), (-outwards, 0.25)):
            self.next_to(name, way, buff=gap, aligned_edge=-outwards if way is upright and abs(x) > 0.3 else ORIGIN)
            if view.box.inset(left=0.05, right=0.05, bottom=0.05, top=-MARGIN).holds(self):
                break
        self.set_z_index(2)

    def off(self, arrow: AnyArrow) -> float:
        """Scene units from the tip of an arrow to the middle of the number."""
        return float(np.linalg.norm(self.get_center() - arrow.tip))
