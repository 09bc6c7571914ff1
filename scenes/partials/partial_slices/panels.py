"""What stands beside the picture of PartialSlices: graphs, formulas and numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp
from manim import DOWN, LEFT, Mobject, VGroup

from gradanim import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.meaning import SYMBOLS, expression
from gradanim.formulas.syntax import Name, Node, Number, Power, Product, Sum, walk
from gradanim.formulas.typeset import typst, typst_terms
from gradanim.stage import View
from gradanim.stage.layout import Box
from gradanim.stage.live import Point
from gradanim.stage.space import moving
from gradanim.stage.typeset import Readout, broken_formula, formula
from scenes.partials.shared.rules import frozen, on_one_line, partial_sign, rule

MOST_ROWS = 4
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LONGEST = 24  # characters of a formula that is worked out with numbers
GAP = 0.3  # scene units below a rule


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
    reading, free = typed(field).reading, moving(held)
    tree = reading.tree
    if not isinstance(tree, Sum) or not 2 <= len(tree.terms) <= MOST_ROWS:
        return []
    found = []
    for (sign, node), source in zip(tree.terms, typst_terms(reading), strict=True):
        derivative = sp.diff(sign * expression(node, reading.text), SYMBOLS[free])
        missing = Name(free) not in list(walk(node))
        found.append(Term(source.removeprefix("+ "), typst(derivative, like=reading), node, missing))
    return found


def term_rows(view: View, found: list[Term], held: str, width: float) -> VGroup:
    """A line for each term with its derivative, their arrows one below the other; nothing if one is too long."""
    rows = VGroup()
    for term in found:
        left = f"{{{{ {term.source} : faint }}}}" if term.vanishes else frozen(term.source, held)
        rows.add(
            formula(view, f"{left} quad {{{{ arrow.r.long : ink }}}} quad {frozen(term.derivative, held)}", size=38)
        )
    rows.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
    arrows = [row.select("ink").get_left()[0] for row in rows]
    for row, arrow in zip(rows, arrows, strict=True):
        row.shift([max(arrows) - arrow, 0.0, 0.0])
    return rows if rows.width <= width else VGroup()


def greyed(view: View, field: ScalarField, held: str, box: Box) -> Mobject:
    """The definition of f with the held letter greyed; as usual where it takes more than a line."""
    reading = typed(field).reading
    line = on_one_line(view, f"f({frozen('x, y', held)}) = {frozen(typst(reading), held)}", box.width)
    return line or broken_formula(view, typst_terms(reading), box, before="f(x, y) =")


def what_vanishes(found: list[Term], held: str) -> str | None:
    """The sentence about the terms without the free letter; None if there are none."""
    gone = [term for term in found if term.vanishes]
    if not gone:
        return None
    names, free, many = [said(term.node) for term in gone], moving(held), len(gone) > 1
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


def said(node: Node) -> str | None:
    """A short term for a caption, such as 3_xy_²; None for what only a formula can say."""
    match node:
        case Number():
            return node.text
        case Name():
            return f"_{node.name}_" if len(node.name) == 1 else None
        case Power(base=Name() as base, exponent=Number(text=text)) if text.isdigit() and len(base.name) == 1:
            return f"_{base.name}_{text.translate(_SUPERSCRIPTS)}"
        case Product() if all(joint != "/" for joint, _ in node.factors):
            parts = [said(factor) for _, factor in node.factors]
            digits = [part[0].isdigit() for part in parts[1:] if part]
            return None if None in parts or any(digits) else "".join(part for part in parts if part)
    return None


def workings(view: View, field: ScalarField, at: Point, shown: Sequence[str], box: Box) -> list[VGroup]:
    """Both partial derivatives: each the rule, and below it the number that it gives at a point, a `Readout`.

    Where both rules together are too long for the box, the numbers stand alone.

    Args:
        shown: both coordinates as they are shown.
    """
    rules = [rule(view, field, held, box) for held in "yx"]
    values = [worked_out(view, field, held, at, shown, box) for held in "yx"]
    whole = sum(part.height + GAP for part in [*rules, *values])
    if whole > 1.1 * box.height or max(part.width for part in rules) > box.width:
        return [VGroup(value) for value in values]
    pairs = [VGroup(*pair) for pair in zip(rules, values, strict=True)]
    return [pair.arrange(DOWN, buff=GAP, aligned_edge=LEFT) for pair in pairs]


def substituted(field: ScalarField, held: str, at: Sequence[str]) -> str | None:
    """The partial derivative with a point put into it, as Typst mathematics; None if it is no short polynomial in it.

    Args:
        at: both coordinates as they are shown, such as "0.80" and "-0.40".
    """
    partial = typed(field).partials["xy".index(moving(held))]
    source = typst(partial, like=typed(field).reading)
    if not partial.is_polynomial(*SYMBOLS.values()) or partial.is_number or len(source) > LONGEST:
        return None
    for letter, digits in zip("xy", at, strict=True):
        number = f"({digits})" if digits.startswith("-") else digits
        source = re.sub(rf"(?<=[\w)}}]) {letter}\b", f" dot {number}", source)
        source = re.sub(rf"\b{letter}\b", number, source)
    return source


def worked_out(view: View, field: ScalarField, held: str, at: Point, shown: Sequence[str], box: Box) -> Readout:
    """The rule with the numbers of a point put into it, where they stand exactly; else the partial derivative there.

    Args:
        shown: both coordinates as they are shown.
    """
    exact = "-" not in shown and all(float(text) == number for text, number in zip(shown, at, strict=True))
    source = substituted(field, held, shown) if exact else None
    value = float(field.gradient(*at)["xy".index(moving(held))])
    for label in ([source] if source else []) + [f"{partial_sign(held)} ({', '.join(shown)})"]:
        number = Readout(view, label, value, scale=view.slope_scale)
        if number.width <= box.width:
            break
    return number
