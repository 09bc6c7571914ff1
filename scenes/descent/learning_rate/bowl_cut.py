"""The bowl cut open where it curves most, and the line through its middle across that."""

import numpy as np
from manim import UP, DashedLine, Line, VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from scenes.descent.shared.cut_graph import CutGraph
from scenes.descent.shared.labels import plated

from .bowl import Bowl


class BowlCut(CutGraph):
    """A bowl cut open where it curves most, with the distances from the middle at which walks stop.

    Args:
        start: where walks begin; the cut reaches about twice as far from the middle.
    """

    def __init__(self, view: View, bowl: Bowl, start: ArrayLike, box: Box) -> None:
        self.bowl, self.way = bowl, bowl.most_curved_way(start)
        half_width = min(0.9 * bowl.distance_to_border(self.way), 2.2 * float(abs(self._distance(start))))
        super().__init__(view, bowl.bottom, [self.way], half_width, box, [view.theme.direction])

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
        across, up = plot.width / (2 * self.half_width), plot.height / (self.high - self.low)
        half = distance / 2 * np.array([across, slope * up, 0.0])
        return Line(middle - half, middle + half, color=self.theme.gradient, stroke_width=5).set_z_index(1)

    def _distance(self, places: ArrayLike) -> NDArray[np.float64]:
        across: NDArray[np.float64] = (np.asarray(places, float) - self.bowl.bottom) @ self.way
        return across


Points = NDArray[np.float64]


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
        label = plated(view, name).set_z_index(2).next_to(0.25 * ends[0] + 0.75 * ends[1], UP, buff=0.1)
        super().__init__(self.line, label)

    @property
    def ends(self) -> Points:
        """Where the drawn line begins and ends, shape (2, 3)."""
        return np.array([self.line.get_start(), self.line.get_end()])
