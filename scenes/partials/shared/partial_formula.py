"""The formula of a partial derivative: its sign in colour, the held letter greyed, on as many lines as it takes."""

import re

from manim import DOWN, LEFT, MathTypst, Mobject, VGroup

from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.typeset import typst, typst_terms
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.space import moving
from gradanim.stage.typeset import broken_formula, formula

SIZES = (38, 34, 30)  # font sizes tried before a formula is broken over lines


def partial_formula(view: View, field: ScalarField, held: str, box: Box) -> Mobject:
    """The partial derivative as a formula: on one line with the held letter greyed, or on as many as it takes."""
    partial, like = typed(field).partials["xy".index(moving(held))], typed(field).reading
    line = on_one_line(view, f"{partial_sign(held)} = {greyed(typst(partial, like=like), held)}", box.width)
    if line is not None:
        return line
    name = formula(view, f"{partial_sign(held)} =", size=SIZES[0])
    pieces = typst_terms(partial, like=like)
    return VGroup(name, broken_formula(view, pieces, box.inset(bottom=name.height + 0.2))).arrange(
        DOWN, buff=0.2, aligned_edge=LEFT
    )


def partial_sign(held: str) -> str:
    """The sign of the partial derivative taken while a variable is held, in its colour, as Typst mathematics."""
    free = moving(held)
    return f"{{{{ frac(partial f, partial {free}) : partial_{free} }}}}"


def greyed(source: str, letter: str) -> str:
    """Typst mathematics with one letter greyed wherever it stands."""
    return re.sub(rf'(?<![A-Za-z"_.]){letter}(?![A-Za-z"])', f"{{{{ {letter} : faint }}}}", source)


def on_one_line(view: View, source: str, width: float) -> MathTypst | None:
    """The formula in the largest of SIZES in which it is no wider than this; None if it always is."""
    for size in SIZES:
        line = formula(view, source, size=size)
        if line.width <= width:
            return line
    return None
