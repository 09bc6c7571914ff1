"""The graph of the slope over the angle to the gradient: its axes, the curve that u draws, and the dot where u is."""

import numpy as np
from manim import Group
from numpy.typing import ArrayLike

from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn
from gradanim.stage.plots import Axis, Plot, room_for_curves
from gradanim.stage.space import slope_colour

HALF_TURN = 180.0  # degrees; the graph runs from 0 to this
SAMPLES = 91  # of the curve


class CosineGraph(Plot):
    """The axes of the graph: angles to the gradient, to either side, and slopes between -|grad f| and |grad f|.

    A slope is as high on it as it is long on the map.

    Attributes:
        steepest: |grad f| at the point, the highest slope of the graph.
    """

    def __init__(self, view: View, steepest: float, box: Box) -> None:
        """Draw it in the middle of a box, where arrows of the view are no longer than `most_in`."""
        self.view, self.steepest = view, steepest
        super().__init__(view, box, *_axes(steepest), right=0.6, unit=view.arrow_scale, grid=True)
        for name in self.y_numbers[::2]:
            name.set_color(view.theme.gradient)


def most_in(box: Box) -> float:
    """The longest, in scene units, that the gradient may be on the map for its slope to have room on the graph."""
    return room_for_curves(box, *_axes(1.0)) / 2


def _axes(steepest: float) -> tuple[Axis, Axis]:
    angles = [(angle, f"{angle} degree") for angle in (0, 90, 180)]
    slopes = [(-steepest, "-|nabla f|"), (0.0, "0"), (steepest, "|nabla f|")]
    return Axis(0, HALF_TURN, "_θ_", angles), Axis(-steepest, steepest, marks=slopes)


def cosine_trace(graph: CosineGraph, angle: LiveNumber) -> Polylines:
    """The curve that the slopes have drawn while the direction turned away from the gradient by `angle` (radians)."""

    def values() -> tuple[ArrayLike, ArrayLike]:
        turns = np.linspace(0, unsigned_angle(now_number(angle)), SAMPLES)
        return np.degrees(turns), graph.steepest * np.cos(turns)

    return graph.polyline(values, graph.theme.direction)


def cosine_dot(graph: CosineGraph, angle: LiveNumber) -> Group:
    """The slope at one angle (radians): the bar that the projection is, from the axis to the curve, and a dot there."""

    def values() -> tuple[float, float]:
        turn = unsigned_angle(now_number(angle))
        return float(np.degrees(turn)), graph.steepest * float(np.cos(turn))

    def colour(pair: Group) -> None:
        pair.set_color(slope_colour(graph.theme, values()[1], graph.steepest))

    ink = graph.theme.ink
    return redrawn(Group(graph.bar(values, ink), graph.marker(values, ink, radius=0.11)).set_z_index(1), colour)


def unsigned_angle(turn: float) -> float:
    """The angle, 0 to pi, between two directions one of which has turned away from the other by `turn`, in radians."""
    return float(np.arccos(np.cos(turn)))
