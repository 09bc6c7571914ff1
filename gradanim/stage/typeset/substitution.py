"""Partial derivatives worked out at a point: the rule, and the rule with numbers put into it."""

import re
from collections.abc import Sequence

from manim import DOWN, LEFT, VGroup

from gradanim.field import Field
from gradanim.read import SYMBOLS
from gradanim.stage.layout import Box
from gradanim.stage.live import Point
from gradanim.stage.space.slices import moving
from gradanim.stage.typeset.partials import partial_sign, rule
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View
from gradanim.typeset import typst

LONGEST = 24  # characters of a formula that is worked out with numbers
GAP = 0.3  # scene units below a rule


def workings(view: View, field: Field, at: Point, shown: Sequence[str], box: Box) -> list[VGroup]:
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


def substituted(field: Field, held: str, at: Sequence[str]) -> str | None:
    """The partial derivative with a point put into it, as Typst mathematics; None if it is no short polynomial in it.

    Args:
        at: both coordinates as they are shown, such as "0.80" and "-0.40".
    """
    partial = field.partials["xy".index(moving(held))]
    source = typst(partial, like=field.reading)
    if not partial.is_polynomial(*SYMBOLS.values()) or partial.is_number or len(source) > LONGEST:
        return None
    for letter, digits in zip("xy", at, strict=True):
        number = f"({digits})" if digits.startswith("-") else digits
        source = re.sub(rf"(?<=[\w)}}]) {letter}\b", f" dot {number}", source)
        source = re.sub(rf"\b{letter}\b", number, source)
    return source


def worked_out(view: View, field: Field, held: str, at: Point, shown: Sequence[str], box: Box) -> Readout:
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
