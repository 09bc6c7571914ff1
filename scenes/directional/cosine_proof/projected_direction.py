"""The gradient, a direction u that turns, the angle between them, and the gradient's projection on the line of u."""

from typing import Any

import numpy as np
from manim import Animation, Group, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import Point, redrawn
from gradanim.stage.frame.view import MARGIN
from gradanim.stage.marks import at_tip, gradient_arrow, heading, left_of
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import NAMES
from gradanim.stage.typeset import Label
from gradanim.stage.typeset.labels import Spots
from scenes.directional.shared.directions import (
    Points,
    angle_name_opacity,
    covered,
    direction_of,
    signed_angle,
    unit_circle,
    unit_vectors,
    vector_arrow,
)
from scenes.directional.shared.projection import name_of_projection, perpendicular_line, projection

NAME_OFF = 0.36  # scene units from the tip of u to its name
BACK, NEAR = 0.5, (0.4, 0.8)  # share of an arrow that its name slides back at most, by scene units between two tips
BAR_WIDTH = 20.0  # stroke width of the projection, which is seen on both sides of u


class ProjectedDirection:
    """The gradient at a point, a direction u that turns, and the projection of the gradient on the line of u.

    Attributes:
        at: the point.
        begin, turn: by how much u is turned away from the gradient at first, and now, radians.
        side: of u at first, where the gradient is: 1 left, -1 right.
        circle, gradient, u, arc: the unit circle, the two arrows and the angle between them.
        line: on which u lies, both ways.
        perpendicular, projection: from the tip of the gradient to that line; the projection, as long as the slope.
        gradient_name, u_name, slope_name: beside them.
    """

    def __init__(self, view: View, at: Point, facing: float, scale: float, *, exact: bool = False) -> None:
        """Draw them on a view in which u is `scale` scene units long; nothing is added to a scene.

        Args:
            facing: where u points at first, radians from the x axis.
            exact: it has to; otherwise it may be another way, where u can be told from the gradient.
        """
        self.at, self.uphill = at, float(np.arctan2(*view.field.gradient(*at)[::-1]))
        self.begin = initial_angle(facing - self.uphill, exact=exact)
        self.turn = ValueTracker(self.begin)
        self.side = side = 1 if self.begin < 0 else -1
        self.circle = unit_circle(view, at, scale)
        self.gradient = gradient_arrow(view, at, width=10)
        self.u = vector_arrow(view, at, lambda: heading(self.towards), scale).set_z_index(1.5)
        self.arc = angle_mark(view, self.gradient, self.u)
        self.line = line_of(view, self.u, self.gradient)
        self.perpendicular = perpendicular_line(view, self.gradient, self.u)
        self.projection = projection(view, self.gradient, self.u, width=BAR_WIDTH)
        self.gradient_name = Label(view, "{{ nabla f : gradient }}", at=at_tip(self.gradient))
        self.u_name = name_off_line(view, self.u, self.gradient, "{{ u : direction }}", side=-side)
        names = self.u_name, self.gradient_name
        self.slope_name = name_of_projection(view, self.projection, self.u, side=-side, share=0.45, clear_of=names)

    def turned(self, angle: float, **options: Any) -> Animation:
        """The animation in which u turns away from the gradient by this angle, radians, on the side where it began."""
        return self.turn.animate(**options).set_value(-self.side * angle)

    @property
    def towards(self) -> float:
        """The direction of u now, radians from the x axis."""
        return self.uphill + float(self.turn.get_value())

    @property
    def covered(self) -> NDArray[np.float64]:
        """Points, shape (n, 3), that numbers on the map have to keep away from."""
        named = self.circle.copy().scale(1 + NAME_OFF / (self.circle.width / 2)).points  # where u is named as it turns
        return np.vstack([covered(self.circle, self.gradient, self.gradient_name), named])

    @property
    def moving(self) -> Group:
        """All that turns with u, but for the angle and the name of the projection."""
        return Group(self.u, self.u_name, self.line, self.projection, self.perpendicular, self.circle)


def line_of(view: View, u: AnyArrow, gradient: AnyArrow) -> VMobject:
    """The line on which a direction lies, as far as the gradient's projections on it can reach, both ways."""
    line = VMobject(stroke_color=view.theme.direction, stroke_width=2, stroke_opacity=0.6).set_z_index(0.4)

    def draw(line: VMobject) -> None:
        reach = float(np.linalg.norm(gradient.along)) * direction_of(u)
        if np.isfinite(reach).all():
            line.set_points_as_corners(u.tail + np.array([-reach, reach]))

    return redrawn(line, draw)


def unit_scale(view: View, at: Point) -> float:
    """Scene units for each unit of a direction of length one: the map's own, if its circle is seen and has room."""
    room, true = fitting_radius(view, at), float(np.mean(view.scale))
    return true if 0.7 <= true <= 1.15 * room else room


def fitting_radius(view: View, at: Point, *, longest: float = 1.9, shortest: float = 0.7) -> float:
    """The radius, scene units, of a circle around a point that stays in the picture, and what is named on it.

    The lower bound wins over the room.
    """
    ways = unit_vectors(np.linspace(0, 2 * np.pi, 24, endpoint=False))[:, :2]
    room = view.clearance(np.tile(np.asarray(at, float), (24, 1)), ways, named=True)
    return float(np.clip(np.min(room) - MARGIN - NAMES, shortest, longest))


def initial_angle(turn: float, *, exact: bool) -> float:
    """An angle of any size as one between -pi and pi, radians.

    Args:
        exact: keep it; otherwise it may be changed to one uphill, where a direction can be told from the gradient.
    """
    turn = float((turn + np.pi) % (2 * np.pi) - np.pi)
    return turn if exact or 0.3 < np.cos(turn) < 0.85 else float(np.copysign(1.0, turn))


ARC = 0.5  # radius of the mark of an angle at most, scene units


def angle_mark(view: View, first: AnyArrow, second: AnyArrow, source: str = "theta") -> VGroup:
    """The arc from one arrow to another with the same tail, and its name; without an arc there is no name."""

    def radius() -> float:
        return min(ARC, 0.45 * float(np.linalg.norm(first.along)))

    def ways(count: int) -> Points:
        begin = np.arctan2(first.along[1], first.along[0])
        return unit_vectors(begin + np.linspace(0, signed_angle(first, second), count))

    def draw(arc: VMobject) -> None:
        if np.isfinite(signed_angle(first, second)):
            arc.set_points_as_corners(first.tail + radius() * ways(40))

    def middle() -> Spots:
        way = ways(3)[1]
        return first.tail + radius() * way, way

    def fade(name: Label) -> None:
        name.set_opacity(angle_name_opacity(np.nan_to_num(signed_angle(first, second))))

    arc = redrawn(cased(VMobject(stroke_color=view.theme.ink, stroke_width=2.5), view.theme), draw)
    name = Label(view, source, at=middle, off=0.05, size=30)
    redrawn(name, fade)
    return VGroup(arc.set_z_index(1), name)  # between two arrows close by each other, the name is on top


def name_off_line(view: View, arrow: AnyArrow, line: AnyArrow, source: str, *, side: int) -> Label:
    """The name of an arrow that turns, at its tip, and never on the line of another or to one side of it.

    Where its tip comes by that of the other, which has a name too, it slides back along its arrow.

    Args:
        side: of that line where the name stands when both arrows point the same way or opposite ways: 1 left, -1 right.
    """

    def spot() -> Spots:
        turn = signed_angle(line, arrow)
        back = BACK * np.interp(np.linalg.norm(arrow.tip - line.tip), NEAR, [1.0, 0.0])
        way = abs(np.sin(turn)) * direction_of(arrow) + side * np.cos(turn) * left_of(arrow)
        return arrow.tip - back * arrow.along, way

    return Label(view, source, at=spot, off=0.2, room=view.inner if view.bleeds else None)
