"""Sentences of GradientBundle that depend on what is filmed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.stage import View
from gradanim.stage.frame.live import Point
from gradanim.stage.marks.quiver import Lengths
from gradanim.stage.typeset import Readout

from .components import how_drawn

FIELD_OF_ARROWS: dict[Lengths, str] = {
    "true": "Every point has its own: drawn smaller, a field of arrows.",
    "directions": "Every point has its own. Here, arrows show directions only.",
}
STEPS = {
    "forwards": "Step {ordinal}: the slope along _{axis}_, a partial derivative.",
    "backwards": "Step {ordinal}: along _{axis}_ it falls: a partial derivative.",
    "too short": "Step {ordinal}: along _{axis}_ only {number}, too little to be seen.",
    "nothing": "Step {ordinal}: along _{axis}_ it is level, the slope is zero.",
}


def step_sentence(view: View, axis: str, at: Point, number: str) -> str:
    """The sentence about one component, and the number that it is where no arrow shows it."""
    ordinal = ("one", "two")["xy".index(axis)]
    return STEPS[how_drawn(view, axis, at)].format(ordinal=ordinal, axis=axis, number=number)


def length_sentence(view: View, at: Point, partials: Sequence[Readout], length: Readout) -> str:
    """The sentence about the length of the gradient: from two components, or from one where the other is zero.

    Where the digits shown are too few to work it out to the last of them, the numbers are about so large.
    """
    if any(how_drawn(view, axis, at) == "nothing" for axis in "xy"):
        return f"One component is zero: its length is the other's, {length.brief}."
    a, b = (number.brief.removeprefix("\N{MINUS SIGN}") for number in partials)
    about = "" if _exact(partials, length) else "about "
    return f"From {about}{a} and {b}, by Pythagoras, its length is {about}{length.brief}."


CHANGED = 0.02  # of the longest gradient: a difference in a partial derivative that is seen


def contour_sentence(field: ScalarField, way: NDArray[np.float64]) -> str:
    """The sentence about the components along a line of points, shape (n, 2)."""
    partials = field.gradient(*way.T)
    changing = np.ptp(partials, axis=1) > CHANGED * np.max(np.hypot(*partials))
    if changing.all():
        return "Along the contour, both components change."
    if not changing.any():
        return "Along this contour, neither component changes."
    axis = "xy"[int(changing[1])]
    return f"Along the contour, only the component along _{axis}_ changes."


def _exact(partials: Sequence[Readout], length: Readout) -> bool:
    """Whether the digits shown of the components give those of the length."""
    shown = [number.text for number in (*partials, length)]
    if "-" in shown:  # what is far too large reads as a dash
        return False
    return f"{np.hypot(float(shown[0]), float(shown[1])):.{length.places}f}" == shown[2]
