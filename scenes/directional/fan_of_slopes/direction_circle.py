"""The circle of all directions on the floor below a point, the arrow u, and its angle from the x direction."""

from collections.abc import Callable

import numpy as np
from manim import (
    Group,
    Mobject,
)
from numpy.typing import NDArray

from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import direction_arrow
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import formula
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.directional.shared.directions import in_sight

Points = NDArray[np.float64]


class Compass(Group):
    """The circle of all directions on the floor below a point, and the arrow u, which points where one faces.

    Attributes:
        u: the arrow.
        texts: the names of u and of its angle, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, facing: Callable[[], float], step: float) -> None:
        """Draw it; `facing` is in radians from the x axis, the radius `step` in units of the plane."""
        self.u = direction_arrow(view.floor, at, facing, length=step)
        name, angle = (
            tip_symbol(view, self.u, "{{ u : direction }}", aside=True),
            compass_angle(view.floor, at, facing, 0.4 * step),
        )
        self.texts: list[Mobject] = [name, angle[1]]
        super().__init__(compass_rose(view.floor, at, step), self.u, name, angle)


def compass_rose(view: View, at: Point, step: float) -> Polylines:
    """The circle of the plane over which the tangent arrows of a fan end."""
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = np.asarray(at) + step * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Polylines([view.line(ring)], view.theme.faint, stroke_width=3)


ARC = 60  # corners of an arc
NARROW = 0.8  # radians; in a smaller angle there is no room for its name


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
