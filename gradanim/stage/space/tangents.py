"""Tangents of a landscape in one direction or in many, and the circle of their directions on the floor below."""

from collections.abc import Iterable

import numpy as np
from manim import OUT, Group, Typst
from numpy.typing import NDArray

from gradanim.numerals import plain_number
from gradanim.paint import Polylines, SolidArrow
from gradanim.slope import derivative_along
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks.arrows import heading
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space.landscape import LIFT, SpaceView
from gradanim.stage.theme import Theme
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.texts import formula, words
from gradanim.stage.view import View

LONGEST = 1.7  # scene units that the steepest tangent arrow of a fan may measure
WIDEST = 1.1  # scene units that an arrow may measure on the floor
ONE = 0.5  # scene units of the plane's unit, at least, that let a direction be as long as the axes say
ARC = 60  # corners of an arc
NARROW = 0.8  # radians; in a smaller angle there is no room for its name
LEVEL = 0.01  # a slope that is this share of the steepest, or less, is shown as level
Points = NDArray[np.float64]


def slope_colour(theme: Theme, slope: float, steepest: float) -> str:
    """One colour for uphill, one for downhill, one for level."""
    if abs(slope) <= LEVEL * steepest:
        return theme.level
    return theme.direction if slope > 0 else theme.partial_x


def stride(view: SpaceView, at: Point) -> float:
    """How far, in units of the plane, every tangent arrow at a point reaches over the floor.

    One, where that has room and can be seen; otherwise another number that is easily said.
    """
    unit = view.scale[0]
    rise = view.rise * float(np.hypot(*view.field.gradient(*at)))
    room = 0.45 * min(view.box.width, view.box.height)
    most = float(min(WIDEST / unit, room / unit, LONGEST / np.hypot(unit, rise)))
    return 1.0 if unit >= ONE and most >= 1 else plain_number(most)


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
    """A compass of tangent arrows; each appears when `seen` comes to its angle, and stays."""
    angles = list(angles)
    fan = Group(*(tangent_arrow(view, at, angle, step, thickness=0.02) for angle in angles))

    def uncover(fan: Group) -> None:
        for arrow, angle in zip(fan, angles, strict=True):
            arrow.set_opacity(float(angle <= now_number(seen) + 1e-6))

    return redrawn(fan, uncover) if callable(seen) else fan


def tip_name(view: SpaceView, arrow: SolidArrow, name: str) -> Typst:
    """A word just beyond the tip of an arrow; a scene in space has to keep it upright (`SpaceScene.show_upright`)."""
    along = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
    beyond = 0.38 + 0.3 * np.hypot(*along[:2]) ** 4  # a word is wider than it is high: room beside its middle
    return words(view.theme, name, size=32).move_to(arrow.end + beyond * along)


def tip_symbol(view: View, arrow: RoundArrow, source: str, *, aside: bool = False) -> TypstFormula:
    """A symbol just beyond the tip of an arrow of space, wherever it points; a scene has to keep it upright.

    Args:
        aside: let it stand to the left of the tip instead, on the floor, and no further out.
    """

    def follow(name: TypstFormula) -> None:
        if np.isfinite(arrow.along).all():
            ahead = arrow.along / np.linalg.norm(arrow.along)
            left = np.array([-ahead[1], ahead[0], 0.0])
            name.move_to(arrow.tip + (0.45 * left - 0.3 * ahead if aside else 0.3 * ahead))

    return redrawn(formula(view, source, size=36), follow)


def compass_angle(view: View, at: Point, angle: LiveNumber, radius: float) -> Group:
    """The angle on the floor from the x direction to another, and its name, which a scene has to keep upright.

    Where there is no angle, there is no name.

    Args:
        view: of the floor.
        radius: of the arc, in units of the plane.
    """
    arc = Polylines([np.zeros((ARC + 1, 3))], view.theme.ink, stroke_width=2.5)
    name = formula(view, "theta", size=30)

    def places(turns: Points, radius: float) -> Points:
        return view.at(*(np.asarray(at)[:, None] + radius * np.stack([np.cos(turns), np.sin(turns)])))

    def draw(arc: Polylines) -> None:
        turns = np.linspace(0.0, now_number(angle) % (2 * np.pi), ARC)
        arc.points = np.vstack([view.at(*at), places(turns, radius)])

    def follow(name: TypstFormula) -> None:
        turn = now_number(angle) % (2 * np.pi)
        beside = float(np.interp(turn, [0.0, NARROW], [-0.5, NARROW / 2])) if turn < NARROW else turn / 2
        name.move_to(places(np.array([beside]), 1.7 * radius)[0])
        name.set_opacity(in_sight(turn))

    return Group(redrawn(arc, draw), redrawn(name, follow))


def in_sight(turn: float) -> float:
    """How opaque the name of an angle (radians) is: not at all, where there is no arc that it could be the name of."""
    return float(np.interp(abs(turn), [0.05, 0.2], [0.0, 1.0]))


def compass_rose(view: View, at: Point, step: float) -> Polylines:
    """The circle of the plane over which the tangent arrows of a fan end."""
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = np.asarray(at) + step * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Polylines([view.line(ring)], view.theme.faint, stroke_width=3)


def _colour(view: SpaceView, at: Point, angle: float) -> str:
    steepest = float(np.hypot(*view.field.gradient(*at)))
    return slope_colour(view.theme, derivative_along(view.field, at, heading(angle)), steepest)


def _tangent(view: SpaceView, at: Point, angle: float, steps: Points) -> Points:
    """Scene points, shape (n, 3), of the tangent these steps of the plane from where it touches."""
    return view.at(*at) + view.vector(*at, np.outer(steps, heading(angle))) + 2 * LIFT * OUT
