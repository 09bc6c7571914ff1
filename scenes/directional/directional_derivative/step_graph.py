"""The graph of the tangent in one direction, height over distance, and the steps along v, twice v and u on it."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, DashedLine, Line, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import unit
from gradanim.formulas.numerals import short
from gradanim.stage import View
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.live import Point
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import formula, words

from .vectors import rate

Points = NDArray[np.float64]
NUMBER_SIZE, NAME_SIZE = 32.0, 30.0  # font sizes of lengths and heights, and of the names of the axes


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


class UnitStep(VGroup):
    """The step along u on a graph of its own, in which heights for each unit are as long as slopes are on the map.

    Attributes:
        graph, step: the tangent and the step.
        bar: the height gained along u, as long as the projection of the gradient on the map.
        fits: whether there is room for it in that scale.
    """

    def __init__(self, view: View, at: Point, vector: ArrayLike, box: Box) -> None:
        room = StepGraph(view, at, vector, 1.0, box)
        spare = room.plot.height - view.arrow_scale * room.most
        self.graph = StepGraph(view, at, vector, 1.0, box.inset(top=max(spare, 0.0)))
        self.step = Step(self.graph, 1.0, along="1", gained=short(self.graph.slope, 4))
        _, corner, tip = self.step.legs.points[[0, 3, -1]]
        colour = slope_colour(view.theme, self.graph.slope, self.graph.most)
        self.bar = Line(corner, tip, stroke_color=colour, stroke_width=14) if self.graph.slope else VMobject()
        self.fits = spare >= 0
        super().__init__(self.graph, self.step, self.bar)


class StepGraph(VGroup):
    """The tangent in one direction: height gained over the distance walked, both from 0.

    Attributes:
        slope: of the tangent.
        left: where there is room for names from.
        reach: the distance that the graph shows, in units of the plane.
        line: the tangent.
    """

    def __init__(self, view: View, at: Point, direction: ArrayLike, reach: float, box: Box) -> None:
        self.view, self.reach, self.left = view, reach, box.left
        self.slope = rate(view.field, at, unit(direction))
        self.most = max(abs(self.slope), 0.5 * float(np.hypot(*view.field.gradient(*at))))
        self.plot = box.inset(left=0.95, right=0.95, bottom=0.5, top=0.55)
        self.base = self.plot.top if self.slope < 0 else self.plot.bottom
        faint = view.theme.faint
        start, end, top = self.places([0.0, reach, 0.0], [0.0, 0.0, np.sign(self.slope) * self.highest])
        if self.slope == 0:
            top = start + self.plot.height * UP
        self.line = Line(*self.places([0, reach], [0, self.slope * reach]), stroke_color=faint, stroke_width=3)
        axes = VMobject(stroke_color=faint, stroke_width=2).set_points_as_corners(np.array([top, start, end]))
        across = words(view.theme, "length", size=NAME_SIZE).next_to(end, RIGHT, buff=0.12)
        up = words(view.theme, "height", size=NAME_SIZE).next_to(top, DOWN if self.slope < 0 else UP, buff=0.12)
        super().__init__(axes, self.line, across, up)

    @property
    def highest(self) -> float:
        """The height that the graph has room for: what it gains, or half of what the steepest direction would gain."""
        return self.most * self.reach

    def places(self, distances: ArrayLike, heights: ArrayLike) -> Points:
        """The frame's points, shape (n, 3), for distances and the heights gained."""
        distances, heights = np.asarray(distances, float), np.asarray(heights, float)
        across = self.plot.left + self.plot.width * distances / self.reach
        return np.stack([across, self.base + self.plot.height * (heights / self.highest), 0 * across], axis=-1)

    def where(self, points: ArrayLike) -> Points:
        """Distances and heights, shape (n, 2), that drawn points stand for: `places` undone."""
        points = np.asarray(points, float)
        shares = (points[..., :2] - [self.plot.left, self.base]) / [self.plot.width, self.plot.height]
        return shares * [self.reach, self.highest]


APART = 0.1  # scene units between two names: nearer, 1 and |v| would read as a product


class Step(VGroup):
    """One step on the tangent: the distance, then the height, as two legs of a triangle; both are named on the axes.

    Attributes:
        legs: the drawn broken line from the start, along the distance, to the height that is gained.
        names: of both, and the line over to the name of the height.
    """

    def __init__(self, graph: StepGraph, distance: float, *, along: str, gained: str) -> None:
        theme = graph.view.theme
        start, corner, tip, level = graph.places(
            [0.0, distance, distance, 0.0], [0.0, 0.0, graph.slope * distance, graph.slope * distance]
        )
        self.legs = VMobject(stroke_color=theme.direction, stroke_width=5)
        self.legs.set_points_as_corners(np.array([start, corner, tip]))
        self.across = formula(graph.view, along, size=NUMBER_SIZE)
        self.across.next_to(corner, UP if graph.slope < 0 else DOWN, buff=0.14)
        self.up = formula(graph.view, gained, size=NUMBER_SIZE).next_to(level, LEFT, buff=0.12)
        over = DashedLine(level, tip, stroke_color=theme.faint, stroke_width=2, dash_length=0.06)
        self.names = VGroup(self.across, self.up, over)
        if self.up.width > graph.plot.left - graph.left:  # a power of ten has no room
            self.names.remove(self.up)
        super().__init__(self.legs, self.names)

    def lie_on(self, other: "Step") -> list[Mobject]:
        """Those of this step's names that lie on names of another step."""
        return [
            mine
            for mine, taken in ((self.across, other.across), (self.up, other.up))
            if mine in self.names and taken in other.names and gap_between(mine, taken) < APART
        ]
