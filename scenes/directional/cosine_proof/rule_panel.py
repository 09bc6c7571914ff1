"""The rule D_u f = |u| |grad f| cos(theta), its factors' numbers, and the notes that stand beside the picture."""

import numpy as np
from manim import Animation, Group, Mobject

from gradanim import directional_derivative
from gradanim.stage import View, arranged, in_a_row
from gradanim.stage.frame.layout import Box
from gradanim.stage.marks import heading, scale_note
from gradanim.stage.typeset import Readout, arranged_readably, definition, formula, in_turn, words
from gradanim.stage.typeset.glyphs import TypstFormula

from .projected_direction import ProjectedDirection


class RulePanel:
    """The rule D_u f = |u| |grad f| cos(theta), each factor with its number, and their product; all follow a direction.

    Attributes:
        known: the function.
        rule: its factors are `select(0)`, `select(1)` and `select(2)`.
        unit_length, length, cosine, slope: the three factors and the slope, with their numbers.
        notes: the scale of the gradient on the plane; nothing where there is no room.
        hill_notes: the same on the landscape, in the same place, if that is drawn in the same scale.
        gained: what the numbers of the plane mean, where the rule stands later.
        steepest: the length of the gradient, as sentences say it.
    """

    def __init__(self, view: View, near: View, projected: ProjectedDirection, box: Box) -> None:
        """Place them in a box; `near` is the view of the plane on which the direction is drawn."""
        self.theme = view.theme
        f, steepest = view.field, float(np.hypot(*view.field.gradient(*projected.at)))
        self.known = definition(view, f, box.inset(bottom=0.5 * box.height))
        self.rule, scale = cosine_rule(view), view.notation_of(steepest)
        self.unit_length = formula(view, "{{ |u| : direction }} = 1", size=38)
        self.length = Readout(view, "{{ |nabla f| : gradient }}", steepest, scale=scale)
        self.steepest = self.length.spoken
        self.cosine = Readout(view, "cos theta", lambda: np.cos(projected.turn.get_value()), places=3)
        self.slope = Readout(
            view,
            "D_u f",
            lambda: directional_derivative(f, projected.at, heading(projected.towards)),
            scale=scale,
        )
        note = scale_note(near, of="∇_f_, _Dᵤf_: length")
        both = in_a_row(self.unit_length, self.length, box.width, gap=0.35)
        lines = [self.known, self.rule, both, self.cosine, self.slope, note]
        self.notes = arranged_readably(lines, box, spare=[note], gap=0.2)
        self.gained = gain_note(view, box.below(self.known))
        to_the_axes = near.scale == view.scale  # otherwise it would be no plain number
        self.hill_notes = [in_turn(scale_note(view, of="∇_f_: length"), note)] if self.notes and to_the_axes else []

    @property
    def moving(self) -> Group:
        """The numbers that change as u turns."""
        return Group(self.cosine, self.slope)

    def settled(self, factor: int) -> Animation:
        """The animation in which a factor of the rule turns grey: it is the same in every direction."""
        return self.rule.select(factor).animate.set_color(self.theme.faint)


def cosine_rule(view: View, *, size: float = 40) -> TypstFormula:
    """D_u f = |u| |grad f| cos(theta), whose three factors are `select(0)`, `select(1)` and `select(2)`."""
    line = formula(view, "D_u f = {{ |u| }} thin {{ |nabla f| }} thin {{ cos theta }}", size=size)
    line.select(0).set_color(view.theme.direction)
    line.select(1).set_color(view.theme.gradient)
    return line


def gain_note(view: View, box: Box) -> Mobject:
    """What the numbers on the map of the plane mean, in the upper left corner of a box."""
    return arranged([words(view.theme, "contours: height gained from here", size=31)], box)[0][0]
