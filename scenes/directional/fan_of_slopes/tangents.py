"""Tangents of the hillside at one point: one that turns, a fan of many, and the steepest, opposite and level ones."""

from collections.abc import Iterable

import numpy as np
from manim import OUT, TAU, Group, Typst
from numpy.typing import NDArray

from gradanim import derivative_along
from gradanim.formulas.numerals import plain_number
from gradanim.paint.lines import Polylines
from gradanim.paint.solids import SolidArrow
from gradanim.stage.frame.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import heading
from gradanim.stage.space import SpaceView, slope_colour
from gradanim.stage.space.landscape import LIFT
from gradanim.stage.typeset import words

Points = NDArray[np.float64]

LONGEST = 1.7  # scene units that the steepest tangent arrow of a fan may measure
WIDEST = 1.1  # scene units that an arrow may measure on the floor
UNIT = 0.5  # scene units of the plane's unit, at least, for a direction to be drawn to the scale of the axes


def step_length(view: SpaceView, at: Point) -> float:
    """How far, in units of the plane, every tangent arrow at a point reaches over the floor.

    One, where that has room and can be seen; otherwise another number that is easily said.
    """
    unit = view.scale[0]
    rise = view.rise * float(np.hypot(*view.field.gradient(*at)))
    room = 0.45 * min(view.box.width, view.box.height)
    most = float(min(WIDEST / unit, room / unit, LONGEST / np.hypot(unit, rise)))
    return 1.0 if unit >= UNIT and most >= 1 else plain_number(most)


def tangent_arrow(
    view: SpaceView, at: Point, angle: LiveNumber, step: float, *, thickness: float = 0.028, opacity: float = 1.0
) -> SolidArrow:
    """The tangent vector of the surface over a step of the plane, coloured by whether it leads up or down.

    It lies in the tangent plane. It is not the gradient, which is a vector of the floor.

    Args:
        angle: of the step, radians counter-clockwise from the x axis.
        step: its length in units of the plane.
    """

    def place(arrow: SolidArrow) -> None:
        arrow.put_start_and_end_on(*_tangent(view, at, now_number(angle), np.array([0.0, step])))
        arrow.set_color(_colour(view, at, now_number(angle)))

    sizes = {"thickness": thickness, "tip_radius": 3.2 * thickness, "tip_length": 8 * thickness}
    arrow = SolidArrow(np.zeros(3), np.ones(3), **sizes, opacity=opacity)
    place(arrow)
    return redrawn(arrow, place) if callable(angle) else arrow


def tangent_line(view: SpaceView, at: Point, angle: LiveNumber, step: float) -> Polylines:
    """The tangent of the exposed curve, as far behind the point as ahead of it."""

    def ends() -> Points:
        return _tangent(view, at, now_number(angle), step * np.array([-1.0, 0.0, 1.0]))

    def draw(line: Polylines) -> None:
        line.points = ends()
        line.set_color(_colour(view, at, now_number(angle)))

    line = Polylines([ends()], stroke_width=8, round_ends=True, casing=view.theme.background)
    draw(line)
    return redrawn(line, draw) if callable(angle) else line


def tangent_fan(
    view: SpaceView, at: Point, angles: Iterable[float], step: float, *, seen: LiveNumber = np.inf
) -> Group:
    """Tangent arrows in many directions; each appears when `seen` comes to its angle, and stays."""
    angles = list(angles)
    fan = Group(*(tangent_arrow(view, at, angle, step, thickness=0.02) for angle in angles))

    def uncover(fan: Group) -> None:
        for arrow, angle in zip(fan, angles, strict=True):
            arrow.set_opacity(float(angle <= now_number(seen) + 1e-6))

    return redrawn(fan, uncover) if callable(seen) else fan


class NamedTangents:
    """The tangent vectors of the steepest way up, of its opposite, and of the two level ways, each with its name.

    Attributes:
        angles: of these four in this order, radians from the x axis.
        uphill, downhill: the first two of them.
        steepest, opposite, level: the arrows; two are level.
        names: of the four, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, step: float) -> None:
        """Draw them over a step of so many units of the plane."""
        steepest = float(np.arctan2(*view.field.gradient(*at)[::-1]))
        self.angles = (steepest + np.array([0, TAU / 2, -TAU / 4, TAU / 4])).tolist()
        self.uphill, self.downhill, *_ = self.angles
        arrows = [tangent_arrow(view, at, angle, step, thickness=0.035) for angle in self.angles]
        self.steepest, self.opposite, *self.level = arrows
        words = ("steepest", "opposite", "level", "level")
        self.names = [tip_name(view, arrow, word) for arrow, word in zip(arrows, words, strict=True)]
        for name, angle in zip(self.names, self.angles, strict=True):
            name.set_color(_colour(view, at, angle))


def tip_name(view: SpaceView, arrow: SolidArrow, name: str) -> Typst:
    """A word just beyond the tip of an arrow; a scene in space has to keep it upright (`SpaceScene.show_upright`)."""
    along = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
    beyond = 0.25 + 0.3 * np.hypot(*along[:2]) ** 4  # a word is wider than it is high: room beside its middle
    return words(view.theme, name, size=32).move_to(arrow.end + beyond * along)


def _colour(view: SpaceView, at: Point, angle: float) -> str:
    steepest = float(np.hypot(*view.field.gradient(*at)))
    return slope_colour(view.theme, derivative_along(view.field, at, heading(angle)), steepest)


def _tangent(view: SpaceView, at: Point, angle: float, steps: Points) -> Points:
    """Scene points, shape (n, 3), of the tangent these steps of the plane from where it touches."""
    x, y = at
    return view.at(x, y) + view.vector(x, y, np.outer(steps, heading(angle))) + 2 * LIFT * OUT
