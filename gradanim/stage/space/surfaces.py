"""The landscape in space: its surface, and what stands on the floor below it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gradanim.contours.levels import Levels, nice_levels
from gradanim.paint import Polylines, SurfaceMesh
from gradanim.stage.frame.live import Live, now, redrawn
from gradanim.stage.maps.shading import light_on, lit, rank
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.rims import grid_up_to_the_rim

SAMPLES = 120  # along the longer side of the domain
MESH = 0.22  # how much is seen of the mesh lines
Shades = Callable[[NDArray[np.float64]], NDArray[np.float64]]  # places on the colour scale, 0 to 1, of heights


def surface(
    view: SpaceView,
    *,
    sweep: str = "y",
    samples: int = SAMPLES,
    levels: Levels | None = None,
    shades: Shades | None = None,
    opacity: float = 1.0,
) -> SurfaceMesh:
    """The graph of f over its domain, coloured by height, with mesh lines; it ends where f is undefined.

    Args:
        sweep: "x" or "y": the way in which `Create` spreads it, curve by curve.
        samples: along the longer side of the domain.
        levels: whose colours it has; those of the view's own contours if not given.
        shades: or the places of heights on the colour scale.
    """
    x, y = view.field.domain.grid(samples)
    if sweep == "x":
        x, y = x.T, y.T
    x, y, cells = grid_up_to_the_rim(lambda u, v: np.isfinite(view.field(u, v)), x, y)
    height = view.field(x, y)
    points = view.floor.at(x, y)
    points[..., 2] = view.z_of(height)
    known = np.nan_to_num(height)
    shade = shades(known) if shades else rank(levels or nice_levels(view.field), known)
    light = light_on(view, height, view.field.gradient(x, y))
    low, high = view.z_of(np.array([view.low, view.high]))
    return SurfaceMesh(
        points,
        lit(view.theme, view.theme.height_colours(shade)[..., :3], np.nan_to_num(light)),
        line_every=10,
        line_colour=(*_rgb(view.theme.contour[0]), MESH),
        shading=0.0,
        gloss=0.0,
        clip_z=(float(low), float(high)),
        cells=cells,
        opacity=opacity,
    )


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
