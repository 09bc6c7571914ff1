"""The graph of the slope over the angle to the gradient: its axes, the curve that u draws, and the dot where u is."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, Line, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import formula

Points = NDArray[np.float64]
HALF_TURN = 180.0  # degrees; the graph runs from 0 to this
TICK = 0.08  # scene units
NUMBER_SIZE = 32.0  # font size of what stands at the axes


class CosineGraph(VGroup):
    """The axes of the graph: angles to the gradient, to either side, and slopes between -|grad f| and |grad f|.

    A slope is as high on it as it is long on the map.

    Attributes:
        steepest: |grad f| at the point, the highest slope of the graph.
        plot: where the curve is drawn.
    """

    def __init__(self, view: View, steepest: float, box: Box) -> None:
        """Draw it in the middle of a box, where arrows of the view are no longer than `most_in`."""
        super().__init__()
        self.view, self.steepest = view, steepest
        room = _plot_in(box)
        spare = room.height / 2 - view.arrow_scale * steepest
        self.plot = room.inset(top=spare, bottom=spare)
        for slope, name in ((1, "|nabla f|"), (0, "0"), (-1, "-|nabla f|")):
            ends = self.places([0, HALF_TURN], slope * steepest)
            self.add(Line(*ends, stroke_color=view.theme.faint, stroke_width=2.5 if slope == 0 else 1.2))
            label = formula(view, name, size=NUMBER_SIZE).next_to(ends[0], LEFT, buff=0.12)
            self.add(label.set_color(view.theme.gradient if slope else view.theme.ink))
        for angle in (0, 90, 180):
            self._tick(angle)
        self.add(formula(view, "theta", size=34).next_to(self.places([HALF_TURN], 0.0)[0], RIGHT, buff=0.12))

    def _tick(self, angle: float) -> None:
        place = self.places([angle], -self.steepest)[0]
        self.add(Line(place, place + TICK * DOWN, stroke_color=self.view.theme.faint, stroke_width=2))
        self.add(formula(self.view, f"{angle:.0f} degree", size=NUMBER_SIZE).next_to(place, DOWN, buff=0.16))

    def places(self, degrees: ArrayLike, slopes: ArrayLike) -> Points:
        """The frame's points, shape (n, 3), for angles to the gradient and slopes."""
        plot, degrees = self.plot, np.asarray(degrees, float)
        share = np.broadcast_to(np.asarray(slopes, float) / self.steepest, degrees.shape)
        across = plot.left + plot.width * degrees / HALF_TURN
        return np.stack([across, plot.centre[1] + plot.height / 2 * share, np.zeros_like(degrees)], axis=-1)

    def where(self, points: ArrayLike) -> tuple[Points, Points]:
        """The angles in degrees and the slopes that drawn points, shape (n, 3), stand for: `places` undone."""
        x, y, _ = np.asarray(points, float).T
        share = (y - self.plot.centre[1]) / (self.plot.height / 2)
        return (x - self.plot.left) / self.plot.width * HALF_TURN, share * self.steepest


def _plot_in(box: Box) -> Box:
    """The part of a box in which the curve is drawn; around it are numbers and names."""
    return box.inset(left=1.0, right=0.45, bottom=0.55, top=0.2)


def most_in(box: Box) -> float:
    """The longest, in scene units, that the gradient may be on the map for its slope to have room on the graph."""
    return _plot_in(box).height / 2


def cosine_trace(graph: CosineGraph, angle: LiveNumber) -> VMobject:
    """The curve that the slopes have drawn while the direction turned away from the gradient by `angle` (radians)."""
    line = VMobject(stroke_color=graph.view.theme.direction, stroke_width=4)

    def draw(line: VMobject) -> None:
        last = np.degrees(unsigned_angle(now_number(angle)))
        degrees = np.append(np.arange(0.0, last, 2.0), last)
        line.set_points_as_corners(graph.places(degrees, graph.steepest * np.cos(np.radians(degrees))))

    return redrawn(line, draw)


def cosine_dot(graph: CosineGraph, angle: LiveNumber) -> VGroup:
    """The slope at one angle (radians): the bar that the projection is, from the axis to the curve, and a dot there."""
    bar, dot = Line(LEFT, RIGHT, stroke_width=14), Dot(radius=0.11)
    pair = VGroup(bar, dot).set_z_index(1)

    def draw(pair: VGroup) -> None:
        turn = unsigned_angle(now_number(angle))
        slope = graph.steepest * np.cos(turn)
        low, place = graph.places(np.degrees([turn, turn]), [0.0, slope])
        bar.set_points_as_corners([low, place])
        dot.move_to(place)
        pair.set_color(slope_colour(graph.view.theme, slope, graph.steepest))

    return redrawn(pair, draw)


def unsigned_angle(turn: float) -> float:
    """The angle, 0 to pi, between two directions one of which has turned away from the other by `turn`, in radians."""
    return float(np.arccos(np.cos(turn)))
