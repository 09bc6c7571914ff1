"""The polar plot of the slopes at a point by their directions: its axes, two circles, a radius vector, the gradient."""

import numpy as np
from manim import ORIGIN, RIGHT, UP, Circle, Dot, Line, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import View
from gradanim.stage.frame.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import Arrow
from gradanim.stage.plots import labels, round_numbers
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import Label, formula
from scenes.directional.shared.directions import unit_vectors

DEGREE = np.pi / 180  # radians
ROOM = 1.02  # the rim stands for at least this many times the steepest slope
RINGS = 4  # at most, about
INNERMOST = 0.45  # of the steepest slope; on rings further inwards the two circles leave no room for a number
NUMBER_SIZE = 28.0  # font size of the numbers on the rings


class PolarPlot(VGroup):
    """Rings at round slopes, and spokes every 30 degrees with x to the right, for the directions at one point.

    A slope is drawn by its size, so that uphill and downhill make two circles. Move and scale it as you like: what is
    drawn with it asks it for places in every frame.

    Attributes:
        at: the point whose directions they are.
        limit: the slope that the rim stands for, a round number.
        rim: the outermost circle.
    """

    def __init__(self, view: View, at: Point, *, radius: float = 1.5, numbered: bool = True) -> None:
        self.view, self.at = view, at
        self.gradient: NDArray[np.float64] = view.field.gradient(*at)
        self.steepest = float(np.hypot(*self.gradient))
        step = float(round_numbers(0.0, self.steepest, RINGS)[1])
        rings = step * np.arange(1, np.ceil(ROOM * self.steepest / step) + 1)
        self.limit = float(rings[-1])
        faint = view.theme.faint
        self.rim = Circle(radius=radius, stroke_color=faint, stroke_width=2)
        super().__init__(self.rim)
        for turn in np.arange(0, 180, 30) * DEGREE:
            spoke = Line(*self.places([turn, turn + np.pi], self.limit))
            self.add(spoke.set_stroke(faint, width=1, opacity=0.6))
        free = np.arctan2(*self.gradient[::-1]) - 90 * DEGREE  # where the circles leave room for numbers
        if max(np.cos(free), np.sin(free)) > 0.9:  # there stands the name of an axis
            free += 180 * DEGREE
        for value, text in zip(rings, labels(rings), strict=True):
            self.add(Circle(radius=radius * value / self.limit, stroke_color=faint, stroke_width=1.5))
            number = Label(view, text, size=NUMBER_SIZE).move_to(self.places([free], value)[0]).set_z_index(0)
            # in a small plot, only the rim is numbered; a power of ten would cover what it is to measure
            seen = value == self.limit or (radius > 1 and value > INNERMOST * self.steepest)
            if numbered and seen and number.text.width < 0.4 * radius:
                self.add(number)  # rings pass behind it
        for name, way in (("x", RIGHT), ("y", UP)):
            self.add(formula(view, name, size=30).next_to(radius * way, way, buff=0.1))

    def slopes(self, angles: ArrayLike) -> NDArray[np.float64]:
        """The slopes of f at the point in these directions, radians from the x axis."""
        return np.cos(angles) * self.gradient[0] + np.sin(angles) * self.gradient[1]

    def places(self, angles: ArrayLike, slopes: ArrayLike) -> NDArray[np.float64]:
        """Scene points, shape (n, 3), of slopes in these directions, by their size, wherever the plot is now."""
        radius = self.rim.width / 2 * np.abs(slopes) / self.limit
        angles = np.asarray(angles, float)
        return self.rim.get_center() + np.broadcast_to(radius, angles.shape)[:, None] * unit_vectors(angles)

    def where(self, points: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The directions and sizes of slope that drawn scene points, shape (n, 3), stand for: `places` undone."""
        x, y, _ = (np.asarray(points, float) - self.rim.get_center()).T
        return np.arctan2(y, x), np.hypot(x, y) / (self.rim.width / 2) * self.limit

    def colour(self, slope: float) -> str:
        """The colour a slope has in the fan of tangents too."""
        return slope_colour(self.view.theme, slope, self.steepest)


def polar_trace(plot: PolarPlot, begin: float, angle: LiveNumber, *, uphill: bool) -> VMobject:
    """What the slopes have drawn while the direction turned from `begin` to `angle` (radians), up or down only."""
    sign = 1.0 if uphill else -1.0
    line = VMobject(stroke_color=plot.colour(sign * plot.steepest), stroke_width=5)

    def draw(line: VMobject) -> None:
        angles = np.append(np.arange(begin, now_number(angle), 2 * DEGREE), now_number(angle))
        line.set_points_as_corners(plot.places(angles, np.maximum(sign * plot.slopes(angles), 0.0)))

    return redrawn(line, draw)


def radius_vector(plot: PolarPlot, angle: LiveNumber) -> VGroup:
    """The line from the middle of the plot to the slope of one direction, coloured as uphill, downhill or level."""
    pair = VGroup(Line(ORIGIN, RIGHT, stroke_width=4), Dot(radius=0.07))

    def draw(pair: VGroup) -> None:
        turn = now_number(angle)
        slope = plot.slopes([turn])
        middle, end = plot.rim.get_center(), plot.places([turn], slope)[0]
        pair[0].set_points_as_corners([middle, end])
        pair[1].move_to(end)
        pair.set_color(plot.colour(float(slope[0])))

    return redrawn(pair, draw)


def polar_gradient(plot: PolarPlot) -> Arrow:
    """The gradient in the plot: the diameter of the uphill circle that starts in the middle."""
    uphill = float(np.arctan2(plot.gradient[1], plot.gradient[0]))

    def ends() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return plot.rim.get_center(), plot.places([uphill], plot.steepest)[0]

    return Arrow(plot.view, ends, "gradient", width=6)
