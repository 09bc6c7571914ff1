"""The bowl cut open where it curves most, and the line through its middle across that."""

from collections.abc import Callable

import numpy as np
from manim import UP, DashedLine, Group, Line, ValueTracker, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point, redrawn
from gradanim.stage.typeset import Label, words
from scenes.descent.shared.cut_graph import SAMPLES, CutGraph

from .bowl import Bowl

Points = NDArray[np.float64]


class BowlCut(CutGraph):
    """A bowl cut open where it curves most: through its bottom at first, then through whoever walks in it.

    Args:
        start: where walks begin; the cut reaches about twice as far from the middle.
        walker: says where the walker is now.

    Attributes:
        slid: how far the cut has been moved from the bottom to the walker, 0 to 1.
        gentle: the cut across this one through the bottom: its line on the map and its curve; none of a round bowl.
    """

    def __init__(self, view: View, bowl: Bowl, start: ArrayLike, box: Box, walker: Callable[[], Points]) -> None:
        self.bowl, self.way, self.walker = bowl, bowl.most_curved_way(start), walker
        self.slid = ValueTracker(0.0)
        half_width = min(0.9 * bowl.distance_to_border(self.way), 2.2 * float(abs(self._distance(start))))
        self._distances = np.linspace(-half_width, half_width, SAMPLES)
        ends = self._beside(start) + np.outer([-half_width, half_width], self.way)
        highest = float(np.max(view.field(*np.vstack([ends, np.reshape(start, (1, 2))]).T)))
        colour = view.theme.direction
        super().__init__(view, bowl.bottom, [self.way], half_width, box, [colour], highest=highest)
        self.gentle = Group() if bowl.round else self._across_this()
        redrawn(self.curves[0], self._draw_curve)
        redrawn(self.marks[0], self._draw_mark)

    @property
    def middle(self) -> Points:
        """Where the cut crosses the middle line now, shape (2,)."""
        bottom = np.asarray(self.bowl.bottom)
        return bottom + self.slid.get_value() * (self._beside(self.walker()) - bottom)

    def over(self) -> "OverTheCut":
        """The graph as a chart of plane points: each stands over its distance from the middle line, at its height."""
        return OverTheCut(self)

    def stops(self, places: Points) -> Points:
        """Distances from the middle line and heights, shape (n, 2), of plane points (n, 2)."""
        return np.stack([self._distance(places), self.view.field(*np.asarray(places).T)], axis=-1)

    def slope(self, place: ArrayLike) -> tuple[float, float]:
        """The distance of a plane point from the middle line, and the slope there along the cut through it."""
        return float(self._distance(place)), float(self.view.field.gradient(*np.asarray(place, float)) @ self.way)

    def tangent(self, place: ArrayLike) -> Line:
        """The tangent of the cut through a plane point, from half its distance to half as far again."""
        (distance, slope), area = self.slope(place), self.area
        middle = self.at(*self.stops(np.atleast_2d(place))[0])
        across, up = area.width / (2 * self.half_width), area.height / (self.y.high - self.y.low)
        half = distance / 2 * np.array([across, slope * up, 0.0])
        return Line(middle - half, middle + half, color=self.theme.gradient, stroke_width=5).set_z_index(1)

    def _draw_curve(self, curve: Polylines) -> None:
        places = self.middle + self._distances[:, None] * self.way
        curve.points = self.at(self._distances, self.view.field(*places.T))

    def _draw_mark(self, mark: VMobject) -> None:
        mark.set_points_as_corners(self.view.line(self.middle + np.outer(self._distances[[0, -1]], self.way)))

    def _across_this(self) -> Group:
        places = np.asarray(self.bowl.bottom) + self._distances[:, None] * self.bowl.axes[0]
        mark = Line(*self.view.line(places[[0, -1]]), color=self.theme.level, stroke_width=4)
        curve = self.polyline((self._distances, self.view.field(*places.T)), self.theme.level)
        return Group(mark, curve).set_z_index(1)

    def _distance(self, places: ArrayLike) -> Points:
        across: Points = (np.asarray(places, float) - self.bowl.bottom) @ self.way
        return across

    def _beside(self, place: ArrayLike) -> Points:
        """The point of the middle line nearest to a plane point, shape (2,)."""
        return np.asarray(place, float) - self._distance(place) * self.way


class OverTheCut:
    """A chart for a walk on the map, drawn in the graph of a cut that goes with the walker."""

    in_space = False

    def __init__(self, cut: BowlCut) -> None:
        self.cut, self.theme = cut, cut.theme

    def at(self, x: ArrayLike, y: ArrayLike, /) -> Points:
        """The scene points, shape (..., 3), of plane points."""
        stops = self.cut.stops(np.stack([np.asarray(x, float), np.asarray(y, float)], axis=-1).reshape(-1, 2))
        return self.cut.at(*stops.T)

    def where(self, points: ArrayLike, /) -> Points:
        """Distances and heights, shape (..., 2), that drawn points stand for."""
        return self.cut.where(points)


class MiddleLine(VGroup):
    """A dashed line through a place, orthogonal to a direction, from border to border, with its name.

    Args:
        way: the unit vector it is orthogonal to.
        away: a plane point; the name stands on the other half of the line.
    """

    def __init__(self, view: View, point: Point, way: ArrayLike, *, away: Point, name: str = "middle line") -> None:
        middle, (x, y) = np.asarray(point, float), np.asarray(way, float)
        along = np.array([-y, x])
        along = -along if along @ (np.asarray(away, float) - middle) > 0 else along
        domain = view.field.domain
        borders = np.array([[domain.x0, domain.x1], [domain.y0, domain.y1]])
        with np.errstate(divide="ignore", invalid="ignore"):
            lengths = np.nanmax((borders - middle[:, None]) / along[:, None], axis=1)
            back = -np.nanmin((borders - middle[:, None]) / along[:, None], axis=1).max()
        ends = view.line([middle - back * along, middle + lengths.min() * along])
        self.line = DashedLine(*ends, color=view.theme.ink, stroke_width=2, dash_length=0.12)
        spot = 0.25 * ends[0] + 0.75 * ends[1], UP
        label = Label(view, words(view.theme, name, size=28), at=spot)
        super().__init__(self.line, label)

    @property
    def ends(self) -> Points:
        """Where the drawn line begins and ends, shape (2, 3)."""
        return np.array([self.line.get_start(), self.line.get_end()])
