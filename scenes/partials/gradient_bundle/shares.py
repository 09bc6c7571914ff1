"""The shares of both components along a direction that turns, and the slope that they add up to."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.frame.view import MARGIN
from gradanim.stage.marks import Arrow, heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset import Label

from .components import ComponentArrows

Points = NDArray[np.float64]
ASIDE = (0.15, 0.31)  # scene units: how far beside the line of a direction the shares of x and of y are drawn
NAMED, SHORTEST = 0.45, 0.5  # scene units: room for the name of a direction, and how long its line is at least
BEYOND = 0.45  # scene units: how far the line of a direction goes on beyond the longest slope


class Shares(VGroup):
    """The slope in a direction that turns, as what both components have along it: their projections on its line.

    Each is drawn beside the line, the share of y where that of x ends; backwards where a component leads against u.

    Attributes:
        ray: the line of u, with its name.
        bars, drops: by the variable, the shares and the perpendiculars that end them.
        slope: both together, an arrow on the line.
    """

    def __init__(self, view: View, at: Point, components: "ComponentArrows", angle: LiveNumber) -> None:
        theme, here = view.theme, view.at(*at)
        self.view, self.here = view, here
        reach = view.arrow_scale * float(np.hypot(*view.field.gradient(*at))) + BEYOND
        line = cased(VMobject(stroke_color=theme.direction, stroke_width=2.5), theme)
        self.ray = VGroup(line)
        self.bars = {
            axis: cased(VMobject(stroke_color=getattr(theme, f"partial_{axis}"), stroke_width=8), theme)
            for axis in "xy"
        }
        self.drops = {
            axis: cased(VMobject(stroke_color=theme.ink, stroke_width=2.5, stroke_opacity=0.8), theme) for axis in "xy"
        }

        def unit() -> Points:
            return np.append(heading(now_number(angle)), 0.0)

        def feet() -> Points:
            ends = np.array(
                [np.zeros(3), drawn_vector(components.x), drawn_vector(components.x) + drawn_vector(components.y)]
            )
            return here + (ends @ unit())[:, None] * unit()

        def draw(_: VGroup) -> None:
            way, places = unit(), feet()
            room = float(view.clearance(np.array([at]), way[None, :2])[0]) - MARGIN - NAMED
            rise = float((places[-1] - here) @ way)
            length = max(min(reach, room), SHORTEST, rise + 0.1)  # its name is not on the slope
            line.set_points_as_corners(np.array([here, here + length * way]))
            left = np.array([-way[1], way[0], 0.0])
            tip = here
            for k, axis in enumerate("xy"):
                tip = tip + drawn_vector(getattr(components, axis))
                aside = ASIDE[k] * left
                self.bars[axis].set_points_as_corners(places[k : k + 2] + aside)
                self.drops[axis].set_points_as_corners(np.array([tip, places[k + 1] + aside]))

        self.slope = Arrow(view, lambda: (here, feet()[-1]), "direction")
        for part in (line, *self.drops.values(), *self.bars.values()):
            redrawn(part, draw)
        self.ray.add(Label(view, "{{ u : direction }}", at=lambda: (corners_of(line)[-1], self.way())))
        super().__init__(self.ray, *self.drops.values(), *self.bars.values(), self.slope)
        for part in (self.ray, *self.drops.values(), *self.bars.values()):
            part.set_z_index(0.6)

    def parts(self) -> Points:
        """The drawn shares of x and of y, in units of slope along the drawn line of u, shape (2,)."""
        way = self.way()
        drawn = [corners_of(bar)[-1] - corners_of(bar)[0] for bar in self.bars.values()]
        return np.array(drawn) @ way / self.view.arrow_scale

    def start(self) -> Points:
        """Where the drawn line of u begins, shape (3,)."""
        return np.asarray(corners_of(self.ray[0])[0])

    def way(self) -> Points:
        """The unit vector of the drawn line of u, shape (3,)."""
        begin, end = corners_of(self.ray[0])[[0, -1]]
        along: Points = (end - begin) / np.linalg.norm(end - begin)
        return along


def drawn_vector(arrow: AnyArrow) -> NDArray[np.float64]:
    """The vector that is drawn; zero where nothing is."""
    along = arrow.along
    return along if np.isfinite(along).all() else np.zeros(3)
