"""What lines on a map or a landscape claim: that they keep to a height, or only climb, or lie on the ground."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.view import View


def never_falls(view: View, line: Mobject) -> Claim:
    """Along the drawn line, from its first point to its last, the height never drops (share of the whole climb)."""
    return Claim("the path never loses height", (line,), lambda: worst_loss(view, line, 1), 0.0, 1e-3, "of the climb")


def never_climbs(view: View, line: Mobject) -> Claim:
    """Along the drawn line, from its first point to its last, the height never rises (share of the whole fall)."""
    return Claim("the flow only goes down", (line,), lambda: worst_loss(view, line, -1), 0.0, 1e-3, "of the fall")


def same_height(view: View, curve: VMobject) -> Claim:
    """All points of the drawn curve have one height: their spread, as a share of the heights of the picture."""

    def measure() -> float:
        heights = view.height_of(corners_of(curve))
        return float(np.ptp(heights) / view.height_scale) if len(heights) else np.nan

    return Claim("along the contour the height stays the same", (curve,), measure, 0.0, 2e-3, "of all heights")


def gains_most(view: View, step: VMobject) -> Claim:
    """No straight step of the same length from the same place gains more than the drawn one, in any direction."""

    def measure() -> float:
        corners = corners_of(step)
        start, end = view.where(corners[0]), view.where(corners[-1])
        turn = 2 * np.pi * np.arange(720) / 720
        ends = start[:, None] + np.hypot(*(end - start)) * np.stack([np.cos(turn), np.sin(turn)])
        return float((np.nanmax(view.field(*ends)) - view.field(*start)) / (view.field(*end) - view.field(*start)))

    return Claim("no step of this length gains more", (step,), measure, 1.0, 0.02, "of its gain")


def marks_are_gains(view: View, step: VMobject, marks: Sequence[VMobject]) -> Claim:
    """Marks that stand outwards around the step's start are as long as is gained where they stand.

    Measured is the worst, as a share of the largest gain.
    """

    def measure() -> float:
        start = corners_of(step)[0]
        feet, ends = (np.array([corners_of(mark)[k] for mark in marks]) for k in (0, -1))
        here, *there = (by_hand(view.field, *place) for place in view.where([start, *feet]).tolist())
        outward = (feet - start) / np.linalg.norm(feet - start, axis=1, keepdims=True)
        gained, drawn = np.array(there) - here, np.sum((ends - feet) * outward, axis=1)
        aside = np.linalg.norm(ends - feet - drawn[:, None] * outward, axis=1)
        off = np.abs(drawn / np.max(np.abs(drawn)) - gained / np.max(np.abs(gained)))
        return float(np.max(off + aside / np.max(np.abs(drawn))))

    return Claim("each mark is as long as is gained there", tuple(marks), measure, 0.0, 0.02, "of the largest")


def parallel(contours: ContourMap, *, tolerance: float = 8.0) -> Claim:
    """The drawn contours run the same way: the largest angle between any two, from end to end (degrees)."""

    def measure() -> float:
        chords = np.array([c[-1] - c[0] for c in map(corners_of, contours.lines) if len(c) > 1])
        chords /= np.linalg.norm(chords, axis=1, keepdims=True)
        return float(np.degrees(np.arccos(np.clip(np.abs(chords @ chords.T), 0, 1)).max()))

    return Claim("up close the contours are parallel", tuple(contours.lines), measure, 0.0, tolerance, "degrees")


def on_the_surface(view: SpaceView, line: Mobject, *, name: str = "the curve lies on the surface") -> Claim:
    """A dozen of the drawn points have the heights that the formula itself gives over their places on the floor.

    Args:
        line: one line, or a group of them.
    """

    def measure() -> float:
        corners = np.vstack([corners_of(part) for part in line.get_family()])
        corners = corners[np.isfinite(corners).all(axis=1)]
        if not len(corners):
            return np.nan
        some = corners[np.linspace(0, len(corners) - 1, 12).astype(int)]
        heights = [by_hand(view.field, *place) for place in view.floor.where(some).tolist()]
        return float(np.max(np.abs(view.height_of(some) - heights)) / (view.high - view.low))

    return Claim(name, (line,), measure, 0.0, 0.02, "of all heights")


def worst_loss(view: View, line: Mobject, sign: int) -> float:
    """The largest drop (sign 1) or rise (-1) between two corners, as a share of all heights of the line."""
    heights = view.height_of(corners_of(line))
    if len(heights) < 2:
        return np.nan
    whole = float(np.ptp(heights))
    return float(np.max(-sign * np.diff(heights), initial=0.0) / whole) if whole > 0 else 0.0
