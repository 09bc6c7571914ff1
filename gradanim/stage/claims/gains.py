"""What is gained along a drawn vector: read off the contours, at its tip and on the graph of steps."""

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.directions import slope_along, steepest_slope
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.graphs.gains import Step, StepGraph
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.tips import GainAtTip
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.view import View

AT_TIP = 1.8  # scene units: how far from a tip a number may stand that belongs to it
Points = NDArray[np.float64]


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


def read_gain(contours: ContourMap, step: Points) -> float:
    """The height gained by a step (scene units) over a map of straight contours: on the plane fitted to its lines."""
    lines = [[corners_of(curve) for curve in group] for group in contours.curves]
    places = np.vstack([corners for group in lines for corners in group])[:, :2]
    heights = np.repeat(contours.levels.values, [sum(map(len, group)) for group in lines])
    size = float(np.ptp(heights))
    slopes = np.linalg.lstsq(places - places.mean(axis=0), (heights - heights.mean()) / size, rcond=None)[0]
    return float(slopes @ step[:2]) * size
