"""Points that move over the plane, and the lines they leave."""

from typing import Any

from manim import Animation, Dot, UpdateFromAlphaFunc, VMobject, linear

from gradanim.stage.contours import polyline
from gradanim.stage.live import Point, now, redrawn
from gradanim.stage.routes import Line, along
from gradanim.stage.view import LiveView, View


class Walker(Dot):
    """A point of the plane that can be sent along a line; call it for where it is."""

    def __init__(self, view: LiveView, start: Point) -> None:
        theme = now(view).theme
        super().__init__(radius=0.11, color=theme.path, stroke_color=theme.background, stroke_width=2)
        self._view, self._at = view, start
        self.set_z_index(2)  # above the lines it walks along
        redrawn(self, Walker.redraw)

    def __call__(self) -> Point:
        return self._at

    def redraw(self) -> None:
        """Draw the point where it is now."""
        self.move_to(now(self._view).at(*self._at))

    def follow(self, line: Line, **options: Any) -> Animation:
        """Walk along a line of plane points, shape (n, 2), the same length in the same time."""

        def step(walker: VMobject, alpha: float) -> None:
            x, y = along(line, alpha)
            self._at = (float(x), float(y))
            self.redraw()

        return UpdateFromAlphaFunc(self, step, **{"rate_func": linear, **options})


def trail(view: View, line: Line) -> VMobject:
    """The line of a walk; a walk of one point draws nothing."""
    return polyline(view, line, view.theme.path, width=4.5)
