"""The circle of all directions on the floor below a point, the arrow u on it, and the polar angle of u."""

from collections.abc import Callable

import numpy as np
from manim import Group, Mobject

from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import direction_arrow, heading
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import formula
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.directional.shared.directions import Points, angle_name_opacity, direction_of


class DirectionCircle(Group):
    """The circle of all directions on the floor below a point, and the arrow u, which points where one faces.

    Attributes:
        u: the arrow.
        texts: the names of u and of its angle, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, facing: Callable[[], float], step: float) -> None:
        """Draw it; `facing` is in radians from the x axis, the radius `step` in units of the plane."""
        self.u = direction_arrow(view.floor, at, facing, length=step)
        name = tip_symbol(view, self.u, "{{ u : direction }}", aside=True)
        angle = polar_angle(view.floor, at, facing, 0.4 * step)
        self.texts: list[Mobject] = [name, angle[1]]
        super().__init__(circle_of_directions(view.floor, at, step), self.u, name, angle)


def circle_of_directions(view: View, at: Point, step: float) -> Polylines:
    """The circle of the plane over which the tangent arrows of a fan end."""
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = np.asarray(at) + step * heading(turn).T
    return Polylines([view.line(ring)], view.theme.faint, stroke_width=3)


ARC = 60  # corners of an arc
NARROW = 0.8  # radians; in a smaller angle there is no room for its name


def polar_angle(view: View, at: Point, angle: LiveNumber, radius: float) -> Group:
    """The polar angle of a direction on the floor, counted from the x direction, and its name, if there is an angle.

    A scene has to keep the name upright.

    Args:
        view: of the floor.
        radius: of the arc, in units of the plane.
    """
    arc = Polylines([np.zeros((ARC + 1, 3))], view.theme.ink, stroke_width=2.5)
    name = formula(view, "theta", size=30)

    def places(angles: Points, radius: float) -> Points:
        return view.at(*(np.asarray(at)[:, None] + radius * heading(angles)))

    def draw(arc: Polylines) -> None:
        angles = np.linspace(0.0, now_number(angle) % (2 * np.pi), ARC)
        arc.points = np.vstack([view.at(*at), places(angles, radius)])

    def follow(name: TypstFormula) -> None:
        turn = now_number(angle) % (2 * np.pi)
        beside = float(np.interp(turn, [0.0, NARROW], [-0.5, NARROW / 2])) if turn < NARROW else turn / 2
        name.move_to(places(np.array([beside]), 1.7 * radius)[0])
        name.set_opacity(angle_name_opacity(turn))

    return Group(redrawn(arc, draw), redrawn(name, follow))


def tip_symbol(view: View, arrow: RoundArrow, source: str, *, aside: bool = False) -> TypstFormula:
    """A symbol just beyond the tip of an arrow of space, wherever it points; a scene has to keep it upright.

    Args:
        aside: let it stand to the left of the tip instead, on the floor, and no further out.
    """

    def follow(name: TypstFormula) -> None:
        if np.isfinite(arrow.along).all():
            ahead = direction_of(arrow)
            left = np.array([-ahead[1], ahead[0], 0.0])
            name.move_to(arrow.tip + (0.45 * left - 0.3 * ahead if aside else 0.3 * ahead))

    return redrawn(formula(view, source, size=36), follow)
