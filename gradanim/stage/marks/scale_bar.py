"""A drawn scale: how long a round slope, or a round height, is in the picture."""

from collections.abc import Iterable
from itertools import product

import numpy as np
from manim import DL, DR, LEFT, RIGHT, UL, UP, UR, BackgroundRectangle, Line, Mobject, VGroup

from gradanim.formulas.numerals import short
from gradanim.stage.frame.layout import gap_between
from gradanim.stage.frame.view import View
from gradanim.stage.typeset.texts import words

LONGEST = 1.5  # scene units


class ScaleBar(VGroup):
    """A line as long as a round slope is drawn, with that slope over it, in a corner of the picture.

    It is the lower right one, or the first of the others in which it lies on nothing that it has to avoid.

    Args:
        of: what is drawn to that scale.
        unit: scene units for one of it; if not given, those of the view's arrows.
        upright: it stands, as heights do.
        longest: scene units.

    Attributes:
        line: as long as the slope.
        number: the slope.
    """

    def __init__(
        self,
        view: View,
        *,
        avoid: Iterable[Mobject] = (),
        of: str = "slope",
        unit: float | None = None,
        upright: bool = False,
        longest: float = LONGEST,
    ) -> None:
        unit = view.arrow_scale if unit is None else unit
        slope = longest / unit
        power = 10.0 ** np.floor(np.log10(slope))
        self.number = power * next(k for k in (5, 2, 1) if k * power <= slope * (1 + 1e-9))
        ink, along, across = view.theme.ink, *((UP, RIGHT) if upright else (RIGHT, UP))
        self.line = Line(0 * along, unit * self.number * along, stroke_color=ink, stroke_width=4)
        ends = [
            Line(-0.08 * across, 0.08 * across, stroke_color=ink, stroke_width=4).move_to(e)
            for e in self.line.points[[0, -1]]
        ]
        name = words(view.theme, f"{of} {short(self.number, 3)}", size=32)
        name.next_to(self.line, LEFT if upright else UP, buff=0.14)
        whole = VGroup(self.line, *ends, name)
        super().__init__(BackgroundRectangle(whole, color=view.theme.plate, fill_opacity=0.8, buff=0.12), whole)
        self.set_z_index(2)
        kept, inner = list(avoid), view.box.inset(left=0.12, right=0.12, bottom=0.12, top=0.12)
        for left_out, corner in product(range(len(kept) + 1), (DR, DL, UR, UL)):
            place = ((inner.left, inner.right)[int(corner[0] > 0)], (inner.bottom, inner.top)[int(corner[1] > 0)], 0.0)
            self.move_to(place, aligned_edge=corner)
            if all(gap_between(self, other) > 0 for other in kept[left_out:]):
                return

    @property
    def unit(self) -> float:
        """Scene units for one of what it measures, as it is drawn."""
        return float(np.linalg.norm(self.line.points[-1] - self.line.points[0])) / self.number
