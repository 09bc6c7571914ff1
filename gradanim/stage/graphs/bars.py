"""Two steps of a walk side by side: how steep the ground was, and how far they went."""

import math

import numpy as np
from manim import LEFT, Mobject, Rectangle, VGroup

from gradanim.hike import Hike
from gradanim.stage.layout import Box
from gradanim.stage.typeset.texts import spoken_alike, superscript, words
from gradanim.stage.view import View

SIZE = 30.0
ROW = 0.42  # scene units from a bar to the next, at most
GAP = 0.2  # between columns
THICK = 0.55  # of a row


class StepBars(VGroup):
    """The longest and the shortest step as bars: of each the slope where it begins, and its length.

    All bars have one scale: that of a length is the rate times as long as that of its slope. Where it would not be
    seen, or the slope would not, lengths are drawn so many times as long, and their numbers say so.

    Attributes:
        steps: which, from 0 on, in the order in which they were taken: two, or one if there is no other.
        slopes, lengths: their bars.
        times: how many times as long as in the scale of the slopes the lengths are drawn, a power of ten.
    """

    def __init__(self, view: View, hike: Hike, box: Box) -> None:
        self.steps = sorted({int(np.argmax(hike.lengths)), int(np.argmin(hike.lengths))})
        power = 0 if 0.08 < hike.rate < 10 else -round(math.log10(hike.rate))
        self.times = 10.0**power
        names = [words(view.theme, f"step {k + 1}", size=SIZE) for k in self.steps]
        slope, length = (words(view.theme, label, size=SIZE) for label in ("slope", "length"))
        drawn = np.array([hike.slopes[self.steps], self.times * hike.lengths[self.steps]])
        numbers = [
            [words(view.theme, before + text, size=SIZE) for text in spoken_alike(shown, finest=min(shown) / 10)]
            for shown, before in (
                (hike.slopes[self.steps].tolist(), ""),
                (hike.lengths[self.steps].tolist(), _power(power)),
            )
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
            for below, (label, bars, colour) in enumerate((
                (slope, self.slopes, view.theme.gradient),
                (length, self.lengths, view.theme.path),
            )):  # fmt: skip
                share, line = float(drawn[below, k] / drawn.max()), top - below * height
                bar = Rectangle(width=share * room, height=THICK * height, stroke_width=0, fill_color=colour)
                bars.add(_put(bar.set_fill(opacity=1), second, line))
                self.add(_put(label.copy(), first, line))
                self.add(_put(numbers[below][k], second + share * room + GAP, line))
        self.add(self.slopes, self.lengths)


def _power(exponent: int) -> str:
    """A power of ten and a times sign, in front of a number."""
    if exponent == 0:
        return ""
    return f"{10**exponent} × " if 0 < exponent < 4 else f"10{superscript(exponent)} × "


def _put(mobject: Mobject, left: float, middle: float) -> Mobject:
    return mobject.move_to(np.array([left, middle, 0.0]), aligned_edge=LEFT)
