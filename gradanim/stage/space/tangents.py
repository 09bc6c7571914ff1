"""What touches a landscape at a point: its tangent in any direction, its tangent plane, and the normal of both."""

import numpy as np
from manim import OUT
from numpy.typing import ArrayLike, NDArray

from gradanim.paint import Polylines, Sheet, SolidArrow
from gradanim.records.theme import Theme, Themed
from gradanim.stage.frame.arrow_styles import Role
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.marks.arrows import heading
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space.landscape import LIFT, LiveSpaceView, SpaceView
from gradanim.stage.space.slices import NO_STEP, chord

HALF = 1.3  # scene units from the point of contact to either end of a tangent, and to the sides of a tangent plane
CELLS = 48  # of a tangent plane along each side: about as small as those of the surface that it nearly coincides with
LEVEL = 0.01  # a slope that is this share of the steepest, or less, is shown as level
Points = NDArray[np.float64]


def tangent_ends(view: SpaceView, at: Point, angle: float) -> Points:
    """The ends of the tangent to the section at a point: (2, 3), each x, y and height, inside what is shown.

    Both are nan where the slope in that direction does not exist, and where the height is not shown. Along an axis it
    exists where that partial derivative does.

    Args:
        angle: of the direction, radians counter-clockwise from the x axis.
    """
    u = heading(angle)
    across = np.abs(u) > NO_STEP
    slope = float(u[across] @ view.field.gradient(*at)[across])
    middle = np.array([*at, float(view.field(*at))])
    ends = chord(view.field.domain, at, angle)
    if not (np.isfinite(slope) and view.low <= middle[2] <= view.high and np.isfinite(ends).all()):
        return np.full((2, 3), np.nan)
    reach = HALF / float(np.hypot(view.scale[0], view.rise * slope))
    room = [np.linalg.norm(ends[::-1] - middle[:2], axis=1)]
    if slope:
        up, down = (view.high - middle[2]) / abs(slope), (middle[2] - view.low) / abs(slope)
        room.append(np.array((up, down) if slope > 0 else (down, up)))
    ahead, behind = np.minimum(reach, np.min(room, axis=0))
    return middle + np.outer([-behind, ahead], [*u, slope])


def tangent(view: LiveSpaceView, at: Live, angle: LiveNumber, colour: str, *, width: float = 8) -> Polylines:
    """The tangent, in space, to the section through a point in any direction, following all that moves.

    Args:
        angle: of the direction, radians counter-clockwise from the x axis.
    """

    def ends() -> Points:
        seen = now(view)
        x, y, height = tangent_ends(seen, now(at), now_number(angle)).T
        points = seen.floor.at(x, y)
        points[:, 2] = seen.z_of(height) + 2 * LIFT
        return points

    def draw(line: Polylines) -> None:
        line.points = ends()

    casing = now(view).theme.background
    line = Polylines([ends()], colour, stroke_width=width, round_ends=True, casing=casing)
    return redrawn(line, draw) if any(map(callable, (view, at, angle))) else line


def tangent_plane(
    view: LiveSpaceView, at: Live, *, colour: str | None = None, half: float = HALF, opacity: float = 0.4
) -> Sheet:
    """The patch of the tangent plane z = f + f_x (x - a) + f_y (y - b) around the point (a, b) where it touches.

    It lies over a square of the plane whose sides run along x and y: its own sides have the slopes f_x and f_y. Nothing
    is drawn where f has no gradient, or its height is not shown.

    Args:
        half: scene units from the middle of the patch to the middle of its steeper sides.
    """

    def sheet() -> Sheet:
        seen, (x, y) = now(view), now(at)
        sides = seen.vector(x, y, patch_radius(seen, (x, y), half=half) * np.eye(2))
        corner = seen.at(x, y) + LIFT * OUT - sides.sum(axis=0)
        return Sheet(corner, 2 * sides[0], 2 * sides[1], colour or seen.theme.ink, opacity=opacity, cells=CELLS)

    def draw(plane: Sheet) -> None:
        plane.points = sheet().points

    return redrawn(sheet(), draw) if callable(view) or callable(at) else sheet()


def patch_radius(view: SpaceView, at: Point, *, half: float = HALF) -> float:
    """Units of the plane from the point where a tangent plane touches to the sides of its patch, over the floor."""
    x, y = at
    return half / float(np.max(np.linalg.norm(view.vector(x, y, np.eye(2)), axis=1)))


def normal(
    view: LiveSpaceView, at: Live, *, role: Role = "direction", length: float = HALF, width: float = 7
) -> RoundArrow:
    """The normal (-f_x, -f_y, 1) of the surface at a point, upwards, orthogonal to the surface as it is drawn.

    Where heights are drawn `view.stretch` times as long, the surface drawn is that of stretch times f, and so is its
    normal. To scale it is the vector of the formula.

    Args:
        role: what it stands for in the film, which says its colour.
        length: scene units that it is drawn long.
    """

    def ends() -> tuple[Points, Points]:
        seen, (x, y) = now(view), now(at)
        way = np.array([*(-seen.stretch * seen.field.gradient(x, y)), 1.0])
        return seen.at(x, y), seen.at(x, y) + length * way / np.linalg.norm(way)

    return RoundArrow(now(view), ends, role, width=width, live=callable(view) or callable(at))


def right_angle_mark(view: Themed, arrow: SolidArrow, *, towards: ArrayLike = OUT, size: float = 0.3) -> Polylines:
    """The mark of a right angle at the tail of an arrow in space.

    Args:
        towards: the side on which it stands, a vector; another one where the arrow points nearly that way.
    """
    way = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
    side = np.asarray(towards, float) / np.linalg.norm(towards)
    side = side if abs(side @ way) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = side - (side @ way) * way
    side *= size / np.linalg.norm(side)
    corner = arrow.start + size * way
    return Polylines([np.stack([corner, corner + side, arrow.start + side])], view.theme.ink, stroke_width=3)


def slope_colour(theme: Theme, slope: float, steepest: float) -> str:
    """One colour for uphill, one for downhill, one for level."""
    if abs(slope) <= LEVEL * steepest:
        return theme.level
    return theme.direction if slope > 0 else theme.partial_x
