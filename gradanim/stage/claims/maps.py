"""What a map of numbers and a map of arrows claim, measured on what they draw."""

import re

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import degrees_between
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import Arrow
from gradanim.stage.marks.pointers import Pointing
from gradanim.stage.marks.quiver import Quiver
from gradanim.stage.marks.scale_bar import ScaleBar

_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
Points = NDArray[np.float64]


def along_the_gradient(arrows: Quiver) -> Claim:
    """Each drawn arrow points where steps along x and y say that f grows fastest: the worst, in degrees."""

    def measure() -> float:
        angles = degrees_between(*arrow_pairs(arrows))
        return float(angles.max()) if len(angles) else np.nan

    return Claim("each arrow is parallel to the gradient at its tail", (arrows,), measure, 0.0, 1.0, "degrees")


def as_long_as_stated(view: View, at: Mobject, arrow: Arrow, note: Mobject) -> Claim:
    """The drawn arrow is as long as the slope at a point, in the scale that the note states: their difference.

    A share of its length; 0 where no arrow is drawn and none could be seen.
    """

    def measure() -> float:
        slope = np.hypot(*gradients_by_steps(view.field, view.where(at.points[0])))
        due, drawn = view.scale[0] * slope * stated(note), np.linalg.norm(arrow.along)
        if not np.isfinite(drawn):
            return 0.0 if due < 1.1 * SEEN else 1.0
        return float(abs(drawn - due) / due)

    return Claim("the arrow is as long as the note says", (at, note), measure, 0.0, 0.02, "of its length")


def bar_is_to_scale(view: View, bar: ScaleBar, arrow: Pointing, *, throughout: bool = False) -> Claim:
    """By the drawn bar, the drawn gradient is as long as the steepest slope on the ground by steps is (relative)."""

    def measure() -> float:
        by_bar = np.linalg.norm(arrow.along) / bar.unit
        return float(by_bar / np.hypot(*gradients_by_steps(view.field, view.where(arrow.tail))))

    return Claim("the scale bar measures the gradient", (bar, arrow), measure, 1.0, 0.01, throughout=throughout)


def arrow_pairs(arrows: Quiver) -> tuple[Points, Points]:
    """Arrows that are long enough to be seen, as drawn, and the gradients at their drawn tails; both (n, 2)."""
    drawn = (arrows.heads - arrows.tails)[:, :2]
    seen = np.hypot(*drawn.T) > SEEN
    stepped = smooth_gradients_by_steps(arrows.view.field, arrows.view.where(arrows.tails[seen]))
    known = np.isfinite(stepped).all(axis=1)
    return drawn[seen][known], stepped[known]


def stated(note: Mobject) -> float:
    """The number in "arrow length = ... × slope", or in "drawn ... × as long", read from what was typeset."""
    scale = r"(?:=|drawn) ([-\d.]+)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))? × (?:slope|as long)"
    found = re.search(scale, note.typst_code)
    if found is None:
        return float("nan")
    return float(found[1]) * 10.0 ** int((found[2] or "0").translate(_DIGITS))


def last_digits(text: str, exponent: int, exact: float) -> float:
    """How far a rounded number is from the exact one, in units of its last digit; nan for a dash, which is none."""
    if text == "-":
        return float("nan")
    unit = 10.0 ** (exponent - len(text.partition(".")[2]))
    return abs(float(text) * 10.0**exponent - exact) / unit
