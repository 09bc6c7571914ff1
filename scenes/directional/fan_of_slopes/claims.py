"""What FanOfSlopes claims of its named tangents, of its polar plot, and of its two arrows on the floor."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject

from gradanim.paint.bulk import Bulk
from gradanim.paint.solids import Sheet, SolidArrow
from gradanim.stage import Claim
from gradanim.stage.claims import reads, slope_below, slope_of, stated
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.reading import number_on
from gradanim.stage.marks import heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import Readout
from scenes.directional.shared.claims import steepest_slope

from .polar_plot import PolarPlot


def level_tangents(view: SpaceView, tangents: Sequence[SolidArrow]) -> Claim:
    """Neither the drawn tangents nor the ground below rise or fall: the largest slope, as a share of the steepest."""

    def measure() -> float:
        steepest = steepest_slope(view, view.where(tangents[0].start))
        slopes = [slope(view, tangent) for tangent in tangents for slope in (slope_of, slope_below)]
        return float(np.max(np.abs(slopes)) / steepest)

    return Claim("the two directions are level", tangents, measure, 0.0, 0.01, "of the steepest")


def steepest_tangent(view: SpaceView, tangent: SolidArrow, *, sign: int = 1) -> Claim:
    """The drawn tangent and the ground below are as steep as the gradient is long, up (sign 1) or down (sign -1)."""

    def measure() -> float:
        slopes = np.array([slope_of(view, tangent), slope_below(view, tangent)])
        shares = slopes / steepest_slope(view, view.where(tangent.start))
        return float(shares[np.argmax(np.abs(shares - sign))])

    name = "the steepest tangent" if sign > 0 else "the opposite tangent"
    return Claim(f"{name} has the gradient's length for its slope", (tangent,), measure, sign, 0.01, "of its length")


def polar_radii(plot: PolarPlot, traces: Sequence[VMobject]) -> Claim:
    """Each drawn point is as far from the middle as it is steep that way: the worst, as a share of the steepest."""

    def measure() -> float:
        points = np.vstack([np.reshape(trace.get_anchors(), (-1, 3)) for trace in traces])
        angles, sizes = plot.where(points)
        some = np.flatnonzero(sizes > 0.02 * plot.limit)[::7]
        slopes = slopes_by_steps(plot.view.field, plot.at, heading(angles[some]).T)
        off = np.abs(sizes[some] - np.abs(slopes)) / steepest_slope(plot.view, plot.at)
        return float(np.nanmax(off)) if np.isfinite(off).any() else np.nan

    return Claim("the radius is the slope in that direction", (plot, *traces), measure, 0.0, 0.01, "of the steepest")


def flat_gradient(view: SpaceView, arrow: SolidArrow) -> Claim:
    """The drawn arrow is the gradient, flat on the floor: how far its tip is from there, as a share of its length."""

    def measure() -> float:
        gradient = view.arrow_scale * gradients_by_steps(view.field, view.where(arrow.start))
        return float(np.linalg.norm(arrow.end - arrow.start - np.append(gradient, 0.0)) / np.linalg.norm(gradient))

    return Claim("the gradient lies flat on the floor", (arrow,), measure, 0.0, 0.01, "of its length")


def angle_is_read(view: SpaceView, u: AnyArrow, number: Readout) -> Claim:
    """In every frame, the number of degrees is the angle of the drawn direction, as seen from above."""

    def measure() -> float:
        across, up = view.floor.where(u.tip) - view.floor.where(u.tail)
        shown = number_on(number)
        return shown + (np.degrees(np.arctan2(up, across)) - shown + 180) % 360 - 180  # 360 and 0 are one direction

    return reads(number, measure, drawn=[u], name="the number is the angle of the direction", throughout=True)


def slope_is_read(view: SpaceView, tangent: Bulk, number: Readout, *, throughout: bool = False) -> Claim:
    """The number is the rise over the run of the drawn tangent."""

    def measure() -> float:
        return slope_of(view, tangent)

    name = "the number is the slope of the tangent"
    return reads(number, measure, drawn=[tangent], name=name, slack=1e-6 * view.slope_scale, throughout=throughout)


def in_one_plane(plane: Sheet, arrows: Sequence[SolidArrow | RoundArrow]) -> Claim:
    """The drawn arrows lie in the drawn upright plane: the furthest that an end of one is off (scene units)."""

    def measure() -> float:
        corner, *others = plane.points[[0, -1]]
        across = others[0] - corner
        normal = np.array([-across[1], across[0], 0.0]) / np.hypot(*across[:2])
        ends = np.array([end for arrow in arrows for end in (arrow.start, arrow.end)])
        return float(np.max(np.abs((ends - corner) @ normal)))

    name = "the steepest tangent and the gradient lie in one upright plane"
    return Claim(name, (plane, *arrows), measure, 0.0, 0.02, "scene units")


def unit_length_as_stated(view: SpaceView, u: AnyArrow, notes: Sequence[Mobject]) -> Claim:
    """On the floor, the drawn direction is as long as one unit of the axes, or as many as the note says.

    Args:
        notes: the note, if there is one.
    """

    def measure() -> float:
        due = stated(notes[0]) if notes else 1.0
        return float(np.linalg.norm(view.floor.where(u.tip) - view.floor.where(u.tail))) / due

    return Claim("the direction is as long as the axes say", (u, *notes), measure, 1.0, 0.01, "of its length")
