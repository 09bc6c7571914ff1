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


def gains_projection(view: View, contours: ContourMap, u: AnyArrow, bar: VMobject) -> Claim:
    """Read off the drawn contours, each unit along u gains as much height as the projection says.

    Measured is the difference, as a share of what the steepest way gains.
    """

    def measure() -> float:
        size = float(np.linalg.norm(u.along)) / contours.view.scale[0]
        missed = read_gain(contours, u.along) / size - slope_drawn(view, bar, u)
        return abs(missed) / steepest_slope(view, view.where(u.tail))

    name = "a unit along u gains as much height as the projection says"
    return Claim(name, (contours, u, bar), measure, 0.0, 0.01, "of the steepest")


def slope_drawn(view: View, bar: VMobject, u: AnyArrow) -> float:
    """The slope that the drawn projection on u stands for, negative against it."""
    if not len(bar.points):
        return np.nan
    return float((bar.points[-1] - bar.points[0]) @ direction_of(u)) / view.arrow_scale


def dot_on_cosine(
    graph: CosineGraph, dot: Mobject, u: AnyArrow, gradient: AnyArrow, *, throughout: bool = False
) -> Claim:
    """The dot stands over the angle between the drawn arrows, as high as the slope in the drawn direction.

    The worse of both differences: in half turns, and as a share of the steepest slope on the ground.
    """
    view = graph.view

    def measure() -> float:
        at = view.where(u.tail)
        angle, slope = graph.where(dot.get_center())
        aside = abs(angle - abs(np.degrees(signed_angle(gradient, u)))) / 180
        return float(max(aside, abs(slope - slope_along(view, u)) / steepest_slope(view, at)))

    name = "the dot lies on the cosine curve at the drawn angle"
    return Claim(name, (graph, dot, u, gradient), measure, 0.0, 0.01, "of the graph", throughout)


def curve_is_slopes(graph: CosineGraph, curve: VMobject, u: AnyArrow, gradient: AnyArrow) -> Claim:
    """The drawn curve is as high as the slope of every direction: the worst, as a share of the steepest."""
    view = graph.view

    def measure() -> float:
        at, uphill = view.where(u.tail), np.arctan2(gradient.along[1], gradient.along[0])
        angles, slopes = graph.where(corners_of(curve)).T
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
