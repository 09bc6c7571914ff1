"""What films about directions claim: drawn lengths and shadows against differences of the heights themselves."""

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import ArrayLike

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.reading import corners_of, number_on, tangent_at
from gradanim.stage.graphs.cosine import CosineGraph
from gradanim.stage.graphs.gains import Step, StepGraph
from gradanim.stage.marks.arrows import AnyArrow, heading
from gradanim.stage.marks.directions import turn_between
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View


def unit_length(circle: VMobject, arrow: AnyArrow, *, throughout: bool = False) -> Claim:
    """The drawn arrow is as long as all points of the drawn circle are far from its tail: the worst, in radii."""

    def measure() -> float:
        radii = np.linalg.norm(circle.points[::4] - arrow.tail, axis=1) / np.linalg.norm(arrow.along)
        return float(1 / radii[np.argmax(np.abs(radii - 1))])

    return Claim("the direction is one long", (circle, arrow), measure, 1.0, 0.01, "radii", throughout)


def shadow_is_slope(
    view: View, bar: VMobject, *, onto: AnyArrow, u: AnyArrow, gradient: AnyArrow, throughout: bool = False
) -> Claim:
    """The drawn shadow is |grad f| cos(theta) long, and that is the slope in the drawn direction.

    Both are worked out from steps on the ground, where and whichever way the drawn direction goes. The further of the
    two from where the shadow ends is measured, as a share of the steepest slope.

    Args:
        bar: the shadow, drawn from its tail; against the arrow it lies on where the slope is negative.
        onto: the arrow on whose line it has to lie.
        u, gradient: the drawn arrows that theta is the angle between.
    """

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        at, way = view.where(u.tail), onto.along / np.linalg.norm(onto.along)
        steepest = steepest_slope(view, at)
        lengths = slope_along(view, u), steepest * np.cos(turn_between(gradient, u))
        begin, end = bar.points[0], bar.points[-1]
        off = [np.linalg.norm(end - onto.tail - view.reach * length * way) for length in lengths]
        return float(max(*off, np.linalg.norm(begin - onto.tail)) / (view.reach * steepest))

    name = "the shadow is as long as the slope: the gradient's length times the cosine"
    return Claim(name, (bar, u, gradient), measure, 0.0, 0.01, "of the steepest", throughout)


def same_way(first: AnyArrow, second: AnyArrow) -> Claim:
    """Two drawn arrows point the same way (degrees)."""
    name = "the unit vector points the same way"
    return Claim(name, (first, second), lambda: np.degrees(turn_between(first, second)), 0.0, 0.5, "degrees")


def number_is_rate(view: View, number: Readout, arrow: AnyArrow, scale: float) -> Claim:
    """The number that is read is the slope by steps that way, times the length of the drawn vector.

    Args:
        scale: scene units that the vector is drawn long for each unit of its length.
    """

    def size() -> float:
        return float(np.linalg.norm(arrow.along)) / scale

    steepest = steepest_slope(view, view.where(arrow.tail))
    tolerance = 0.0051 * 10.0**number.exponent + 1e-3 * steepest * size()
    name = "the number is the rate of change along the drawn vector"
    return Claim(name, (number, arrow), lambda: number_on(number), lambda: slope_along(view, arrow) * size(), tolerance)


def step_gains(graph: StepGraph, step: Step, arrow: AnyArrow, scale: float) -> Claim:
    """The drawn step is as long as the drawn vector, and gains what the slope that way gains: the worse of the two.

    Both are shares of the longest there is room for.
    """
    view = graph.view

    def measure() -> float:
        run, rise = graph.where(step.legs.points[-1]) - graph.where(step.legs.points[0])
        length = float(np.linalg.norm(arrow.along)) / scale
        gained = slope_along(view, arrow) * length
        return float(max(abs(run - length) / graph.reach, abs(rise - gained) / graph.highest))

    return Claim("the step gains what the slope gains", (step, graph, arrow), measure, 0.0, 0.01, "of the graph")


def dot_on_cosine(
    graph: CosineGraph, dot: Mobject, u: AnyArrow, gradient: AnyArrow, *, throughout: bool = False
) -> Claim:
    """The dot stands over the angle between the drawn arrows, as high as the slope in the drawn direction.

    The worse of both differences: in half turns, and as a share of the steepest slope on the ground.
    """
    view = graph.view

    def measure() -> float:
        at = view.where(u.tail)
        (angle,), (slope,) = graph.where(dot.get_center()[None])
        turn = np.degrees(turn_between(gradient, u))
        aside = abs((angle - turn + 180) % 360 - 180) / 180
        return float(max(aside, abs(slope - slope_along(view, u)) / steepest_slope(view, at)))

    name = "the dot lies on the cosine curve at the drawn angle"
    return Claim(name, (graph, dot, u, gradient), measure, 0.0, 0.01, "of the graph", throughout)


def curve_is_slopes(graph: CosineGraph, curve: VMobject, u: AnyArrow, gradient: AnyArrow) -> Claim:
    """The drawn curve is as high as the slope of every direction: the worst, as a share of the steepest."""
    view = graph.view

    def measure() -> float:
        at, uphill = view.where(u.tail), np.arctan2(gradient.along[1], gradient.along[0])
        angles, slopes = graph.where(curve.points[::4])
        if np.ptp(angles) < 300:
            return np.nan
        ground = slopes_by_steps(view.field, at, heading(uphill + np.radians(angles)).T)
        return float(np.max(np.abs(slopes - ground)) / steepest_slope(view, at))

    return Claim("the curve is the slope of every direction", (graph, curve), measure, 0.0, 0.01, "of the steepest")


def extreme(view: View, arrow: AnyArrow, *, sign: int = 1) -> Claim:
    """No direction is steeper than the drawn one, up (sign 1) or down (sign -1): its slope as a share."""

    def measure() -> float:
        slopes = slopes_by_steps(view.field, view.where(arrow.tail), heading(np.radians(np.arange(360))).T)
        return float(slope_along(view, arrow) / np.max(np.abs(slopes)))

    way = "up" if sign > 0 else "down"
    return Claim(f"no direction leads {way} more steeply", (arrow,), measure, float(sign), 0.002, "of the steepest")


def level_along(view: View, arrow: AnyArrow, contour: VMobject) -> Claim:
    """The arrow runs along the contour, and there is no slope that way: the worse of the two, as a share.

    The angle to the contour is measured by its sine, the slope as a share of the steepest.
    """

    def measure() -> float:
        at, along = view.where(arrow.tail), arrow.along / np.linalg.norm(arrow.along)
        tangent = tangent_at(corners_of(contour), arrow.tail)
        slope = slope_along(view, arrow) / steepest_slope(view, at)
        aside = float(np.linalg.norm(np.cross(along, tangent)))
        return abs(slope) if np.isnan(aside) else max(abs(slope), aside)

    return Claim("this way is level, along the contour", (arrow, contour), measure, 0.0, 0.02, "of the steepest")


def slope_along(view: View, arrow: AnyArrow) -> float:
    """The slope of the ground by steps, where a drawn arrow begins and the way it points."""
    way = arrow.along[:2] / np.linalg.norm(arrow.along)
    return float(slopes_by_steps(view.field, view.where(arrow.tail), way))


def steepest_slope(view: View, place: ArrayLike) -> float:
    """The length of the gradient at a plane point, by steps."""
    return float(np.hypot(*gradients_by_steps(view.field, place)))
