"""The graph of height against step, for walks that go side by side."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Group, Typst, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.formulas.numerals import power_of_ten
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now, now_number, redrawn
from gradanim.stage.plots import round_numbers
from gradanim.stage.typeset import formula, words

from .axes import TICK, axis_line, ticks
from .labels import LEADER, LINE, leader, meet, plated, spread
from .steps import so_far

NUMBER_SIZE = 24.0
DECADES = 5  # that a logarithmic axis shows at most
STEP_NAME = 0.24  # from the end of the axis to its name
Points = NDArray[np.float64]


class HeightGraph(Group):
    """The axes of a graph of heights against steps, with room for the names of its curves; `curve` draws into it.

    Args:
        heights: of every walk, from step 0 on, all of one length; nan where there is none.
        names, colours: of every walk.
        floor: where it is given, heights are shown above it, on a logarithmic axis.
        costs: how far to the right each walk comes with one of its steps; 1 if they are not given.
        counted: the name of the axis to the right.

    Attributes:
        names: beside the ends of the curves, moved up or down where they would meet, each with a line that leads to
            it; not part of the graph.
    """

    def __init__(
        self,
        view: View,
        box: Box,
        heights: Sequence[Points],
        names: Sequence[str],
        colours: Sequence[str],
        *,
        floor: float | None = None,
        costs: Sequence[float] = (),
        counted: str = "step",
    ) -> None:
        self.view, self.box, self.steps, self.floor = view, box, len(heights[0]) - 1, floor
        self.counted = counted
        self.names = VGroup(self._name(n, c) for n, c in zip(names, colours, strict=True)).set_z_index(1)
        right = max(name.width for name in self.names) + LEADER + 0.05
        shown = self._scaled(np.concatenate(heights))
        shown = shown[np.isfinite(shown)]
        self.low, self.high = float(shown.min()), float(shown.max())
        if floor is not None:
            self.low = max(self.low, self.high - DECADES)
        margin = 0.04 * (self.high - self.low) or 0.5 * abs(self.high) or 0.5
        self.low, self.high = self.low - margin, self.high + margin
        upright = box.height - 0.55 - 0.45
        numbers = [(value, formula(view, text, size=NUMBER_SIZE)) for value, text in self._height_ticks(upright)]
        left = max((number.width for _, number in numbers), default=0.0) + 0.25
        self.plot = box.inset(left=left, right=right, bottom=0.55, top=0.45)
        self.axes = self._axes(numbers)
        super().__init__(self.axes)
        self._name_ends(heights, costs or [1.0] * len(heights))

    def at(self, step: ArrayLike, height: ArrayLike) -> Points:
        """The scene points, shape (..., 3), for steps and heights; nan beyond what is shown."""
        plot, up = self.plot, (self._scaled(np.asarray(height, float)) - self.low) / (self.high - self.low)
        with np.errstate(invalid="ignore"):
            up = np.where((up >= -1e-9) & (up <= 1 + 1e-9), plot.bottom + plot.height * up, np.nan)
        across = plot.left + plot.width * np.asarray(step, float) / self.steps + 0 * up
        return np.stack([across, up, np.zeros_like(up)], axis=-1)

    def where(self, points: ArrayLike) -> Points:
        """Steps and heights, shape (..., 2), that drawn points stand for: `at` undone."""
        points, plot = np.asarray(points, float), self.plot
        step = (points[..., 0] - plot.left) / plot.width * self.steps
        scaled = self.low + (points[..., 1] - plot.bottom) / plot.height * (self.high - self.low)
        return np.stack([step, scaled if self.floor is None else self.floor + 10.0**scaled], axis=-1)

    def curve(
        self, heights: Points | Callable[[], Points], done: LiveNumber, colour: str, *, cost: float = 1
    ) -> Polylines:
        """Heights, shape (n,), from step 0 on, as far as the walk has come; each step counts as much as it costs."""
        line = Polylines([np.full((len(now(heights)), 3), np.nan)], colour, stroke_width=3.5)

        def draw(line: Polylines) -> None:
            known = now(heights)
            line.points = so_far(self._down_to_the_border(known, cost), now_number(done))

        return redrawn(line, draw)

    def step_mark(self, step: int, *, said: str = "") -> VGroup:
        """A dashed line at a step, up from the axis, with its number, and before that what is said of it."""
        foot = np.array([self.plot.left + self.plot.width * step / self.steps, self.plot.bottom, 0.0])
        top = foot + 0.62 * self.plot.height * UP
        for text, share in ((f"{said} {step}".strip(), 1.0), (f"{said} {step}".strip(), 0.6), (f"{step}", 1.0)):
            number = self._name(text, self.view.theme.ink)
            number.next_to(foot + share * (top - foot), LEFT if step > self.steps / 2 else RIGHT, buff=0.05)
            if not any(meet(number, name[0]) for name in self.names):
                break  # where there is no room for more, the number stands alone
        return VGroup(DashedLine(foot, top, color=self.view.theme.ink, stroke_width=2), number).set_z_index(2)

    def _name(self, text: str, colour: str) -> VGroup:
        return plated(self.view, text, colour, size=25, opacity=0.9, buff=0.04)

    def _name_ends(self, heights: Sequence[Points], costs: Sequence[float]) -> None:
        ends = []
        for known, cost in zip(heights, costs, strict=True):
            corners = self._down_to_the_border(known, cost)
            ends.append(corners[np.isfinite(corners).all(axis=1)][-1])
        lines = spread(np.array(ends)[:, 1], LINE, self.plot.bottom + LINE / 2, self.plot.top - LINE / 2)
        if len(ends) * LINE > self.plot.height:  # no room inside: all of them stand beside the graph
            ends = [np.array([self.plot.right, *end[1:]]) for end in ends]
        for name, end, line in zip(self.names, ends, lines, strict=True):
            name.move_to(np.array([end[0] + LEADER, line, 0.0]), aligned_edge=LEFT)
            name.add(leader(self.view, end, line, name[1].get_color()))

    def _down_to_the_border(self, heights: Points, cost: float) -> Points:
        """The points of a curve, which ends on the border where it first falls below what is shown."""
        points, scaled = self.at(cost * np.arange(len(heights)), heights), self._scaled(heights)
        with np.errstate(invalid="ignore"):
            below = np.flatnonzero((scaled < self.low) | (heights == self.floor))
        if len(below) and (k := below[0]) > 0 and np.isfinite(points[k - 1]).all():
            fall = max(scaled[k - 1] - scaled[k], scaled[k - 1] - self.low)
            share = (scaled[k - 1] - self.low) / fall if np.isfinite(fall) else 1.0
            points[k:] = np.nan
            points[k] = [points[k - 1][0] + share * cost * self.plot.width / self.steps, self.plot.bottom, 0.0]
        return points

    def _scaled(self, heights: Points) -> Points:
        if self.floor is None:
            return heights
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log10(heights - self.floor)

    def _axes(self, numbers: Sequence[tuple[float, VMobject]]) -> VGroup:
        plot, view = self.plot, self.view
        corner, end = np.array([plot.left, plot.bottom, 0.0]), np.array([plot.right, plot.bottom, 0.0])
        top = np.array([plot.left, plot.top + 0.1, 0.0])
        axes = VGroup(axis_line(view, top, corner, end))
        axes.add(name := self._height_name().next_to(top, UP, buff=0.1, aligned_edge=LEFT))
        if self.floor is not None:
            name.shift((self.box.left - name.get_left()[0]) * RIGHT)  # a long one needs all the room there is
        axes.add(step := _step_name(view, end, self.counted, self.box.right))
        for number in round_numbers(0, self.steps, 1 + int(plot.width / 0.8)):
            text = formula(view, f"{abs(number):.0f}", size=NUMBER_SIZE)
            self._tick(axes, np.array([plot.left + plot.width * number / self.steps, plot.bottom, 0.0]), DOWN, text)
            if text.get_right()[0] > step.get_left()[0] - 0.1:
                axes.remove(text)
        for value, text in numbers:
            up = plot.bottom + plot.height * (value - self.low) / (self.high - self.low)
            self._tick(axes, np.array([plot.left, up, 0.0]), LEFT, text)
        return axes

    def _height_name(self) -> VMobject:
        if self.floor is None:
            return formula(self.view, "f", size=28)
        return words(self.view.theme, "height above the bottom (log scale)", size=24)

    def _height_ticks(self, upright: float) -> list[tuple[float, str]]:
        """Places on the height axis, so many scene units long, and what to write there."""
        most = max(2, int(upright / 0.55))
        if self.floor is None:
            return ticks(self.low, self.high, most)
        exponents = np.arange(np.ceil(self.low), np.floor(self.high) + 1)
        kept = exponents[:: max(1, -(-len(exponents) // most))].astype(int).tolist()
        return [(float(exponent), power_of_ten(exponent)) for exponent in kept]

    def _tick(self, axes: VGroup, place: Points, outwards: Points, text: VMobject) -> None:
        axes.add(axis_line(self.view, place, place + TICK * outwards), text.next_to(place, outwards, buff=0.15))


def _step_name(view: View, end: Points, said: str, border: float) -> Typst:
    """Below the room for the names of the curves, so that the last tick keeps its number, if there is room for it."""
    name = words(view.theme, said, size=26).next_to(end, DOWN, buff=0.15)
    name.shift((end[0] + STEP_NAME - name.get_left()[0]) * RIGHT)
    return name.shift(min(border - name.get_right()[0], 0.0) * RIGHT)
