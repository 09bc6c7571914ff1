"""Straight cuts through a valley: lines on the map, and heights in a graph over the signed offset from the middle."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.bowl import Bowl
from gradanim.ravine import Ravine
from gradanim.stage.layout import Box
from gradanim.stage.maps.contours import broken
from gradanim.stage.maps.frame import labels, round_numbers
from gradanim.stage.typeset.texts import formula, words
from gradanim.stage.view import View

TICK = 0.08  # scene units
NUMBER_SIZE = 24.0
APART = 0.34  # scene units from one name to the other
SAMPLES = 61  # along a cut


class CutGraph(VGroup):
    """The heights along cuts through one place of the plane, each in its colour.

    Args:
        ways: unit vectors, shape (n, 2).
        reach: how far the cuts go to each side, in units of the plane.
        room: scene units that are kept free to the right of the graph.

    Attributes:
        marks: the cuts on the map; not part of the graph.
        axes, curves: what is drawn, the curves in the order of the marks.
        solid: it is flat, as a walk that is drawn in it has to know.
    """

    solid = False

    def __init__(
        self,
        view: View,
        place: ArrayLike,
        ways: ArrayLike,
        reach: float,
        box: Box,
        colours: Sequence[str],
        *,
        room: float = 1.15,
    ) -> None:
        self.view, self.theme, self.box, self.reach = view, view.theme, box, reach
        distances = np.linspace(-reach, reach, SAMPLES)
        cuts = [np.asarray(place) + distances[:, None] * way for way in np.asarray(ways)]
        heights = [view.field(*cut.T) for cut in cuts]
        self.low, self.high = float(np.min(heights)), float(np.max(heights))
        most = max(2, int((box.height - 1.0) / 0.55))
        numbers = [(v, formula(view, text, size=NUMBER_SIZE)) for v, text in _ticks(self.low, self.high, most)]
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
        across = plot.left + plot.width * (distance / self.reach + 1) / 2
        up = plot.bottom + plot.height * (height - self.low) / (self.high - self.low)
        with np.errstate(invalid="ignore"):
            shown = (np.abs(distance) <= (1 + 1e-9) * self.reach) & (up <= plot.top + 1e-6) & (up >= plot.bottom - 1e-6)
        return np.stack([across, np.where(shown, up, np.nan), np.zeros_like(up)], axis=-1)

    def where(self, points: ArrayLike) -> NDArray[np.float64]:
        """Distances and heights, shape (..., 2), that drawn points stand for: `at` undone."""
        points, plot = np.asarray(points, float), self.plot
        distance = (2 * (points[..., 0] - plot.left) / plot.width - 1) * self.reach
        height = self.low + (points[..., 1] - plot.bottom) / plot.height * (self.high - self.low)
        return np.stack([distance, height], axis=-1)

    def _axes(self, heights: Sequence[tuple[float, VMobject]]) -> VGroup:
        view, plot = self.view, self.plot
        corner = np.array([plot.left, plot.bottom, 0.0])
        top, right = corner + (plot.height + 0.1) * UP, corner + plot.width * RIGHT
        axes = VGroup(self._line(top, corner, right))
        height = words(view.theme, "_f_ along the cut" + "s" * (len(self.marks) > 1), size=26)
        height.next_to(top, UP, buff=0.1)
        axes.add(height.shift(max(self.box.left - height.get_left()[0], 0.0) * RIGHT))
        name = words(view.theme, "offset", size=26).next_to(right, DOWN, buff=0.15)
        name.shift((plot.right + 0.2 - name.get_left()[0]) * RIGHT)
        taken = -np.inf
        reach = (1 - 1e-9) * self.reach  # rounding is not to cost a tick, where there is room for few
        for value, text in _ticks(-reach, reach, max(3, 1 + int(plot.width))):
            place = self.at(value, self.low)
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, DOWN, buff=0.15)
            axes.add(self._line(place, place + TICK * DOWN))
            if taken + 0.1 < number.get_left()[0] and number.get_right()[0] < name.get_left()[0] - 0.1:
                axes.add(number)
                taken = number.get_right()[0]
        for value, number in heights:
            place = self.at(-self.reach, value)
            axes.add(self._line(place, place + TICK * LEFT), number.next_to(place, LEFT, buff=0.15))
        return axes.add(name)

    def _line(self, *corners: NDArray[np.float64]) -> VMobject:
        return VMobject(stroke_color=self.view.theme.faint, stroke_width=2).set_points_as_corners(corners)


class CrossCuts(CutGraph):
    """A ravine cut open across and along.

    Attributes:
        names: of the two curves.
    """

    def __init__(self, view: View, ravine: Ravine, box: Box) -> None:
        colours = (view.theme.direction, view.theme.level)
        super().__init__(view, ravine.place, (ravine.across, ravine.along), ravine.reach, box, colours)
        self.names = VGroup(words(view.theme, name, size=28) for name in ("across", "along"))
        ends = [curve.points[-1][1] for curve in self.curves]
        ends[0] = max(ends[0], ends[1] + APART)
        for name, end, colour in zip(self.names, ends, colours, strict=True):
            name.set_color(colour).move_to([self.plot.right + 0.12, end, 0], aligned_edge=LEFT)
        self.add(self.names)


class BowlCut(CutGraph):
    """A bowl cut open where it curves most, with the distances from the middle at which walks stop.

    Args:
        start: where walks begin; the cut reaches about twice as far from the middle.
    """

    def __init__(self, view: View, bowl: Bowl, start: ArrayLike, box: Box) -> None:
        self.bowl, self.way = bowl, bowl.steepest_way(start)
        reach = min(0.9 * bowl.way_out(self.way), 2.2 * float(abs(self._distance(start))))
        super().__init__(view, bowl.bottom, [self.way], reach, box, [view.theme.direction])

    def stops(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distances and heights, shape (n, 2), on the cut beside which plane points (n, 2) lie."""
        distances = self._distance(places)
        on_it = np.asarray(self.bowl.bottom) + distances[:, None] * self.way
        return np.stack([distances, self.view.field(*on_it.T)], axis=-1)

    def slope(self, place: ArrayLike) -> tuple[float, float]:
        """The distance from the middle beside a plane point, and the slope of the cut there."""
        distance = float(self._distance(place))
        x, y = self.bowl.bottom + distance * self.way
        return distance, float(self.view.field.gradient(x, y) @ self.way)

    def tangent(self, place: ArrayLike) -> Line:
        """The tangent of the cut beside a plane point, from half its distance to half as far again."""
        (distance, slope), plot = self.slope(place), self.plot
        middle = self.at(*self.stops(np.atleast_2d(place))[0])
        across, up = plot.width / (2 * self.reach), plot.height / (self.high - self.low)
        half = distance / 2 * np.array([across, slope * up, 0.0])
        return Line(middle - half, middle + half, color=self.theme.gradient, stroke_width=5).set_z_index(1)

    def _distance(self, places: ArrayLike) -> NDArray[np.float64]:
        across: NDArray[np.float64] = (np.asarray(places, float) - self.bowl.bottom) @ self.way
        return across


def _ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    numbers = round_numbers(low, high, most)
    return list(zip(numbers.tolist(), labels(numbers), strict=True))
