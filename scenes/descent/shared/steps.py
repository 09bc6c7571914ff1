"""A walk in steps, on the map and on the landscape: where it stopped, and the line from stop to stop."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from manim import OUT, Group
from numpy.typing import ArrayLike, NDArray

from gradanim.paint.dots import Dots
from gradanim.paint.lines import Polylines
from gradanim.records.theme import Theme
from gradanim.stage.frame.live import LiveNumber, now, now_number, redrawn
from gradanim.stage.space.landscape import LIFT

Points = NDArray[np.float64]


class Chart(Protocol):
    """Where steps can be drawn: a map, a landscape, a graph."""

    @property
    def in_space(self) -> bool:
        """Whether it stands in space."""

    @property
    def theme(self) -> Theme:
        """The colours by their roles."""

    def at(self, x: ArrayLike, y: ArrayLike, /) -> Points:
        """The scene points, shape (..., 3), of a pair of coordinates."""

    def where(self, points: ArrayLike, /) -> Points:
        """`at` undone."""


SAMPLES = 8  # of a step on the landscape: it follows the ground over its straight line


class Steps(Group):
    """A walk in steps, as far as it has come: a line, a dot at every stop, a larger one in front.

    Args:
        view: of the plane; or of the landscape, where the line lies on the surface; or a graph of pairs of numbers.
        stops: plane points, shape (n + 1, 2), nan after the last; or a function that says them, always as many.
        done: how many steps have been taken; a fraction shows as much of the next one.
        samples: places on every step that are drawn, where a straight one is drawn as a curve.

    Attributes:
        line, dots, head: what is drawn.
    """

    def __init__(
        self,
        view: Chart,
        stops: Points | Callable[[], Points],
        done: LiveNumber,
        colour: str | None = None,
        *,
        width: float = 4,
        radius: float = 0.05,
        head: float = 0.11,
        samples: int | None = None,
    ) -> None:
        self._view, self._stops, self._done = view, stops, done
        self._samples = samples or (SAMPLES if view.in_space else 1)
        colour, count = colour or view.theme.path, len(now(stops))
        nowhere = np.full((count, 3), np.nan)
        self.line = Polylines([np.full((self._samples * (count - 1) + 1, 3), np.nan)], colour, stroke_width=width)
        self.dots, self.head = Dots(nowhere, colour, radius=radius), Dots(nowhere[:1], colour, radius=head)
        super().__init__(self.line, self.dots, self.head)
        self.set_z_index(1)
        redrawn(self, Steps.redraw)

    def redraw(self) -> None:
        """Draw the walk as far as it has come now."""
        stops, samples = now(self._stops), self._samples
        known = int(np.isfinite(stops).all(axis=1).sum()) - 1
        done = min(now_number(self._done), known)
        points = so_far(self._at(_between(stops, samples)), samples * done)
        self.line.points, self.head.points = points, points[int(np.ceil(samples * done - 1e-9))][None]
        self.dots.points = np.where(np.arange(len(stops))[:, None] <= done + 1e-9, self._at(stops), np.nan)

    def _at(self, places: Points) -> Points:
        points = self._view.at(*places.T)
        return points + 2 * LIFT * OUT if self._view.in_space else points

    def set_opacity(self, opacity: float) -> "Steps":
        """Fade the whole walk; a group would not hand it on to what is painted in bulk."""
        for part in (self.line, self.dots, self.head):
            part.set_opacity(opacity)
        return self

    @property
    def corners(self) -> Points:
        """The scene points, shape (k, 3), at which the drawn line has its stops so far."""
        corners = self.line.points[:: self._samples]
        return corners[np.isfinite(corners).all(axis=1)]

    @property
    def places(self) -> Points:
        """The plane points, shape (k, 2), that they stand for."""
        return self._view.where(self.corners)

    @property
    def front(self) -> Points:
        """The scene point, shape (3,), at which the large dot is drawn."""
        point: Points = self.head.points[0]
        return point


def so_far(points: Points, done: float) -> Points:
    """The points, shape (n, 3), of a line as far as it has come: nan after that; a fraction cuts the piece it is in."""
    last = min(int(done + 1e-9), len(points) - 1)
    drawn, rest = points.copy(), done - last
    if rest > 1e-9 and last + 1 < len(points):
        drawn[last + 1] = points[last] + rest * (points[last + 1] - points[last])
        last += 1
    drawn[last + 1 :] = np.nan
    return drawn


def padded(known: Points, steps: int) -> Points:
    """What is known from step 0 on, shape (k, ...), made as long as a walk of so many steps is: nan after the last."""
    return np.concatenate([known, np.full((steps + 1 - len(known), *known.shape[1:]), np.nan)])


def _between(stops: Points, samples: int) -> Points:
    """So many places on every step, shape (samples * n + 1, 2), the stops among them."""
    times = np.arange(samples * (len(stops) - 1) + 1) / samples
    whole = times.astype(int)
    share = (times - whole)[:, None]
    onwards = stops[np.minimum(whole + 1, len(stops) - 1)] - stops[whole]
    return stops[whole] + np.where(share > 0, share * onwards, 0.0)  # there is no way on from the last known stop
