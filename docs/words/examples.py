"""How each word of the stage is drawn for its picture.

A word that asks for nothing but a view and a point needs no line here. Any other one that draws has a lambda of the
view and the point, written as in a film; the page shows it beside the picture. What stands behind the word is in
`pictures`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ValueTracker, VMobject

from gradanim import Domain, VectorField, gradient_flow, level_curve_through, nice_levels
from gradanim.stage import maps, marks, plots, space, typeset

EXAMPLES: dict[str, Callable[..., Any]] = {
    "maps.Zoom": lambda view, at: maps.Zoom(view, Domain(-1, 1, -0.6, 0.6)),
    "maps.broken": lambda view, at: maps.broken(
        VMobject(color=view.theme.level), view.line([(-2, 0), (-1, 1), (np.nan, np.nan), (1, 1), (2, 0)])
    ),
    "maps.flow_ground": lambda view, at: maps.flow_ground(view, VectorField("sin(y), cos(x)"), "curl"),
    "maps.place_in": lambda view, at: maps.place_in(view, np.array([[-3, 3], [-2, 2], [0, 1]]), lambda: (1, -0.5, 1)),
    "maps.relief": lambda view, at: maps.relief(view, nice_levels(view.field)),
    "maps.polyline": lambda view, at: maps.polyline(view, gradient_flow(view.field, at).points, "#ffffff", width=5),
    "marks.Arrow": lambda view, at: marks.Arrow(view, lambda: (view.at(-2, -1), view.at(*at)), "direction"),
    "marks.Quiver": lambda view, at: marks.Quiver(view, lambda x, y: np.array([-y, x]), role="direction"),
    "marks.direction_arrow": lambda view, at: marks.direction_arrow(view, at, 0.6),
    "marks.field_quiver": lambda view, at: marks.field_quiver(view, VectorField("-y, x")),
    "marks.particles": lambda view, at: marks.particles(
        view, VectorField("-y, x"), clock=ValueTracker(1), pace=0.4, count=150
    ),
    "marks.named_at": lambda view, at: [
        arrow := marks.gradient_arrow(view, at),
        marks.named_at(view, arrow, "nabla f"),
    ],
    "marks.plane_arrow": lambda view, at: marks.plane_arrow(view, at, lambda x, y: (0.8, 0.4), "direction"),
    "marks.right_angle": lambda view, at: [
        arrow := marks.gradient_arrow(view, at),
        maps.ContourThrough(view, at),
        marks.right_angle(view, arrow),
    ],
    "marks.ring": lambda view, at: marks.ring(view, view.at(*at)),
    "marks.slope_arrow": lambda view, at: marks.slope_arrow(view, at, 0.9),
    "marks.trail": lambda view, at: marks.trail(view, gradient_flow(view.field, at).points),
    "marks.travelling_gradient": lambda view, at: [
        marks.trail(view, line := level_curve_through(view.field, at).points),
        marks.travelling_gradient(view, at, line)[0],
    ],
    "plots.Plot": lambda view, at: [
        plot := plots.Plot(view, view.box, plots.Axis(-2, 2, "_x_"), plots.Axis(0, 4, "_f_")),
        plot.polyline((xs := np.linspace(-2, 2, 80), xs**2), view.theme.path),
        plot.marker((-1, 1), view.theme.path),
    ],
    "space.LevelSurfaces": lambda view, at: space.LevelSurfaces(view, [2, 5, 9]),
    "space.SpaceZoom": lambda view, at: space.SpaceZoom(view, Domain(-0.6, 0.8, -1.3, -0.1)),
    "space.cut_open": lambda view, at: space.cut_open(view, space.surface(view), at, 0.5),
    "space.cutting_plane": lambda view, at: space.cutting_plane(view, at, 0.5, view.theme.partial_x),
    "space.level_surface": lambda view, at: space.level_surface(view, 6),
    "space.right_angle_mark": lambda view, at: [
        arrow := space.normal(view, at),
        space.right_angle_mark(view, arrow, towards=(-1, -1, 0)),
    ],
    "space.rings": lambda view, at: space.rings(view, 6, view.theme.level),
    "space.section": lambda view, at: space.section(view, at, 0.5, view.theme.path),
    "space.stem": lambda view, at: [space.surface(view, opacity=0.4), space.stem(view, at)],
    "space.tangent": lambda view, at: space.tangent(view, at, 0.5, view.theme.direction),
    "typeset.PairReadout": lambda view, at: typeset.PairReadout(view, "nabla f", lambda: view.field.gradient(*at)),
    "typeset.Readout": lambda view, at: typeset.Readout(view, "f(x, y)", lambda: view.field(*at)),
    "typeset.formula": lambda view, at: typeset.formula(view, "{{ nabla f : gradient }} dot u"),
    "typeset.words": lambda view, at: typeset.words(view.theme, "Walk along the contour of _f_."),
}
# No landscape behind these: they bring their own.
ALONE = {"space.SpaceZoom", "space.cut_open", "space.stem", "space.surface"}
