"""The vertical plane through a point along the direction that turns, and the curve in which it cuts the hill."""

import numpy as np
from manim import OUT
from numpy.typing import NDArray

from gradanim.paint.lines import Polylines
from gradanim.paint.solids import Sheet
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import heading
from gradanim.stage.space import SpaceView
from gradanim.stage.space.surfaces import SAMPLES

Points = NDArray[np.float64]


def turning_plane(view: SpaceView, at: Point, angle: LiveNumber) -> Sheet:
    """The translucent upright plane through a point along a direction, as wide as the domain there."""
    top = (float(view.z_of(view.high)) + 0.35) * OUT

    def sheet() -> Sheet:
        first, last = view.floor.at(*_chord(view, at, now_number(angle), 2).T)
        return Sheet(first, last - first, top, view.theme.faint, opacity=0.3)

    def draw(plane: Sheet) -> None:
        plane.points = sheet().points

    return redrawn(sheet(), draw) if callable(angle) else sheet()


def turning_section(view: SpaceView, at: Point, angle: LiveNumber) -> Polylines:
    """The curve that the turning plane exposes; interrupted where f is undefined."""

    def points() -> Points:
        return view.line(_chord(view, at, now_number(angle), SAMPLES))

    def draw(curve: Polylines) -> None:
        curve.points = points()

    curve = Polylines([points()], view.theme.path, stroke_width=5)
    return redrawn(curve, draw) if callable(angle) else curve


def _chord(view: SpaceView, at: Point, angle: float, samples: int) -> Points:
    """Plane points, shape (samples, 2), from border to border of the domain through a point."""
    d, u, place = view.field.domain, heading(angle), np.asarray(at)
    with np.errstate(divide="ignore", invalid="ignore"):
        walls = (np.array([[d.x0, d.y0], [d.x1, d.y1]]) - place) / u
    near, far = np.min(walls, axis=0), np.max(walls, axis=0)
    across = np.abs(u) > 1e-12
    t = np.linspace(np.max(near[across]), np.min(far[across]), samples)
    points = place + t[:, None] * u
    return np.clip(points, [d.x0, d.y0], [d.x1, d.y1])
