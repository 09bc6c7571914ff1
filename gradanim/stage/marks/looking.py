"""Looking around from a point: the direction one looks in, and whether it leads up or down."""

import numpy as np
from manim import BackgroundRectangle, VGroup, VMobject
from numpy.typing import NDArray

from gradanim.slope import derivative_along
from gradanim.stage.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.marks.arrows import heading
from gradanim.stage.typeset.texts import formula
from gradanim.stage.view import View

LONG = 0.75  # scene units: a direction has no length of its own
DASH = 0.09  # scene units, and as much between two
STEP = 5e-3  # of the picture: by which a way is tried
ASIDE = 0.3  # from the line to its name


class Looking(VGroup):
    """The direction u as a thin line with its name: solid where it leads up, dashed where it leads down or nowhere.

    Attributes:
        line: the drawn line, from the point on.
    """

    def __init__(self, view: View, at: Live, angle: LiveNumber) -> None:
        self.line = VMobject(stroke_color=view.theme.direction, stroke_width=3)
        text = formula(view, "{{ u : direction }}", size=34)
        name = VGroup(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05), text)
        super().__init__(self.line, name)
        self.set_z_index(1)

        def draw(looking: VGroup) -> None:
            (x, y), way = now(at), heading(now_number(angle))
            dash_from(self.line, view, (x, y), way, dashed=not derivative_along(view.field, (x, y), way) > 0)
            end = view.at(x, y)[:2] + LONG * way
            name.move_to([*(end + ASIDE * np.array([-way[1], way[0]])), 0.0])

        redrawn(self, draw)


def ways_down(view: View, at: Point, *, count: int = 16) -> VGroup:
    """Dashed lines in all directions that lead down from a point, as found by a small step each."""
    step, here, lines = STEP * view.field.domain.diagonal, view.field(*at), VGroup()
    for way in map(heading, 2 * np.pi * np.arange(count) / count):
        if view.field(*(np.asarray(at) + step * way)) < here:
            line = VMobject(stroke_color=view.theme.direction, stroke_width=3)
            lines.add(dash_from(line, view, at, way, dashed=True))
    return lines


def dash_from(line: VMobject, view: View, at: Point, way: NDArray[np.float64], *, dashed: bool) -> VMobject:
    """Make a line one look long, from a point of the plane along a unit vector; in dashes, or whole."""
    start, along = view.at(*at), np.append(way, 0.0)
    line.clear_points()
    for begin in np.arange(0.0, LONG, 2 * DASH) if dashed else [0.0]:
        end = min(begin + DASH, LONG) if dashed else LONG
        line.start_new_path(start + begin * along)
        line.add_points_as_corners([start + end * along])
    return line
