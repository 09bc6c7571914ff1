"""The mathematics of f(x, y): read, differentiate, evaluate, contour, climb. Nothing here draws.

Names are fetched from their modules when they are first asked for, so that `import gradanim` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradanim.ascent import Path, climb, descend
    from gradanim.closeup import close_up
    from gradanim.curvature import largest_curvature, steady_rate
    from gradanim.curves import LevelCurve, level_curve_through, level_curves
    from gradanim.domain import Domain
    from gradanim.errors import DomainError, FilmError, GradanimError, ReadError, Refusal
    from gradanim.field import Field
    from gradanim.flow import gradient_flow
    from gradanim.levels import Levels, nice_levels
    from gradanim.optimizers import Adam, Momentum, Newton, RMSProp
    from gradanim.points import CriticalPoint, critical_points, kind
    from gradanim.rules import Backtracking, Fixed, Gradient, Rate, Rule, Unit
    from gradanim.slope import derivative_along, directional_derivative, unit

__all__ = [
    "Adam",
    "Backtracking",
    "CriticalPoint",
    "Domain",
    "DomainError",
    "Field",
    "FilmError",
    "Fixed",
    "GradanimError",
    "Gradient",
    "LevelCurve",
    "Levels",
    "Momentum",
    "Newton",
    "Path",
    "RMSProp",
    "Rate",
    "ReadError",
    "Refusal",
    "Rule",
    "Unit",
    "climb",
    "close_up",
    "critical_points",
    "derivative_along",
    "descend",
    "directional_derivative",
    "gradient_flow",
    "kind",
    "largest_curvature",
    "level_curve_through",
    "level_curves",
    "nice_levels",
    "steady_rate",
    "unit",
]

_HOMES = {
    "ascent": ("Path", "climb", "descend"),
    "closeup": ("close_up",),
    "curvature": ("largest_curvature", "steady_rate"),
    "curves": ("LevelCurve", "level_curve_through", "level_curves"),
    "domain": ("Domain",),
    "errors": ("DomainError", "FilmError", "GradanimError", "ReadError", "Refusal"),
    "field": ("Field",),
    "flow": ("gradient_flow",),
    "levels": ("Levels", "nice_levels"),
    "optimizers": ("Adam", "Momentum", "Newton", "RMSProp"),
    "points": ("CriticalPoint", "critical_points", "kind"),
    "rules": ("Backtracking", "Fixed", "Gradient", "Rate", "Rule", "Unit"),
    "slope": ("derivative_along", "directional_derivative", "unit"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"gradanim.{home}"), name)
    raise AttributeError(f"module 'gradanim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
