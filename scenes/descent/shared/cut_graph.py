"""Straight cuts through a valley: lines on the map, and heights in a graph over the signed offset from the middle."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.maps import broken
from gradanim.stage.typeset import formula, words

from .axes import TICK, axis_line, ticks

NUMBER_SIZE = 24.0
SAMPLES = 61  # along a cut


class CutGraph(VGroup):
    """The heights along cuts through one place of the plane, each in its colour.

    Args:
        ways: unit vectors, shape (n, 2).
        half_width: how far the cuts go to each side, in units of the plane.
        room: scene units that are kept free to the right of the graph.
        highest: up to which height the graph reaches; as high as the cuts, if that is not given.

    Attributes:
        marks: the cuts on the map; not part of the graph.
        axes, curves: what is drawn, the curves in the order of the marks.
        in_space: it is flat, as a walk that is drawn in it has to know.
    """

    in_space = False

    def __init__(
        self,
        view: View,
        place: ArrayLike,
        ways: ArrayLike,
        half_width: float,
        box: Box,
        colours: Sequence[str],
        *,
        room: float = 1.15,
        highest: float = -np.inf,
    ) -> None:
        self.view, self.theme, self.box, self.half_width = view, view.theme, box, half_width
        distances = np.linspace(-half_width, half_width, SAMPLES)
        cuts = [np.asarray(place) + distances[:, None] * way for way in np.asarray(ways)]
        heights = [view.field(*cut.T) for cut in cuts]
        self.low, self.high = float(np.min(heights)), max(highest, float(np.max(heights)))
        most = max(2, int((box.height - 1.0) / 0.55))
        numbers = [(v, formula(view, text, size=NUMBER_SIZE)) for v, text in ticks(self.low, self.high, most)]
        left = max((number.width for _, number in numbers), default=0.0) + 0.25
        self.plot = box.inset(left=left, right=room, bottom=0.55, top=0.45)
        self.marks = VGroup(
            Line(*view.line(cut[[0, -1]]), color=colour, stroke_width=5)
            for cut, colour in zip(cuts, colours, strict=True)
        ).set_z_index(1)
        self.curves = VGroup(
            broken(VMobject(stroke_color=colour, stroke_width=4.5), self.at(distances, height))
            for height, colour in zip(heights, colours, strict=True)
        )
        self.axes = self._axes(numbers)
        super().__init__(self.axes, self.curves)

    def at(self, distance: ArrayLike, height: ArrayLike) -> NDArray[np.float64]:
        """The frame's points, shape (..., 3), for distances from the middle and heights; nan beyond what is shown."""
        plot, distance, height = self.plot, np.asarray(distance, float), np.asarray(height, float)
        across = plot.left + plot.width * (distance / self.half_width + 1) / 2
        up = plot.bottom + plot.height * (height - self.low) / (self.high - self.low)
        with np.errstate(invalid="ignore"):
            shown = (
                (np.abs(distance) <= (1 + 1e-9) * self.half_width)
                & (up <= plot.top + 1e-6)
                & (up >= plot.bottom - 1e-6)
            )
        return np.stack([across, np.where(shown, up, np.nan), np.zeros_like(up)], axis=-1)

    def where(self, points: ArrayLike) -> NDArray[np.float64]:
        """Distances and heights, shape (..., 2), that drawn points stand for: `at` undone."""
        points, plot = np.asarray(points, float), self.plot
        distance = (2 * (points[..., 0] - plot.left) / plot.width - 1) * self.half_width
        height = self.low + (points[..., 1] - plot.bottom) / plot.height * (self.high - self.low)
        return np.stack([distance, height], axis=-1)

    def _axes(self, heights: Sequence[tuple[float, VMobject]]) -> VGroup:
        view, plot = self.view, self.plot
        corner = np.array([plot.left, plot.bottom, 0.0])
        top, right = corner + (plot.height + 0.1) * UP, corner + plot.width * RIGHT
        axes = VGroup(axis_line(view, top, corner, right))
        height = words(view.theme, "_f_ along the cut" + "s" * (len(self.marks) > 1), size=26)
        height.next_to(top, UP, buff=0.1)
        axes.add(height.shift(max(self.box.left - height.get_left()[0], 0.0) * RIGHT))
        name = words(view.theme, "offset", size=26).next_to(right, DOWN, buff=0.15)
        name.shift((plot.right + 0.2 - name.get_left()[0]) * RIGHT)
        taken = -np.inf
        half_width = (1 - 1e-9) * self.half_width  # rounding is not to cost a tick, where there is room for few
        for value, text in ticks(-half_width, half_width, max(3, 1 + int(plot.width))):
            place = self.at(value, self.low)
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, DOWN, buff=0.15)
            axes.add(axis_line(view, place, place + TICK * DOWN))
            if taken + 0.1 < number.get_left()[0] and number.get_right()[0] < name.get_left()[0] - 0.1:
                axes.add(number)
                taken = number.get_right()[0]
        for value, number in heights:
            place = self.at(-self.half_width, value)
            axes.add(axis_line(view, place, place + TICK * LEFT), number.next_to(place, LEFT, buff=0.15))
        return axes.add(name)
