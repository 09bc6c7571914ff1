"""Directions as arrows of length one on a circle, the angle between two arrows, and the shadow of one on the other."""

from collections.abc import Callable

import numpy as np
from manim import BackgroundRectangle, Circle, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage.live import Point, redrawn
from gradanim.stage.marks.arrows import AnyArrow, Arrow
from gradanim.stage.space.tangents import slope_colour
from gradanim.stage.typeset.words import formula
from gradanim.stage.view import MARGIN, View

ARC = 0.5  # radius of the mark of an angle at most, scene units
NAMES = 0.3  # room for a name beyond the tip of an arrow, scene units
BAR = 15.0  # stroke width of a shadow: it shows on both sides of the arrow that lies on it
Points = NDArray[np.float64]


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


def covered(circle: VMobject, *arrows: AnyArrow) -> Points:
    """Points of a drawn disc and along drawn arrows, shape (n, 3), to keep other things away from them."""
    middle = circle.get_center()
    shares = np.linspace(0, 1.15, 8)[:, None]  # the name of an arrow stands beyond its tip
    shafts = [arrow.tail + shares * arrow.along for arrow in arrows if np.isfinite(arrow.along).all()]
    return np.vstack([circle.points, (circle.points + middle) / 2, [middle], *shafts])


def vector_arrow(view: View, at: Point, vector: Callable[[], ArrayLike], unit: float, *, width: float = 6) -> Arrow:
    """A direction of the plane, drawn `unit` scene units long for each unit of its length."""

    def between() -> tuple[Points, Points]:
        tail = view.at(*at)
        return tail, tail + unit * np.append(np.asarray(vector(), float), 0.0)

    return Arrow(between, view.theme.direction, width=width)


def turn_between(first: AnyArrow, second: AnyArrow) -> float:
    """The angle by which one drawn arrow has to turn to point the way of the other: -pi to pi; nan if one is hidden."""
    (a, b, _), (c, d, _) = first.along, second.along
    return float(np.arctan2(a * d - b * c, a * c + b * d))


def angle_mark(view: View, first: AnyArrow, second: AnyArrow, source: str = "theta") -> VGroup:
    """The arc from one arrow to another with the same tail, and its name."""
    arc = VMobject(stroke_color=view.theme.ink, stroke_width=2.5)
    name = _plated(view, source, 30)
    mark = VGroup(arc, name).set_z_index(1)

    def draw(mark: VGroup) -> None:
        turn = turn_between(first, second)
        if not np.isfinite(turn):
            return
        begin = np.arctan2(first.along[1], first.along[0])
        radius = min(ARC, 0.45 * float(np.linalg.norm(first.along)))
        arc.set_points_as_corners(first.tail + radius * _headings(begin + np.linspace(0, turn, 40)))
        name.move_to(first.tail + (radius + 0.25) * _headings(begin + np.array([turn / 2]))[0])

    return redrawn(mark, draw)


def foot(of: AnyArrow, onto: AnyArrow) -> Points:
    """Where the perpendicular from the tip of one drawn arrow meets the line of another, shape (3,)."""
    way = onto.along / np.linalg.norm(onto.along)
    place: Points = onto.tail + (of.along @ way) * way
    return place


def shadow(view: View, of: AnyArrow, onto: AnyArrow) -> VMobject:
    """The shadow of one arrow on the line of another with the same tail, coloured by whether both go the same way."""
    bar = VMobject(stroke_width=BAR).set_z_index(0.5)

    def draw(bar: VMobject) -> None:
        ends = np.array([onto.tail, foot(of, onto)])
        if not np.isfinite(ends).all():
            return
        length = float((ends[1] - ends[0]) @ onto.along / np.linalg.norm(onto.along))
        bar.set_points_as_corners(ends)
        bar.set_stroke(slope_colour(view.theme, length, float(np.linalg.norm(of.along))), opacity=0.85)

    return redrawn(bar, draw)


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
    name = _plated(view, source, 34).set_z_index(2)
    top = view.box.top + MARGIN  # above it is the title

    def draw(name: VGroup) -> None:
        along = arrow.along
        if np.isfinite(along).all():
            along = along / np.linalg.norm(along)
            side = np.array([-along[1], along[0], 0.0])
            name.move_to(arrow.tip + (aside * side if aside else NAMES * along))
            if name.get_top()[1] > top:
                name.move_to(arrow.tip - NAMES * along + NAMES * side)

    return redrawn(name, draw)


def _plated(view: View, source: str, size: float) -> VGroup:
    """A formula on the map, on a plate that keeps lines from running through it."""
    text = formula(view, source, size=size)
    return VGroup(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05), text)


def _headings(angles: Points) -> Points:
    """Unit vectors of the frame, shape (n, 3), at angles in radians."""
    return np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=-1)
