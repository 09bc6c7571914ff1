"""The pages beside the pictures: the function, the rule, and bars of the longest and the shortest step."""

import math

import numpy as np
from manim import LEFT, Mobject, Rectangle, VGroup

from gradanim.formulas.numerals import short
from gradanim.records.theme import Themed
from gradanim.stage import View, arranged
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number
from gradanim.stage.typeset import Readout, definition, formula, superscript, words

from .hike import Hike


class HikePages:
    """What takes turns in one place: the function; the rule, with the slope that it stops at; two steps as bars.

    Args:
        done: how many steps have been taken.
        tight: in a small box the rule goes before the bars come.

    Attributes:
        known: the function.
        rule: with the number of the rate.
        slope: the length of the gradient where the hiker has come to.
        bars: of the longest and the shortest step.
        before_bars: what goes before these come.
        everything: all there is.
    """

    def __init__(self, view: View, walk: Hike, done: LiveNumber, box: Box, *, tight: bool) -> None:
        self.known = definition(view, walk.f, box.inset(bottom=0.4 * box.height))
        self.rule = formula(view, f'"step" = -{short(walk.rate)} dot {{{{ nabla f : gradient }}}}')
        self.slope = slope_readout(view, walk, done)
        arranged([self.known], box)
        arranged([self.rule, self.slope], box, gap=0.3)
        self.bars = StepBars(view, walk, box if tight else box.inset(top=self.rule.height + 0.3))
        self.before_bars = [self.slope, *([self.rule] if tight else [])]
        self.everything: list[Mobject] = [self.known, self.rule, self.slope, self.bars]


def slope_readout(view: Themed, walk: Hike, done: LiveNumber) -> Readout:
    """The slope where the hiker has come to; while a step is being taken, where that began."""
    slopes, steep = walk.slopes, float(walk.slopes.max())
    if abs(slopes[-1] - walk.tolerance) < 0.004 * steep:
        steep /= 10  # the digits that tell them apart
    return Readout(
        view, "|{{ nabla f : gradient }}|", lambda: slopes[int(np.floor(now_number(done) + 1e-6))], scale=steep
    )  # fmt: skip


SIZE = 32.0
ROW = 0.42  # scene units from a bar to the next, at most
GAP = 0.2  # between columns
THICK = 0.55  # of a row


class StepBars(VGroup):
    """The longest and the shortest step as bars: of each the slope where it begins, and its length.

    All bars have one scale: that of a length is the rate times as long as that of its slope. Where it would not be
    seen, or the slope would not, lengths are drawn so many times as long, and their name says so.

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
        slope, length = (words(view.theme, label, size=SIZE) for label in ("slope", _power(power) + "length"))
        drawn = np.array([hike.slopes[self.steps], self.times * hike.lengths[self.steps]])
        first = box.left + max(name.width for name in names) + GAP
        second = first + max(slope.width, length.width) + GAP
        room = box.right - second
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
        self.add(self.slopes, self.lengths)


def _power(exponent: int) -> str:
    """A power of ten and a times sign, in front of a number."""
    if exponent == 0:
        return ""
    return f"{10**exponent} × " if 0 < exponent < 4 else f"10{superscript(exponent)} × "


def _put(mobject: Mobject, left: float, middle: float) -> Mobject:
    return mobject.move_to(np.array([left, middle, 0.0]), aligned_edge=LEFT)
