"""Fog over a landscape and over its map."""

from dataclasses import dataclass

from manim import Animation, VGroup

from gradanim.paint import SurfaceMesh
from gradanim.stage.maps.contours import TINT, ContourMap

FAINT = 0.4  # how much of a map is seen through it
PART = 0.1  # of a walk, that may be out of sight


@dataclass(frozen=True)
class Fog:
    """What a hiker in fog does not see: the landscape fades, and so does its map; the walk on them does not.

    Attributes:
        hills, lines: the surface and the contours on it.
        tint, contours: of the map.
        hiding: how much of the walk solid hills would hide; if that is a part of it, they stay faint.
    """

    hills: SurfaceMesh
    lines: ContourMap
    tint: VGroup
    contours: ContourMap
    hiding: float = 0.0

    def comes(self) -> list[Animation]:
        """Everything fades."""
        return self._seen(0.3, 0.3, FAINT)

    def lifts(self) -> list[Animation]:
        """The map is as clear as before; the hills stay a little fainter than what was walked on them."""
        return self._seen(0.65 if self.hiding < PART else 0.35, 0.8, 1.0)

    def _seen(self, hills: float, lines: float, chart: float) -> list[Animation]:
        return [
            self.hills.animate.set_opacity(hills),
            self.lines.animate.set_stroke(opacity=lines),
            self.tint.animate.set_fill(opacity=chart * TINT),
            self.contours.animate.set_stroke(opacity=chart),
        ]
