"""The formulas of PartialSlices: f differentiated, term by term where it is a sum, while one letter is greyed."""

from dataclasses import dataclass

import sympy as sp
from manim import DOWN, LEFT, Mobject, VGroup

from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.meaning import SYMBOLS, expression
from gradanim.formulas.syntax import Name, Node, Number, Power, Product, Sum, walk
from gradanim.formulas.typeset import typst, typst_terms
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.space import moving
from gradanim.stage.typeset import broken_formula, formula
from scenes.partials.shared.partial_formula import greyed, on_one_line, partial_formula

MOST_ROWS = 4  # terms that have room one below the other
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Differentiation:
    """The formulas of one differentiation, in the order in which they are read.

    Attributes:
        top: the definition of f, with the held letter greyed.
        kept, gone: rows for the terms with the free letter, and for those without it, which vanish.
        result: the partial derivative.
        sentence: what is done, and what vanishes.
    """

    def __init__(self, view: View, field: ScalarField, held: str, panel: Box) -> None:
        found = terms(field, held)
        self.rows = term_rows(view, found, held, panel.width)
        self.top: Mobject = greyed_definition(view, field, held, panel.inset(bottom=0.6 * panel.height))
        self.result: Mobject = partial_formula(view, field, held, panel.inset(bottom=0.4 * panel.height))
        self.gone = [row for row, term in zip(self.rows, found, strict=False) if term.vanishes]
        self.kept = [row for row in self.rows if row not in self.gone]
        lost = f" {vanishing_sentence(found, held)}" if self.gone else ""
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


@dataclass(frozen=True)
class Term:
    """One term of the typed sum and its partial derivative, both as Typst mathematics.

    Attributes:
        source, derivative: with their signs, but a leading plus is left out.
        node: the term as it was typed, without its sign.
        vanishes: the free letter does not occur in it, so that its derivative is zero.
    """

    source: str
    derivative: str
    node: Node
    vanishes: bool


def terms(field: ScalarField, held: str) -> list[Term]:
    """The terms of f, if it was typed as a sum of a few."""
    tree, free = typed(field).reading.tree, moving(held)
    if not isinstance(tree, Sum) or not 2 <= len(tree.terms) <= MOST_ROWS:
        return []
    found = []
    for (sign, node), source in zip(tree.terms, typst_terms(typed(field).reading), strict=True):
        derivative = sp.diff(sign * expression(node, typed(field).reading.text), SYMBOLS[free])
        missing = Name(free) not in list(walk(node))
        found.append(Term(source.removeprefix("+ "), typst(derivative, like=typed(field).reading), node, missing))
    return found


def term_rows(view: View, found: list[Term], held: str, width: float) -> VGroup:
    """A line for each term with its derivative, their arrows one below the other; nothing if one is too long."""
    rows = VGroup()
    for term in found:
        left = f"{{{{ {term.source} : faint }}}}" if term.vanishes else greyed(term.source, held)
        rows.add(
            formula(view, f"{left} quad {{{{ arrow.r.long : ink }}}} quad {greyed(term.derivative, held)}", size=38)
        )
    rows.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
    arrows = [row.select("ink").get_left()[0] for row in rows]
    for row, arrow in zip(rows, arrows, strict=True):
        row.shift([max(arrows) - arrow, 0.0, 0.0])
    return rows if rows.width <= width else VGroup()


def greyed_definition(view: View, field: ScalarField, held: str, box: Box) -> Mobject:
    """The definition of f with the held letter greyed; as usual where it takes more than a line."""
    line = on_one_line(view, f"f({greyed('x, y', held)}) = {greyed(typst(typed(field).reading), held)}", box.width)
    return line or broken_formula(view, typst_terms(typed(field).reading), box, before="f(x, y) =")


def vanishing_sentence(found: list[Term], held: str) -> str | None:
    """The sentence about the terms without the free letter; None if there are none."""
    gone = [term for term in found if term.vanishes]
    if not gone:
        return None
    names, free, many = [spoken_term(term.node) for term in gone], moving(held), len(gone) > 1
    told = [name for name in names if name]
    if len(told) < len(gone):
        listed = "Some terms" if many else "One term"
    else:
        listed = f"The terms {', '.join(told[:-1])} and {told[-1]}" if many else f"The term {told[0]}"
    return f"{listed} {'have' if many else 'has'} no _{free}_, so {'they vanish' if many else 'it vanishes'}."


def has_factor(term: Term, held: str) -> bool:
    """Whether a term that does not vanish has factors without the free letter, which stay as they are."""
    if term.vanishes or not isinstance(term.node, Product):
        return False
    free = Name(moving(held))
    return any(joint != "/" and free not in list(walk(factor)) for joint, factor in term.node.factors)


def spoken_term(node: Node) -> str | None:
    """A short term for a caption, such as 3_xy_²; None for what only a formula can say."""
    match node:
        case Number():
            return node.text
        case Name():
            return f"_{node.name}_" if len(node.name) == 1 else None
        case Power(base=Name() as base, exponent=Number(text=text)) if text.isdigit() and len(base.name) == 1:
            return f"_{base.name}_{text.translate(_SUPERSCRIPTS)}"
        case Product() if all(joint != "/" for joint, _ in node.factors):
            parts = [spoken_term(factor) for _, factor in node.factors]
            digits = [part[0].isdigit() for part in parts[1:] if part]
            return None if None in parts or any(digits) else "".join(part for part in parts if part)
    return None
