"""What a gradient shows along a line, in sentences that are true of the slopes there."""

import numpy as np
from numpy.typing import NDArray

from gradanim.field import Field
from gradanim.levels import Levels
from gradanim.stage.typeset.texts import spoken_alike

CARRIED = {
    True: "Carry it along the whole contour: the right angle never leaves it. Here, its length stays too.",
    False: "Carry it along the whole contour: the right angle never leaves it. Its length changes.",
}
CHANGING = "On another surface, the length changes along the contour: {shortest} to {longest}. The right angle stays."
Line = NDArray[np.float64]  # plane points, shape (n, 2)


def alike(field: Field, line: Line) -> bool:
    """Whether the slope is as steep everywhere along a line."""
    slopes = np.hypot(*field.gradient(*line.T))
    return bool(np.ptp(slopes) < 0.01 * np.max(slopes))


def carried(field: Field, line: Line) -> str:
    """The sentence about a gradient that is carried along a line."""
    return CARRIED[alike(field, line)]


def changing(field: Field, line: Line) -> str:
    """The sentence about a gradient whose length changes along a line of another field."""
    slopes = np.hypot(*field.gradient(*line.T))
    shortest, longest = spoken_alike([np.min(slopes), np.max(slopes)], finest=0.01)
    return CHANGING.format(shortest=shortest, longest=longest)


def what_length_says(field: Field, line: Line, levels: Levels) -> str:
    """The sentence about the length of the gradient that is true along a line, among the contours of these levels."""
    slopes = np.hypot(*field.gradient(*line.T))
    if np.ptp(slopes) < 0.05 * np.max(slopes):
        return "The contours are evenly spaced here, and the arrow is as long everywhere."
    if levels.spacing != "even":  # then crowded contours are no sign of a steep slope
        return "Where the slope is steep, the arrow is long. Where it is gentle, it is short."
    if slopes[-1] > slopes[np.argmin(field(*line.T))]:
        return "Where the contours spread, the arrow is short. Where they crowd, it is long."
    return "Where the contours crowd, the arrow is long. Where they spread, it is short."
