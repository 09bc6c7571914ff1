"""Slices of the landscape through a point, folded down onto the map."""

import numpy as np
from manim import Line, Polygon, VGroup, VMobject
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point

from .components import frame_of, rise_per_slope, run_of

Points = NDArray[np.float64]
SAMPLES = 241  # of a slice
TANGENT = 1.0  # of the run, to either side of the point


class StandingSlice(VGroup):
    """The slice of the landscape over a line along which only one variable moves, folded down onto the map.

    Heights are drawn across the line, from that of the point on: both slices through a point in one scale, so that
    their slopes can be compared by eye.

    Attributes:
        line: of the map, as far as the domain; `curve` the slice on it, with `side` between both.
        tangent: to the curve at the point; `run` the part of the line over which its rise is the component's arrow.
    """

    def __init__(self, view: View, axis: str, at: Point) -> None:
        self.axis, theme = axis, view.theme
        colour, (along, up) = getattr(theme, f"partial_{axis}"), frame_of(axis)
        k, here = "xy".index(axis), view.at(*at)
        box, unit = view.box, rise_per_slope(view, at)
        ends = np.tile(here, (2, 1))
        ends[:, k] = [(box.left, box.right), (box.bottom, box.top)][k]
        self.line = cased(Line(*ends, stroke_color=colour, stroke_width=2.5), theme)
        feet = np.linspace(ends[0], ends[1], SAMPLES)
        rise = unit * view.scale[0] * (view.height_of(feet) - view.field(*at))
        corners = feet + rise[:, None] * up
        low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
        inside = (corners[:, :2] >= low - 0.01) & (corners[:, :2] <= high + 0.01)
        first, last = part_with(np.all(inside, axis=1), int(np.argmin(np.linalg.norm(feet - here, axis=1))))
        shown = slice(first, last)
        self.curve = cased(VMobject(stroke_color=theme.path, stroke_width=4), theme)
        self.curve.set_points_as_corners(corners[shown])
        self.side = Polygon(*corners[shown], *feet[shown][::-1], stroke_width=0, fill_color=colour, fill_opacity=0.3)
        slope, run = float(view.field.gradient(*at)[k]) * unit, run_of(view, at)
        way = TANGENT * run * (along + slope * up)
        back, ahead = (min(1.0, share_inside(box, here, sign * way)) for sign in (-1, 1))  # off the axes' numbers
        self.tangent = cased(Line(here - back * way, here + ahead * way, stroke_color=colour, stroke_width=6), theme)
        self.run = cased(Line(here, here + run * along, stroke_color=theme.ink, stroke_width=4), theme)
        super().__init__(self.side, self.line, self.curve, self.tangent, self.run)
        self.set_z_index(0.5)


def share_inside(box: Box, here: Points, way: Points) -> float:
    """How much of a way from a place in a box is inside it; more than 1 where it could go on."""
    walls = np.where(way[:2] > 0, [box.right, box.top], [box.left, box.bottom]) - here[:2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.nanmin(np.where(way[:2] != 0, walls / way[:2], np.inf)))


def part_with(seen: NDArray[np.bool_], k: int) -> tuple[int, int]:
    """The first of the places around place k that are seen without a gap, and the first one after them."""
    hidden = np.flatnonzero(~seen)
    before, after = hidden[hidden < k], hidden[hidden > k]
    return (int(before[-1]) + 1 if before.size else 0), (int(after[0]) if after.size else len(seen))
