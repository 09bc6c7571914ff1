"""Claims that a direction has unit length and a projection is its slope, and the slopes they are measured by."""

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import ArrayLike

from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.pieces import points_of
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import heading
from gradanim.stage.marks.arrows import AnyArrow

from .directions import Points, direction_of, signed_angle


def unit_length(circle: VMobject, arrow: AnyArrow, *, throughout: bool = False) -> Claim:
    """The drawn arrow is as long as all points of the drawn circle are far from its tail: the worst, in radii."""

    def measure() -> float:
        radii = np.linalg.norm(circle.points[::4] - arrow.tail, axis=1) / np.linalg.norm(arrow.along)
        return float(1 / radii[np.argmax(np.abs(radii - 1))])

    return Claim("the direction has unit length", (circle, arrow), measure, 1.0, 0.01, "radii", throughout)


def projection_is_slope(
    view: View, bar: VMobject, *, u: AnyArrow, gradient: AnyArrow, throughout: bool = False
) -> Claim:
    """The drawn projection on u is |grad f| cos(theta) long, and that is the slope in the drawn direction.

    Both are worked out from steps on the ground, where and whichever way the drawn direction goes. The further of the
    two from where the projection ends is measured, as a share of the steepest slope.

    Args:
        bar: the projection, drawn from its tail; against u where the slope is negative.
        u, gradient: the drawn arrows that theta is the angle between.
    """

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        at, way = view.where(u.tail), direction_of(u)
        steepest = steepest_slope(view, at)
        lengths = slope_along(view, u), steepest * np.cos(signed_angle(gradient, u))
        begin, end = bar.points[[0, -1]]
        off = [np.linalg.norm(end - u.tail - view.arrow_scale * length * way) for length in lengths]
        return float(max(*off, np.linalg.norm(begin - u.tail)) / (view.arrow_scale * steepest))

    name = "the projection of the gradient on u is as long as the slope along u"
    return Claim(name, (bar, u, gradient), measure, 0.0, 0.01, "of the steepest", throughout)


def right_angle_ends_it(
    perpendicular: VMobject, bar: VMobject, *, u: AnyArrow, gradient: AnyArrow, throughout: bool = False
) -> Claim:
    """The drawn perpendicular goes from the gradient's tip to the projection's end, at a right angle to u.

    Measured is the furthest that one of its ends, or its far end seen along u, is off, in scene units.
    """

    def measure() -> float:
        if not len(bar.points) or not len(perpendicular.points):
            return np.nan
        top, foot = perpendicular.points[[0, 3]]
        slant = abs(float((top - foot) @ direction_of(u)))
        ends = np.linalg.norm(np.array([top - gradient.tip, foot - bar.points[-1]]), axis=1)
        return float(max(*ends, slant))

    name = "the dropped right angle ends where the projection ends"
    return Claim(name, (perpendicular, bar, u, gradient), measure, 0.0, 0.02, "scene units", throughout)


def as_long_as(bar: VMobject, other: VMobject, *, throughout: bool = False) -> Claim:
    """Two drawn bars that stand for one number are equally long, and may be of no length (scene units)."""

    def length(line: VMobject) -> float:
        return float(np.linalg.norm(line.points[-1] - line.points[0])) if len(line.points) else np.nan

    name = "on the map and on the graph the slope is equally long"
    return Claim(name, (bar, other), lambda: length(bar), lambda: length(other), 0.02, "scene units", throughout)


def plane_touches(view: View, contours: ContourMap, at: Mobject) -> Claim:
    """In sixteen directions, the drawn contours of the plane rise as f does by small steps: the worst difference.

    That is why the plane may stand for f where somebody is: as a share of the steepest slope there.
    """

    def measure() -> float:
        place = view.where(points_of(at)[0])
        ways = heading(np.linspace(0, 2 * np.pi, 16, endpoint=False)).T
        ground = slopes_by_steps(view.field, place, ways)
        size = contours.view.scale[0]
        plane = [read_gain(contours, size * np.append(way, 0.0)) for way in ways]
        return float(np.max(np.abs(ground - plane)) / steepest_slope(view, place))

    return Claim("the plane has the slopes of f here", (contours, at), measure, 0.0, 0.01, "of the steepest")


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
