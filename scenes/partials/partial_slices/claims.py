"""What PartialSlices claims, measured on what it draws."""

import re
from collections.abc import Sequence

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.paint.bulk import Bulk
from gradanim.stage import Claim
from gradanim.stage.claims.differences import quotients
from gradanim.stage.claims.reading import number_on
from gradanim.stage.space import SpaceView, moving
from gradanim.stage.typeset import Readout
from scenes.partials.shared.section_graph import SectionGraph

NEAR = 1.0  # scene units from the end of a tangent to a number that belongs to it


def tangent_is_partial(
    view: SpaceView, held: str, tangent: Bulk, ball: Bulk, *, graph: SectionGraph | None = None
) -> Claim:
    """The drawn tangent is as steep as small steps say that move one variable and hold the other (degrees).

    Args:
        held: the variable that is held fast.
        tangent: the line in space; or that of `graph`.
        ball: the point of contact in space, whose place on the floor is where the steps are taken.
        graph: the flat graph that the tangent belongs to, if it is not in space.
    """
    axis = "xy".index(moving(held))
    stretch = graph_stretch(graph) if graph else view.rise / view.scale[axis]

    def measure() -> float:
        along, height = (graph.where(tangent.points) if graph else _in_the_slice(view, axis, tangent.points)).T
        return _degrees(float(np.diff(height)[0] / np.diff(along)[0]) * stretch) if np.ptp(along) > 0 else np.nan

    def expected() -> float:
        return _degrees(stretch * partial_by_steps(view, axis, ball))

    where = "in the graph" if graph else "in space"
    name = f"the tangent {where} is as steep as steps in {moving(held)} alone say"
    return Claim(name, (tangent, ball), measure, expected, 1.0, "degrees", throughout=True)


def number_is_slope(graph: SectionGraph, readout: Readout, *, typical: float) -> Claim:
    """The number that is read is the rise over the run of the drawn tangent.

    Args:
        typical: the size of slopes to expect; what is small beside it may be off by as much.
    """

    def measure() -> float:
        along, height = graph.where(graph.tangent.points).T
        return float(np.diff(height)[0] / np.diff(along)[0]) if np.ptp(along) > 0 else np.nan

    tolerance = 0.0051 * 10.0**readout.exponent + 1e-3 * typical
    name = "the number is the slope of the drawn tangent"
    return Claim(name, (graph.tangent, readout), measure, lambda: number_on(readout), tolerance)


def rule_is_slope(view: SpaceView, held: str, tangent: Bulk, readout: Readout) -> Claim:
    """What the rule gives is the rise over the run of the tangent that is drawn in space."""
    axis = "xy".index(moving(held))

    def measure() -> float:
        along, height = _in_the_slice(view, axis, tangent.points).T
        return float(np.diff(height)[0] / np.diff(along)[0]) if np.ptp(along) > 0 else np.nan

    tolerance = 0.0051 * 10.0**readout.exponent + 1e-3 * view.slope_scale
    name = f"the rule gives the slope of the tangent along {moving(held)}"
    return Claim(name, (tangent, readout), measure, lambda: number_on(readout), tolerance)


def stand_by_their_tangents(view: SpaceView, tangents: Sequence[Bulk], texts: Sequence[Mobject]) -> Claim:
    """The tangent drawn nearest to each number is that steep: the largest difference.

    Args:
        tangents: in space, along x and along y.
        texts: a number for each, or nothing.
    """
    numbers = [re.search(r"(-?\d+\.?\d*)(?: times 10\^\(?(-?\d+))?", text.typst_code) for text in texts]
    shown = [(text, float(f"{n[1]}e{n[2] or 0}")) for text, n in zip(texts, numbers, strict=True) if n]
    exponents = [int(n[2] or 0) for n in numbers if n]

    def measure() -> float:
        off = [0.0]
        for text, number in shown:
            ends = np.array([np.linalg.norm(line.points - text.get_center(), axis=1).min() for line in tangents])
            axis = int(np.nanargmin(ends))
            along, height = _in_the_slice(view, axis, tangents[axis].points).T
            near = ends[axis] < NEAR
            off.append(abs(float(np.diff(height)[0] / np.diff(along)[0]) - number) if near else np.nan)
        return float(np.max(off))

    tolerance = 0.0051 * 10.0 ** max(exponents, default=0) + 1e-3 * view.slope_scale
    return Claim("each number stands by the tangent that is so steep", (*tangents, *texts), measure, 0.0, tolerance)


def same_curve(view: SpaceView, held: str, section: Bulk, graph: SectionGraph) -> Claim:
    """The graph is the curve on the hill: its heights at the places where the curve in space has its points."""
    axis = "xy".index(moving(held))

    def measure() -> float:
        along, height = _in_the_slice(view, axis, section.points).T
        flat = graph.where(graph.curve.points).T
        seen = np.isfinite(height)
        there = np.interp(along[seen], *flat)  # nan beside a gap
        off = np.abs(there - height[seen])
        off = off[np.isfinite(off)]
        # a jump is drawn between two points of the one and two others of the other
        return float(np.percentile(off, 95) / (view.high - view.low)) if len(off) else np.nan

    name = "the graph is the curve that the plane cuts out of the hill"
    return Claim(name, (section, graph.curve), measure, 0.0, 0.02, "of all heights")


def graph_stretch(graph: SectionGraph) -> float:
    """How steep a slope of 1 is drawn in a graph."""
    plot, view = graph.plot, graph.view
    return plot.height / (view.high - view.low) * (graph.high - graph.low) / plot.width


def partial_by_steps(view: SpaceView, axis: int, ball: Bulk) -> float:
    """A difference quotient in one variable where a ball is drawn; nan where those of both sides disagree."""
    behind, ahead = quotients(view.field, view.floor.where(ball.points[0]), np.eye(2)[axis])
    size = max(abs(float(ahead)), abs(float(behind)), view.slope_scale)
    return float(ahead + behind) / 2 if abs(float(ahead - behind)) <= 0.05 * size else float("nan")


def _in_the_slice(view: SpaceView, axis: int, points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([view.floor.where(points)[:, axis], view.height_of(points)], axis=-1)


def _degrees(slope: float) -> float:
    return float(np.degrees(np.arctan(slope)))
