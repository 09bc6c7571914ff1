"""What PartialSlices claims of its slices: tangents, numbers and graphs, measured on what is drawn."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gradanim.paint.bulk import Bulk
from gradanim.stage import Claim
from gradanim.stage.claims import as_steep_as_the_ground, reads, slope_of
from gradanim.stage.claims.differences import smooth_slopes_by_steps
from gradanim.stage.claims.numbers import ROUNDED
from gradanim.stage.claims.reading import number_on, number_shown
from gradanim.stage.space import SpaceView, moving
from gradanim.stage.typeset import Label, Readout
from scenes.partials.shared.section_graph import SectionGraph, rise_over_run

from .sliders import Sliders

STEPS = 12  # points of a curve to either side, where it is looked how it bends
NEAR = 1.0  # scene units from the end of a tangent to a number that belongs to it


def tangent_is_partial(view: SpaceView, held: str, tangent: Bulk, ball: Bulk) -> Claim:
    """The tangent in space is as steep as small steps say that move one variable, as it is drawn, and hold the other.

    Args:
        held: the variable that is held.
        ball: the point of contact.
    """
    name = f"the tangent in space is as steep as steps in {moving(held)} alone say"
    return as_steep_as_the_ground(view, [tangent], at=ball, name=name, throughout=True)


def tangent_in_graph_is_partial(graph: SectionGraph, held: str, ball: Bulk) -> Claim:
    """The tangent in the flat graph is as steep as such steps where the ball stands in space say (degrees)."""
    axis = "xy".index(moving(held))
    stretch = _stretch(graph)

    def measure() -> float:
        return _degrees(stretch * rise_over_run(graph.where(graph.tangent.points)))

    def expected() -> float:
        return _degrees(stretch * _partial_by_steps(graph.view, axis, ball))

    name = f"the tangent in the graph is as steep as steps in {moving(held)} alone say"
    return Claim(name, (graph.tangent, ball), measure, expected, 1.0, "degrees", throughout=True)


def number_is_slope(
    view: SpaceView, held: str, tangent: Bulk, readout: Readout, *, graph: SectionGraph | None = None
) -> Claim:
    """The number that is read is the rise over the run of the drawn tangent.

    Args:
        held: the variable that is held.
        tangent: the line in space; or that of `graph`.
        graph: the flat graph that the tangent belongs to, if it is not in space.
    """

    def measure() -> float:
        return rise_over_run(graph.where(tangent.points)) if graph else slope_of(view, tangent)

    name = f"the number is the slope of the tangent {'in the graph' if graph else 'in space'} along {moving(held)}"
    tolerance = _tolerance(view, readout.exponent)
    return Claim(name, (tangent, readout), measure, lambda: number_on(readout), tolerance)


def numbers_at_their_tangents(view: SpaceView, tangents: Sequence[Bulk], texts: Sequence[Label]) -> Claim:
    """The tangent drawn nearest to each number is that steep: the largest difference.

    Args:
        tangents: in space, along x and along y.
        texts: a number for each, or nothing.
    """
    numbers = [(text, *number_shown(text.text)) for text in texts if len(text)]
    shown = [(text, number, digit) for text, number, digit in numbers if np.isfinite(number)]

    def measure() -> float:
        off = [0.0]
        for text, number, _ in shown:
            ends = np.array([np.linalg.norm(line.points - text.get_center(), axis=1).min() for line in tangents])
            nearest = int(np.nanargmin(ends))
            off.append(abs(slope_of(view, tangents[nearest]) - number) if ends[nearest] < NEAR else np.nan)
        return float(np.max(off))

    name = "each number stands at the tangent that is so steep"
    tolerance = ROUNDED * max((digit for *_, digit in shown), default=0.0) + 1e-3 * view.slope_scale
    return Claim(name, (*tangents, *texts), measure, 0.0, tolerance)


def knobs_are_read(sliders: Sliders) -> list[Claim]:
    """In every frame, each number says where its drawn knob stands on its drawn track."""
    return [
        reads(
            sliders.numbers[letter],
            partial(sliders.set_by_knob, letter),
            drawn=[sliders.knobs[letter], sliders.tracks[letter]],
            name=f"the number says where the knob of {letter} is",
            throughout=True,
        )
        for letter in "xy"
    ]


def bends(view: SpaceView, up: Sequence[Bulk], down: Sequence[Bulk], place: NDArray[np.float64]) -> Claim:
    """Near a place, drawn curves through it rise to both sides, or fall to both: how many do as they should."""

    def rises(curve: Bulk) -> NDArray[np.float64]:
        middle = int(np.nanargmin(np.linalg.norm(view.floor.where(curve.points) - place, axis=1)))
        heights = view.height_of(curve.points)
        near = heights[[max(middle - STEPS, 0), min(middle + STEPS, len(heights) - 1)]]
        return np.asarray(near - heights[middle])

    def measure() -> float:
        return float(sum((rises(one) > 0).all() for one in up) + sum((rises(one) < 0).all() for one in down))

    name = "two slices rise to both sides" + (", and between them one falls" if down else "")
    return Claim(name, (*up, *down), measure, float(len(up) + len(down)), 0.0, "curves")


def graph_is_section(view: SpaceView, held: str, section: Bulk, graph: SectionGraph) -> Claim:
    """The graph is the curve on the landscape: its heights at the places where the curve in space has its points."""
    axis = "xy".index(moving(held))

    def measure() -> float:
        along, height = _in_the_slice(view, axis, section.points).T
        flat = graph.where(graph.curve.points).T
        seen = np.isfinite(height)
        places, heights = flat[:, np.isfinite(flat).all(axis=0)]
        if not places.size:
            return np.nan
        off = np.abs(np.interp(along[seen], places, heights, left=np.nan, right=np.nan) - height[seen])
        off = off[np.isfinite(off)]
        # a jump is drawn between two points of the one and two others of the other
        return float(np.percentile(off, 95) / (view.high - view.low)) if len(off) else np.nan

    name = "the graph is the curve that the plane cuts out of the surface"
    return Claim(name, (section, graph.curve), measure, 0.0, 0.02, "of all heights")


def _in_the_slice(view: SpaceView, axis: int, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of the free variable and heights, shape (..., 2), that points drawn in space stand for."""
    return np.stack([view.floor.where(points)[:, axis], view.height_of(points)], axis=-1)


def _partial_by_steps(view: SpaceView, axis: int, ball: Bulk) -> float:
    """A difference quotient in one variable where a ball is drawn; nan where those of both sides disagree."""
    return float(smooth_slopes_by_steps(view.field, view.floor.where(ball.points[0]), np.eye(2)[axis]))


def _stretch(graph: SectionGraph) -> float:
    """How steep a slope of 1 is drawn in a graph."""
    return graph.area.height / (graph.y.high - graph.y.low) * (graph.x.high - graph.x.low) / graph.area.width


def _tolerance(view: SpaceView, exponent: int) -> float:
    """Half of the last digit of a slope with two decimals and this power of ten, or a little of a typical slope."""
    return 0.0051 * 10.0**exponent + 1e-3 * view.slope_scale


def _degrees(slope: float) -> float:
    return float(np.degrees(np.arctan(slope)))
