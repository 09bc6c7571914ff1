"""Loops beside and around a hole in the plane."""

import numpy as np
from manim import Circle
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.marks.routes import PlaneCurve

CORNERS = 361
HOLE = (0.0, 0.0)
BESIDE, AROUND = ((-1.75, -0.35), 0.62), (HOLE, 0.85)
"""Two loops by their middle and their size: one beside the hole, and one around it."""


def loop(middle: tuple[float, float], size: float) -> PlaneCurve:
    """A closed line that goes once anticlockwise round a place, not at one distance; shape (n, 2)."""
    turn = np.linspace(0, 2 * np.pi, CORNERS)
    far: NDArray[np.float64] = size * (1 + 0.22 * np.sin(2 * turn + 0.6) + 0.1 * np.cos(3 * turn))
    return np.array(middle) + far[:, None] * np.stack([1.25 * np.cos(turn), np.sin(turn)], axis=1)


def hole_mark(view: View) -> Circle:
    """The mark of a place of the plane that is taken out of it."""
    mark = Circle(radius=0.12, stroke_color=view.theme.ink, stroke_width=4, fill_color=view.theme.background)
    return cased(mark.set_fill(opacity=1).move_to(view.at(*HOLE)), view.theme).set_z_index(2)
