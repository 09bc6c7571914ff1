"""The directions at a point of a landscape: which one is faced, and the four that have names."""

from collections.abc import Callable

import numpy as np
from manim import TAU, Group, Mobject

from gradanim.stage.live import Point
from gradanim.stage.marks.arrows import direction_arrow
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.tangents import compass_angle, compass_rose, tangent_arrow, tip_name, tip_symbol


class Compass(Group):
    """The circle of all directions on the floor below a point, and the arrow u, which points where one faces.

    Attributes:
        u: the arrow.
        texts: the names of u and of its angle, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, facing: Callable[[], float], step: float) -> None:
        """Draw it; `facing` is in radians from the x axis, the radius `step` in units of the plane."""
        self.u = direction_arrow(view.floor, at, facing, length=step)
        name, angle = (
            tip_symbol(view, self.u, "{{ u : direction }}", aside=True),
            compass_angle(view.floor, at, facing, 0.4 * step),
        )
        self.texts: list[Mobject] = [name, angle[1]]
        super().__init__(compass_rose(view.floor, at, step), self.u, name, angle)


class NamedWays:
    """The tangent vectors of the steepest way up, of its opposite, and of the two level ways, each with its name.

    Attributes:
        angles: of these four in this order, radians from the x axis.
        uphill, downhill: the first two of them.
        steepest, opposite, level: the arrows; two are level.
        names: of the four, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, step: float) -> None:
        """Draw them over a step of so many units of the plane."""
        steepest = float(np.arctan2(*view.field.gradient(*at)[::-1]))
        self.angles = (steepest + np.array([0, TAU / 2, -TAU / 4, TAU / 4])).tolist()
        self.uphill, self.downhill, *_ = self.angles
        arrows = [tangent_arrow(view, at, angle, step, thickness=0.035) for angle in self.angles]
        self.steepest, self.opposite, *self.level = arrows
        words = ("steepest", "opposite", "level", "level")
        self.names = [tip_name(view, arrow, word) for arrow, word in zip(arrows, words, strict=True)]
