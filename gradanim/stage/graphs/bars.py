"""Two steps of a walk side by side: how steep the ground was, and how far they went."""

import numpy as np
from manim import LEFT, Mobject, Rectangle, VGroup

from gradanim.hike import Hike
from gradanim.stage.layout import Box
from gradanim.stage.typeset.words import spoken_alike, words
from gradanim.stage.view import View

SIZE = 30.0
ROW = 0.42  # scene units from a bar to the next, at most
GAP = 0.2  # between columns
THICK = 0.55  # of a row


class StepBars(VGroup):
    """The longest and the shortest step as bars: of each the slope where it begins, and its length.

    All slopes have one scale, and all lengths have one. Their numbers stand behind them.

    Attributes:
        steps: which, from 0 on, in the order in which they were taken: two, or one if there is no other.
        slopes, lengths: their bars.
    """

    def __init__(self, view: View, hike: Hike, box: Box) -> None:
        self.steps = sorted({int(np.argmax(hike.lengths)), int(np.argmin(hike.lengths))})
        names = [words(view.theme, f"step {k + 1}", size=SIZE) for k in self.steps]
        slope, length = (words(view.theme, label, size=SIZE) for label in ("slope", "length"))
        numbers = [
            [words(view.theme, text, size=SIZE) for text in spoken_alike(shown, finest=min(shown) / 10)]
            for shown in (hike.slopes[self.steps].tolist(), hike.lengths[self.steps].tolist())
        ]
        first = box.left + max(name.width for name in names) + GAP
        second = first + max(slope.width, length.width) + GAP
        room = box.right - second - GAP - max(number.width for kind in numbers for number in kind)
        height = min(ROW, box.height / (2.3 * len(names)))
        self.slopes, self.lengths = VGroup(), VGroup()
        super().__init__()
        for k, name in enumerate(names):
            top = box.top - 2.3 * k * height - height / 2
            self.add(_put(name, box.left, top))
            for below, (label, values, bars, colour) in enumerate((
                (slope, hike.slopes[self.steps], self.slopes, view.theme.gradient),
                (length, hike.lengths[self.steps], self.lengths, view.theme.path),
            )):  # fmt: skip
                share, line = float(values[k] / values.max()), top - below * height
                bar = Rectangle(width=share * room, height=THICK * height, stroke_width=0, fill_color=colour)
                bars.add(_put(bar.set_fill(opacity=1), second, line))
                self.add(_put(label.copy(), first, line))
                self.add(_put(numbers[below][k], second + share * room + GAP, line))
        self.add(self.slopes, self.lengths)


def _put(mobject: Mobject, left: float, middle: float) -> Mobject:
    return mobject.move_to(np.array([left, middle, 0.0]), aligned_edge=LEFT)
