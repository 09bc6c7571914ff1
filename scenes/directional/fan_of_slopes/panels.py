"""What stands beside the picture of FanOfSlopes: graphs, formulas and numbers."""

from collections.abc import Callable

import numpy as np
from manim import ORIGIN, RIGHT, UP, BackgroundRectangle, Circle, Dot, Line, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import directional_derivative
from gradanim.stage import View, arranged, freed
from gradanim.stage.layout import Layout
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.maps import labels, round_numbers
from gradanim.stage.marks import Arrow, heading, scale_note
from gradanim.stage.space import SpaceView, slope_colour
from gradanim.stage.typeset import READABLE, Readout, arranged_readably, definition, formula, spoken, words

DEGREE = np.pi / 180
ROOM = 1.02  # the rim stands for at least this many times the steepest slope
RINGS = 4  # at most, about
BETWEEN = 0.45  # of the steepest slope; on rings further inwards the two circles leave no room for a number
NUMBER_SIZE = 28.0
TURN, SLOPE = "{{ theta : direction }}", "{{ D_u f : direction }}"
STEEPEST = '"steepest" = {{ |nabla f| : gradient }}'


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
            number = formula(view, text, size=NUMBER_SIZE).move_to(self.places([free], value)[0])
            plate = BackgroundRectangle(number, color=view.theme.background, fill_opacity=1, buff=0.05)
            # in a small plot, only the rim is numbered; a power of ten would cover what it is to measure
            seen = value == self.limit or (radius > 1 and value > BETWEEN * self.steepest)
            if numbered and seen and number.width < 0.4 * radius:
                self.add(plate, number)  # rings pass behind it
        for name, way in (("x", RIGHT), ("y", UP)):
            self.add(formula(view, name, size=30).next_to(radius * way, way, buff=0.1))

    def slopes(self, angles: ArrayLike) -> NDArray[np.float64]:
        """The slopes of f at the point in these directions, radians from the x axis."""
        return np.cos(angles) * self.gradient[0] + np.sin(angles) * self.gradient[1]

    def places(self, angles: ArrayLike, slopes: ArrayLike) -> NDArray[np.float64]:
        """Scene points, shape (n, 3), of slopes in these directions, by their size, wherever the plot is now."""
        radius = self.rim.width / 2 * np.abs(slopes) / self.limit
        angles = np.asarray(angles, float)
        ways = np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=-1)
        return self.rim.get_center() + np.broadcast_to(radius, angles.shape)[:, None] * ways

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


def polar_hand(plot: PolarPlot, angle: LiveNumber) -> VGroup:
    """A hand from the middle of the plot to the slope of one direction, coloured as uphill, downhill or level."""
    hand = VGroup(Line(ORIGIN, RIGHT, stroke_width=4), Dot(radius=0.07))

    def draw(hand: VGroup) -> None:
        turn = now_number(angle)
        slope = plot.slopes([turn])
        middle, end = plot.rim.get_center(), plot.places([turn], slope)[0]
        hand[0].set_points_as_corners([middle, end])
        hand[1].move_to(end)
        hand.set_color(plot.colour(float(slope[0])))

    return redrawn(hand, draw)


def polar_gradient(plot: PolarPlot) -> Arrow:
    """The gradient in the plot: the diameter of the uphill circle that starts in the middle."""
    uphill = float(np.arctan2(plot.gradient[1], plot.gradient[0]))

    def between() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return plot.rim.get_center(), plot.places([uphill], plot.steepest)[0]

    return Arrow(between, plot.view.theme.gradient)


class PolarPanel:
    """The function, the direction that is faced and its slope, and the plot of all slopes by their directions.

    Attributes:
        drawn: how long u is drawn, where it is not one long in the scale of the axes; nothing where there is no room.
        known, turn, slope: the function, the angle of the direction, and the slope that way.
        plot, circles, hand: the axes, what the hand draws while one turns (uphill and downhill), and the hand.
        diameter: the gradient in the plot.
        length: the steepest slope, where `slope` stands before.
        notes: the scale of the gradient on the floor, where `turn` stands before; nothing where there is no room.
    """

    def __init__(self, view: SpaceView, at: Point, facing: Callable[[], float], step: float, layout: Layout) -> None:
        """Place them in the panel; the hand begins to draw where `facing` is now, radians from the x axis.

        Args:
            step: how many units of the plane u is drawn long.
        """
        box, scale, gradient = layout.panel, view.slope_scale, view.field.gradient(*at)
        self.known = definition(view, view.field, box.inset(bottom=0.5 * box.height))
        self.turn = Readout(view, TURN, lambda: np.degrees(facing()) % 360, unit="degree")
        self.slope = Readout(
            view, SLOPE, lambda: directional_derivative(view.field, at, heading(facing())), scale=scale
        )
        self.length = Readout(view, STEEPEST, float(np.hypot(*gradient)), scale=scale)
        radius = min(1.5, max(0.6, box.height / 2 - 0.45))
        wide = layout.frame.width > layout.frame.height
        self.plot = plot = PolarPlot(view, at, radius=radius, numbered=wide)  # in a panel below, it is made small
        self.circles = [polar_trace(plot, facing(), facing, uphill=way) for way in (True, False)]
        self.hand, self.diameter = polar_hand(plot, facing), polar_gradient(plot)
        longer = [] if step == 1 else [words(view.theme, f"_u_: drawn {spoken(step)} × as long", size=31)]
        self.drawn = arranged_readably([self.known, self.turn, self.slope, *longer, plot], box, spare=longer)
        self.length.in_place_of(self.slope, room=freed(box, self.slope, [self.known, plot]).width)
        note = scale_note(view.floor, of="∇_f_ on the floor: length")
        arranged([note], freed(box, self.turn, [self.known, self.slope, plot]))
        self.notes = [note] if note.font_size > READABLE else []

    @property
    def everything(self) -> list[Mobject]:
        """All of it, to be kept where it is in the frame."""
        shown = [self.known, self.turn, self.slope, self.plot, *self.circles, self.hand, self.diameter, self.length]
        return [*shown, *self.drawn, *self.notes]
