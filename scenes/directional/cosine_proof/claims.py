"""What CosineProof claims of its projection, of the curve on its graph, and of the steepest and the level ways."""

import numpy as np
from manim import Mobject, VMobject

from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import slopes_by_steps
from gradanim.stage.claims.reading import corners_of, tangent_at
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import heading
from gradanim.stage.marks.arrows import AnyArrow
from scenes.directional.shared.claims import read_gain, slope_along, steepest_slope
from scenes.directional.shared.directions import direction_of, signed_angle

from .cosine_graph import CosineGraph


def gains_alike(view: View, contours: ContourMap, u: AnyArrow, bar: VMobject) -> Claim:
    """Read off the drawn contours, the projection gains as much height as u does, and both what the ground gains.

    Measured is the further from what the ground gains by steps, as a share of what the steepest way gains.
    """

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        steepest = steepest_slope(view, view.where(u.tail))
        size = float(np.linalg.norm(u.along)) / contours.view.scale[0]
        gained = (read_gain(contours, step) for step in (u.along, bar.points[-1] - bar.points[0]))
        return float(max(abs(gain - size * slope_along(view, u)) for gain in gained) / (size * steepest))

    name = "the projection gains as much height as the direction itself"
    return Claim(name, (contours, u, bar), measure, 0.0, 0.01, "of the steepest")


def projection_is_cosine(bar: VMobject, *, u: AnyArrow, gradient: AnyArrow, throughout: bool = False) -> Claim:
    """The drawn projection of u on the gradient, as a share of the drawn u, is the cosine of the drawn angle."""

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        along = (bar.points[-1] - bar.points[0]) / np.linalg.norm(u.along)
        return float(np.linalg.norm(along - np.cos(signed_angle(gradient, u)) * direction_of(gradient)))

    name = "the projection of the direction is as long as the cosine"
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
        aside = abs(angle - abs(np.degrees(signed_angle(gradient, u)))) / 180
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


def is_steepest(view: View, arrow: AnyArrow, *, sign: int = 1) -> Claim:
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
        tangent = tangent_at(corners_of(contour), arrow.tail)
        slope = slope_along(view, arrow) / steepest_slope(view, view.where(arrow.tail))
        sine = float(np.linalg.norm(np.cross(direction_of(arrow), tangent)))
        return abs(slope) if np.isnan(sine) else max(abs(slope), sine)

    return Claim("this way is level, along the contour", (arrow, contour), measure, 0.0, 0.02, "of the steepest")
