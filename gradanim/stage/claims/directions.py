"""What films about directions claim: drawn lengths and shadows against differences of the heights themselves."""

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.reading import corners_of, number_on, tangent_at
from gradanim.stage.graphs.cosine import CosineGraph
from gradanim.stage.graphs.gains import Step, StepGraph
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import AnyArrow, heading
from gradanim.stage.marks.directions import left_of, turn_between
from gradanim.stage.marks.tips import GainAtTip
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View

AT_TIP = 1.8  # scene units: how far from a tip a number may stand that belongs to it
Points = NDArray[np.float64]


def unit_length(circle: VMobject, arrow: AnyArrow, *, throughout: bool = False) -> Claim:
    """The drawn arrow is as long as all points of the drawn circle are far from its tail: the worst, in radii."""

    def measure() -> float:
        radii = np.linalg.norm(circle.points[::4] - arrow.tail, axis=1) / np.linalg.norm(arrow.along)
        return float(1 / radii[np.argmax(np.abs(radii - 1))])

    return Claim("the direction is one long", (circle, arrow), measure, 1.0, 0.01, "radii", throughout)


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


def climbs_alike(view: View, contours: ContourMap, u: AnyArrow, bar: VMobject) -> Claim:
    """Read off the drawn contours, the shadow gains as much height as u does, and both what the ground gains by steps.

    The further of the two, as a share of what the steepest way gains.
    """

    def measure() -> float:
        if not len(bar.points):
            return np.nan
        steepest = steepest_slope(view, view.where(u.tail))
        size = float(np.linalg.norm(u.along)) / contours.view.scale[0]
        gained = (read_gain(contours, step) for step in (u.along, bar.points[-1] - bar.points[0]))
        return float(max(abs(gain - size * slope_along(view, u)) for gain in gained) / (size * steepest))

    name = "the shadow gains as much height as the direction itself"
    return Claim(name, (contours, u, bar), measure, 0.0, 0.01, "of the steepest")


def reads_gain(view: View, contours: ContourMap, arrow: AnyArrow) -> Claim:
    """From its tail to its tip, the drawn arrow crosses as many heights as the ground's slope by steps would gain."""

    def size() -> float:
        return float(np.linalg.norm(arrow.along)) / contours.view.scale[0]

    steepest = steepest_slope(view, view.where(arrow.tail))
    return Claim(
        "on the map the arrow gains what the slope gains",
        (contours, arrow),
        lambda: read_gain(contours, arrow.along) / (steepest * size()),
        lambda: slope_along(view, arrow) / steepest,
        0.01,
        "of the steepest",
    )


def tip_says(contours: ContourMap, number: GainAtTip, arrow: AnyArrow) -> Claim:
    """The number written at the arrow's tip is the height read off the drawn contours there (share of the steepest).

    The steepest is what a step as long as the arrow gains across the contours.
    """

    def measure() -> float:
        if number.off(arrow) > AT_TIP:
            return np.nan
        (x, y, _), size = arrow.along, float(np.linalg.norm(arrow.along))
        across = read_gain(contours, np.array([size, 0.0, 0.0])), read_gain(contours, np.array([0.0, size, 0.0]))
        return (float(np.dot(across, [x, y])) / size - number.gain) / float(np.hypot(*across))

    return Claim("the number at the tip is the height on the map", (contours, number, arrow), measure, 0.0, 0.01)


def stands_at_tip(walker: Walker, arrow: AnyArrow) -> Claim:
    """Whoever walked along the arrow stands at its tip (scene units)."""
    return Claim(
        "the walk along the vector ends at its tip",
        (walker, arrow),
        lambda: float(np.linalg.norm(np.asarray(walker.points)[0] - arrow.tip)),
        0.0,
        0.02,
        "scene units",
    )


def read_gain(contours: ContourMap, step: Points) -> float:
    """The height gained by a step (scene units) over a map of straight contours: on the plane fitted to its lines."""
    lines = [[corners_of(curve) for curve in group] for group in contours.curves]
    places = np.vstack([corners for group in lines for corners in group])[:, :2]
    heights = np.repeat(contours.levels.values, [sum(map(len, group)) for group in lines])
    size = float(np.ptp(heights))
    slopes = np.linalg.lstsq(places - places.mean(axis=0), (heights - heights.mean()) / size, rcond=None)[0]
    return float(slopes @ step[:2]) * size


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
