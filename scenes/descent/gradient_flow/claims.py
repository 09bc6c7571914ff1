"""What is claimed of the flow, the steps and the gap between them, measured on what is drawn."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject
from scipy.integrate import solve_ivp

from gradanim import Gradient
from gradanim.paint.lines import Polylines
from gradanim.stage import Claim, View
from gradanim.stage.claims import reads
from gradanim.stage.claims.differences import gradients_by_steps
from gradanim.stage.claims.reading import READABLE, degrees_between
from gradanim.stage.marks.arrows import AnyArrow
from scenes.descent.shared.step_claims import obeys
from scenes.descent.shared.steps import Steps

from .comparison import Comparison
from .discretization import Discretization, gap
from .gap_graph import GapGraph


def solves_the_equation(view: View, line: Polylines, span: float) -> Claim:
    """The corners of the drawn line, equally spaced in time, are where another solver finds the flow at those times.

    It is an explicit method of order 8, to eleven digits; the line comes from an implicit one.
    """

    def measure() -> float:
        places = view.where(line.points)
        scale, start = view.field.domain.diagonal, places[0]
        found = solve_ivp(
            lambda _, q: -span / scale * view.field.gradient(*(start + scale * q)),
            (0, 1), (0.0, 0.0), method="DOP853", t_eval=np.linspace(0, 1, len(places))[::20], rtol=1e-11, atol=1e-13,
        )  # fmt: skip
        return float(np.max(np.hypot(*(start + scale * found.y.T - places[::20]).T)) / scale)

    return Claim("the flow solves its equation", (line,), measure, 0.0, 1e-5, "of the picture")


def points_along_the_gradient(view: View, arrow: AnyArrow, *, sign: int, throughout: bool = False) -> Claim:
    """The drawn arrow points along the gradient that small steps find where it stands, or (sign -1) against it."""

    def measure() -> float:
        along = arrow.along[:2]
        if not np.hypot(*along) > READABLE:
            return np.nan
        return float(degrees_between(along, sign * gradients_by_steps(view.field, view.where(arrow.tail))))

    return Claim("the arrow points against the gradient", (arrow,), measure, 0.0, 1.0, "degrees", throughout)


def steps_by_the_rule(view: View, steps: Steps, rate: float) -> Claim:
    """Each drawn step is minus the rate times the gradient where it begins."""
    return obeys(view, steps, Gradient(), rate, name="every step is minus the rate times the gradient")


def rate_is_read(view: View, steps: Steps, rate: Mobject) -> Claim:
    """The printed rate is the length of the first drawn step over the slope that small steps find where it begins."""

    def measure() -> float:
        start, end = steps.places[:2]
        return float(np.hypot(*(end - start)) / np.hypot(*gradients_by_steps(view.field, start)))

    return reads(rate, measure, drawn=[steps], name="the number is the rate of the drawn steps")


def graph_shows_the_gap(view: View, line: Polylines, steps: Steps, graph: GapGraph, run: int) -> Claim:
    """The top of the drawn curve is as high as the drawn steps are far from the drawn flow (share of the way)."""

    def measure() -> float:
        flow = view.where(line.points)
        length = float(np.sum(np.hypot(*np.diff(flow, axis=0).T)))
        return abs(graph.highest(run) - float(np.max(gap(flow, steps.places)))) / length

    return Claim("the curve is the gap on the map", (line, steps, graph), measure, 0.0, 2e-3, "of the way")


def comes_closer(
    view: View, found: Discretization, line: Polylines, comparisons: Sequence[Comparison], graph: GapGraph, run: int
) -> list[Claim]:
    """A descent obeys its rule, is nearer to the flow than the one before, and the graph shows by how much."""
    steps, longer = comparisons[run].steps, comparisons[run - 1].steps
    return [
        steps_by_the_rule(view, steps, found.rates[run]),
        gap_shrinks(view, line, longer, steps, exact=found.exact),
        graph_shows_the_gap(view, line, steps, graph, run),
    ]


def gap_shrinks(view: View, line: Polylines, longer: Steps, shorter: Steps, *, exact: bool = False) -> Claim:
    """How much nearer to the drawn flow the drawn shorter steps are than the longer ones: the largest gaps' ratio.

    Where steps of any length stay on the flow, it is the largest gap of the shorter ones, as a share of the way.
    """

    def measure() -> float:
        flow = view.where(line.points)
        before, after = (float(np.max(gap(flow, steps.places))) for steps in (longer, shorter))
        return after / float(np.sum(np.hypot(*np.diff(flow, axis=0).T))) if exact else after / before

    if exact:
        return Claim("steps stay on the flow", (line, shorter), measure, 0.0, 1e-4, "of the way")
    return Claim("half the step, about half the gap", (line, longer, shorter), measure, 0.5, 0.11, "of the gap before")
