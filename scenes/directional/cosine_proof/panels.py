"""What stands beside the picture of CosineProof: graphs, formulas and numbers."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, Dot, Group, Line, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import directional_derivative
from gradanim.stage import View, in_a_row
from gradanim.stage.layout import Box
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks import heading, scale_note
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import Readout, arranged_readably, definition, formula, in_turn, words
from gradanim.stage.typeset.glyphs import TypstFormula

from .marks import Casting, gain_note

HALF_TURN = 180.0  # degrees; the graph runs from 0 to this
TICK = 0.08  # scene units
NUMBER_SIZE = 28.0
Points = NDArray[np.float64]


class CosineGraph(VGroup):
    """The axes of the graph: angles to the gradient, to either side, and slopes between -|grad f| and |grad f|.

    Attributes:
        steepest: |grad f| at the point, the highest slope of the graph.
        plot: where the curve is drawn.
    """

    def __init__(self, view: View, steepest: float, box: Box) -> None:
        super().__init__()
        self.view, self.steepest = view, steepest
        self.plot = box.inset(left=1.0, right=0.75, bottom=0.5, top=0.2)
        for slope, name in ((1, "|nabla f|"), (0, "0"), (-1, "-|nabla f|")):
            ends = self.places([0, HALF_TURN], slope * steepest)
            self.add(Line(*ends, stroke_color=view.theme.faint, stroke_width=2.5 if slope == 0 else 1.2))
            label = formula(view, name, size=NUMBER_SIZE).next_to(ends[0], LEFT, buff=0.12)
            self.add(label.set_color(view.theme.gradient if slope else view.theme.ink))
        for angle in (0, 90, 180):
            self._tick(angle)
        for slope, name in ((1, "up"), (-1, "down")):
            side = words(view.theme, name, size=NUMBER_SIZE).set_color(slope_colour(view.theme, slope, 1))
            self.add(side.next_to(self.places([HALF_TURN], 0.55 * slope * steepest)[0], RIGHT, buff=0.1))
        self.add(formula(view, "theta", size=32).next_to(self.places([HALF_TURN], 0.0)[0], RIGHT, buff=0.12))

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


def between(turn: float) -> float:
    """The angle, 0 to pi, between two directions one of which has turned away from the other by `turn`, in radians."""
    return float(np.arccos(np.cos(turn)))


def cosine_trace(graph: CosineGraph, angle: LiveNumber) -> VMobject:
    """The curve that the slopes have drawn while the direction turned away from the gradient by `angle` (radians)."""
    line = VMobject(stroke_color=graph.view.theme.direction, stroke_width=4)

    def draw(line: VMobject) -> None:
        last = np.degrees(between(now_number(angle)))
        degrees = np.append(np.arange(0.0, last, 2.0), last)
        line.set_points_as_corners(graph.places(degrees, graph.steepest * np.cos(np.radians(degrees))))

    return redrawn(line, draw)


def cosine_dot(graph: CosineGraph, angle: LiveNumber) -> VGroup:
    """The slope at one angle (radians): a dot on the curve, and the bar below or above it that the shadow is."""
    bar, dot = Line(LEFT, RIGHT, stroke_width=9), Dot(radius=0.1)
    pair = VGroup(bar, dot).set_z_index(1)

    def draw(pair: VGroup) -> None:
        turn = between(now_number(angle))
        slope = graph.steepest * np.cos(turn)
        low, place = graph.places(np.degrees([turn, turn]), [0.0, slope])
        bar.set_points_as_corners([low, place])
        dot.move_to(place)
        pair.set_color(slope_colour(graph.view.theme, slope, graph.steepest))

    return redrawn(pair, draw)


def cosine_rule(view: View, *, size: float = 40) -> TypstFormula:
    """D_u f = |u| |grad f| cos(theta), whose three factors are `select(0)`, `select(1)` and `select(2)`."""
    line = formula(view, "D_u f = {{ |u| }} thin {{ |nabla f| }} thin {{ cos theta }}", size=size)
    line.select(0).set_color(view.theme.direction)
    line.select(1).set_color(view.theme.gradient)
    return line


class FactorsPanel:
    """The rule D_u f = |u| |grad f| cos(theta), each factor with its number, and their product; all follow a direction.

    Attributes:
        known: the function.
        rule: its factors are `select(0)`, `select(1)` and `select(2)`.
        unit_is, length, cosine, slope: the three factors and the slope, with their numbers.
        notes: the scale of the gradient on the plane; nothing where there is no room.
        hill_notes: the same on the landscape, in the same place, if that is drawn in the same scale.
        gained: what the numbers of the plane mean, where the rule stands later.
        steepest: the length of the gradient, as sentences say it.
    """

    def __init__(self, view: View, near: View, cast: Casting, box: Box) -> None:
        """Place them in a box; `near` is the view of the plane on which the direction is drawn."""
        self.theme = view.theme
        f, steepest = view.field, float(np.hypot(*view.field.gradient(*cast.at)))
        self.known = definition(view, f, box.inset(bottom=0.5 * box.height))
        self.rule = cosine_rule(view)
        self.unit_is = formula(view, "{{ |u| : direction }} = 1", size=38)
        self.length = Readout(view, "{{ |nabla f| : gradient }}", steepest, scale=view.slope_scale)
        self.steepest = self.length.spoken
        self.cosine = Readout(view, "cos theta", lambda: np.cos(cast.turn.get_value()), places=3)
        self.slope = Readout(
            view,
            "D_u f",
            lambda: directional_derivative(f, cast.at, heading(cast.towards)),
            scale=view.slope_scale,
        )
        note = scale_note(near, of="∇_f_, _Dᵤf_: length")
        both = in_a_row(self.unit_is, self.length, box.width, gap=0.35)
        lines = [self.known, self.rule, both, self.cosine, self.slope, note]
        self.notes = arranged_readably(lines, box, spare=[note], gap=0.2)
        self.gained = gain_note(view, box.below(self.known))
        to_the_axes = near.scale == view.scale  # otherwise it would be no plain number
        self.hill_notes = [in_turn(scale_note(view, of="∇_f_: length"), note)] if self.notes and to_the_axes else []

    @property
    def moving(self) -> Group:
        """The numbers that change as u turns."""
        return Group(self.cosine, self.slope)

    def settled(self, factor: int) -> Animation:
        """The animation in which a factor of the rule turns grey: it is the same in every direction."""
        return self.rule.select(factor).animate.set_color(self.theme.faint)
