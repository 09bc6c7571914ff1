"""A drawn scale for slopes: how long on the map an arrow of a round slope is."""

from collections.abc import Iterable

import numpy as np
from manim import DL, DOWN, DR, UL, UP, UR, BackgroundRectangle, Line, Mobject, VGroup

from gradanim.formulas.numerals import short
from gradanim.stage import Claim, View, claims
from gradanim.stage.frame.layout import gap_between
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset import words

from .claims import steepest_slope

LONGEST = 1.5  # scene units


class ScaleBar(VGroup):
    """A line as long as a round slope is drawn, with that slope over it, in a corner of the picture.

    It is the lower right one, or the first of the others in which it lies on nothing that it has to avoid.

    Attributes:
        line: as long as the slope.
        number: the slope.
    """

    def __init__(self, view: View, *, avoid: Iterable[Mobject] = ()) -> None:
        slope = LONGEST / view.arrow_scale
        power = 10.0 ** np.floor(np.log10(slope))
        self.number = power * next(k for k in (5, 2, 1) if k * power <= slope * (1 + 1e-9))
        ink = view.theme.ink
        self.line = Line([0, 0, 0], [view.arrow_scale * self.number, 0, 0], stroke_color=ink, stroke_width=4)
        ends = [
            Line(0.08 * DOWN, 0.08 * UP, stroke_color=ink, stroke_width=4).move_to(e) for e in self.line.points[[0, -1]]
        ]
        name = words(view.theme, f"slope {short(self.number, 3)}", size=32).next_to(self.line, UP, buff=0.14)
        whole = VGroup(self.line, *ends, name)
        super().__init__(BackgroundRectangle(whole, color=view.theme.plate, fill_opacity=0.8, buff=0.12), whole)
        self.set_z_index(2)
        kept, inner = list(avoid), view.box.inset(left=0.12, right=0.12, bottom=0.12, top=0.12)
        for corner in (DR, DL, UR, UL):
            place = ((inner.left, inner.right)[int(corner[0] > 0)], (inner.bottom, inner.top)[int(corner[1] > 0)], 0.0)
            if all(gap_between(self.move_to(place, aligned_edge=corner), other) > 0 for other in kept):
                return
        self.move_to((inner.right, inner.bottom, 0.0), aligned_edge=DR)  # everywhere it lies on something


def bar_is_to_scale(view: View, bar: ScaleBar, gradient: AnyArrow) -> Claim:
    """By the drawn bar, the drawn gradient is as long as the steepest slope on the ground by steps is (relative)."""

    def measure() -> float:
        by_bar = np.linalg.norm(gradient.along) / np.linalg.norm(bar.line.points[-1] - bar.line.points[0]) * bar.number
        return float(by_bar / steepest_slope(view, view.where(gradient.tail)))

    return claims.Claim("the scale bar measures the gradient", (bar, gradient), measure, 1.0, 0.01)
