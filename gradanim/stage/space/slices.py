"""Slices of a landscape: the vertical plane through a point in any direction, and the section it cuts."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.domain import Domain
from gradanim.paint import Polylines, Sheet, SurfaceMesh
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.marks.arrows import heading
from gradanim.stage.space.landscape import LiveSpaceView, SpaceView

ALONG = {"x": 0.0, "y": np.pi / 2}  # the direction in which each variable grows, radians from the x axis
SAMPLES = 160  # along a curve on the surface
ABOVE = 0.35  # scene units that a cutting plane reaches above the highest height
CLEAR = 0.01  # scene units of the hill that stay in front of the cut: its curve lies on the surface, not on its edge
NO_STEP = 1e-12  # a component of a direction that is smaller is the rounding of none
Points = NDArray[np.float64]


def moving(held: str) -> str:
    """The variable that is free while the other is held fast: "x" for "y", and "y" for "x"."""
    return {"x": "y", "y": "x"}[held]


def coordinate_plane(view: SpaceView, held: str, value: LiveNumber) -> tuple[Live, float]:
    """The vertical plane x = value or y = value, following the value: a point of it, and its angle.

    It stands for both in what cuts the landscape: `section(view, *coordinate_plane(view, "y", 0.5), colour)`.
    """
    x, y = view.field.domain.centre

    def place() -> Point:
        return (x, now_number(value)) if held == "y" else (now_number(value), y)

    return (place if callable(value) else place()), ALONG[moving(held)]


def chord(domain: Domain, at: Point, angle: float) -> Points:
    """The ends, shape (2, 2), of the line through a point at an angle, from border to border; nan where it has none."""
    u, place = heading(angle), np.asarray(at, float)
    across = np.abs(u) > NO_STEP
    walls = (np.array([[domain.x0, domain.y0], [domain.x1, domain.y1]]) - place)[:, across] / u[across]
    steps = np.array([np.max(np.min(walls, axis=0)), np.min(np.max(walls, axis=0))])
    beside = ~across & ((place < [domain.x0, domain.y0]) | (place > [domain.x1, domain.y1]))
    if steps[0] > steps[1] or beside.any():
        return np.full((2, 2), np.nan)
    ends: Points = np.clip(place + steps[:, None] * u, [domain.x0, domain.y0], [domain.x1, domain.y1])
    return ends


def section_points(view: SpaceView, at: Point, angle: float, samples: int = SAMPLES) -> Points:
    """The scene points, shape (n, 3), of the section through a point at an angle; nan where f is undefined."""
    first, last = chord(view.field.domain, at, angle)
    return view.line(np.linspace(first, last, samples))


def section(view: LiveSpaceView, at: Live, angle: LiveNumber, colour: str, *, width: float = 5) -> Polylines:
    """The section: the curve in which the vertical plane through a point cuts the surface, following all that moves.

    Args:
        angle: of the plane, radians counter-clockwise from the x axis.
    """

    def points() -> Points:
        return section_points(now(view), now(at), now_number(angle))

    def draw(curve: Polylines) -> None:
        curve.points = points()

    curve = Polylines([points()], colour, stroke_width=width)
    return redrawn(curve, draw) if any(map(callable, (view, at, angle))) else curve


def cutting_plane(view: LiveSpaceView, at: Live, angle: LiveNumber, colour: str, *, opacity: float = 0.28) -> Sheet:
    """The translucent vertical plane through a point, from the floor to above the highest height.

    Args:
        angle: as for `section`.
    """

    def sheet() -> Sheet:
        seen = now(view)
        first, last = seen.floor.at(*chord(seen.field.domain, now(at), now_number(angle)).T)
        top = np.array([0.0, 0.0, float(seen.z_of(seen.high)) + ABOVE])
        return Sheet(first, last - first, top, colour, opacity=opacity)

    def draw(plane: Sheet) -> None:
        plane.points = sheet().points

    return redrawn(sheet(), draw) if any(map(callable, (view, at, angle))) else sheet()


def cut_open(view: SpaceView, mesh: SurfaceMesh, at: Live, angle: LiveNumber) -> SurfaceMesh:
    """Take away what lies to the right of the vertical plane through a point at an angle, following both."""

    def draw(mesh: SurfaceMesh) -> None:
        normal = np.append(heading(now_number(angle) + np.pi / 2), 0.0)
        mesh.cut(normal, view.floor.at(*now(at)) - CLEAR * normal)

    mesh.clear_updaters()
    return redrawn(mesh, draw)
