"""One map in two halves: numbers on one side of a line, arrows on the other."""

import numpy as np
from manim import Group, Line
from numpy.typing import NDArray

from gradanim.stage.layout import Box
from gradanim.stage.maps.gradients import GradientMap
from gradanim.stage.maps.numbers import NumberMap

GAP = 0.14  # scene units from the line to what stands beside it
SHARE = 0.2  # of the arrows, by their lengths, that the other half should hold


class Halves(Group):
    """Half of the printed numbers, a line across the map, and the arrows beyond it.

    The line is upright, or level where the map is taller than wide or has arrows only above and below. Where no line
    would leave some on both sides, as with a single number, there are all the arrows and nothing else.

    Attributes:
        printed: the numbers that are kept, as one map of numbers, or none.
        arrows: those that are kept.
    """

    def __init__(self, numbers: NumberMap, arrows: GradientMap) -> None:
        box = numbers.view.box
        self.printed: list[NumberMap] = []
        self.arrows = arrows
        lines: list[Line] = []
        for axis in (0, 1) if box.width >= box.height else (1, 0):
            cut = _cut(numbers, axis)
            low, high = _parts(box, axis, cut)
            first, second = (low, high) if axis == 0 else (high, low)
            before, beyond = numbers.within(first), arrows.within(second)
            if len(before) and beyond.total > SHARE * arrows.total:
                self.printed, self.arrows = [before], beyond
                ends = np.array([[box.left, box.bottom, 0.0], [box.right, box.top, 0.0]])
                ends[:, axis] = cut
                lines = [Line(*ends, stroke_color=numbers.view.theme.ink, stroke_width=2)]
                break
        super().__init__(*self.printed, self.arrows, *lines)


def _cut(numbers: NumberMap, axis: int) -> float:
    """Where a line leaves half of the numbers on the left, or above."""
    sign = 1 if axis == 0 else -1
    middles: NDArray[np.float64] = sign * np.array([number.get_center()[axis] for number in numbers])
    half = [n for n, m in zip(numbers, middles, strict=True) if m <= np.median(middles) + 1e-6]
    return float(max(number.get_right()[0] for number in half) + GAP if axis == 0
                 else min(number.get_bottom()[1] for number in half) - GAP)  # fmt: skip


def _parts(box: Box, axis: int, cut: float) -> tuple[Box, Box]:
    """The parts of a map below and above a cut, with a gap beside it and some room around the map."""
    around = box.inset(left=-GAP, right=-GAP, bottom=-GAP, top=-GAP)
    if axis == 0:
        return (Box(around.left, cut - GAP / 2, around.bottom, around.top),
                Box(cut + GAP / 2, around.right, around.bottom, around.top))  # fmt: skip
    return (Box(around.left, around.right, around.bottom, cut - GAP / 2),
            Box(around.left, around.right, cut + GAP / 2, around.top))  # fmt: skip
