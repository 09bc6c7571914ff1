"""The projection of one arrow on the line of another, its name, and the perpendicular at which it ends."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from manim import Mobject, VGroup, VMobject

from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.layout import gap_between
from gradanim.stage.frame.live import redrawn
from gradanim.stage.marks import left_of
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import plated
from gradanim.stage.space import slope_colour

from .directions import Points, direction_of

BAR = 10.0  # stroke width of a projection


def projection(view: View, of: AnyArrow, onto: AnyArrow, *, width: float = BAR) -> VMobject:
    """The projection of one arrow on the line of another with the same tail, coloured by whether both go the same way.

    It lies on that line, so that the perpendicular from the tip of the first ends where it ends.
    """
    bar = cased(VMobject(stroke_width=width), view.theme).set_z_index(0.5)

    def draw(bar: VMobject) -> None:
        foot = foot_of_perpendicular(of, onto)
        if not np.isfinite(foot).all():
            return
        length = float((foot - onto.tail) @ onto.along / np.linalg.norm(onto.along))
        bar.set_points_as_corners(np.array([onto.tail, foot]))
        bar.set_stroke(slope_colour(view.theme, length, float(np.linalg.norm(of.along))), opacity=0.85)

    return redrawn(bar, draw)


def named_beside(
    view: View,
    bar: VMobject,
    onto: AnyArrow,
    source: str,
    *,
    aside: float,
    share: float = 0.7,
    clear_of: Sequence[Mobject] = (),
) -> VGroup:
    """The name of a projection, beside it, so many scene units to the left of the line on which it lies.

    Args:
        share: of the way along the projection, where other names do not stand.
        clear_of: names that come by: it makes way, nearer to either end or to the other side.
    """
    name = plated(view, source, 32).set_z_index(2)

    def draw(name: VGroup) -> None:
        if not len(bar.points):
            return
        way = left_of(onto)
        half = np.array([name.width, name.height]) / 2  # below and to the left of the picture are numbers
        least = half + np.array([view.box.left, view.box.bottom])
        best, most = name.get_center(), -np.inf
        for off, along in product((aside, -aside), (share, share / 2, 1.8 * share, 0.0)):
            middle = (1 - along) * bar.points[0] + along * bar.points[-1]
            place = middle + (off + np.copysign(name.width / 2 * abs(way[0]), off)) * way
            name.move_to(np.append(np.maximum(place[:2], least), 0.0))
            free = min((gap_between(name, other) for other in clear_of), default=1.0)
            if free > most:
                best, most = name.get_center(), free
            if free > 0:
                break
        name.move_to(best)

    return redrawn(name, draw)


def perpendicular_line(view: View, of: AnyArrow, onto: AnyArrow, *, size: float = 0.2) -> VMobject:
    """The perpendicular from the tip of one arrow to the line of another, with its right angle where there is room."""
    line = cased(VMobject(stroke_color=view.theme.ink, stroke_width=3), view.theme)

    def draw(line: VMobject) -> None:
        tip, foot = of.tip, foot_of_perpendicular(of, onto)
        if not np.isfinite(foot).all():
            return
        line.set_points_as_corners(np.array([tip, foot]))  # of no length along the line, but animations want points
        up, back = tip - foot, onto.tail - foot
        if min(np.linalg.norm(up), np.linalg.norm(back)) > 2 * size:
            up, back = (size * side / np.linalg.norm(side) for side in (up, back))
            line.start_new_path(foot + up)
            line.add_points_as_corners(np.array([foot + up + back, foot + back]))

    return redrawn(line, draw)


def foot_of_perpendicular(of: AnyArrow, onto: AnyArrow) -> Points:
    """Where the perpendicular from the tip of one drawn arrow meets the line of another, shape (3,)."""
    direction = direction_of(onto)
    foot: Points = onto.tail + (of.along @ direction) * direction
    return foot
