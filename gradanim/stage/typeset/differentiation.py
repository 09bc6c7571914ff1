"""A partial derivative taken by rule: what is differentiated, term by term where it is a sum, and the result."""

from manim import Mobject, VGroup

from gradanim.field import Field
from gradanim.stage.layout import Box
from gradanim.stage.typeset.partials import greyed, has_factor, rule, term_rows, terms, what_vanishes
from gradanim.stage.view import View


class Differentiation:
    """The formulas of one differentiation, in the order in which they are read.

    Attributes:
        top: the definition of f, with the held letter greyed.
        kept, gone: rows for the terms with the free letter, and for those without it, which vanish.
        result: the partial derivative.
        sentence: what is done, and what vanishes.
    """

    def __init__(self, view: View, field: Field, held: str, panel: Box) -> None:
        found = terms(field, held)
        self.rows = term_rows(view, found, held, panel.width)
        self.top: Mobject = greyed(view, field, held, panel.inset(bottom=0.6 * panel.height))
        self.result: Mobject = rule(view, field, held, panel.inset(bottom=0.4 * panel.height))
        self.gone = [row for row, term in zip(self.rows, found, strict=False) if term.vanishes]
        self.kept = [row for row in self.rows if row not in self.gone]
        lost = f" {what_vanishes(found, held)}" if self.gone else ""
        stays = ", and a number in front stays" if any(has_factor(term, held) for term in found) else ""
        self.sentence = f"By the rules: the frozen _{held}_ is only a number{stays}.{lost}"

    @property
    def items(self) -> list[Mobject]:
        """What has to be given a place."""
        return [self.top, *([self.rows] if len(self.rows) else []), self.result]

    @property
    def everything(self) -> VGroup:
        """What is on screen at the end."""
        return VGroup(self.top, *self.rows, self.result)
