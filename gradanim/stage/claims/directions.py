"""What drawn directions claim: how long they are, and how steep the ground is that way, by differences of heights."""

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.reading import corners_of, number_on, tangent_at
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
    tolerance = 0.51 * 10.0 ** (number.exponent - number.places) + 1e-3 * steepest * size()
    name = "the number is the rate of change along the drawn vector"
    return Claim(name, (number, arrow), lambda: number_on(number), lambda: slope_along(view, arrow) * size(), tolerance)


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
