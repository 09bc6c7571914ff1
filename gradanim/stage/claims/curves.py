"""What lines on a map or a landscape claim: that they keep to a height, or only climb, or lie on the ground."""

import numpy as np
from manim import Mobject, VMobject

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.frame.view import View
from gradanim.stage.space.landscape import SpaceView


def same_height(
    view: View, curve: VMobject, *, height: float | None = None,
    name: str = "along the contour the height stays the same",
) -> Claim:  # fmt: skip
    """All points of the drawn curve have one height: their spread, as a share of the heights of the picture.

    Args:
        height: what it has to be; if not given, any.
    """

    def measure() -> float:
        heights = view.height_of(corners_of(curve))
        if height is not None:
            heights = np.append(heights, height) if len(heights) else heights
        return float(np.ptp(heights) / view.height_scale) if len(heights) else np.nan

    return Claim(name, (curve,), measure, 0.0, 2e-3, "of all heights")


def monotonic(view: View, line: Mobject, *, sign: int = 1, name: str = "the path never loses height") -> Claim:
    """Along the drawn line, from its first point to its last, the height only rises (sign 1) or only falls (-1).

    Measured is the largest step the wrong way, as a share of all heights of the line.
    """
    return Claim(name, (line,), lambda: worst_loss(view, line, sign), 0.0, 1e-3, "of its heights")


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
