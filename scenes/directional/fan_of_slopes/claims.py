"""What FanOfSlopes claims of its tangents, of its polar plot, and of its two arrows on the floor."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from gradanim.paint.lines import Polylines
from gradanim.paint.solids import SolidArrow
from gradanim.stage import Claim
from gradanim.stage.claims import stated
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.marks import heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.space import SpaceView
from scenes.directional.shared.claims import steepest_slope

from .polar_plot import PolarPlot

Points = NDArray[np.float64]


def tangent_slopes(view: SpaceView, tangents: Sequence[SolidArrow | Polylines], *, throughout: bool = False) -> Claim:
    """Each drawn tangent is as steep as the ground that way: the worst difference, as a share of the steepest slope."""

    def measure() -> float:
        seen = [t for t in tangents if t.opacity > 0]
        return max((_off(view, *_ends(t)) for t in seen), default=np.nan)

    return Claim(
        "each tangent has the slope of its direction", tangents, measure, 0.0, 0.01, "of the steepest", throughout
    )


def level_tangents(view: SpaceView, tangents: Sequence[SolidArrow]) -> Claim:
    """Neither the drawn tangents nor the ground below rise or fall: the largest slope, as a share of the steepest."""

    def measure() -> float:
        drawn = [_ends(tangent) for tangent in tangents]
        steepest = steepest_slope(view, view.where(drawn[0][0]))
        slopes = [slope for ends in drawn for slope in (_slope(view, *ends), _ground(view, *ends))]
        return float(np.max(np.abs(slopes)) / steepest)

    return Claim("the two directions are level", tangents, measure, 0.0, 0.01, "of the steepest")


def steepest_tangent(view: SpaceView, tangent: SolidArrow, *, sign: int = 1) -> Claim:
    """The drawn tangent and the ground below are as steep as the gradient is long, up (sign 1) or down (sign -1)."""

    def measure() -> float:
        start, end = _ends(tangent)
        slopes = np.array([_slope(view, start, end), _ground(view, start, end)])
        shares = slopes / steepest_slope(view, view.where(start))
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
        start, end = _ends(arrow)
        gradient = view.arrow_scale * gradients_by_steps(view.field, view.where(start))
        return float(np.linalg.norm(end - start - np.append(gradient, 0.0)) / np.linalg.norm(gradient))

    return Claim("the gradient lies flat on the floor", (arrow,), measure, 0.0, 0.01, "of its length")


def unit_length_as_stated(view: SpaceView, u: AnyArrow, notes: Sequence[Mobject]) -> Claim:
    """On the floor, the drawn direction is as long as one unit of the axes, or as many as the note says.

    Args:
        notes: the note, if there is one.
    """

    def measure() -> float:
        due = stated(notes[0]) if notes else 1.0
        return float(np.linalg.norm(view.floor.where(u.tip) - view.floor.where(u.tail))) / due

    return Claim("the direction is as long as the axes say", (u, *notes), measure, 1.0, 0.01, "of its length")


def _off(view: SpaceView, start: Points, end: Points) -> float:
    """How far the drawn slope between two scene points is from the ground's at the middle of the fan."""
    off = abs(_slope(view, start, end) - _ground(view, start, end))
    return float(off / steepest_slope(view, view.where(start)))


def _ground(view: SpaceView, start: Points, end: Points) -> float:
    """The slope of the ground under a drawn tangent, where it touches and the way it goes."""
    along = view.where(end) - view.where(start)
    return float(slopes_by_steps(view.field, view.where(start), along / np.linalg.norm(along)))


def _slope(view: SpaceView, start: Points, end: Points) -> float:
    """The slope that is drawn between two scene points: height gained per unit of distance on the floor."""
    gained = float(view.height_of(end) - view.height_of(start))
    return gained / float(np.linalg.norm(view.where(end) - view.where(start)))


def _ends(tangent: Mobject) -> tuple[Points, Points]:
    """Where the tangent touches, and where it ends."""
    if isinstance(tangent, SolidArrow):
        return tangent.start, tangent.end
    return tangent.points[len(tangent.points) // 2], tangent.points[-1]
