"""What is said beside the picture of a direction that turns: its slope as a product of lengths and a cosine."""

import numpy as np
from manim import Animation, Group

from gradanim.slope import directional_derivative
from gradanim.stage.graphs.cosine import cosine_rule
from gradanim.stage.layout import Box, in_a_row
from gradanim.stage.maps.tangent import gain_note
from gradanim.stage.marks.arrows import heading, scale_note
from gradanim.stage.marks.casting import Casting
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import arranged_readably, definition, formula, in_turn
from gradanim.stage.view import View


class FactorsPanel:
    """The rule D_u f = |u| |grad f| cos(theta), each factor with its number, and their product; all follow a direction.

    Attributes:
        known: the function.
        rule: its factors are `select(0)`, `select(1)` and `select(2)`.
        unit_is, length, cosine, slope: the three factors and the slope, with their numbers.
        notes: the scale of the gradient on the plane; nothing where there is no room.
        hill_notes: the same on the landscape, in the same place, if that is drawn in the same scale.
        gained: what the numbers of the plane mean, where the rule stands later.
        steepest: the length of the gradient, as sentences say it.
    """

    def __init__(self, view: View, near: View, cast: Casting, box: Box) -> None:
        """Place them in a box; `near` is the view of the plane on which the direction is drawn."""
        self.theme = view.theme
        f, steepest = view.field, float(np.hypot(*view.field.gradient(*cast.at)))
        self.known = definition(view, "f(x, y)", f.reading, box.inset(bottom=0.5 * box.height))
        self.rule = cosine_rule(view)
        self.unit_is = formula(view, "{{ |u| : direction }} = 1", size=38)
        self.length = Readout(view, "{{ |nabla f| : gradient }}", steepest, scale=view.slope_scale)
        self.steepest = self.length.spoken
        self.cosine = Readout(view, "cos theta", lambda: np.cos(cast.turn.get_value()), places=3)
        self.slope = Readout(
            view,
            "D_u f",
            lambda: directional_derivative(f, cast.at, heading(cast.towards)),
            scale=view.slope_scale,
        )
        note = scale_note(near, of="∇_f_, _Dᵤf_: length")
        both = in_a_row(self.unit_is, self.length, box.width, gap=0.35)
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
