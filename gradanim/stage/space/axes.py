"""The floor of a landscape and the numbers around it, which face the viewer."""

import numpy as np
from manim import OUT, Group, Mobject
from numpy.typing import NDArray

from gradanim.paint import Polylines
from gradanim.stage.maps.frame import base, labels, less, round_numbers
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.words import formula

TICK = 0.12  # scene units
NAME = 0.9  # from the floor to the name of its edge
WIDE_NAME = 1.2  # to one that says what is taken off the numbers


class SpaceFrame(Group):
    """The border of the floor with ticks at round numbers, and an upright axis for the heights.

    Attributes:
        lines: all lines, which stand in space.
        texts: numbers and names; a scene in space has to keep them upright (`SpaceScene.show_upright`).
    """

    def __init__(self, view: SpaceView) -> None:
        d, floor = view.field.domain, view.floor
        corner, right, back = floor.at(d.x0, d.y0), floor.at(d.x1, d.y0), floor.at(d.x0, d.y1)
        top = corner + (float(view.z_of(view.high)) + 0.3) * OUT
        lines: list[NDArray[np.float64]] = [
            np.stack([corner, right, floor.at(d.x1, d.y1), back, corner]),
            np.stack([corner, top]),
        ]
        self.texts: list[Mobject] = []
        for axis, low, high in (("x", d.x0, d.x1), ("y", d.y0, d.y1)):
            off = base(low, high)
            numbers = round_numbers(low, high, 7)
            outwards = np.array([0.0, -1.0, 0.0] if axis == "x" else [1.0, 0.0, 0.0])
            for value, text in zip(numbers, labels(numbers - off), strict=True):
                place = floor.at(value, d.y0) if axis == "x" else floor.at(d.x1, value)
                lines.append(np.stack([place, place + TICK * outwards]))
                self.texts.append(formula(view, text, size=26).move_to(place + 3.2 * TICK * outwards))
            free = _between(numbers, (low + high) / 2)
            place = floor.at(free, d.y0) if axis == "x" else floor.at(d.x1, free)
            name = formula(view, f"{axis}{less(off)}", size=34)
            self.texts.append(name.move_to(place + (NAME if not off else WIDE_NAME) * outwards))
        self.texts.append(formula(view, "z", size=34).move_to(top + 0.25 * OUT))
        self.lines = Polylines(lines, view.theme.faint, stroke_width=2)
        super().__init__(self.lines, *self.texts)


def _between(numbers: NDArray[np.float64], middle: float) -> float:
    """The place midway between two numbers that is nearest to the middle: a name there is clear of both."""
    if len(numbers) < 2:
        return middle
    gaps = (numbers[1:] + numbers[:-1]) / 2
    return float(gaps[np.argmin(np.abs(gaps - middle))])
