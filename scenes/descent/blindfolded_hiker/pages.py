"""The pages beside the pictures: the function, the table of a step, and bars of the longest and the shortest step."""

import math

import numpy as np
from manim import LEFT, Mobject, Rectangle, VGroup

from gradanim.formulas.numerals import short
from gradanim.records.theme import Themed
from gradanim.stage import View, arranged
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number
from gradanim.stage.marks import scale_note
from gradanim.stage.typeset import PairReadout, Readout, definition, formula, spoken_alike, superscript, words

from .hike import Hike


class HikePages:
    """Three pages for one place: the function; the rule and the numbers of a step; two steps as bars.

    Args:
        chart: the map, whose arrows the note is about.
        done: how many steps have been taken.
        tight: in a small box the note goes with the first page, and the rule with the second.

    Attributes:
        known, note: the function, and the scale of the arrows.
        table: of the second page, the rule and its numbers, which come one by one.
        bars: of the third.
        first, second: what goes before the next page comes.
        kept: the note, where it stays on the second page.
        everything: all there is on the three.
    """

    def __init__(self, view: View, chart: View, walk: Hike, done: LiveNumber, box: Box, *, tight: bool) -> None:
        self.known = definition(view, walk.f, box.inset(bottom=0.4 * box.height))
        self.note, self.table = scale_note(chart), StepTable(view, walk, done)
        self.first, self.kept = ([self.known, self.note], []) if tight else ([self.known], [self.note])
        rule, numbers = self.table.rule, [*self.table.numbers, self.table.slope]
        arranged(self.first, box)
        arranged([rule, *numbers, *self.kept], box.inset(bottom=0 if tight else 0.1), gap=0.14)
        self.bars = StepBars(view, walk, box if tight else box.inset(top=rule.height + 0.3))
        self.second = [*numbers, *([rule] if tight else [])]
        self.everything: list[Mobject] = [self.known, self.note, rule, *numbers, self.bars]


class StepTable:
    """The rule, and its numbers, as many steps as are done; a step that has begun is told whole.

    Attributes:
        rule: with the number of the rate.
        numbers: of the step, the place it leaves, the gradient there, and the place it leads to.
        slope: the length of the gradient at that place.
    """

    def __init__(self, view: Themed, hike: Hike, done: LiveNumber) -> None:
        def taken() -> int:
            return max(int(np.ceil(now_number(done) - 1e-6)), 1)

        stops, gradients, slopes = hike.stops, hike.gradients, hike.slopes
        far, steep = max(hike.f.domain.width, hike.f.domain.height) / 4, float(slopes.max()) / 4
        if abs(slopes[-1] - hike.tolerance) < 0.01 * steep:
            steep /= 10  # the digits that tell them apart
        self.rule = formula(view, f'"new" = "old" - {short(hike.rate)} dot {{{{ nabla f : gradient }}}} ("old")')
        self.numbers = (
            Readout(view, '"step"', taken, places=0),
            PairReadout(view, '"old"', lambda: stops[taken() - 1], scale=far),
            PairReadout(view, '{{ nabla f : gradient }} ("old")', lambda: gradients[taken() - 1], scale=steep),
            PairReadout(view, '"new"', lambda: stops[taken()], scale=far),
        )
        self.slope = Readout(view, '|{{ nabla f : gradient }} ("new")|', lambda: slopes[taken()], scale=steep)


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
