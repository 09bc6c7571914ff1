"""What stands beside the picture of GradientFlow: graphs, formulas and numbers."""

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeOut,
    Group,
    Line,
    Mobject,
    ReplacementTransform,
    VGroup,
    VMobject,
)
from numpy.typing import ArrayLike, NDArray

from gradanim.formulas.numerals import number
from gradanim.paint.lines import Polylines
from gradanim.stage import View, arranged
from gradanim.stage.layout import Box, in_place_of
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.maps import labels, round_numbers
from gradanim.stage.marks import scale_note
from gradanim.stage.theme import Themed
from gradanim.stage.typeset import definition, formula, spoken_alike, words

from .mathematics import Stepping

NUMBER_SIZE = 26.0
TICK = 0.08  # scene units
APART = 0.27  # scene units between the numbers at the curves
TAG = 25.0  # font size of those
PIECE = 0.4  # scene units


class GapGraph(Group):
    """The gap between steps and flow against time, a curve for each length of the steps, as far as its time has come.

    Args:
        shares: for each, how much of the time has gone by.

    Attributes:
        axes, curves, tags: what is drawn; a tag says the largest gap of its curve.
        said: the largest gaps, as tags and sentences say them; where there are none, there is nothing to say.
    """

    def __init__(self, view: View, found: Stepping, box: Box, shares: Sequence[LiveNumber]) -> None:
        self.view, self.found = view, found
        self.top = 1.08 * (found.way if found.exact else found.widest[0])
        self.said = [] if found.exact else spoken_alike(found.widest, finest=min(found.widest) / 10)
        numbers = [words(view.theme, text, size=TAG) for text in self.said]
        room = max([0.75, *(0.35 + number.width for number in numbers)])
        self.plot = box.inset(left=0.7, right=room, bottom=0.5, top=0.5)
        self.axes = self._axes()
        self.curves = [self._curve(k, share) for k, share in enumerate(shares)]
        self.tags = self._tags(numbers)
        super().__init__(self.axes, *self.curves, *self.tags)

    def at(self, shares: ArrayLike, gaps: ArrayLike) -> NDArray[np.float64]:
        """The frame's points, shape (n, 3), for shares of the time and gaps in units of the plane."""
        shares, gaps, plot = np.asarray(shares, float), np.asarray(gaps, float), self.plot
        across, up = plot.left + plot.width * shares, plot.bottom + plot.height * gaps / self.top
        return np.stack([across, up, np.zeros_like(up)], axis=-1)

    def highest(self, run: int) -> float:
        """The largest gap that a drawn curve shows, in units of the plane."""
        heights = self.curves[run].points[:, 1]
        return float((np.nanmax(heights) - self.plot.bottom) / self.plot.height * self.top)

    def _curve(self, run: int, share: LiveNumber) -> Polylines:
        times = np.linspace(0, 1, len(self.found.flow))
        whole = self.at(times, self.found.gaps[run])

        def draw(curve: Polylines) -> None:
            points = whole.copy()
            points[times > now_number(share) + 1e-9] = np.nan
            curve.points = points

        return redrawn(Polylines([whole], self.view.theme.level, stroke_width=3.5), draw)

    def _tags(self, numbers: Sequence[VMobject]) -> list[VGroup]:
        """A line from the top of each curve to the right, and there its tag, if there is room below the last one."""
        tags, lowest = [], np.inf
        for gaps, tag in zip(self.found.gaps, numbers, strict=False):
            top = int(np.argmax(gaps))
            ends = self.at([top / (len(gaps) - 1), 1.04], [gaps[top], gaps[top]])
            tags.append(VGroup(_line(self.view, *ends)))
            if ends[1, 1] < lowest - APART:
                tags[-1].add(tag.next_to(ends[1], RIGHT, buff=0.08))
                lowest = ends[1, 1]
        return tags

    def _axes(self) -> VGroup:
        view, plot = self.view, self.plot
        corner = np.array([plot.left, plot.bottom, 0.0])
        top, right = corner + (plot.height + 0.1) * UP, corner + (plot.width + 0.1) * RIGHT
        axes = VGroup(_line(view, top, corner, right))
        axes.add(formula(view, '"gap"', size=28).set_color(view.theme.level).next_to(top, UP, buff=0.1))
        axes.add(formula(view, "t", size=32).next_to(right + 0.4 * RIGHT, DOWN, buff=0.14))
        for value, text in _marks(self.top, 1 + int(plot.height / 0.6)):
            place = self.at(0.0, value)
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, LEFT, buff=0.16)
            axes.add(_line(view, place, place + TICK * LEFT))
            if number.width < 0.75:
                axes.add(number)
        for value, text in _marks(self.found.span, 1 + int(plot.width)):
            place = self.at(value / self.found.span, 0.0)
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, DOWN, buff=0.16)
            axes.add(_line(view, place, place + TICK * DOWN))
            if number.width < 0.75 and number.get_right()[0] < plot.right + 0.2:
                axes.add(number)
        return axes


def _marks(high: float, most: int) -> list[tuple[float, str]]:
    """Round numbers from zero up, as they are set."""
    values = round_numbers(0.0, high, most)
    return list(zip(values.tolist(), labels(values), strict=True))


def _line(view: View, *corners: NDArray[np.float64]) -> VMobject:
    return VMobject(stroke_color=view.theme.faint, stroke_width=2).set_points_as_corners(corners)


class FlowPages:
    """Two pages for one place: the loss and the law of the flow; the law again, and the rule of the steps.

    Attributes:
        known, law, note, flowing: of the first page; `flowing` says which line is the flow.
        stepwise, rule, rates: of the second; of the rates, all but the first come one in the place of another.
        everything: all there is on both.
    """

    def __init__(self, view: View, found: Stepping, box: Box, *, tight: bool) -> None:
        self.known = definition(view, view.field, box.inset(bottom=0.5 * box.height), name="L")
        self.law = formula(view, "upright(d) theta slash upright(d) t = {{ -nabla L : gradient }}, quad theta = (x, y)")
        self.note, self.flowing = scale_note(view), line_key(view, "gradient flow", view.theme.path)
        self.stepwise = line_key(view, "gradient descent", view.theme.direction)
        self.rule = formula(view, 'theta_"new" = theta_"old" - eta thin {{ nabla L : gradient }} (theta_"old")')
        self.rates = [formula(view, f"eta = {number(rate, 3)}") for rate in found.rates]
        self._later = [self.flowing.copy(), self.law.copy()]
        first = [self.known, self.law, self.note, self.flowing]
        second = [*self._later, self.stepwise, self.rule, self.rates[0]]
        for items in (first, second):
            arranged(items, box.inset(bottom=0 if tight else 0.2), gap=0.15 if tight else 0.22)
        for rate in self.rates[1:]:
            in_place_of(self.rates[0], [rate])
        self.everything: list[Mobject] = [*first, *second, *self.rates[1:]]

    def turn(self) -> list[Animation]:
        """What is no longer needed goes, and what is still needed moves to its place on the second page."""
        staying = zip((self.flowing, self.law), self._later, strict=True)
        return [FadeOut(self.known, self.note), *(ReplacementTransform(old, new) for old, new in staying)]


def line_key(view: Themed, name: str, colour: str, *, width: float = 5, size: float = 34) -> VGroup:
    """A piece of line in its colour, and what such lines are."""
    text = words(view.theme, name, size=size)
    piece = Line(0 * RIGHT, PIECE * RIGHT, stroke_color=colour, stroke_width=width)
    return VGroup(piece, text).arrange(RIGHT, buff=0.15)
