"""Coming closer: the same map of an ever smaller part of the plane, computed anew in every frame."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Animation, Group, Mobject, UpdateFromAlphaFunc

from gradanim.contours.levels import Levels
from gradanim.fields.domain import Domain
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.shading import rank, relief

LATE = 0.75  # of the way: from there on the levels and colours of the close view come in
COARSE = 320  # samples of the ground along the longer side of the frame while it comes closer


class Zoom(Group):
    """A contour map that can move from a view's whole domain into a part of it.

    Nothing is enlarged: the curves are found again at each scale, and the finer heights of the close view fade in.

    Attributes:
        far, near: the views at both ends.
        closeness: 0 in the far view, 1 in the near one.
        near_map: the contours of the near view.
        current: says the view of this moment: hand it, uncalled, to everything that has to come closer too.
    """

    def __init__(self, view: View, part: Domain) -> None:
        super().__init__()
        self.far, self.near = view, view.zoomed(part)
        self.far_map, self.near_map = ContourMap(self.far), ContourMap(self.near, count=9)
        self.closeness = 0.0
        self.current: Callable[[], View] = lambda: view.zoomed(view.field.domain.towards(part, self.closeness))
        self.submobjects = [self.far_map.ground(), self.far_map]

    def to(self, closeness: float, **options: Any) -> Animation:
        """The animation that brings the map to this closeness."""
        begin = self.closeness

        def come(zoom: Zoom, alpha: float) -> None:
            zoom.closeness = (1 - alpha) * begin + alpha * closeness
            zoom.submobjects = zoom._drawn()

        return UpdateFromAlphaFunc(self, come, **options)

    def _drawn(self) -> list[Mobject]:
        if self.closeness in (0.0, 1.0):
            contours = self.near_map if self.closeness else self.far_map
            return [contours.ground(), contours]
        view, close, (far, near) = self.current(), self.closeness, (self.far_map.levels, self.near_map.levels)
        close = max(close - LATE, 0.0) / (1 - LATE)  # of a wide view, the close one's levels would make a cliff
        values = np.union1d(far.values, near.values)
        scale = (1 - close) * rank(far, values) + close * rank(near, values)
        ends = Levels(np.arange(2.0), "even")  # ranks are shares of the way from low to high here
        ground = relief(view, ends, ranks=lambda h: np.interp(h, values, scale), samples=COARSE)
        return [
            ground,
            ContourMap(view, far, samples=100).fade(close),
            ContourMap(view, near, samples=100).fade(1 - close),
        ]
