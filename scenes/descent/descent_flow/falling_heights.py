"""The graph of the heights of all particles over the time of the film."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import nice_levels
from gradanim.paint.dots import Particles
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import redrawn
from gradanim.stage.maps import rank
from gradanim.stage.plots import labels
from gradanim.stage.typeset import formula, words
from scenes.descent.shared.axes import axis_line
from scenes.descent.shared.labels import LEADER, LINE, leader, spread

SAMPLES = 120  # vertices of a whole line
NUMBER_SIZE = 26.0
APART = 0.42  # scene units between numbers


class FallingHeights(Group):
    """The height of every particle up to now, over the time of the film.

    A height stands where its contour's colour stands between the lowest and the highest: one contour is one step, also
    where the contours are a ladder.

    Args:
        colours: of the lines, one each.
        ends: heights, and for each what to say of it and in which colour, beside the end of the graph.

    Attributes:
        axes: the axes, with the heights of some contours.
        lines: what the particles have drawn so far.
        names: what is said of the heights, each with a line that leads to it from its own.
    """

    def __init__(
        self,
        view: View,
        moving: Particles,
        box: Box,
        colours: NDArray[np.str_] | None = None,
        *,
        ends: Sequence[tuple[float, str, str]] = (),
    ) -> None:
        self.view, self.moving = view, moving
        self.levels = nice_levels(view.field)
        self.names = VGroup(*(VGroup(words(view.theme, text, size=NUMBER_SIZE).set_color(c)) for _, text, c in ends))
        room = max([0.35, *(name.width + LEADER + 0.1 for name in self.names)])
        self.plot = box.inset(left=0.75, right=room, bottom=0.45, top=0.5)
        self.axes = self._axes()
        self._name_ends([height for height, _, _ in ends])
        self.times = np.linspace(0.0, moving.duration, SAMPLES)
        places = np.stack([view.where(moving.places(t)) for t in self.times])
        self.heights = view.field(*np.moveaxis(places, -1, 0))
        nothing = [np.full((SAMPLES, 3), np.nan)] * moving.count
        shades = view.theme.path if colours is None else list(colours)
        self.lines = redrawn(Polylines(nothing, shades, stroke_width=1.4), self._draw)
        self.lines.set_opacity(0.25 if colours is None else 0.4)
        super().__init__(self.axes, self.lines, self.names)

    def at(self, times: ArrayLike, heights: ArrayLike) -> NDArray[np.float64]:
        """The frame's points, shape (..., 3), for times in seconds and heights."""
        times, plot = np.asarray(times, float), self.plot
        share = np.where(np.isnan(heights), np.nan, self._share(np.nan_to_num(np.asarray(heights, float))))
        across = plot.left + plot.width * np.broadcast_to(times, share.shape) / self.moving.duration
        return np.stack([across, plot.bottom + plot.height * share, np.zeros_like(share)], axis=-1)

    def enlarged(self, which: int) -> Polylines:
        """The line of one of the particles, stronger than the others."""
        line = Polylines([np.full((SAMPLES, 3), np.nan)], self.view.theme.path, stroke_width=4.5)

        def draw(line: Polylines) -> None:
            line.points = self.lines.points.reshape(self.moving.count, SAMPLES, 3)[which]

        return redrawn(line, draw).set_z_index(1)

    def fronts(self) -> NDArray[np.float64]:
        """Where the drawn lines end now, shape (n, 3); nan for those whose particle is gone."""
        drawn = self.lines.points.reshape(self.moving.count, SAMPLES, 3)
        return drawn[:, self._last()]

    def _name_ends(self, heights: list[float]) -> None:
        ends = self.at(self.moving.duration, heights).reshape(-1, 3)
        wanted = ends[:, 1]
        lines = spread(wanted, LINE, self.plot.bottom, self.plot.top) if len(wanted) else wanted
        for name, end, line in zip(self.names, ends, lines, strict=True):
            name.move_to(np.array([self.plot.right + LEADER + 0.05, line, 0.0]), aligned_edge=LEFT)
            name.add(leader(self.view, end, line, name[0].get_color()))

    def _last(self) -> int:
        return int(np.clip(np.ceil(self.moving.time / self.moving.duration * (SAMPLES - 1)), 0, SAMPLES - 1))

    def _draw(self, lines: Polylines) -> None:
        now, last = min(self.moving.time, self.moving.duration), self._last()
        times = np.minimum(self.times, now)
        heights = self.heights.copy()
        heights[last] = self.view.field(*self.view.where(self.moving.places()).T)
        points = self.at(times[:, None], heights)
        points[last + 1 :] = np.nan
        lines.points = points.transpose(1, 0, 2).reshape(-1, 3)

    def _share(self, heights: NDArray[np.float64]) -> NDArray[np.float64]:
        """From 0, a step below the lowest contour, to 1, a step above the highest; what lies beyond is held there."""
        values = self.levels.values
        if len(values) < 2:
            return np.full(heights.shape, 0.5)
        below, above = 2 * values[0] - values[1], 2 * values[-1] - values[-2]
        marks = np.array([below, *values, above])
        return np.asarray(np.interp(heights, marks, np.linspace(0, 1, len(marks))))

    def _axes(self) -> VGroup:
        view, plot = self.view, self.plot
        corner = np.array([plot.left, plot.bottom, 0.0])
        top, right = corner + (plot.height + 0.12) * UP, corner + (plot.width + 0.1) * RIGHT
        axes = VGroup(axis_line(view, top, corner, right))
        axes.add(formula(view, "f", size=32).next_to(top, UP, buff=0.1))
        time = formula(view, '"time"', size=28)
        axes.add(time.next_to(right, DOWN, buff=0.14, aligned_edge=RIGHT))
        colours = view.theme.height_colours(rank(self.levels, self.levels.values))
        taken = -np.inf
        for value, text, colour in zip(self.levels.values, labels(self.levels.values), colours, strict=True):
            place = self.at(0.0, value)
            tick = VMobject(stroke_width=3).set_points_as_corners([place, place + 0.14 * LEFT])
            axes.add(tick.set_stroke(color="#" + "".join(f"{round(255 * c):02x}" for c in colour[:3])))
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, LEFT, buff=0.22)
            if place[1] > taken + APART and number.width < 0.9:
                axes.add(number)
                taken = place[1]
        return axes
