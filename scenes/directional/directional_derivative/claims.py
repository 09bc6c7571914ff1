"""What DirectionalDerivative claims of its numbers, of gains read off its map, of its steps, and of u and v."""

import numpy as np

from gradanim.stage import Claim, View
from gradanim.stage.claims.reading import number_on, number_shown
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import Walker
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset import Label, Readout
from scenes.directional.shared.claims import read_gain, slope_along, steepest_slope
from scenes.directional.shared.directions import signed_angle

from .step_graph import Step, StepGraph


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


AT_TIP = 1.8  # scene units: how far from a tip a number may stand that belongs to it


def tip_says(contours: ContourMap, number: Label, arrow: AnyArrow) -> Claim:
    """The number written at the arrow's tip is the height read off the drawn contours there (share of the steepest).

    The steepest is what a step as long as the arrow gains across the contours.
    """

    def measure() -> float:
        if np.linalg.norm(number.get_center() - arrow.tip) > AT_TIP:
            return np.nan
        (x, y, _), size = arrow.along, float(np.linalg.norm(arrow.along))
        across = read_gain(contours, np.array([size, 0.0, 0.0])), read_gain(contours, np.array([0.0, size, 0.0]))
        return (float(np.dot(across, [x, y])) / size - number_shown(number.text)[0]) / float(np.hypot(*across))

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


def same_way(first: AnyArrow, second: AnyArrow) -> Claim:
    """Two drawn arrows point the same way (degrees)."""
    name = "the unit vector points the same way"
    return Claim(name, (first, second), lambda: np.degrees(signed_angle(first, second)), 0.0, 0.5, "degrees")
