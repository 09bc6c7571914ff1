"""The slice of a landscape through a point as a flat graph: its curve, the point on it, and the tangent there."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.paint.dots import Dots
from gradanim.paint.lines import Polylines
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Live, now, redrawn
from gradanim.stage.plots import Ticks, base, labels, round_numbers
from gradanim.stage.space import ALONG, SpaceView, moving, tangent_ends
from gradanim.stage.typeset import formula

TICK = 0.08  # scene units
SAMPLES = 200
NUMBER_SIZE = 24.0


class SectionGraph(Group):
    """The slice through a point in which one variable is held, as a graph with a dot and its tangent.

    Heights span the same range as in space, so that the curve keeps its place while the slice moves.

    Attributes:
        axes: the two axes with their numbers and names.
        curve, dot, tangent: what is drawn; they follow the point.
    """

    def __init__(self, view: SpaceView, held: str, at: Live, box: Box) -> None:
        self.view, self.held, self.point = view, held, at
        self.free = moving(held)
        d, theme = view.field.domain, view.theme
        colour = getattr(theme, f"partial_{self.free}")
        self.low, self.high = (d.x0, d.x1) if self.free == "x" else (d.y0, d.y1)
        ticks = Ticks.over(view.low, view.high, int((box.height - 0.9) / 0.5))
        numbers = [formula(view, text, size=NUMBER_SIZE) for text in ticks.texts]
        left = max(number.width for number in numbers) + 0.2
        self.left = box.left
        self.plot = box.inset(left=left, right=0.4, bottom=0.5, top=0.45)
        self.axes = self._axes(ticks.name("z"), dict(zip(ticks.values.tolist(), numbers, strict=True)))
        self.curve = redrawn(Polylines([np.zeros((SAMPLES, 3))], theme.path, stroke_width=4), self._draw_curve)
        self.tangent = redrawn(
            Polylines([np.zeros((2, 3))], colour, stroke_width=7, round_ends=True, casing=theme.background),
            self._draw_tangent,
        )
        self.dot = redrawn(Dots([np.zeros(3)], theme.path, radius=0.09), self._draw_dot).set_z_index(1)
        super().__init__(self.axes, self.curve, self.tangent, self.dot)

    def at(self, along: ArrayLike, height: ArrayLike) -> NDArray[np.float64]:
        """The frame's points, shape (..., 3), for values of the free variable and heights; nan beyond what is shown."""
        view, plot = self.view, self.plot
        along, height = np.asarray(along, float), np.asarray(height, float)
        across = plot.left + plot.width * (along - self.low) / (self.high - self.low)
        slack = 1e-6 * (view.high - view.low)
        with np.errstate(invalid="ignore"):
            shown = (height >= view.low - slack) & (height <= view.high + slack)
        up = np.where(shown, plot.bottom + plot.height * (height - view.low) / (view.high - view.low), np.nan)
        return np.stack([across, up, np.zeros_like(across)], axis=-1)

    def where(self, points: ArrayLike) -> NDArray[np.float64]:
        """Values of the free variable and heights, shape (..., 2), that drawn points stand for: `at` undone."""
        points = np.asarray(points, float)
        share = (points[..., :2] - [self.plot.left, self.plot.bottom]) / [self.plot.width, self.plot.height]
        start, span = [self.low, self.view.low], [self.high - self.low, self.view.high - self.view.low]
        return share * span + start

    def _draw_curve(self, curve: Polylines) -> None:
        x, y = now(self.point)
        along = np.linspace(self.low, self.high, SAMPLES)
        curve.points = self.at(along, self.view.field(*((along, y) if self.free == "x" else (x, along))))

    def _draw_tangent(self, line: Polylines) -> None:
        x, y, height = tangent_ends(self.view, now(self.point), ALONG[self.free]).T
        line.points = self.at(x if self.free == "x" else y, height)

    def _draw_dot(self, dot: Dots) -> None:
        x, y = now(self.point)
        dot.points = self.at(x if self.free == "x" else y, self.view.field(x, y))[None]

    def _axes(self, name: str, heights: dict[float, VMobject]) -> VGroup:
        """An upright axis for the heights, and one with round numbers, as many as there is room for."""
        view, plot = self.view, self.plot
        left, right = np.array([plot.left, plot.bottom, 0.0]), np.array([plot.right + 0.1, plot.bottom, 0.0])
        top = left + (plot.height + 0.1) * UP
        axes = VGroup(_line(view, top, left, right))
        axes.add(formula(view, self.free, size=30).next_to(right, RIGHT, buff=0.12))
        axes.add(upright := formula(view, name, size=30).next_to(top, UP, buff=0.06))
        upright.shift(max(0.0, self.left - upright.get_left()[0]) * RIGHT)
        for value, number in heights.items():
            place = self.at(self.low, value)
            axes.add(_line(view, place, place + TICK * LEFT), number.next_to(place, LEFT, buff=0.12))
        taken = -np.inf
        numbers = round_numbers(self.low, self.high, 1 + int(plot.width / 0.8))
        for value, text in zip(numbers, labels(numbers - base(self.low, self.high)), strict=True):
            place = np.array([self.at(value, view.low)[0], plot.bottom, 0.0])
            axes.add(_line(view, place, place + TICK * DOWN))
            number = formula(view, text, size=NUMBER_SIZE).next_to(place, DOWN, buff=0.16)
            if number.get_left()[0] > max(taken + 0.15, plot.left - 0.25) and number.get_right()[0] < plot.right + 0.35:
                axes.add(number)
                taken = number.get_right()[0]
        return axes


def rise_over_run(line: NDArray[np.float64]) -> float:
    """The slope of a line through two places, shape (2, 2), each a value and a height; nan where it is not drawn."""
    along, height = line.T
    return float(np.diff(height)[0] / np.diff(along)[0]) if np.ptp(along) > 0 else np.nan


def _line(view: SpaceView, *corners: NDArray[np.float64]) -> VMobject:
    return VMobject(stroke_color=view.theme.faint, stroke_width=2).set_points_as_corners(corners)
