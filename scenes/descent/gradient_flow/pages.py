"""The pages beside the map: the loss and the equation of the flow, then the rule of the steps and their rates."""

from manim import RIGHT, Animation, FadeOut, Line, Mobject, ReplacementTransform, VGroup

from gradanim.formulas.numerals import number
from gradanim.records.theme import Themed
from gradanim.stage import View, arranged
from gradanim.stage.frame.layout import Box, in_one_place
from gradanim.stage.marks import directions_note
from gradanim.stage.typeset import definition, formula, words

from .discretization import Discretization


class FlowPages:
    """Three pages for one place: the loss; the equation of the flow; the rule of the steps, and how long they last.

    Attributes:
        known: the first page.
        equation, flow_key, note: the second; `flow_key` says which line is the flow, `note` that arrows show
            directions only, and is empty where they are to scale.
        descent_key, rule, rates: of the third; of the rates, all but the first come one in the place of another.
        everything: all there is on them.
    """

    def __init__(self, view: View, found: Discretization, box: Box, *, tight: bool, to_scale: bool) -> None:
        self.known = definition(view, view.field, box.inset(bottom=0.5 * box.height), name="L")
        self.equation = formula(view, EQUATION)
        self.note = VGroup() if to_scale else directions_note(view)
        self.flow_key = line_key(view, "gradient flow", view.theme.path)
        self.descent_key = line_key(view, "gradient descent", view.theme.direction)
        self.rule = formula(view, 'theta_"new" = theta_"old" - eta thin {{ nabla L : gradient }} (theta_"old")')
        self.rates = [formula(view, f"eta = {number(rate, 2)}") for rate in found.rates]
        self._later = self.flow_key.copy()
        flow = [self.flow_key, self.equation, *([] if to_scale else [self.note])]
        steps = [self._later, self.descent_key, self.rule, in_one_place(*self.rates)]
        for items in ([self.known], flow, steps):
            arranged(items, box.inset(bottom=0 if tight else 0.2), gap=0.15 if tight else 0.22)
        self.everything: list[Mobject] = [self.known, *flow, *steps]

    def turn(self) -> list[Animation]:
        """The equation goes, and the key to the flow moves to its place on the third page."""
        return [FadeOut(self.equation, self.note), ReplacementTransform(self.flow_key, self._later)]


EQUATION = "upright(d) theta slash upright(d) t = {{ -nabla L : gradient }}, quad theta = (x, y)"
PIECE = 0.4  # scene units


def line_key(view: Themed, name: str, colour: str, *, width: float = 5, size: float = 34) -> VGroup:
    """A piece of line in its colour, and what such lines are."""
    text = words(view.theme, name, size=size)
    piece = Line(0 * RIGHT, PIECE * RIGHT, stroke_color=colour, stroke_width=width)
    return VGroup(piece, text).arrange(RIGHT, buff=0.15)
