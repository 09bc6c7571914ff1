"""Points that rest or move over the plane, and the lines they leave."""

from dataclasses import replace
from typing import Any

import numpy as np
from manim import Animation, Mobject, UpdateFromAlphaFunc, VMobject, linear
from numpy.typing import ArrayLike

from gradanim.paint import Dots
from gradanim.paint.bulk import as_rgba
from gradanim.paint.parts import Parts
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import Live, Point, now, redrawn
from gradanim.stage.frame.view import LiveView, View
from gradanim.stage.maps.contours import polyline
from gradanim.stage.marks.routes import PlaneCurve, along

RADIUS = 0.1  # scene units
RIM = 1.2  # times the radius: a rim in the colour of the background sets a dot off from the lines below it


class Marker(Dots):
    """A point of the plane: a dot; over a landscape a ball on the surface, with `view.floor` one on the floor."""

    def __init__(self, view: LiveView, at: Live, *, colour: str | None = None, radius: float = RADIUS) -> None:
        theme = now(view).theme
        self._view, self._place = view, at
        self._rim = None if now(view).in_space else as_rgba(theme.background, 1)[0]
        super().__init__([now(view).at(*now(at))], colour or theme.path, radius=radius)
        self.set_z_index(2)  # above the lines that it walks along
        if callable(at) or callable(view):
            redrawn(self, Marker.redraw)

    def redraw(self) -> None:
        """Draw the point where it is now."""
        self.points = now(self._view).at(*now(self._place))[None]

    def parts(self) -> Parts:
        """The dot, in the plane on its rim."""
        drawn = super().parts()
        if self._rim is None:
            return drawn
        rims = [
            replace(dot, rgba=np.column_stack([np.tile(self._rim[:3], (len(dot.rgba), 1)), dot.rgba[:, 3]]),
                    radii=RIM * dot.radii)
            for dot in drawn.discs
        ]  # fmt: skip
        return Parts(discs=[*rims, *drawn.discs])


class Walker(Marker):
    """A point of the plane that can be sent along a line; call it for where it is."""

    def __init__(self, view: LiveView, start: ArrayLike) -> None:
        x, y = np.asarray(start, float)
        self._at = (float(x), float(y))
        super().__init__(view, self)

    def __call__(self) -> Point:
        return self._at

    def follow(self, line: PlaneCurve, **options: Any) -> Animation:
        """Walk along a line of plane points, shape (n, 2), the same length of the plane in the same time."""

        def step(walker: Mobject, alpha: float) -> None:
            x, y = along(line, alpha)
            self._at = (float(x), float(y))
            self.redraw()

        return UpdateFromAlphaFunc(self, step, **{"rate_func": linear, **options})


def trail(view: View, line: PlaneCurve) -> VMobject:
    """The line of a walk; a walk of one point draws nothing."""
    return cased(polyline(view, line, view.theme.path, width=4.5), view.theme)
