"""Coming closer to a point of a landscape: the surface over an ever smaller part of the plane, computed anew."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from manim import Animation, Group, UpdateFromAlphaFunc
from numpy.typing import NDArray

from gradanim.contours.levels import nice_levels
from gradanim.fields.domain import Domain
from gradanim.paint import SurfaceMesh
from gradanim.stage.maps.shading import rank
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.surfaces import SAMPLES, surface

FEWER = 80  # samples along the longer side of a surface while it moves


class SpaceZoom(Group):
    """A surface that can move from a view's whole domain into a part of it, as `maps.Zoom` does for a map.

    Nothing is enlarged: domain and heights shrink around the place, and the surface is sampled again at each scale.

    Attributes:
        far, near: the views at both ends; `view.zoomed(part)` is the near one.
        closeness: 0 in the far view, 1 in the near one.
        current: says the view of this moment: hand it, uncalled, to everything that has to come closer too.
    """

    def __init__(self, view: SpaceView, part: Domain) -> None:
        self.far, self.near = view, view.zoomed(part)
        self.closeness, self._now = 0.0, view
        self.current: Callable[[], SpaceView] = lambda: self._now
        self._levels = nice_levels(self.far.field), nice_levels(self.near.field)
        super().__init__(surface(view))

    @property
    def surface(self) -> SurfaceMesh:
        """The surface as it is drawn now; another one after the zoom has moved."""
        return self.submobjects[0]

    def set_opacity(self, opacity: float) -> Self:
        """How opaque the surface is, 0 to 1; it stays so while it moves."""
        self.surface.set_opacity(opacity)
        return self

    def to(self, closeness: float, **options: Any) -> Animation:
        """The animation that brings the surface to this closeness."""
        begin = self.closeness

        def come(zoom: SpaceZoom, alpha: float) -> None:
            zoom.closeness = (1 - alpha) * begin + alpha * closeness
            zoom._now = zoom.far.towards(zoom.near, zoom.closeness)
            samples = FEWER if alpha < 1 else SAMPLES
            drawn = surface(zoom._now, samples=samples, shades=zoom._shades, opacity=zoom.surface.opacity)
            zoom.submobjects = [drawn]

        return UpdateFromAlphaFunc(self, come, **options)

    def _shades(self, heights: NDArray[np.float64]) -> NDArray[np.float64]:
        far, near = (rank(levels, heights) for levels in self._levels)
        return (1 - self.closeness) * far + self.closeness * near
