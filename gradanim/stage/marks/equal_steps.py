"""Steps around a point that are all as long as each other, and what each of them gains."""

import numpy as np
from manim import AnimationGroup, Create, linear
from numpy.typing import NDArray

from gradanim.curves import level_curve_through
from gradanim.stage.live import Live, Point, now
from gradanim.stage.marks.gains import gain_marks
from gradanim.stage.marks.routes import arc, full_circle, stretch
from gradanim.stage.marks.walkers import Walker, trail
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View


class EqualSteps:
    """Equally long steps from a point: one along its contour, one straight across, and one in every direction.

    Attributes:
        along, across: the ways of two of the steps, plane points of shape (n, 2).
        around: the ways from the end of the step along the contour to all others and back, and `to_across` from there
            to the end of the one straight across.
        level, steepest, ends: the lines of `along`, `across` and `around`.
        gains: a mark on the end of each step, as long as is gained there.
    """

    def __init__(self, view: View, at: Point) -> None:
        self.view, self.at = view, at
        gradient = view.field.gradient(*at)
        self.slope = float(np.hypot(*gradient))
        self.length = view.field.domain.height / 3
        self.along = stretch(level_curve_through(view.field, at).points, at, self.length)
        self.across = np.array([at, at + self.length * gradient / self.slope])
        self.around = full_circle(self.along[-1], at)
        self.to_across = arc(self.along[-1], self.across[-1], at)
        self.level = trail(view, self.along).set_stroke(view.theme.direction)
        self.steepest = trail(view, self.across).set_stroke(view.theme.direction)
        self.ends = trail(view, self.around).set_stroke(view.theme.faint)
        self.gains = gain_marks(view, at, self.around)

    @property
    def places(self) -> NDArray[np.float64]:
        """Plane points, shape (n, 2), that are drawn on: numbers of the map keep away from them."""
        return np.vstack([self.around, self.along, self.view.where(self.gains.get_all_points())])

    def tried_by(self, walker: Walker) -> AnimationGroup:
        """The animation that walks all of them, and leaves their ends and gains behind."""
        drawn = [Create(line, rate_func=linear, lag_ratio=1) for line in (self.ends, self.gains)]
        return AnimationGroup(walker.follow(self.around), *drawn, rate_func=linear)

    def gain_of(self, at: Live) -> Readout:
        """The height gained from the point of the steps to another one, following that."""
        field = self.view.field
        return Readout(
            self.view, '"gain" Delta f', lambda: field(*now(at)) - field(*self.at), scale=self.length * self.slope
        )
