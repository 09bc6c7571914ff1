"""The projection of one arrow on the line of another, the perpendicular that ends it, and its name."""

import numpy as np
from manim import VGroup, VMobject

from gradanim.stage import View
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks import left_of
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import Points, plated
from gradanim.stage.space import slope_colour

BAR = 10.0  # stroke width of a shadow


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


def foot(of: AnyArrow, onto: AnyArrow) -> Points:
    """Where the perpendicular from the tip of one drawn arrow meets the line of another, shape (3,)."""
    way = onto.along / np.linalg.norm(onto.along)
    place: Points = onto.tail + (of.along @ way) * way
    return place


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
