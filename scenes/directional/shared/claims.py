"""Claims that a direction has unit length and that a projection is its slope, and the slopes they are measured by."""

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import left_of
from gradanim.stage.marks.arrows import AnyArrow

from .directions import Points, direction_of, signed_angle


def unit_length(circle: VMobject, arrow: AnyArrow, *, throughout: bool = False) -> Claim:
    """The drawn arrow is as long as all points of the drawn circle are far from its tail: the worst, in radii."""

    def measure() -> float:
        radii = np.linalg.norm(circle.points[::4] - arrow.tail, axis=1) / np.linalg.norm(arrow.along)
        return float(1 / radii[np.argmax(np.abs(radii - 1))])

    return Claim("the direction has unit length", (circle, arrow), measure, 1.0, 0.01, "radii", throughout)


def projection_is_slope(
    view: View,
    bar: VMobject,
    *,
    onto: AnyArrow,
    u: AnyArrow,
    gradient: AnyArrow,
    aside: float = 0.0,
    throughout: bool = False,
) -> Claim:
    """The drawn projection is |grad f| cos(theta) long, and that is the slope in the drawn direction.

    Both are worked out from steps on the ground, where and whichever way the drawn direction goes. The further of the
    two from where the projection ends is measured, as a share of the steepest slope.

    Args:
        bar: the projection, drawn from its tail; against the arrow it lies on where the slope is negative.
        onto: the arrow on whose line it has to lie, or `aside` (scene units) to the left of it.
        u, gradient: the drawn arrows that theta is the angle between.
    """

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        at, way = view.where(u.tail), direction_of(onto)
        steepest = steepest_slope(view, at)
        lengths = slope_along(view, u), steepest * np.cos(signed_angle(gradient, u))
        begin, end = bar.points[[0, -1]] - aside * left_of(onto)
        off = [np.linalg.norm(end - onto.tail - view.arrow_scale * length * way) for length in lengths]
        return float(max(*off, np.linalg.norm(begin - onto.tail)) / (view.arrow_scale * steepest))

    name = "the projection is as long as the slope: the gradient's length times the cosine"
    return Claim(name, (bar, u, gradient), measure, 0.0, 0.01, "of the steepest", throughout)


def slope_along(view: View, arrow: AnyArrow) -> float:
    """The slope of the ground by steps, where a drawn arrow begins and the way it points."""
    return float(slopes_by_steps(view.field, view.where(arrow.tail), direction_of(arrow)[:2]))


def steepest_slope(view: View, place: ArrayLike) -> float:
    """The length of the gradient at a plane point, by steps."""
    return float(np.hypot(*gradients_by_steps(view.field, place)))


def read_gain(contours: ContourMap, step: Points) -> float:
    """The height gained by a step (scene units) over a map of straight contours: on the plane fitted to its lines."""
    lines = [[corners_of(curve) for curve in group] for group in contours.curves]
    places = np.vstack([corners for group in lines for corners in group])[:, :2]
    heights = np.repeat(contours.levels.values, [sum(map(len, group)) for group in lines])
    size = float(np.ptp(heights))
    slopes = np.linalg.lstsq(places - places.mean(axis=0), (heights - heights.mean()) / size, rcond=None)[0]
    return float(slopes @ step[:2]) * size
