"""A plot: a graph with axes that stands beside, below or in place of the picture, and the scales of its axes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.formulas.numerals import power_of_ten
from gradanim.paint.dots import Dots
from gradanim.paint.lines import Polylines
from gradanim.records.theme import Themed
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.live import now, redrawn
from gradanim.stage.plots.ticks import Ticks, labels
from gradanim.stage.typeset.texts import formula, words

Points = NDArray[np.float64]
LiveValues = tuple[ArrayLike, ArrayLike] | Callable[[], tuple[ArrayLike, ArrayLike]]
"""Values of both axes, or what says them now."""
TICK = 0.08  # scene units
SIZES = (32.0, 28.0, 24.0)  # font sizes of what stands at the axes: the largest that has room
ABOVE, BELOW = 0.65, 0.55  # scene units that the name of the upright axis takes, and the numbers of the other
BESIDE = 0.3  # of a plot's width that the numbers of the upright axis take at most
APART = 0.12  # scene units between two numbers
SLACK = 1e-6  # of an axis: what is so little beyond its ends is drawn


@dataclass(frozen=True)
class Axis:
    """The scale of an axis, a linear one: which values it shows, and its name.

    Attributes:
        low, high: the values at its ends; where they are the same, so much more is shown that they can be told apart.
        name: words; _letters_ between underscores are set in italics.
        marks: the values at its ticks and what stands there, Typst mathematics, in place of round numbers.
    """

    low: float
    high: float
    name: str = ""
    marks: Sequence[tuple[float, str]] | None = None

    def __post_init__(self) -> None:
        low, high = _apart(self.low, self.high)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)

    def share(self, values: ArrayLike) -> Points:
        """How far along the axis values are, 0 at its beginning and 1 at its end."""
        return (np.asarray(values, float) - self.low) / (self.high - self.low)

    def value(self, shares: ArrayLike) -> Points:
        """The values at shares of the axis: `share` undone."""
        return self.low + np.asarray(shares, float) * (self.high - self.low)

    def ticks(self, most: int) -> tuple[list[tuple[float, str]], str]:
        """About so many ticks, each a value and what stands there; and what the name has to add, Typst mathematics."""
        if self.marks is not None:
            return list(self.marks), ""
        slack = 1e-9 * (self.high - self.low)
        found = Ticks.over(self.low + slack, self.high - slack, most)
        return list(zip(found.values.tolist(), found.texts, strict=True)), found.name("")


@dataclass(frozen=True)
class LogAxis(Axis):
    """The scale of a logarithmic axis: equal ratios are equally long.

    Attributes:
        low, high: the values at its ends, positive, measured from the floor.
        floor: what values are compared with; those that are not above it have no place on the axis.
    """

    floor: float = 0.0

    def __post_init__(self) -> None:
        low, high = _apart(float(np.log10(self.low)), float(np.log10(self.high)))
        object.__setattr__(self, "low", 10.0**low)
        object.__setattr__(self, "high", 10.0**high)

    def share(self, values: ArrayLike) -> Points:
        """How far along the axis values are, 0 at its beginning and 1 at its end."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return (np.log10(np.asarray(values, float) - self.floor) - self._logs[0]) / np.ptp(self._logs)

    def value(self, shares: ArrayLike) -> Points:
        """The values at shares of the axis: `share` undone."""
        return self.floor + 10.0 ** (self._logs[0] + np.asarray(shares, float) * np.ptp(self._logs))

    def ticks(self, most: int) -> tuple[list[tuple[float, str]], str]:
        """Powers of ten, or round numbers where there are too few of them."""
        if self.marks is not None:
            return list(self.marks), ""
        low, high = self._logs
        exponents = np.arange(np.ceil(low - SLACK), np.floor(high + SLACK) + 1)
        if len(exponents) < 2:
            values = Ticks.over(self.low, self.high, most).values
            return list(zip((self.floor + values).tolist(), labels(values), strict=True)), ""
        kept = exponents[:: max(1, -(-len(exponents) // max(most, 2)))].astype(int).tolist()
        return [(self.floor + 10.0**exponent, power_of_ten(exponent)) for exponent in kept], ""

    @property
    def _logs(self) -> Points:
        return np.log10([self.low, self.high])


class Plot(Group):
    """A plot: two axes with ticks, their numbers and their names, inside a box; curves, dots and bars are drawn in it.

    Numbers are as large as there is room for, and one that would touch another, a name or the border is left out.

    Args:
        box: holds all of it.
        x, y: the scales of the axes.
        left, right: scene units that are kept free to either side, for names of curves; more to the left where the
            numbers of the axis need it.
        unit: scene units for each unit of the upright axis; the plot then stands in the middle of its box, and may be
            higher (`room_for_curves` says what has room). As many as there is room for, if not given.
        hanging: whether the horizontal axis lies at the upper end, its numbers above it, and what is drawn below it.
        grid: a thin line across the plot at each of the ticks of the upright axis.

    Attributes:
        area: where curves are drawn.
        axes: the lines, ticks, numbers and names.
        x_ticks, y_ticks: the ticks of each axis.
        x_numbers, y_numbers: what stands there; nothing where there was no room.
        x_name, y_name: of each axis, empty if it has none.
    """

    def __init__(
        self,
        view: Themed,
        box: Box,
        x: Axis,
        y: Axis,
        *,
        left: float = 0.0,
        right: float = 0.45,
        unit: float | None = None,
        hanging: bool = False,
        grid: bool = False,
    ) -> None:
        self.theme, self.box, self.x, self.y = view.theme, box, x, y
        self._hanging = hanging
        room = box.inset(**_margins(x, y, hanging=hanging))
        spare = 0.0 if unit is None else (room.height - unit * (y.high - y.low)) / 2
        for size in SIZES:
            self._size = size
            heights, name = self._set(y, 1 + int(room.height / 0.7))
            widest = max((number.width for _, number in heights), default=0.0)
            self.area = room.inset(
                left=max(min(widest, BESIDE * box.width) + 0.25, left), right=right, bottom=spare, top=spare
            )
            self._draw_axes(heights, name, grid=grid)
            if widest <= BESIDE * box.width and min(len(self.x_numbers), 2) == min(len(self.x_ticks), 2):
                break
        super().__init__(self.axes)

    def at(self, x: ArrayLike, y: ArrayLike) -> Points:
        """The frame's points, shape (..., 3), drawn for values of both axes; nan beyond what the axes show."""
        across, up = np.broadcast_arrays(self.x.share(x), self.y.share(y))
        with np.errstate(invalid="ignore"):
            shown = (np.abs(across - 0.5) <= 0.5 + SLACK) & (np.abs(up - 0.5) <= 0.5 + SLACK)
        points = self._place(across, up)
        points[~shown, :2] = np.nan
        return points

    def where(self, points: ArrayLike) -> Points:
        """The values of both axes, shape (..., 2), that drawn points (..., 3) stand for: `at` undone."""
        points, area = np.asarray(points, float), self.area
        shares = (points[..., :2] - [area.left, area.bottom]) / [area.width, area.height]
        return np.stack([self.x.value(shares[..., 0]), self.y.value(shares[..., 1])], axis=-1)

    def polyline(self, values: LiveValues, colour: str, *, width: float = 4, casing: bool = False) -> Polylines:
        """A curve through values of both axes, always as many, which may change; it is not yet part of the plot.

        Args:
            values: those of each axis, of shape (n,).
            casing: a rim around it, and round ends, which set it off from what it crosses.
        """
        rim = self.theme.background if casing else None
        line = Polylines([self._points(values)], colour, stroke_width=width, round_ends=casing, casing=rim)

        def draw(line: Polylines) -> None:
            line.points = self._points(values)

        return redrawn(line, draw) if callable(values) else line

    def marker(self, values: LiveValues, colour: str, *, radius: float = 0.1) -> Dots:
        """A dot at a value of each axis, which may change; it is not yet part of the plot."""
        dot = Dots(self._points(values), colour, radius=radius).set_z_index(1)

        def draw(dot: Dots) -> None:
            dot.points = self._points(values)

        return redrawn(dot, draw) if callable(values) else dot

    def bar(self, values: LiveValues, colour: str, *, width: float = 14) -> VMobject:
        """An upright bar from zero to a height, which may change; it is not yet part of the plot."""

        def draw(bar: VMobject) -> None:
            x, y = now(values)
            bar.set_points_as_corners(self.at(np.full(2, x), np.append(0.0, y)))

        return redrawn(VMobject(stroke_color=colour, stroke_width=width), draw)

    def _points(self, values: LiveValues) -> Points:
        return self.at(*now(values)).reshape(-1, 3)

    def thin_line(self, *corners: Points) -> VMobject:
        """A thin line from corner to corner, scene points of shape (3,): an axis, a tick."""
        return VMobject(stroke_color=self.theme.faint, stroke_width=2).set_points_as_corners(np.array(corners))

    def _place(self, across: ArrayLike, up: ArrayLike) -> Points:
        """The frame's points for shares of both axes."""
        across, up = np.broadcast_arrays(across, up)
        area = self.area
        return np.stack([area.left + area.width * across, area.bottom + area.height * up, 0.0 * across], axis=-1)

    def _draw_axes(self, heights: Sequence[tuple[float, VMobject]], name: VGroup, *, grid: bool) -> None:
        outwards, level = (UP, 1.0) if self._hanging else (DOWN, 0.0)
        corner, end = self._place([0.0, 1.0], level)
        top = self._place(0.0, 1 - level) - 0.1 * outwards
        self.axes = VGroup(self.thin_line(top, corner, end + 0.1 * RIGHT))
        self.y_name = self._within(name.next_to(top, -outwards, buff=0.14))
        values, self.x_name = self._set(self.x, 1 + int(self.area.width / 0.95))
        self.x_name.next_to(end, outwards, buff=0.16)
        self._within(self.x_name.shift((end[0] + 0.4 - self.x_name.get_left()[0]) * RIGHT))
        self.axes.add(self.y_name, self.x_name)
        self.x_ticks, self.x_numbers = self._ticks(
            [(self._place(self.x.share(value), level), number) for value, number in values], outwards, self.x_name
        )
        self.y_ticks, self.y_numbers = self._ticks(
            [(self._place(0.0, self.y.share(value)), number) for value, number in heights], LEFT, self.y_name
        )
        if grid:
            ends = [self._place([0.0, 1.0], self.y.share(value)) for value, _ in heights]
            self.axes.add(*(self.thin_line(*pair).set_stroke(width=1.2) for pair in ends))

    def _ticks(self, found: Sequence[tuple[Points, VMobject]], outwards: Points, name: VGroup) -> tuple[VGroup, VGroup]:
        ticks, numbers = VGroup(), VGroup()
        for place, number in found:
            ticks.add(self.thin_line(place, place + TICK * outwards))
            number.next_to(place, outwards, buff=0.15)
            taken = [*numbers[-1:], *([name] if len(name) else [])]
            inside = self.box.left - 0.02 <= number.get_left()[0] and number.get_right()[0] <= self.box.right + 0.02
            if inside and all(gap_between(number, other) > APART / 2 for other in taken):
                numbers.add(number)
        self.axes.add(ticks, numbers)
        return ticks, numbers

    def _set(self, axis: Axis, most: int) -> tuple[list[tuple[float, VMobject]], VGroup]:
        """The ticks of an axis, each with its number, and its name."""
        ticks, more = axis.ticks(most)
        numbers = [(value, formula(self, text, size=self._size)) for value, text in ticks]
        name = VGroup(words(self.theme, axis.name, size=self._size)) if axis.name else VGroup()
        if axis.name and more:
            name.add(formula(self, more, size=self._size))
        return numbers, name.arrange(RIGHT, buff=0.1)

    def _within(self, name: VGroup) -> VGroup:
        """The name of an axis moved sideways into the box, and made smaller if it is wider than that."""
        if not len(name):
            return name
        name.scale(min(1.0, self.box.width / name.width))
        name.shift(min(self.box.right - name.get_right()[0], 0.0) * RIGHT)
        return name.shift(max(self.box.left - name.get_left()[0], 0.0) * RIGHT)


def room_for_curves(box: Box, x: Axis, y: Axis) -> float:
    """How high the area of a plot in a box can be, in scene units."""
    return box.inset(**_margins(x, y)).height


def _margins(x: Axis, y: Axis, *, hanging: bool = False) -> dict[str, float]:
    numbers = BELOW if x.name or x.marks is None or x.marks else 0.1
    named = ABOVE if y.name else 0.2
    return {"bottom": named, "top": numbers} if hanging else {"bottom": numbers, "top": named}


def _apart(low: float, high: float) -> tuple[float, float]:
    """Two ends of an axis that can be told apart: moved away from each other if they are the same number, or nearly."""
    size = max(abs(low), abs(high))
    if high - low > 1e-9 * size:
        return low, high
    middle, half = (low + high) / 2, size / 2 or 0.5
    return middle - half, middle + half
