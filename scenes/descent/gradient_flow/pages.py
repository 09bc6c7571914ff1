"""The pages beside the map: the loss and the equation of the flow, then the rule of the steps and their rates."""

from manim import RIGHT, Animation, FadeOut, Line, Mobject, ReplacementTransform, VGroup

from gradanim.formulas.numerals import number
from gradanim.records.theme import Themed
from gradanim.stage import View, arranged
from gradanim.stage.frame.layout import Box, in_place_of
from gradanim.stage.marks import directions_note, scale_note
from gradanim.stage.typeset import definition, formula, words

from .discretization import Discretization


class FlowPages:
    """Two pages for one place: the loss and the equation of the flow; the equation again, and the rule of the steps.

    Attributes:
        known, equation, note, flow_key: of the first page; `flow_key` says which line is the flow.
        descent_key, rule, rates: of the second; of the rates, all but the first come one in the place of another.
        everything: all there is on both.
    """

    def __init__(self, view: View, found: Discretization, box: Box, *, tight: bool, to_scale: bool) -> None:
        self.known = definition(view, view.field, box.inset(bottom=0.5 * box.height), name="L")
        self.equation = formula(
            view, "upright(d) theta slash upright(d) t = {{ -nabla L : gradient }}, quad theta = (x, y)"
        )
        self.note = scale_note(view) if to_scale else directions_note(view)
        self.flow_key = line_key(view, "gradient flow", view.theme.path)
        self.descent_key = line_key(view, "gradient descent", view.theme.direction)
        self.rule = formula(view, 'theta_"new" = theta_"old" - eta thin {{ nabla L : gradient }} (theta_"old")')
        self.rates = [formula(view, f"eta = {number(rate, 3)}") for rate in found.rates]
        self._later = [self.flow_key.copy(), self.equation.copy()]
        first = [self.known, self.equation, self.note, self.flow_key]
        second = [*self._later, self.descent_key, self.rule, self.rates[0]]
        for items in (first, second):
            arranged(items, box.inset(bottom=0 if tight else 0.2), gap=0.15 if tight else 0.22)
        for rate in self.rates[1:]:
            in_place_of(self.rates[0], [rate])
        self.everything: list[Mobject] = [*first, *second, *self.rates[1:]]

    def turn(self) -> list[Animation]:
        """What is no longer needed goes, and what is still needed moves to its place on the second page."""
        staying = zip((self.flow_key, self.equation), self._later, strict=True)
        return [FadeOut(self.known, self.note), *(ReplacementTransform(old, new) for old, new in staying)]


EQUATION = "upright(d) theta slash upright(d) t = {{ -nabla L : gradient }}, quad theta = (x, y)"
PIECE = 0.4  # scene units


def line_key(view: Themed, name: str, colour: str, *, width: float = 5, size: float = 34) -> VGroup:
    """A piece of line in its colour, and what such lines are."""
    text = words(view.theme, name, size=size)
    piece = Line(0 * RIGHT, PIECE * RIGHT, stroke_color=colour, stroke_width=width)
    return VGroup(piece, text).arrange(RIGHT, buff=0.15)
