"""The fog: next to nothing is seen but a patch around the hiker, on the landscape and on its map."""

from collections.abc import Callable

import numpy as np
from manim import Animation, ValueTracker, VMobject
from numpy.typing import NDArray

from gradanim.paint.lines import Polylines
from gradanim.paint.surface import SurfaceMesh
from gradanim.stage import View
from gradanim.stage.frame.live import redrawn
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks.valleys import RADIUS
from gradanim.stage.space import SpaceView

THICK = 0.93  # of what lies in it, that it hides
PATCH = 1.0  # radius of the clear patch on the map, scene units
PART = 0.1  # of a walk, that may be occluded


class Fog:
    """What a hiker in fog does not see: all but a patch of the landscape, and of its map; the walk on them stays.

    Args:
        hills, lines: the surface and the contours on it.
        chart: the view of the map.
        where: says where the hiker is, (x, y).
        occluded: the share of the walk that solid hills would hide; where that is a part of it, they stay faint.

    Attributes:
        cover: the fog over the map, with a hole around the hiker.
    """

    def __init__(
        self,
        view: SpaceView,
        hills: SurfaceMesh,
        lines: ContourMap,
        chart: View,
        where: Callable[[], NDArray[np.float64]],
        *,
        occluded: float = 0.0,
    ) -> None:
        self.lines, self.chart, self.where, self.occluded = lines, chart, where, occluded
        self.density, self.strength = ValueTracker(0.0), ValueTracker(1.0)  # of the fog, and of the hills
        self.ground, self.mesh = view.where(hills.points), float(hills.line_rgba[3])
        redrawn(hills, self._dim)
        self.cover = redrawn(VMobject(stroke_width=0, fill_color=chart.theme.background), self._spread)

    def comes(self) -> list[Animation]:
        """Everything fades but the patch."""
        return [self.density.animate.set_value(THICK), self.lines.animate.set_stroke(opacity=1 - THICK)]

    def lifts(self) -> list[Animation]:
        """The map is as clear as before; the hills stay a little fainter than what was walked on them."""
        faint = self.strength.animate.set_value(0.65 if self.occluded < PART else 0.35)
        return [self.density.animate.set_value(0.0), faint, self.lines.animate.set_stroke(opacity=0.8)]

    def _dim(self, hills: SurfaceMesh) -> None:
        density, strength = self.density.get_value(), self.strength.get_value()
        away = (self.ground - self.where()) * self.chart.scale / PATCH
        hills.rgba[:, 3] = strength * (1 - density * (1 - np.exp(-(np.nan_to_num(away**2, nan=9.0).sum(axis=1) ** 2))))
        hills.line_rgba[3] = strength * self.mesh * (1 - density)

    def _spread(self, cover: VMobject) -> None:
        box, turn = self.chart.box, -np.linspace(0, 2 * np.pi, 49)
        border = np.array([[box.left, box.bottom, 0], [box.right, box.bottom, 0], [box.right, box.top, 0]])
        border = np.vstack([border, [[box.left, box.top, 0], border[0]]])
        hole = self.chart.at(*self.where()) + PATCH * np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
        hole = np.clip(hole, border[0], border[2])  # no further than the map
        cover.clear_points()
        for ring in (border, hole):
            cover.start_new_path(ring[0]).add_points_as_corners(ring[1:])
        cover.set_fill(opacity=self.density.get_value())


def ring_on_land(view: SpaceView, place: tuple[float, float]) -> Polylines:
    """A ring on the surface of a landscape around a place, as large as one on the map."""
    turn = np.linspace(0, 2 * np.pi, 73)
    around = np.asarray(place) + RADIUS / view.scale[0] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Polylines([view.line(around)], view.theme.ink, stroke_width=4)
