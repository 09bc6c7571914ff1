"""The partial derivatives at a place, drawn as arrows along the axes."""

from typing import Literal

import numpy as np
from manim import RIGHT, UP, ValueTracker
from numpy.typing import NDArray

from gradanim.formulas.numerals import plain_number
from gradanim.stage import View
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number
from gradanim.stage.marks import Arrow, Walker

Points = NDArray[np.float64]


class ComponentArrows:
    """The partial derivatives where a walker is, as two arrows.

    Attributes:
        x, y: the arrows.
        fallen: by the axis, a tracker from 0, where the arrow is the rise of the slice's tangent, to 1, where it lies.
        carried: a tracker from 0 to 1, brings the second one to the tip of the first.
    """

    def __init__(self, view: View, walker: Walker) -> None:
        self.carried = ValueTracker(0.0)
        self.fallen = {axis: ValueTracker(0.0) for axis in "xy"}
        self.x = component_arrow(view, "x", walker, fallen=self.fallen["x"].get_value)
        self.y = component_arrow(view, "y", walker, carried=self.carried.get_value, fallen=self.fallen["y"].get_value)


def component_arrow(view: View, axis: str, at: Live, *, carried: LiveNumber = 0.0, fallen: LiveNumber = 1.0) -> Arrow:
    """A partial derivative as an arrow along its axis, in the scale of the gradient; a negative one points backwards.

    Args:
        carried: how far it has been carried from the point to the tip of the other component, from 0 to 1.
        fallen: how far it has fallen from the tangent of a StandingSlice onto the map, from 0 to 1.
    """
    k = "xy".index(axis)

    def ends() -> tuple[Points, Points]:
        place, down = now(at), now_number(fallen)
        drawn = view.arrow_scale * view.field.gradient(*place)
        tail = view.at(*place)
        tail[1 - k] += now_number(carried) * drawn[1 - k]
        along, up = frame_of(axis)
        tail += (1 - down) * run_of(view, place) * along
        turn = down * np.pi / 2
        return tail, tail + drawn[k] * (np.cos(turn) * up + np.sin(turn) * along)

    return Arrow(view, ends, "partial_x" if k == 0 else "partial_y")


def frame_of(axis: str) -> tuple[Points, Points]:
    """The direction of the frame in which a variable grows, and the one in which heights of its slice are drawn."""
    return (RIGHT, UP) if axis == "x" else (UP, RIGHT)


def rise_per_slope(view: View, at: Point) -> float:
    """How steep a slope of 1 is drawn in both slices through a point: neither rises at more than 45 degrees."""
    return plain_number(1 / float(np.max(np.abs(view.field.gradient(*at)))))


def run_of(view: View, at: Point) -> float:
    """Over how many scene units the tangent of a slice rises by as much as the arrow of its slope is long."""
    return view.arrow_scale / rise_per_slope(view, at)


ZERO = 1e-12  # a partial derivative that is this share of the slope is none


def how_drawn(view: View, axis: str, at: Point) -> Literal["forwards", "backwards", "nothing", "too short"]:
    """Which way a component at a point leads, or why there is none to be seen."""
    gradient = view.field.gradient(*at)
    partial = float(gradient["xy".index(axis)])
    if abs(partial) <= ZERO * np.hypot(*gradient):
        return "nothing"
    if view.arrow_scale * abs(partial) < SEEN:
        return "too short"
    return "forwards" if partial > 0 else "backwards"
