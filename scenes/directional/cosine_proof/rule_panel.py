"""The rule D_u f = |u| |grad f| cos(theta), the number of the slope, and the room for them beside the picture."""

import numpy as np
from manim import UR, Animation

from gradanim import directional_derivative
from gradanim.stage import View, arranged, plots
from gradanim.stage.frame.layout import Box
from gradanim.stage.marks import heading
from gradanim.stage.typeset import Readout, definition, formula
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.directional.shared.directions import decimals

from .cosine_graph import CosineGraph
from .projected_direction import ProjectedDirection

RULE = 0.95  # scene units that the rule takes above the graph


def rooms(panel: Box) -> tuple[Box, Box]:
    """The panel divided into a part for the rule and one for the graph, which gets nearly all of an upright one."""
    if panel.width > 1.2 * panel.height:
        return plots.split_panel(panel, share=0.42)
    return panel.inset(bottom=panel.height - RULE), panel.inset(top=RULE)


class RulePanel:
    """The rule D_u f = |u| |grad f| cos(theta), and the slope as a number in the graph, following a direction.

    Attributes:
        known: the function, where the graph is later.
        rule: its factors are `select(0)`, `select(1)` and `select(2)`.
        slope: its number, where the curve does not come.
        steepest: the length of the gradient, as sentences say it.
    """

    def __init__(self, view: View, projected: ProjectedDirection, panel: Box, graph: CosineGraph) -> None:
        self.theme = view.theme
        words, _ = rooms(panel)
        f, steepest = view.field, float(np.hypot(*view.field.gradient(*projected.at)))
        places = decimals(steepest)
        self.known = definition(view, f, panel.inset(bottom=0.5 * panel.height))
        self.rule = cosine_rule(view)
        arranged([self.known], panel)
        arranged([self.rule], words)
        self.steepest = Readout(view, "", steepest, scale=steepest, places=places).spoken
        self.slope = Readout(
            view,
            "{{ D_u f : direction }}",
            lambda: directional_derivative(f, projected.at, heading(projected.towards)),
            scale=steepest,
            places=places,
        )
        self.slope.remove(self.slope.room)  # it never has more digits than now, and at most a sign
        self.slope.scale(min(1.0, 0.58 * graph.area.width / self.slope.width))
        self.slope.move_to((graph.area.right - 0.35, graph.area.top - 0.2, 0.0), aligned_edge=UR)

    def settled(self, factor: int) -> Animation:
        """The animation in which a factor of the rule turns grey: it is the same in every direction."""
        return self.rule.select(factor).animate.set_color(self.theme.faint)


def cosine_rule(view: View, *, size: float = 40) -> TypstFormula:
    """D_u f = |u| |grad f| cos(theta), whose three factors are `select(0)`, `select(1)` and `select(2)`."""
    line = formula(view, "D_u f = {{ |u| }} thin {{ |nabla f| }} thin {{ cos theta }}", size=size)
    line.select(0).set_color(view.theme.direction)
    line.select(1).set_color(view.theme.gradient)
    return line
