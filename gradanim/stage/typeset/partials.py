"""Partial derivatives as formulas: the letter that is held fast is greyed, and sums are differentiated term by term."""

import re
from dataclasses import dataclass

import sympy as sp
from manim import DOWN, LEFT, MathTypst, Mobject, VGroup

from gradanim.field import Field
from gradanim.formulas.meaning import expression
from gradanim.formulas.syntax import Name, Node, Number, Power, Product, Sum, walk
from gradanim.read import SYMBOLS
from gradanim.stage.layout import Box
from gradanim.stage.space.slices import moving
from gradanim.stage.typeset.texts import broken_formula, formula
from gradanim.stage.view import View
from gradanim.typeset import typst, typst_terms

MOST_ROWS = 4
SIZES = (38, 34, 30)  # font sizes tried before a formula is broken over lines
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


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


def frozen(source: str, held: str) -> str:
    """Typst mathematics with one letter greyed wherever it stands."""
    return re.sub(rf'(?<![A-Za-z"_.]){held}(?![A-Za-z"])', f"{{{{ {held} : faint }}}}", source)


def partial_sign(held: str) -> str:
    """The sign of the partial derivative that is taken while a variable is held fast, in its colour."""
    free = moving(held)
    return f"{{{{ frac(partial f, partial {free}) : partial_{free} }}}}"


def terms(field: Field, held: str) -> list[Term]:
    """The terms of f, if it was typed as a sum of a few."""
    tree, free = field.reading.tree, moving(held)
    if not isinstance(tree, Sum) or not 2 <= len(tree.terms) <= MOST_ROWS:
        return []
    found = []
    for (sign, node), source in zip(tree.terms, typst_terms(field.reading), strict=True):
        derivative = sp.diff(sign * expression(node, field.reading.text), SYMBOLS[free])
        missing = Name(free) not in list(walk(node))
        found.append(Term(source.removeprefix("+ "), typst(derivative, like=field.reading), node, missing))
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


def rule(view: View, field: Field, held: str, box: Box) -> Mobject:
    """The partial derivative as a formula: on one line with the held letter greyed, or on as many as it takes."""
    partial, like = field.partials["xy".index(moving(held))], field.reading
    line = on_one_line(view, f"{partial_sign(held)} = {frozen(typst(partial, like=like), held)}", box.width)
    if line is not None:
        return line
    name = formula(view, f"{partial_sign(held)} =", size=SIZES[0])
    pieces = typst_terms(partial, like=like)
    return VGroup(name, broken_formula(view, pieces, box.inset(bottom=name.height + 0.2))).arrange(
        DOWN, buff=0.2, aligned_edge=LEFT
    )


def greyed(view: View, field: Field, held: str, box: Box) -> Mobject:
    """The definition of f with the held letter greyed; as usual where it takes more than a line."""
    line = on_one_line(view, f"f({frozen('x, y', held)}) = {frozen(typst(field.reading), held)}", box.width)
    return line or broken_formula(view, typst_terms(field.reading), box, before="f(x, y) =")


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


def on_one_line(view: View, source: str, width: float) -> MathTypst | None:
    for size in SIZES:
        line = formula(view, source, size=size)
        if line.width <= width:
            return line
    return None
