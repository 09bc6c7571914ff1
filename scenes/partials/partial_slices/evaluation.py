"""The partial derivatives of PartialSlices at a point: the numbers put into their formulas, and what comes out."""

import re
from collections.abc import Sequence

from manim import DOWN, LEFT, VGroup

from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.meaning import SYMBOLS
from gradanim.formulas.typeset import typst
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.space import moving
from gradanim.stage.typeset import Readout
from scenes.partials.shared.partial_formula import partial_formula, partial_sign

LONGEST = 24  # characters of a formula that is worked out with numbers
GAP = 0.3  # scene units below a formula


def evaluated_partials(view: View, field: ScalarField, at: Point, shown: Sequence[str], box: Box) -> list[VGroup]:
    """Both partial derivatives: each its formula, and below it the number that it gives at a point, a `Readout`.

    Where both formulas together are too long for the box, the numbers stand alone.

    Args:
        shown: both coordinates as they are shown.
    """
    formulas = [partial_formula(view, field, held, box) for held in "yx"]
    values = [evaluated(view, field, held, at, shown, box) for held in "yx"]
    whole = sum(part.height + GAP for part in [*formulas, *values])
    if whole > 1.1 * box.height or max(part.width for part in formulas) > box.width:
        return [VGroup(value) for value in values]
    pairs = [VGroup(*pair) for pair in zip(formulas, values, strict=True)]
    return [pair.arrange(DOWN, buff=GAP, aligned_edge=LEFT) for pair in pairs]


def evaluated(view: View, field: ScalarField, held: str, at: Point, shown: Sequence[str], box: Box) -> Readout:
    """The formula with the numbers of a point put into it, where they stand exactly; else the partial derivative there.

    Args:
        shown: both coordinates as they are shown.
    """
    exact = "-" not in shown and all(float(text) == number for text, number in zip(shown, at, strict=True))
    source = substituted(field, held, shown) if exact else None
    value = float(field.gradient(*at)["xy".index(moving(held))])
    for label in ([source] if source else []) + [f"{partial_sign(held)} ({', '.join(shown)})"]:
        number = Readout(view, label, value, scale=view.notation_of(abs(value)))
        if number.width <= box.width:
            break
    return number


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
