"""What a film that looks around claims, measured on the drawn lines and arrows."""

from collections.abc import Sequence

import numpy as np
from manim import VMobject

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import slopes_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import degrees_between
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.looking import STEP, Looking
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.view import View


def dashed_where_it_falls(view: View, looking: Looking) -> Claim:
    """The drawn line is in dashes if, and only if, a small step along it does not gain height: 0 if that is so."""

    def measure() -> float:
        start, end = looking.line.points[0], looking.line.points[-1]
        way = (end - start)[:2] / np.linalg.norm(end - start)
        slope = float(slopes_by_steps(view.field, view.where(start), way))
        dashes = len(looking.line.get_subpaths()) > 1
        level = 1e-3 * np.max(np.abs(smooth_gradients_by_steps(view.field, view.where(start))))
        return np.nan if not abs(slope) > level else float(dashes == (slope > 0))

    return Claim("a direction that leads down is dashed", (looking,), measure, 0.0, 0.5, "", throughout=True)


def at_the_border(view: View, walker: Walker) -> Claim:
    """The walker is drawn where the map ends: how far it is from the nearest border (scene units)."""

    def measure() -> float:
        (x, y, _), box = walker.points[0], view.box
        return float(min(abs(x - box.left), abs(x - box.right), abs(y - box.bottom), abs(y - box.top)))

    return Claim("the walk ends where the picture ends", (walker,), measure, 0.0, 0.1, "scene units")


def all_lead_down(view: View, lines: Sequence[VMobject]) -> Claim:
    """Along each drawn line a step leads down, and they go in all directions: the widest gap, in degrees.

    Steps are half a hundredth of the picture long.
    """

    def measure() -> float:
        starts = view.where(np.array([line.points[0] for line in lines]))
        ends = view.where(np.array([line.points[-1] for line in lines]))
        ways = (ends - starts) / np.linalg.norm(ends - starts, axis=1, keepdims=True)
        steps = starts + STEP * view.field.domain.diagonal * ways
        if not (view.field(*steps.T) < view.field(*starts.T)).all():
            return 360.0
        turns = np.sort(np.arctan2(ways[:, 1], ways[:, 0]))
        return float(np.degrees(np.max(np.diff([*turns, turns[0] + 2 * np.pi]))))

    return Claim("all ways from here lead down", tuple(lines), measure, 0.0, 30.0, "degrees")


def all_point_uphill(view: View, arrows: Sequence[AnyArrow]) -> Claim:
    """Each drawn arrow points where steps along x and y say that f grows fastest: the worst, in degrees."""

    def measure() -> float:
        drawn = np.array([arrow.along[:2] for arrow in arrows])
        stepped = smooth_gradients_by_steps(view.field, view.where(np.array([arrow.tail for arrow in arrows])))
        angles = degrees_between(drawn, stepped)
        return float(np.nanmax(angles)) if np.isfinite(angles).any() else np.nan

    return Claim("each arrow points the steepest way up", tuple(arrows), measure, 0.0, 1.0, "degrees")
