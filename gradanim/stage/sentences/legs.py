"""What the parts of a gradient are like, in sentences that are true of the numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gradanim.field import Field
from gradanim.stage.live import Point
from gradanim.stage.marks.bundling import how_drawn
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


def pythagoras(view: View, at: Point, numbers: Sequence[str], length: str) -> str:
    """The sentence about the length of the gradient: from two legs, or from one where the other is zero."""
    if any(how_drawn(view, axis, at) == "nothing" for axis in "xy"):
        return f"One leg is zero, so the gradient is as long as the other: {length}."
    a, b = (number.removeprefix("\N{MINUS SIGN}") for number in numbers)
    return f"Legs of {a} and {b}: by Pythagoras the gradient is {length} long."


def moving(field: Field, way: NDArray[np.float64]) -> str:
    """The sentence about the legs along a line of points, shape (n, 2)."""
    partials = field.gradient(*way.T)
    changing = np.ptp(partials, axis=1) > CHANGED * np.max(np.hypot(*partials))
    if changing.all():
        return "Move along the contour: both legs change, and the arrow with them."
    if not changing.any():
        return "Move along the contour: here neither leg changes, and the arrow stays the same."
    return f"Move along the contour: only the leg along _{'xy'[int(changing[1])]}_ changes, and the arrow with it."
