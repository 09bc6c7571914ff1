"""Directions as arrows of length one on a circle, the angle between two arrows, and the shadow of one on the other."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from manim import BackgroundRectangle, Circle, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks.arrows import AnyArrow, Arrow
from gradanim.stage.marks.pointers import Pointing
from gradanim.stage.space.tangents import in_sight, slope_colour
from gradanim.stage.typeset.texts import formula
from gradanim.stage.view import MARGIN, View

ARC = 0.5  # radius of the mark of an angle at most, scene units
NAMES = 0.3  # room for a name beyond the tip of an arrow, scene units
BAR = 10.0  # stroke width of a shadow
PLATE = 0.9  # how opaque the plate of a name is
Points = NDArray[np.float64]
V = TypeVar("V", bound=View)


def elbow_room(view: View, at: Point, *, longest: float = 1.9, shortest: float = 0.7) -> float:
    """The radius, scene units, of a circle around a point that stays in the picture, and what is named on it.

    The lower bound wins over the room.
    """
    ways = _headings(np.linspace(0, 2 * np.pi, 24, endpoint=False))[:, :2]
    room = view.room(np.tile(np.asarray(at, float), (24, 1)), ways)
    return float(np.clip(np.min(room) - MARGIN - NAMES, shortest, longest))


def unit_circle(view: View, at: Point, radius: float) -> Circle:
    """The circle on which all directions end that are one long; its radius (scene units) is their scale."""
    return Circle(radius=radius, stroke_color=view.theme.faint, stroke_width=3).move_to(view.at(*at))


def covered(circle: VMobject, *others: AnyArrow | Mobject) -> Points:
    """Points of a drawn disc, along drawn arrows, and of other lines, shape (n, 3), to keep things away from them."""
    middle = circle.get_center()
    shares = np.linspace(0, 1.15, 8)[:, None]  # the name of an arrow stands beyond its tip
    arrows = [arrow for arrow in others if isinstance(arrow, Pointing)]
    shafts = [arrow.tail + shares * arrow.along for arrow in arrows if np.isfinite(arrow.along).all()]
    lines = [part.points[::4] for other in others if not isinstance(other, Pointing) for part in other.get_family()]
    return np.vstack([circle.points, (circle.points + middle) / 2, [middle], *shafts, *lines])


def vector_arrow(view: View, at: Point, vector: Callable[[], ArrayLike], unit: float, *, width: float = 6) -> Arrow:
    """A direction of the plane, drawn `unit` scene units long for each unit of its length."""

    def between() -> tuple[Points, Points]:
        tail = view.at(*at)
        return tail, tail + unit * np.append(np.asarray(vector(), float), 0.0)

    return Arrow(between, view.theme.direction, width=width)


def one_long(view: View, at: Point) -> float:
    """Scene units for each unit of a direction of length one: the map's own, if its circle is seen and has room."""
    room, true = elbow_room(view, at), float(np.mean(view.scale))
    return true if 0.7 <= true <= 1.15 * room else room


def turn_to_begin(turn: float, *, insist: bool) -> float:
    """An angle of any size as one between -pi and pi, radians.

    Args:
        insist: keep it; otherwise it may be changed to one uphill, at which a direction can be told from its shadow.
    """
    turn = float((turn + np.pi) % (2 * np.pi) - np.pi)
    return turn if insist or 0.3 < np.cos(turn) < 0.85 else float(np.copysign(1.0, turn))


def gradient_reach(view: V, at: Point, unit: float, *, opposite: bool = True) -> V:
    """The view with the gradient drawn in the scale of the plane, if it is seen and has room; else as long as it has.

    Args:
        unit: scene units for each unit of the plane.
        opposite: leave as much room behind the point, for a slope down as long.
    """
    slope = float(np.hypot(*view.field.gradient(*at)))
    uphill = view.field.gradient(*at) / slope
    ahead, behind = view.room(np.array([at, at]), np.array([uphill, -uphill]))
    room = min(ahead - 2 * NAMES, behind - 0.8 if opposite else np.inf)  # for its name, and for a slope down
    fitting = view.reaching_at(at, longest=float(np.clip(room, 0.9, 2.4)), shortest=0.9)
    return view.reaching(slope, slope * unit) if 0.9 <= slope * unit <= 1.001 * fitting.reach * slope else fitting


def turn_between(first: AnyArrow, second: AnyArrow) -> float:
    """The angle by which one drawn arrow has to turn to point the way of the other: -pi to pi; nan if one is hidden."""
    (a, b, _), (c, d, _) = first.along, second.along
    return float(np.arctan2(a * d - b * c, a * c + b * d))


def angle_mark(view: View, first: AnyArrow, second: AnyArrow, source: str = "theta") -> VGroup:
    """The arc from one arrow to another with the same tail, and its name; without an arc there is no name."""
    arc = VMobject(stroke_color=view.theme.ink, stroke_width=2.5)
    name = plated(view, source, 30)
    plate, letter = name
    mark = VGroup(arc, name).set_z_index(1)

    def draw(mark: VGroup) -> None:
        turn = turn_between(first, second)
        if not np.isfinite(turn):
            return
        begin = np.arctan2(first.along[1], first.along[0])
        radius = min(ARC, 0.45 * float(np.linalg.norm(first.along)))
        arc.set_points_as_corners(first.tail + radius * _headings(begin + np.linspace(0, turn, 40)))
        name.move_to(first.tail + (radius + 0.25) * _headings(begin + np.array([turn / 2]))[0])
        letter.set_opacity(in_sight(turn))
        plate.set_fill(opacity=PLATE * in_sight(turn))

    return redrawn(mark, draw)


def foot(of: AnyArrow, onto: AnyArrow) -> Points:
    """Where the perpendicular from the tip of one drawn arrow meets the line of another, shape (3,)."""
    way = onto.along / np.linalg.norm(onto.along)
    place: Points = onto.tail + (of.along @ way) * way
    return place


def shadow(
    view: View, of: AnyArrow, onto: AnyArrow, *, aside: float = 0.0, times: LiveNumber = 1.0, width: float = BAR
) -> VMobject:
    """The shadow of one arrow on the line of another with the same tail, coloured by whether both go the same way.

    Args:
        aside: scene units to the left of that line at which it is drawn (to its right if negative), to be seen there.
        times: how many times as long as it is.
    """
    bar = VMobject(stroke_width=width).set_z_index(0.5)

    def draw(bar: VMobject) -> None:
        ends = np.array([onto.tail, onto.tail + now_number(times) * (foot(of, onto) - onto.tail)])
        if not np.isfinite(ends).all():
            return
        length = float((foot(of, onto) - onto.tail) @ onto.along / np.linalg.norm(onto.along))
        bar.set_points_as_corners(ends + aside * left_of(onto))
        bar.set_stroke(slope_colour(view.theme, length, float(np.linalg.norm(of.along))), opacity=0.85)

    return redrawn(bar, draw)


def left_of(arrow: AnyArrow) -> Points:
    """The unit vector, shape (3,), to the left of a drawn arrow, in the frame."""
    x, y, _ = arrow.along / np.linalg.norm(arrow.along)
    return np.array([-y, x, 0.0])


def named_beside(view: View, bar: VMobject, onto: AnyArrow, source: str, *, aside: float) -> VGroup:
    """The name of a shadow, beside its outer half, so many scene units to the left of the line on which it lies."""
    name = plated(view, source, 30).set_z_index(2)

    def draw(name: VGroup) -> None:
        if len(bar.points):
            way = left_of(onto)
            middle = 0.3 * bar.points[0] + 0.7 * bar.points[-1]  # where other names do not stand
            place = middle + (aside + np.copysign(name.width / 2 * abs(way[0]), aside)) * way
            half = np.array([name.width, name.height]) / 2  # below and to the left of the picture are numbers
            least = half + np.array([view.box.left, view.box.bottom])
            name.move_to(np.append(np.maximum(place[:2], least), 0.0))

    return redrawn(name, draw)


def plumb(view: View, of: AnyArrow, onto: AnyArrow, *, size: float = 0.2) -> VMobject:
    """The perpendicular from the tip of one arrow to the line of another, with its right angle where there is room."""
    line = VMobject(stroke_color=view.theme.ink, stroke_width=2.5)

    def draw(line: VMobject) -> None:
        tip, place = of.tip, foot(of, onto)
        if not np.isfinite(place).all():
            return
        line.set_points_as_corners(np.array([tip, place]))  # of no length along the line, but animations want points
        up, back = tip - place, onto.tail - place
        if min(np.linalg.norm(up), np.linalg.norm(back)) > 2 * size:
            up, back = (size * side / np.linalg.norm(side) for side in (up, back))
            line.start_new_path(place + up)
            line.add_points_as_corners(np.array([place + up + back, place + back]))

    return redrawn(line, draw)


def named_at(view: View, arrow: AnyArrow, source: str, *, aside: float = 0.0) -> Mobject:
    """The name of an arrow beyond its tip, or to its left by so many scene units (to its right if negative)."""
    name = plated(view, source, 34).set_z_index(2)
    top = view.box.top + MARGIN  # above it is the title

    def draw(name: VGroup) -> None:
        along = arrow.along
        if np.isfinite(along).all():
            along = along / np.linalg.norm(along)
            side = left_of(arrow)
            name.move_to(arrow.tip + (aside * side if aside else NAMES * along))
            if name.get_top()[1] > top:
                name.move_to(arrow.tip - NAMES * along + NAMES * side)

    return redrawn(name, draw)


def named_clear_of(view: View, arrow: AnyArrow, line: AnyArrow, source: str, *, side: int) -> Mobject:
    """The name of an arrow that turns, at its tip, and never on the line of another or to one side of it.

    Args:
        side: of that line where the name stands when both arrows point the same way or opposite ways: 1 left, -1 right.
    """
    name = plated(view, source, 34).set_z_index(2)

    def draw(name: VGroup) -> None:
        turn = turn_between(line, arrow)
        if np.isfinite(turn):
            ahead = arrow.along / np.linalg.norm(arrow.along)
            name.move_to(arrow.tip + 0.36 * (abs(np.sin(turn)) * ahead + side * np.cos(turn) * left_of(arrow)))

    return redrawn(name, draw)


def plated(view: View, source: str, size: float) -> VGroup:
    """A formula on the map, on a plate that keeps lines from running through it."""
    text = formula(view, source, size=size)
    return VGroup(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=PLATE, buff=0.05), text)


def _headings(angles: Points) -> Points:
    """Unit vectors of the frame, shape (n, 3), at angles in radians."""
    return np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=-1)
