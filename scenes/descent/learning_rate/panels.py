"""What stands beside the picture of LearningRate: graphs, formulas and numbers."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Dot, Group, Line, VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.records.theme import Themed
from gradanim.stage import View, in_a_row
from gradanim.stage.layout import Box
from gradanim.stage.live import LiveNumber, Point, now_number
from gradanim.stage.typeset import Readout, formula, spoken, words
from scenes.descent.shared.cuts import CutGraph
from scenes.descent.shared.places import plated

from .mathematics import Bowl

LENGTH = 4.0  # scene units
BEYOND = 1.6  # how many limits the line is long
SIZE = 34.0
APART = 0.12  # scene units between two numbers
Points = NDArray[np.float64]


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


class RateLine(VGroup):
    """A line from the rate 0 to beyond the limit, a dot for every rate in the colour of its walk.

    Attributes:
        settles, runs_away: the two parts of the line, which meet at the limit.
        dots: in the order of the rates.
    """

    def __init__(self, view: Themed, limit: float, rates: Sequence[float], colours: Sequence[str]) -> None:
        theme, unit = view.theme, LENGTH / (BEYOND * limit)
        place = limit * unit * RIGHT
        self.settles = Line(np.zeros(3), place, color=colours[1], stroke_width=6)
        self.runs_away = Line(place, LENGTH * RIGHT, color=colours[-1], stroke_width=6)
        self.dots = VGroup(
            Dot(rate * unit * RIGHT, radius=0.09, color=c) for rate, c in zip(rates, colours, strict=True)
        )
        tick = Line(place + 0.16 * DOWN, place + 0.16 * UP, color=theme.ink, stroke_width=3)
        numbers = VGroup()
        for rate, dot, colour in zip(rates, self.dots, colours, strict=True):
            number = words(theme, spoken(rate), size=SIZE).set_color(colour).next_to(dot, UP, buff=0.12)
            least = numbers[-1].get_right()[0] + APART if len(numbers) else -0.1
            number.shift(max(0.0, least - number.get_left()[0]) * RIGHT)
            numbers.add(number)
        name = words(theme, "2/_L_", size=SIZE).next_to(tick, DOWN, buff=0.1)
        before, after = (words(theme, text, size=SIZE) for text in ("settles", "runs away"))
        before.set_color(colours[1]).next_to(self.settles, DOWN, buff=0.2)
        after.set_color(colours[-1]).next_to(name, RIGHT, buff=0.2)
        super().__init__(self.settles, self.runs_away, tick, self.dots, numbers, before, name, after)

    @property
    def shares(self) -> NDArray[np.float64]:
        """The drawn rates, as shares of the drawn limit."""
        zero, limit = self.settles.get_start()[0], self.settles.get_end()[0]
        return np.array([(dot.get_center()[0] - zero) / (limit - zero) for dot in self.dots])


class MiddleLine(VGroup):
    """A dashed line through a place, square to a direction, from border to border, with its name.

    Args:
        way: the unit vector it is square to.
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
        label = plated(view, name).next_to(0.25 * ends[0] + 0.75 * ends[1], UP, buff=0.1)
        super().__init__(self.line, label)

    @property
    def ends(self) -> Points:
        """Where the drawn line begins and ends, shape (2, 3)."""
        return np.array([self.line.get_start(), self.line.get_end()])


class RateNumbers:
    """The rule of the steps, the curvature of a bowl and its limit, the rate set now, and what that does to a distance.

    Attributes:
        rule: of gradient descent.
        steep, limit: the largest curvature L, and 2/L.
        dial, factor: the rate, and by what each step multiplies the distance from the middle.
        tuning: these two, one below the other.
        distance, slope: of one place in the cut where the bowl curves most; the distance is signed.
        across: these two, one below the other.
    """

    def __init__(self, view: Themed, bowl: Bowl, rate: LiveNumber, across: tuple[float, float]) -> None:
        steep = bowl.curvatures[1]
        self.rule = formula(view, '"new" = "old" - {{ "rate" : direction }} dot {{ nabla f : gradient }}')
        self.steep = Readout(view, "L", steep, scale=steep)
        self.limit = Readout(view, "2 slash L", bowl.limit, scale=bowl.limit)
        self.dial = Readout(view, '{{ "rate" : direction }}', rate, scale=bowl.limit)
        self.factor = Readout(view, '1 - {{ "rate" : direction }} dot L', lambda: 1 - now_number(rate) * steep)
        self.tuning = VGroup(self.dial, self.factor).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        distance, slope = across
        self.distance = Readout(view, '"offset"', distance, scale=abs(distance))
        self.slope = Readout(view, '{{ "slope across" : gradient }}', slope, scale=abs(slope))
        self.across = VGroup(self.distance, self.slope).arrange(DOWN, buff=0.3, aligned_edge=LEFT)

    def curvature(self, width: float) -> Group:
        """L and 2/L, on one line if that is no longer than this."""
        both = in_a_row(self.steep, self.limit, width, gap=0.6)
        if self.limit.get_left()[0] > self.steep.get_right()[0]:
            self.limit.shift((self.steep.label[-1].get_center()[1] - self.limit.label[-1].get_center()[1]) * UP)
        return both
