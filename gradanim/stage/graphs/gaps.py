"""How far steps are from the flow at the same time: on the map, and as curves over time."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.paint import Dots, Polylines
from gradanim.stage.layout import Box
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.maps.frame import labels, round_numbers
from gradanim.stage.typeset.words import formula
from gradanim.stage.view import MARGIN, View
from gradanim.stepping import Stepping

NUMBER_SIZE = 26.0
TICK = 0.08  # scene units
APART = 0.32  # scene units between names


def when(places: ArrayLike, share: float) -> NDArray[np.float64]:
    """The place, shape (2,), at a share of the time of places at equally spaced times, shape (n, 2)."""
    places = np.asarray(places, float)
    return np.array([np.interp(share * (len(places) - 1), np.arange(len(places)), c) for c in places.T])


def descending(view: View, flow: ArrayLike, *, longest: float, shortest: float) -> View:
    """The view with minus the gradient at the beginning of a flow as long as there is room for it all along.

    Args:
        flow: places, shape (n, 2).
        longest, shortest: scene units; the lower bound wins over the room, but not over that of the margin around it.
    """
    places = np.asarray(flow, float)
    gradients = view.field.gradient(*places.T).T
    slopes = np.hypot(*gradients.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = view.room(places, -gradients / slopes[:, None])
        most, room = (float(np.nanmin(way / slopes)) * slopes[0] for way in (margin, margin - MARGIN))
    return view.reaching_up_to(slopes[0], min(max(min(room, longest), shortest), max(most, 0.2)))


def flow_line(view: View, found: Stepping, share: LiveNumber) -> Polylines:
    """The flow, as far as a share of its time has gone by; its corners are equally spaced in time."""
    whole = view.at(*found.flow.T)

    def draw(line: Polylines) -> None:
        now = now_number(share) * (len(whole) - 1)
        points = whole.copy()
        points[int(np.ceil(now - 1e-9)) + 1 :] = np.nan
        points[int(np.ceil(now - 1e-9))] = view.at(*when(found.flow, now / (len(whole) - 1)))
        line.points = points

    line = Polylines([whole], view.theme.path, stroke_width=6, round_ends=True)
    return redrawn(line, draw).set_z_index(1)


def flow_dot(view: View, found: Stepping, share: LiveNumber) -> Dots:
    """Where the flow is, at a share of its time."""

    def draw(dot: Dots) -> None:
        dot.points = view.at(*when(found.flow, now_number(share)))[None]

    return redrawn(Dots([np.zeros(3)], view.theme.path, radius=0.11), draw).set_z_index(3)


def gap_line(view: View, found: Stepping, run: int, share: LiveNumber) -> Polylines:
    """From where the flow is to where the steps are, at a share of the time."""

    def draw(line: Polylines) -> None:
        now = now_number(share)
        line.points = np.stack([view.at(*when(walk, now)) for walk in (found.flow, found.runs[run])])

    line = Polylines([np.zeros((2, 3))], view.theme.level, stroke_width=5, round_ends=True)
    return redrawn(line, draw).set_z_index(2)


class GapGraph(Group):
    """The gap between steps and flow against time, a curve for each length of the steps, as far as its time has come.

    Args:
        shares: for each, how much of the time has gone by.

    Attributes:
        axes, curves, tags: what is drawn; a tag names the step of its curve.
    """

    def __init__(self, view: View, found: Stepping, box: Box, shares: Sequence[LiveNumber]) -> None:
        self.view, self.found = view, found
        self.top = 1.08 * (found.way if found.exact else found.widest[0])
        self.plot = box.inset(left=0.7, right=0.75, bottom=0.5, top=0.5)
        self.axes = self._axes()
        self.curves = [self._curve(k, share) for k, share in enumerate(shares)]
        self.tags = [self._tag(k) for k in range(len(shares))]
        super().__init__(self.axes, *self.curves, *self.tags)

    def at(self, shares: ArrayLike, gaps: ArrayLike) -> NDArray[np.float64]:
        """The frame's points, shape (n, 3), for shares of the time and gaps in units of the plane."""
        shares, gaps, plot = np.asarray(shares, float), np.asarray(gaps, float), self.plot
        across, up = plot.left + plot.width * shares, plot.bottom + plot.height * gaps / self.top
        return np.stack([across, up, np.zeros_like(up)], axis=-1)

    def highest(self, run: int) -> float:
        """The largest gap that a drawn curve shows, in units of the plane."""
        heights = self.curves[run].points[:, 1]
        return float((np.nanmax(heights) - self.plot.bottom) / self.plot.height * self.top)

    def _curve(self, run: int, share: LiveNumber) -> Polylines:
        times = np.linspace(0, 1, len(self.found.flow))
        whole = self.at(times, self.found.gaps[run])

        def draw(curve: Polylines) -> None:
            points = whole.copy()
            points[times > now_number(share) + 1e-9] = np.nan
            curve.points = points

        colour = self.view.theme.direction
        return redrawn(Polylines([whole], colour, stroke_width=3.5), draw)

    def _tag(self, run: int) -> VGroup:
        """A line from the top of a curve to the right, and the name of its step there if there is room between."""
        gaps, line = self.found.gaps[run], VMobject(stroke_color=self.view.theme.faint, stroke_width=1.5)
        top = int(np.argmax(gaps))
        line.set_points_as_corners(self.at([top / (len(gaps) - 1), 1.04], [gaps[top], gaps[top]]))
        if run and (self.found.widest[run - 1] - self.found.widest[run]) / self.top * self.plot.height < APART:
            return VGroup(line)
        name = formula(self.view, ("eta", "eta slash 2", "eta slash 4")[run], size=NUMBER_SIZE)
        return VGroup(line, name.next_to(line.get_end(), RIGHT, buff=0.08))

    def _axes(self) -> VGroup:
        view, plot = self.view, self.plot
        corner = np.array([plot.left, plot.bottom, 0.0])
        top, right = corner + (plot.height + 0.1) * UP, corner + (plot.width + 0.1) * RIGHT
        axes = VGroup(_line(view, top, corner, right))
        axes.add(formula(view, '"gap"', size=28).next_to(top, UP, buff=0.1))
        axes.add(formula(view, "t", size=32).next_to(right + 0.4 * RIGHT, DOWN, buff=0.14))
        for value, text in _marks(self.top, 1 + int(plot.height / 0.6)):
            place = self.at(0.0, value)
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, LEFT, buff=0.16)
            axes.add(_line(view, place, place + TICK * LEFT))
            if number.width < 0.75:
                axes.add(number)
        for value, text in _marks(self.found.span, 1 + int(plot.width)):
            place = self.at(value / self.found.span, 0.0)
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, DOWN, buff=0.16)
            axes.add(_line(view, place, place + TICK * DOWN))
            if number.width < 0.75 and number.get_right()[0] < plot.right + 0.2:
                axes.add(number)
        return axes


def _marks(high: float, most: int) -> list[tuple[float, str]]:
    """Round numbers from zero up, as they are set."""
    values = round_numbers(0.0, high, most)
    return list(zip(values.tolist(), labels(values), strict=True))


def _line(view: View, *corners: NDArray[np.float64]) -> VMobject:
    return VMobject(stroke_color=view.theme.faint, stroke_width=2).set_points_as_corners(corners)
