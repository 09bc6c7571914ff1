"""The graph of height against step, for walks that go side by side."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import LEFT, RIGHT, DashedLine, VGroup
from numpy.typing import NDArray

from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now, now_number, redrawn
from gradanim.stage.plots import Axis, LogAxis, Plot, name_ends, room_for_names
from gradanim.stage.plots.ends import LINE
from gradanim.stage.typeset import Label, place, words

from .steps import so_far

DECADES = 5  # that a logarithmic axis shows at most
OVER = 0.6  # scene units that names may reach over the top of a graph
MARGIN = 0.04  # of the heights that are shown, below and above them
Points = NDArray[np.float64]


class HeightGraph(Plot):
    """A plot of heights against steps, with room for the names of its curves; `curve` draws into it.

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
        self.view, self.steps = view, len(heights[0]) - 1
        self.names = VGroup(self._name(n, c) for n, c in zip(names, colours, strict=True)).set_z_index(1)
        above = _height_axis(np.concatenate(heights), floor)
        steps = Axis(0, self.steps, counted)
        super().__init__(view, box, steps, above, right=room_for_names(self.names))
        if len(names) * LINE > self.area.height + OVER:  # colours have to do
            self.names = VGroup(VGroup() for _ in names)
            return
        name_ends(
            self.names,
            [self._end(*pair) for pair in zip(heights, costs or [1.0] * len(heights), strict=True)],
            self.area,
        )

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
        foot, top = self.at(step, self.y.value([0.0, 0.62]))
        spots = [top, 0.4 * foot + 0.6 * top], LEFT if step > self.steps / 2 else RIGHT
        for text in (f"{said} {step}".strip(), f"{step}"):  # where there is no room for more, the number stands alone
            number = self._name(text, self.view.theme.ink)
            if place(number, spots, off=0.05, clear_of=[label.plate for label in self.names if len(label)]):
                break
        return VGroup(DashedLine(foot, top, color=self.view.theme.ink, stroke_width=2), number).set_z_index(2)

    def _name(self, text: str, colour: str) -> Label:
        return Label(self.view, words(self.view.theme, text, size=28), colour=colour)

    def _end(self, heights: Points, cost: float) -> Points:
        corners = self._down_to_the_border(heights, cost)
        return np.asarray(corners[np.isfinite(corners).all(axis=1)][-1])

    def _down_to_the_border(self, heights: Points, cost: float) -> Points:
        """The points of a curve, which ends on the border where it first falls below what is shown."""
        steps, up = cost * np.arange(len(heights)), self.y.share(heights)
        points = self.at(np.minimum(steps, self.steps), heights)
        with np.errstate(invalid="ignore"):
            below = np.flatnonzero((up < 0) | (heights == getattr(self.y, "floor", np.nan)))
        if len(below) and (k := below[0]) > 0 and np.isfinite(points[k - 1]).all():
            fall = up[k - 1] - up[k]
            share = up[k - 1] / max(fall, up[k - 1]) if np.isfinite(fall) else 1.0
            points[k:] = np.nan
            points[k] = self.at(min(steps[k - 1] + share * cost, self.steps), self.y.value(0.0))
        return points


def _height_axis(heights: Points, floor: float | None) -> Axis:
    """The scale for heights, with a margin below and above; for those above a floor a logarithmic one."""
    known = heights[np.isfinite(heights)]
    if floor is None:
        margin = MARGIN * float(np.ptp(known))
        return Axis(float(known.min()) - margin, float(known.max()) + margin, "_f_")
    exponents = np.log10(known[known > floor] - floor)
    high = float(exponents.max())
    low = max(float(exponents.min()), high - DECADES)
    margin = MARGIN * (high - low) or 0.5 * abs(high) or 0.5
    name = "height above the bottom (log scale)"
    return LogAxis(10.0 ** (low - margin), 10.0 ** (high + margin), name, floor=floor)
