"""What an arrow claims: that it is the gradient where it stands, and as long as the slope."""

import numpy as np

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, smooth_slopes_by_steps
from gradanim.stage.claims.reading import READABLE, corners_of
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import AnyArrow


def is_gradient(view: View, arrow: AnyArrow, *, sign: int = 1, throughout: bool = False) -> Claim:
    """The drawn arrow has the partial derivatives for components, or (sign -1) minus them.

    Measured is how far its tip is off, as a share of its length; nan where an arrow would be too short to be read.
    """

    def measure() -> float:
        due = sign * view.arrow_scale * gradients_by_steps(view.field, view.where(arrow.tail))
        drawn = arrow.along[:2] if np.isfinite(arrow.along).all() else np.zeros(2)
        longest = max(float(np.hypot(*due)), float(np.hypot(*drawn)))
        return float(np.hypot(*(drawn - due)) / np.hypot(*due)) if longest > READABLE else np.nan

    name = "the arrow is the gradient where it stands" if sign > 0 else "the arrow is minus the gradient"
    return Claim(name, (arrow,), measure, 0.0, 0.01, "of its length", throughout)


def slope_by_steps(view: View, arrow: AnyArrow) -> Claim:
    """The arrow is as long as the slope its own drawn direction has by a small step there and back (relative)."""

    def measure() -> float:
        length = float(np.hypot(*arrow.along[:2]))  # over the plane, also of an arrow on a hillside
        if not length > READABLE:
            return np.nan
        slope = smooth_slopes_by_steps(view.field, view.where(arrow.tail), arrow.along[:2] / length)
        return length / (view.arrow_scale * float(slope))

    return Claim(
        "the arrow is as long as the slope in its direction", (arrow,), measure, 1.0, 0.02, "of the slope", True
    )


def gap_is_steepness(view: View, contours: ContourMap, arrow: AnyArrow) -> Claim:
    """Where the line of the arrow crosses the drawn contours, their heights rise by the arrow's length (relative)."""

    def measure() -> float:
        along = arrow.along / np.linalg.norm(arrow.along)
        side = np.array([-along[1], along[0], 0.0])
        places, heights = [], []
        for height, curves in zip(contours.levels.values, contours.curves, strict=True):
            for corners in map(corners_of, curves):
                across, ahead = (corners - arrow.tail) @ side, (corners - arrow.tail) @ along
                for k in np.flatnonzero(across[:-1] * across[1:] < 0):
                    share = across[k] / (across[k] - across[k + 1])
                    places.append(ahead[k] + share * (ahead[k + 1] - ahead[k]))
                    heights.append(height)
        if len(places) < 2:
            return np.nan
        rise = np.polyfit(places, heights, 1)[0] * np.mean(view.scale)  # height per plane unit
        return float(rise / (np.linalg.norm(arrow.along) / view.arrow_scale))

    return Claim(
        "the arrow is as long as the contours are close", (arrow, contours), measure, 1.0, 0.05, "of its length"
    )
