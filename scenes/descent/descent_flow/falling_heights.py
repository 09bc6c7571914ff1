"""The graph of the heights of all particles over the time of the film."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim import nice_levels
from gradanim.paint.dots import Particles
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import redrawn
from gradanim.stage.maps import rank
from gradanim.stage.plots import Axis, Plot, labels, name_ends, room_for_names
from gradanim.stage.typeset import words

SAMPLES = 120  # vertices of a whole line
NUMBER_SIZE = 28.0  # of what is said of the ends


@dataclass(frozen=True)
class ContourAxis(Axis):
    """The scale of an axis on which one contour is one step, from a step below the lowest to one above the highest.

    Heights beyond are held at its ends.

    Attributes:
        steps: the heights that are equally far apart on it.
    """

    steps: tuple[float, ...] = ()

    @classmethod
    def of(cls, levels: NDArray[np.float64], name: str) -> "ContourAxis":
        """The scale for contours at these heights, rising."""
        texts = list(zip(levels.tolist(), labels(levels), strict=True))
        if len(levels) > 1:
            below, above = 2 * levels[0] - levels[1], 2 * levels[-1] - levels[-2]
        else:
            middle = float(levels.sum())
            below, above = middle - (abs(middle) or 1.0), middle + (abs(middle) or 1.0)
        return cls(below, above, name, texts, (below, *levels, above))

    def share(self, values: ArrayLike) -> NDArray[np.float64]:
        """How far along the axis heights are, 0 at its beginning and 1 at its end."""
        return np.asarray(np.interp(np.asarray(values, float), self.steps, np.linspace(0, 1, len(self.steps))))

    def value(self, shares: ArrayLike) -> NDArray[np.float64]:
        """The heights at shares of the axis: `share` undone."""
        return np.asarray(np.interp(np.asarray(shares, float), np.linspace(0, 1, len(self.steps)), self.steps))


class FallingHeights(Plot):
    """The height of every particle up to now, over the time of the film.

    A height stands where its contour's colour stands between the lowest and the highest: one contour is one step, also
    where the contours are a ladder.

    Args:
        colours: of the lines, one each.
        ends: heights, and for each what to say of it and in which colour, beside the end of the graph.

    Attributes:
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
        self.names = VGroup(*(VGroup(words(view.theme, text, size=NUMBER_SIZE).set_color(c)) for _, text, c in ends))
        levels = nice_levels(view.field)
        time, height = Axis(0.0, moving.duration, "time", marks=()), ContourAxis.of(levels.values, "_f_")
        super().__init__(view, box, time, height, right=room_for_names(self.names))
        for tick, colour in zip(self.y_ticks, view.theme.height_colours(rank(levels, levels.values)), strict=True):
            tick.set_stroke(color="#" + "".join(f"{round(255 * c):02x}" for c in colour[:3]), width=4)
        name_ends(self.names, [self.at(moving.duration, height) for height, _, _ in ends], self.area)
        self.times = np.linspace(0.0, moving.duration, SAMPLES)
        places = np.stack([view.where(moving.places(t)) for t in self.times])
        self.heights = view.field(*np.moveaxis(places, -1, 0))
        nothing = [np.full((SAMPLES, 3), np.nan)] * moving.count
        shades = view.theme.path if colours is None else list(colours)
        self.lines = redrawn(Polylines(nothing, shades, stroke_width=1.4), self._draw)
        self.lines.set_opacity(0.25 if colours is None else 0.4)
        self.add(self.lines, self.names)

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
