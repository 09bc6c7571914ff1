"""What is written beside a flow, and then beside the steps that come close to it."""

from manim import Animation, FadeOut, Mobject, ReplacementTransform

from gradanim.numerals import number
from gradanim.read import Reading
from gradanim.stage.layout import Box, arranged, in_place_of
from gradanim.stage.marks.arrows import scale_note
from gradanim.stage.typeset.keys import line_key
from gradanim.stage.typeset.texts import definition, formula
from gradanim.stage.view import View
from gradanim.stepping import Stepping


class FlowPages:
    """Two pages for one place: the loss and the law of the flow; the law again, and the rule of the steps.

    Attributes:
        known, law, note, flowing: of the first page; `flowing` says which line is the flow.
        stepwise, rule, rates: of the second; of the rates, all but the first come one in the place of another.
        everything: all there is on both.
    """

    def __init__(self, view: View, reading: Reading, found: Stepping, box: Box, *, tight: bool) -> None:
        self.known = definition(view, "L(x, y)", reading, box.inset(bottom=0.5 * box.height))
        self.law = formula(view, "upright(d) theta slash upright(d) t = {{ -nabla L : gradient }}, quad theta = (x, y)")
        self.note, self.flowing = scale_note(view), line_key(view, "gradient flow", view.theme.path)
        self.stepwise = line_key(view, "gradient descent", view.theme.direction)
        self.rule = formula(view, 'theta_"new" = theta_"old" - eta thin {{ nabla L : gradient }} (theta_"old")')
        self.rates = [formula(view, f"eta = {number(rate, 3)}") for rate in found.rates]
        self._later = [self.flowing.copy(), self.law.copy()]
        first = [self.known, self.law, self.note, self.flowing]
        second = [*self._later, self.stepwise, self.rule, self.rates[0]]
        for items in (first, second):
            arranged(items, box.inset(bottom=0 if tight else 0.2), gap=0.15 if tight else 0.22)
        for rate in self.rates[1:]:
            in_place_of(self.rates[0], [rate])
        self.everything: list[Mobject] = [*first, *second, *self.rates[1:]]

    def turn(self) -> list[Animation]:
        """What is no longer needed goes, and what is still needed moves to its place on the second page."""
        staying = zip((self.flowing, self.law), self._later, strict=True)
        return [FadeOut(self.known, self.note), *(ReplacementTransform(old, new) for old, new in staying)]
