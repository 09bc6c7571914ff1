"""Directions as arrows of length one on a circle, the angle between two arrows, and the shadow of one on the other."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from manim import Circle, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike

from gradanim.stage import View
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import Arrow, left_of
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import NAMES, Points, plated
from gradanim.stage.marks.pointers import Pointing
from gradanim.stage.space import slope_colour

BAR = 10.0  # stroke width of a shadow
V = TypeVar("V", bound=View)


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

    def ends() -> tuple[Points, Points]:
        tail = view.at(*at)
        return tail, tail + unit * np.append(np.asarray(vector(), float), 0.0)

    return Arrow(view, ends, "direction", width=width)


def gradient_arrow_scale(view: V, at: Point, unit: float, *, opposite: bool = True) -> V:
    """The view with the gradient drawn in the scale of the plane, if it is seen and has room; else as long as it has.

    Args:
        unit: scene units for each unit of the plane.
        opposite: leave as much room behind the point, for a slope down as long.
    """
    slope = float(np.hypot(*view.field.gradient(*at)))
    uphill = view.field.gradient(*at) / slope
    ahead, behind = view.clearance(np.array([at, at]), np.array([uphill, -uphill]))
    room = min(ahead - 2 * NAMES, behind - 0.8 if opposite else np.inf)  # for its name, and for a slope down
    fitting = view.fit_arrow_at(at, longest=float(np.clip(room, 0.9, 2.4)), shortest=0.9)
    return (
        view.with_arrows(slope, slope * unit) if 0.9 <= slope * unit <= 1.001 * fitting.arrow_scale * slope else fitting
    )


def turn_between(first: AnyArrow, second: AnyArrow) -> float:
    """The angle by which one drawn arrow has to turn to point the way of the other: -pi to pi; nan if one is hidden."""
    (a, b, _), (c, d, _) = first.along, second.along
    return float(np.arctan2(a * d - b * c, a * c + b * d))


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


def in_sight(turn: float) -> float:
    """How opaque the name of an angle (radians) is: not at all, where there is no arc that it could be the name of."""
    return float(np.interp(abs(turn), [0.05, 0.2], [0.0, 1.0]))
