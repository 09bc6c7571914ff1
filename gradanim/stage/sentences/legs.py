"""What the parts of a gradient are like, in sentences that are true of the numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gradanim.field import Field
from gradanim.stage.live import Point
from gradanim.stage.marks.bundling import how_drawn
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View

STEPS = {
    "forwards": "the slope along _{axis}_ alone is the partial derivative in _{axis}_, here {number}.",
    "backwards": "the partial derivative in _{axis}_ is {number}. Being negative, it points backwards.",
    "too short": "the partial derivative in _{axis}_ is {number}, too small to be seen beside the other.",
    "nothing": "along _{axis}_ the ground is level: the partial derivative in _{axis}_ is zero.",
}
CHANGED = 0.02  # of the longest gradient: a difference in a partial derivative that is seen


def step(view: View, axis: str, at: Point, number: str) -> str:
    """The sentence about one leg, and the number that it is."""
    return STEPS[how_drawn(view, axis, at)].format(axis=axis, number=number)


def pythagoras(view: View, at: Point, partials: Sequence[Readout], length: Readout) -> str:
    """The sentence about the length of the gradient: from two legs, or from one where the other is zero.

    Where the digits shown are too few to work it out to the last of them, the numbers are about so large.
    """
    if any(how_drawn(view, axis, at) == "nothing" for axis in "xy"):
        return f"One leg is zero, so the gradient is as long as the other: {length.spoken}."
    a, b = (number.spoken.removeprefix("\N{MINUS SIGN}") for number in partials)
    about = "" if _exact(partials, length) else "about "
    return f"Legs of {about}{a} and {b}: by Pythagoras the gradient is {about}{length.spoken} long."


def _exact(partials: Sequence[Readout], length: Readout) -> bool:
    """Whether the digits shown of the legs give those of the length."""
    shown = [number.text for number in (*partials, length)]
    if "-" in shown:  # what is far too large reads as a dash
        return False
    return f"{np.hypot(float(shown[0]), float(shown[1])):.{length.places}f}" == shown[2]


def moving(field: Field, way: NDArray[np.float64]) -> str:
    """The sentence about the legs along a line of points, shape (n, 2)."""
    partials = field.gradient(*way.T)
    changing = np.ptp(partials, axis=1) > CHANGED * np.max(np.hypot(*partials))
    if changing.all():
        return "Move along the contour: both legs change, and the arrow with them."
    if not changing.any():
        return "Move along the contour: here neither leg changes, and the arrow stays the same."
    return f"Move along the contour: only the leg along _{'xy'[int(changing[1])]}_ changes, and the arrow with it."
