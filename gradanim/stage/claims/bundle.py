"""What a film about the parts of the gradient claims, measured on its drawn legs and on the arrow they make."""

import numpy as np
from numpy.typing import NDArray

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.graphs.section import SectionGraph
from gradanim.stage.marks.arrows import AnyArrow, heading
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.view import View


def leg_is_partial(view: View, axis: str, drawn: AnyArrow, walker: Walker, *, throughout: bool = False) -> Claim:
    """The drawn leg runs along its axis, and is as long as small steps along it say: how far its tip is off.

    A share of the steepest slope; 0 where no leg is drawn and none could be seen.
    """
    k = "xy".index(axis)

    def measure() -> float:
        gradient = view.reach * gradients_by_steps(view.field, view.where(walker.points[0]))
        expected = np.zeros(2)
        expected[k] = gradient[k]
        if not np.isfinite(drawn.along).all():
            return 0.0 if abs(gradient[k]) < 1.1 * SEEN else 1.0
        return float(np.linalg.norm(drawn.along[:2] - expected) / np.linalg.norm(gradient))

    name = f"the leg along {axis} is the partial derivative in {axis}"
    return Claim(name, (drawn, walker), measure, 0.0, 0.01, "of the slope", throughout)


def profile_is_slope(view: View, axis: str, graph: SectionGraph, walker: Walker) -> Claim:
    """The tangent drawn in the profile rises as small steps along one axis say: the difference.

    A share of the steepest slope at the point.
    """
    k = "xy".index(axis)

    def measure() -> float:
        gradient = gradients_by_steps(view.field, view.where(walker.points[0]))
        along, height = graph.where(graph.tangent.points).T
        if not np.ptp(along) > 0:
            return np.nan
        return float(abs(np.diff(height)[0] / np.diff(along)[0] - gradient[k]) / np.hypot(*gradient))

    name = f"the tangent of the profile has the slope along {axis}"
    return Claim(name, (graph.tangent, walker), measure, 0.0, 0.01, "of the slope")


def legs_make_arrow(first: AnyArrow, second: AnyArrow, arrow: AnyArrow, *, throughout: bool = False) -> Claim:
    """Along one drawn leg, then along the other, is where the drawn arrow leads: the largest gap, as a share of it.

    Where a leg is too short to be drawn, nothing is missing.
    """

    def measure() -> float:
        corner = arrow.tail + _along(first)
        pairs = [(first.tail, arrow.tail), (second.tail, corner), (corner + _along(second), arrow.tip)]
        gaps = [float(np.linalg.norm(one - other)) for one, other in pairs]
        if np.isnan(gaps).any():
            gaps = [max(gaps[2] - SEEN, 0.0)]
        return max(gaps) / float(np.linalg.norm(arrow.along))

    name = "one leg after the other leads where the arrow leads"
    return Claim(name, (first, second, arrow), measure, 0.0, 0.01, "of its length", throughout)


def length_is_steepest(view: View, arrow: AnyArrow) -> Claim:
    """The drawn arrow is as long as the steepest slope found by steps in all directions (relative)."""

    def measure() -> float:
        ways = heading(np.radians(np.arange(0, 360, 0.5))).T
        slopes = slopes_by_steps(view.field, view.where(arrow.tail), ways)
        return float(np.linalg.norm(arrow.along) / view.reach / np.nanmax(slopes))

    return Claim("the arrow is as long as the steepest slope", (arrow,), measure, 1.0, 0.01, "of the steepest")


def _along(arrow: AnyArrow) -> NDArray[np.float64]:
    along = arrow.along
    return along if np.isfinite(along).all() else np.zeros(3)
