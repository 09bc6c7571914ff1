"""The graph of the tangent in one direction, height over distance, and the steps along v, twice v and u on it."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, DashedLine, Group, Line, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike

from gradanim import unit
from gradanim.formulas.numerals import short
from gradanim.stage import View
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.live import Point
from gradanim.stage.plots import Axis, Plot
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import formula

from .vectors import rate

NUMBER_SIZE = 32.0  # font size of lengths and heights


class VectorSteps:
    """The steps along a vector v, along twice v, and along its unit vector, on one graph.

    Attributes:
        graph: the tangent that they lie on.
        v, twice, unit: the steps; names that would lie on those of v are left out of `twice`.
    """

    def __init__(self, view: View, at: Point, vector: ArrayLike, box: Box) -> None:
        v = np.asarray(vector, float)
        size, number = float(np.hypot(*v)), rate(view.field, at, v)
        self.graph = StepGraph(view, at, v, max(2 * size, 1.0), box)
        self.v = Step(self.graph, size, along="|v|", gained=short(number, 4))
        self.twice = Step(self.graph, 2 * size, along="2 |v|", gained=short(2 * number, 4))
        self.unit = Step(self.graph, 1.0, along="1", gained=short(rate(view.field, at, unit(v)), 4))
        self.twice.names.remove(*self.twice.lie_on(self.v))

    @property
    def under_unit(self) -> list[Mobject]:
        """The names on which those of the unit vector come to lie."""
        return self.v.lie_on(self.unit) + self.twice.lie_on(self.unit)

    def receding(self) -> list[Animation]:
        """The animations in which the steps along v and twice v lose their colour."""
        return [step.legs.animate.set_stroke(self.graph.view.theme.faint) for step in (self.v, self.twice)]


class UnitStep(Group):
    """The step along u on a graph of its own, in which heights for each unit are as long as slopes are on the map.

    Attributes:
        graph, step: the tangent and the step.
        bar: the height gained along u, as long as the projection of the gradient on the map.
        fits: whether there is room for it in that scale.
    """

    def __init__(self, view: View, at: Point, vector: ArrayLike, box: Box) -> None:
        room = StepGraph(view, at, vector, 1.0, box)
        spare = room.area.height - view.arrow_scale * room.most
        self.graph = StepGraph(view, at, vector, 1.0, box.inset(top=max(spare, 0.0)))
        self.step = Step(self.graph, 1.0, along="1", gained=short(self.graph.slope, 4))
        _, corner, tip = self.step.legs.points[[0, 3, -1]]
        colour = slope_colour(view.theme, self.graph.slope, self.graph.most)
        self.bar = Line(corner, tip, stroke_color=colour, stroke_width=14) if self.graph.slope else VMobject()
        self.fits = spare >= 0
        super().__init__(self.graph, self.step, self.bar)


class StepGraph(Plot):
    """The tangent in one direction: height gained over the distance walked, both from 0.

    Attributes:
        slope: of the tangent.
        reach: the distance that the graph shows, in units of the plane.
        highest: the height that it has room for: what it gains, or half of what the steepest direction would gain.
        line: the tangent.
    """

    def __init__(self, view: View, at: Point, direction: ArrayLike, reach: float, box: Box) -> None:
        self.view, self.reach = view, reach
        self.slope = rate(view.field, at, unit(direction))
        self.most = max(abs(self.slope), 0.5 * float(np.hypot(*view.field.gradient(*at))))
        self.highest, down = self.most * reach, self.slope < 0
        heights = Axis(-self.highest if down else 0.0, 0.0 if down else self.highest, "height", marks=())
        super().__init__(view, box, Axis(0.0, reach, "length", marks=()), heights, left=0.7, right=1.1, hanging=down)
        self.x_name.next_to(self.at(reach, 0.0), RIGHT, buff=0.2)  # below the axis stand the names of the steps
        self.line = self.polyline(([0, reach], [0, self.slope * reach]), view.theme.faint, width=3)
        self.add(self.line)


APART = 0.1  # scene units between two names: nearer, 1 and |v| would read as a product


class Step(VGroup):
    """One step on the tangent: the distance, then the height, as two legs of a triangle; both are named on the axes.

    Attributes:
        legs: the drawn broken line from the start, along the distance, to the height that is gained.
        names: of both, and the line over to the name of the height.
    """

    def __init__(self, graph: StepGraph, distance: float, *, along: str, gained: str) -> None:
        theme = graph.view.theme
        start, corner, tip, level = graph.at(
            [0.0, distance, distance, 0.0], [0.0, 0.0, graph.slope * distance, graph.slope * distance]
        )
        self.legs = VMobject(stroke_color=theme.direction, stroke_width=5)
        self.legs.set_points_as_corners(np.array([start, corner, tip]))
        self.across = formula(graph.view, along, size=NUMBER_SIZE)
        self.across.next_to(corner, UP if graph.slope < 0 else DOWN, buff=0.14)
        self.up = formula(graph.view, gained, size=NUMBER_SIZE).next_to(level, LEFT, buff=0.12)
        over = DashedLine(level, tip, stroke_color=theme.faint, stroke_width=2, dash_length=0.06)
        self.names = VGroup(self.across, self.up, over)
        if self.up.width > graph.area.left - graph.box.left:  # a power of ten has no room
            self.names.remove(self.up)
        super().__init__(self.legs, self.names)

    def lie_on(self, other: "Step") -> list[Mobject]:
        """Those of this step's names that lie on names of another step."""
        return [
            mine
            for mine, taken in ((self.across, other.across), (self.up, other.up))
            if mine in self.names and taken in other.names and gap_between(mine, taken) < APART
        ]
