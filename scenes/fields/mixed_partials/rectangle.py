"""An upright rectangle on a map, its sides in the colours of the partial derivatives that climb along them."""

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import DOWN, LEFT, VGroup, VMobject
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.frame.arrow_styles import Role
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import Point, redrawn
from gradanim.stage.marks import plane_arrow
from gradanim.stage.typeset import Label

from .mixed_difference import SIGNS, Patch

OFF = 0.3  # scene units from a corner to its sign, and from a side to its length


class DrawnRectangle(VGroup):
    """A rectangle that may shrink: its sides are bottom, right, top and left, each drawn anticlockwise."""

    def __init__(self, view: View, patch: Callable[[], Patch]) -> None:
        self.view, self.patch = view, patch
        x, y = view.theme.partial_x, view.theme.partial_y
        sides = [cased(VMobject(stroke_color=colour, stroke_width=6), view.theme) for colour in (x, y, x, y)]
        super().__init__(*sides)
        self.set_z_index(1)
        redrawn(self, DrawnRectangle.redraw)

    def redraw(self) -> None:
        """Draw it where it is now."""
        corners = self.view.line(self.patch().corners)
        for side, begin, end in zip(self, corners, np.roll(corners, -1, axis=0), strict=True):
            side.set_points_as_corners([begin, end])

    @property
    def corners(self) -> NDArray[np.float64]:
        """The drawn corners as plane points, shape (4, 2)."""
        return self.view.where(np.array([side.points[0] for side in self]))


def signs(view: View, patch: Patch) -> VGroup:
    """The sign of each corner's height in the mixed difference, outside the corner."""
    corners, marks = view.line(patch.corners), VGroup()
    for corner, sign in zip(corners, SIGNS, strict=True):
        outwards = np.sign(corner - corners.mean(axis=0))
        marks.add(Label(view, "+" if sign > 0 else "-", size=44).move_to(corner + OFF * outwards))
    return marks.set_z_index(3)


def lengths(rectangle: DrawnRectangle) -> VGroup:
    """The names of the rectangle's sides, h below and k to the left, following it."""
    view = rectangle.view
    names = VGroup(Label(view, "h", size=36), Label(view, "k", size=36)).set_z_index(3)

    def draw(names: VGroup) -> None:
        for name, side, way in zip(names, (rectangle[0], rectangle[3]), (DOWN, LEFT), strict=True):
            name.move_to(side.points[[0, -1]].mean(axis=0) + OFF * way)

    return redrawn(names, draw)


def components(view: View, square: Patch, at: Callable[[], Point]) -> VGroup:
    """The component of the gradient along the side that somebody walks on: one arrow for each axis."""
    (_, low), _, (_, high), _ = square.corners

    def along(axis: int, x: float, y: float) -> NDArray[np.float64]:
        level = min(abs(y - low), abs(y - high)) < 1e-9 * abs(square.k)
        return view.field.gradient(x, y) * (np.arange(2) == axis) * (level == (axis == 0))

    roles: tuple[Role, Role] = ("partial_x", "partial_y")
    return VGroup(*(plane_arrow(view, at, partial(along, axis), role) for axis, role in enumerate(roles)))
