"""The landscape in space: its surface, what cuts it, and what stands on the floor."""

import numpy as np
from numpy.typing import NDArray

from gradanim.contours.levels import Levels, nice_levels
from gradanim.paint import Polylines, Sheet, SurfaceMesh
from gradanim.stage.live import Live, LiveNumber, now, now_number, redrawn
from gradanim.stage.maps.contours import rank
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.rims import grid_up_to_the_rim

SAMPLES = 160  # along a curve on the surface


def surface(
    view: SpaceView, *, sweep: str = "y", samples: int = 120, levels: Levels | None = None, opacity: float = 1.0
) -> SurfaceMesh:
    """The graph of f over its domain, coloured by height, with mesh lines; it ends where f is undefined.

    Args:
        sweep: "x" or "y": the way in which `Create` spreads it, curve by curve.
        samples: along the longer side of the domain.
    """
    x, y = view.field.domain.grid(samples)
    if sweep == "x":
        x, y = x.T, y.T
    x, y, cells = grid_up_to_the_rim(lambda u, v: np.isfinite(view.field(u, v)), x, y)
    height = view.field(x, y)
    points = view.floor.at(x, y)
    points[..., 2] = view.z_of(height)
    shade = rank(levels or nice_levels(view.field), np.nan_to_num(height))
    low, high = view.z_of(np.array([view.low, view.high]))
    return SurfaceMesh(
        points,
        view.theme.height_colours(shade)[..., :3],
        line_every=10,
        line_colour=(*_rgb(view.theme.ink), 0.3),
        clip_z=(float(low), float(high)),
        cells=cells,
        opacity=opacity,
    )


def section_points(view: SpaceView, axis: str, value: float, samples: int = SAMPLES) -> NDArray[np.float64]:
    """The scene points, shape (samples, 3), of the curve in which a vertical plane cuts the surface.

    Args:
        axis: the variable that is held fast, "x" or "y".
        value: at which number.
    """
    d = view.field.domain
    ends = ((d.x0, value), (d.x1, value)) if axis == "y" else ((value, d.y0), (value, d.y1))
    return view.line(np.linspace(*ends, samples))


def section(view: SpaceView, axis: str, value: LiveNumber, colour: str, *, width: float = 5) -> Polylines:
    """The curve in which the vertical plane x = value or y = value cuts the surface, following the value."""
    curve = Polylines([section_points(view, axis, now_number(value))], colour, stroke_width=width)

    def draw(curve: Polylines) -> None:
        curve.points = section_points(view, axis, now_number(value))

    return redrawn(curve, draw) if callable(value) else curve


def cutting_plane(view: SpaceView, axis: str, value: LiveNumber, colour: str) -> Sheet:
    """The translucent vertical plane x = value or y = value, from the floor to above the highest height."""

    def corners() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        d, v = view.field.domain, now_number(value)
        ends = ((d.x0, v), (d.x1, v)) if axis == "y" else ((v, d.y0), (v, d.y1))
        first, last = (view.floor.at(*end) for end in ends)
        return first, last - first

    top = np.array([0.0, 0.0, float(view.z_of(view.high)) + 0.35])
    plane = Sheet(*corners(), top, colour, opacity=0.28)

    def draw(plane: Sheet) -> None:
        corner, _ = corners()
        plane.points += corner - plane.points[0]

    return redrawn(plane, draw) if callable(value) else plane


def stem(view: SpaceView, at: Live) -> Polylines:
    """The vertical line from a point of the floor to the surface over it; the floor is no height, see `level_line`."""

    def ends() -> NDArray[np.float64]:
        return np.stack([view.floor.at(*now(at)), view.at(*now(at))])

    line = Polylines([ends()], view.theme.path, stroke_width=4)

    def draw(line: Polylines) -> None:
        line.points = ends()

    return redrawn(line, draw) if callable(at) else line


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
