"""What a map of numbers and a map of arrows claim, measured on what they draw."""

import re

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand, gradients_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import degrees_between
from gradanim.stage.maps.gradients import GradientMap
from gradanim.stage.maps.numbers import NumberMap
from gradanim.stage.marks.arrows import Arrow
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View

_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
Points = NDArray[np.float64]


def printed_where_they_hold(numbers: NumberMap) -> Claim:
    """Each printed number is the value at its place, rounded: the worst difference, in units of its last digit."""

    def measure() -> float:
        if len(numbers) != len(numbers.printed):  # some are gone
            return np.nan
        off = [
            last_digits(text, exponent, by_hand(numbers.view.field, *numbers.view.where(number.get_center())))
            for number, (text, exponent) in zip(numbers, numbers.printed, strict=True)
        ]
        return max(off, default=np.nan)

    return Claim("each number is the value at its place", (numbers,), measure, 0.0, 0.51, "last digits")


def reads_its_place(view: View, probe: Mobject, readout: Readout) -> Claim:
    """The number that is read is the value where the probe is drawn, rounded, in units of its last digit."""

    def measure() -> float:
        if readout.text == "-":
            return np.nan
        return last_digits(readout.text, readout.exponent, by_hand(view.field, *view.where(probe.get_center())))

    return Claim(
        "the probe reads the value at its place", (probe, readout), measure, 0.0, 0.51, "last digits", throughout=True
    )


def along_the_gradient(arrows: GradientMap) -> Claim:
    """Each drawn arrow points where steps along x and y say that f grows fastest: the worst, in degrees."""

    def measure() -> float:
        angles = degrees_between(*arrow_pairs(arrows))
        return float(angles.max()) if len(angles) else np.nan

    return Claim("each arrow is parallel to the gradient at its tail", (arrows,), measure, 0.0, 1.0, "degrees")


def in_one_scale(arrows: GradientMap, note: Mobject) -> Claim:
    """Each drawn arrow is as long as the slope, in the scale that the note states: the ratio that is worst."""

    def measure() -> float:
        drawn, stepped = arrow_pairs(arrows)
        ratios = np.hypot(*drawn.T) / arrows.view.scale[0] / np.hypot(*stepped.T) / stated(note)
        return float(ratios[np.argmax(np.abs(ratios - 1))]) if len(ratios) else np.nan

    return Claim("lengths are proportional to slopes, in the scale that is stated", (arrows, note), measure, 1.0, 0.02)


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


def vanishes(view: View, probe: Mobject, arrow: Arrow) -> Claim:
    """Where the probe is drawn, neither the drawn arrow nor the slope has a length: the longer of both, scene units."""

    def measure() -> float:
        slope = np.hypot(*gradients_by_steps(view.field, view.where(probe.get_center())))
        drawn = np.nan_to_num(np.linalg.norm(arrow.along))  # nan where nothing is drawn
        return float(np.maximum(view.reach * slope, drawn))

    return Claim("on level ground there is no arrow", (probe,), measure, 0.0, SEEN, "scene units")


def arrow_pairs(arrows: GradientMap) -> tuple[Points, Points]:
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
    """How far a rounded number is from the exact one, in units of its last digit."""
    unit = 10.0 ** (exponent - len(text.partition(".")[2]))
    return abs(float(text) * 10.0**exponent - exact) / unit
