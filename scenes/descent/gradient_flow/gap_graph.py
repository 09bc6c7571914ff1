"""The graph of the gap between flow and steps over time."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number
from gradanim.stage.plots import Axis, Plot, name_ends, room_for_names
from gradanim.stage.plots.ends import LINE
from gradanim.stage.typeset import spoken_alike, words

from .discretization import Discretization

TAG = 30.0  # font size of the numbers at the curves


class GapGraph(Plot):
    """The gap between steps and flow against time, a curve for each length of the steps, as far as its time has come.

    Args:
        shares: for each, how much of the time has gone by.

    Attributes:
        curves, tags: what is drawn; a tag says the largest gap of its curve; as many as have room.
        said: the largest gaps, as tags and sentences say them; empty where there are none.
    """

    def __init__(self, view: View, found: Discretization, box: Box, shares: Sequence[LiveNumber]) -> None:
        self.found = found
        self.said = [] if found.exact else spoken_alike(found.largest_gaps, finest=min(found.largest_gaps) / 10)
        numbers = [words(view.theme, text, size=TAG) for text in self.said]
        highest = 1.08 * (found.length if found.exact else found.largest_gaps[0])
        times, gaps = Axis(0.0, found.span, "_t_"), Axis(0.0, highest, "gap")
        super().__init__(view, box, times, gaps, right=room_for_names(numbers, least=0.75))
        self.curves = [self._curve(k, share) for k, share in enumerate(shares)]
        tops = [(self._times[np.argmax(gaps)], np.max(gaps)) for gaps in found.gaps[: len(numbers)]]
        tops = tops[: max(1, int(self.area.height / LINE))]  # in a low graph the smallest gaps have no room for a tag
        self.tags = [VGroup(number) for number in numbers[: len(tops)]]
        name_ends(self.tags, [self.at(found.span, top) for _, top in tops], self.area)
        for tag, (time, top) in zip(self.tags, tops, strict=True):
            tag.add(self.thin_line(*self.at([time, found.span], top)))
        self.add(*self.curves, *self.tags)

    def highest(self, run: int) -> float:
        """The largest gap that a drawn curve shows, in units of the plane."""
        return float(np.nanmax(self.where(self.curves[run].points)[:, 1]))

    @property
    def _times(self) -> NDArray[np.float64]:
        return np.linspace(0.0, self.found.span, len(self.found.flow))

    def _curve(self, run: int, share: LiveNumber) -> Polylines:
        def so_far() -> tuple[ArrayLike, ArrayLike]:
            gone = self._times <= (now_number(share) + 1e-9) * self.found.span
            return self._times, np.where(gone, self.found.gaps[run], np.nan)

        return self.polyline(so_far, self.theme.level, width=3.5)
