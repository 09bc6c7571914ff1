"""The projection of one arrow on the line of another, its name, and the perpendicular at which it ends."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject

from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import redrawn
from gradanim.stage.marks import left_of
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import Label
from gradanim.stage.typeset.labels import Spots

from .directions import Points, direction_of

BAR = 10.0  # stroke width of a projection
BESIDE = 0.2  # scene units from the middle of a projection to its name


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


def name_of_projection(
    view: View, bar: VMobject, onto: AnyArrow, *, side: int, share: float, clear_of: Sequence[Mobject] = ()
) -> Label:
    """The name of a projection, beside it.

    Args:
        side: of the line on which it lies where the name stands if there is room: 1 left, -1 right.
        share: of the way along the projection, where other names do not stand.
        clear_of: names that come by: it makes way, nearer to either end, or to the other side.
    """
    shares = share * np.array([1.0, 0.5, 1.8, 0.0])[:, None]

    def spots() -> Spots:
        begin, end = bar.points[[0, -1]] if len(bar.points) else np.full((2, 3), np.nan)
        way = side * left_of(onto)
        return np.tile(begin + shares * (end - begin), (2, 1)), np.repeat([way, -way], len(shares), axis=0)

    return Label(view, "D_u f", at=spots, off=BESIDE, clear_of=clear_of, size=32)


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
