"""Slices of a landscape: the hill cut open along a vertical plane, and the tangent to the curve that comes to light."""

import numpy as np
from numpy.typing import NDArray

from gradanim.paint import Polylines, SurfaceMesh
from gradanim.stage.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.space.landscape import LIFT, SpaceView

HALF = 1.3  # scene units from the point of contact to either end of a tangent
CLEAR = 0.01  # scene units of the hill that stay in front of the cut: its curve lies on the surface, not on its edge


def moving(held: str) -> str:
    """The variable that is free while the other is held fast: "x" for "y", and "y" for "x"."""
    return {"x": "y", "y": "x"}[held]


def cut_open(view: SpaceView, mesh: SurfaceMesh, held: str, value: LiveNumber) -> SurfaceMesh:
    """Take away what lies in front of the plane y = value, or to the right of x = value, following the value."""
    normal = np.array([0.0, 1.0, 0.0] if held == "y" else [-1.0, 0.0, 0.0])

    def draw(mesh: SurfaceMesh) -> None:
        number, (x, y) = now_number(value), view.field.domain.centre
        point = view.floor.at(x, number) if held == "y" else view.floor.at(number, y)
        mesh.cut(normal, point - CLEAR * normal)

    mesh.clear_updaters()
    return redrawn(mesh, draw)


def tangent_ends(view: SpaceView, held: str, at: Point) -> NDArray[np.float64]:
    """The ends of the tangent to the slice through a point: (2, 3), each x, y and height, inside what is shown.

    Both are nan where the partial derivative does not exist, and where the height is not shown.
    """
    axis, d = "xy".index(moving(held)), view.field.domain
    rise = float(view.field.gradient(*at)[axis])
    along = np.array([*np.eye(2)[axis], rise])
    middle = np.array([*at, float(view.field(*at))])
    if not (np.isfinite(rise) and view.low <= middle[2] <= view.high):
        return np.full((2, 3), np.nan)
    reach = HALF / float(np.hypot(view.scale[axis], view.rise * rise))
    low, high = (d.x0, d.x1) if axis == 0 else (d.y0, d.y1)
    room = [(high - middle[axis], middle[axis] - low)]
    if rise:
        up, down = (view.high - middle[2]) / abs(rise), (middle[2] - view.low) / abs(rise)
        room.append((up, down) if rise > 0 else (down, up))
    ahead, behind = (min(reach, *distances) for distances in zip(*room, strict=True))
    return np.stack([middle - behind * along, middle + ahead * along])


def tangent(view: SpaceView, held: str, at: Live, *, width: float = 8) -> Polylines:
    """The tangent, in space, to the slice through a point in which one variable is held fast."""

    def ends() -> NDArray[np.float64]:
        x, y, height = tangent_ends(view, held, now(at)).T
        points = view.floor.at(x, y)
        points[:, 2] = view.z_of(height) + 2 * LIFT
        return points

    colour = getattr(view.theme, f"partial_{moving(held)}")
    line = Polylines([ends()], colour, stroke_width=width, round_ends=True, casing=view.theme.background)

    def draw(line: Polylines) -> None:
        line.points = ends()

    return redrawn(line, draw) if callable(at) else line
