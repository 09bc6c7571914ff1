"""What the shadow of a direction claims, and the cosine that it is: drawn lengths against the slopes of the ground."""

import numpy as np
from manim import Mobject, VMobject

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import slopes_by_steps
from gradanim.stage.claims.directions import slope_along, steepest_slope
from gradanim.stage.graphs.cosine import CosineGraph
from gradanim.stage.marks.arrows import AnyArrow, heading
from gradanim.stage.marks.directions import left_of, turn_between
from gradanim.stage.view import View


def shadow_is_slope(
    view: View,
    bar: VMobject,
    *,
    onto: AnyArrow,
    u: AnyArrow,
    gradient: AnyArrow,
    aside: float = 0.0,
    throughout: bool = False,
) -> Claim:
    """The drawn shadow is |grad f| cos(theta) long, and that is the slope in the drawn direction.

    Both are worked out from steps on the ground, where and whichever way the drawn direction goes. The further of the
    two from where the shadow ends is measured, as a share of the steepest slope.

    Args:
        bar: the shadow, drawn from its tail; against the arrow it lies on where the slope is negative.
        onto: the arrow on whose line it has to lie, or `aside` (scene units) to the left of it.
        u, gradient: the drawn arrows that theta is the angle between.
    """

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        at, way = view.where(u.tail), onto.along / np.linalg.norm(onto.along)
        steepest = steepest_slope(view, at)
        lengths = slope_along(view, u), steepest * np.cos(turn_between(gradient, u))
        begin, end = bar.points[[0, -1]] - aside * left_of(onto)
        off = [np.linalg.norm(end - onto.tail - view.reach * length * way) for length in lengths]
        return float(max(*off, np.linalg.norm(begin - onto.tail)) / (view.reach * steepest))

    name = "the shadow is as long as the slope: the gradient's length times the cosine"
    return Claim(name, (bar, u, gradient), measure, 0.0, 0.01, "of the steepest", throughout)


def shadow_is_cosine(bar: VMobject, *, u: AnyArrow, gradient: AnyArrow, throughout: bool = False) -> Claim:
    """The drawn shadow of u on the gradient, as a share of the drawn u, is the cosine of the drawn angle."""

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        along = (bar.points[-1] - bar.points[0]) / np.linalg.norm(u.along)
        way = gradient.along / np.linalg.norm(gradient.along)
        return float(np.linalg.norm(along - np.cos(turn_between(gradient, u)) * way))

    name = "the shadow of the direction is as long as the cosine"
    return Claim(name, (bar, u, gradient), measure, 0.0, 0.01, "of its length", throughout)


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
        aside = abs(angle - abs(np.degrees(turn_between(gradient, u)))) / 180
        return float(max(aside, abs(slope - slope_along(view, u)) / steepest_slope(view, at)))

    name = "the dot lies on the cosine curve at the drawn angle"
    return Claim(name, (graph, dot, u, gradient), measure, 0.0, 0.01, "of the graph", throughout)


def curve_is_slopes(graph: CosineGraph, curve: VMobject, u: AnyArrow, gradient: AnyArrow) -> Claim:
    """The drawn curve is as high as the slope of every direction: the worst, as a share of the steepest."""
    view = graph.view

    def measure() -> float:
        at, uphill = view.where(u.tail), np.arctan2(gradient.along[1], gradient.along[0])
        angles, slopes = graph.where(curve.points[::4])
        if np.ptp(angles) < 150:
            return np.nan
        ground = slopes_by_steps(view.field, at, heading(uphill + np.radians(angles)).T)
        return float(np.max(np.abs(slopes - ground)) / steepest_slope(view, at))

    return Claim("the curve is the slope of every direction", (graph, curve), measure, 0.0, 0.01, "of the steepest")
