"""Turning to a direction: the upright plane that faces it, the curve it exposes, and the camera beside the slope."""

import numpy as np
from manim import DEGREES, OUT, TAU
from numpy.typing import NDArray

from gradanim.paint import Polylines, Sheet
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks.arrows import heading
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.surfaces import SAMPLES

Points = NDArray[np.float64]

FRONT = (-78.0, -30.0)  # degrees around the landscape from where the numbers at its front edges can be read
ASIDE = 40.0  # degrees between the camera's way and straight uphill: a slope seen head-on looks like a wall
STEEP = 45.0  # degrees from straight above, for a camera that has to look over the hill


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


def nearest_turn(angle: float, now: float) -> float:
    """The same direction as `angle`, give or take whole turns, that is nearest to where one looks now (radians)."""
    return now + (angle - now + TAU / 2) % TAU - TAU / 2


def beside_the_slope(uphill: float, *, above: float) -> tuple[float, float]:
    """Where to look at a slope from: downhill of it and a little to its side, or from higher up where that is behind.

    Args:
        uphill: the direction of the gradient, radians from the x axis.
        above: how far the camera looks down otherwise, radians from straight above.

    Returns:
        The camera's phi and theta, radians.
    """
    ways = np.linspace(*FRONT, 49) * DEGREES
    beside = np.abs((ways - uphill) % TAU - TAU / 2)  # 0 looks straight uphill
    best = int(np.argmin(np.abs(beside - ASIDE * DEGREES)))
    behind = beside[best] > 110 * DEGREES
    return (STEEP * DEGREES if behind else above), float(ways[best])


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
