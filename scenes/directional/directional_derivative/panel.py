"""The formulas beside the picture: the gradient, and its products with v, 2 v and u."""

import numpy as np
from manim import DOWN, LEFT, VGroup
from numpy.typing import ArrayLike

from gradanim import unit
from gradanim.fields.typed import typed
from gradanim.formulas.numerals import short
from gradanim.formulas.typeset import typst
from gradanim.stage import View, arranged, freed, in_a_row, plots
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.typeset import Readout, arranged_readably, definition, formula
from gradanim.stage.typeset.glyphs import TypstFormula

from .vectors import length_of, rate

GAP = 0.22  # scene units between lines


WORDS = 2.3  # scene units that the formulas take above the graph of an upright panel


def rooms(panel: Box) -> tuple[Box, Box]:
    """The panel divided into a part for formulas and one for the graph, which gets the larger one."""
    if panel.width > 1.2 * panel.height:
        return plots.split_panel(panel, share=0.5)
    return panel.inset(bottom=panel.height - WORDS), panel.inset(top=WORDS + 0.1)


class VectorPanel:
    """The formulas beside the picture; what is small at last is left out.

    Attributes:
        known: the function, where the rest stands later.
        components: the gradient with its partial derivatives; nothing where there is no room.
        product, twice: the gradient dotted with v, and with 2 v.
        unit_vector, result: the unit vector u, and the gradient dotted with it, where the products stand before.
        numbers: the readouts at the ends of `product`, `twice` and `result`.
    """

    def __init__(self, view: View, at: Point, v: ArrayLike, panel: Box) -> None:
        box, _ = rooms(panel)
        size, (root, _) = float(np.hypot(*np.asarray(v, float))), length_of(v)
        gradient, whole, width = view.field.gradient(*at), rate(view.field, at, v), box.width
        values = whole, 2 * whole, rate(view.field, at, unit(v))
        self.known = definition(view, view.field, panel.inset(bottom=0.5 * panel.height))
        arranged([self.known], panel)
        self.numbers = [rate_readout(view, value) for value in values]
        self.product = in_a_row(written_out(view, gradient, v, width), self.numbers[0], width)
        doubled = formula(view, "{{ nabla f : gradient }} dot 2 {{ v : direction }}")
        self.twice = in_a_row(doubled, self.numbers[1], width)
        components = gradient_at(view, gradient, width)
        lines = [components, self.product, self.twice]
        self.components = arranged_readably(lines, box, spare=[components], gap=GAP)
        self.unit_vector = formula(
            view, f"{{{{ u = v \\/ {root} : direction }}}}" if size != 1 else "{{ u = v : direction }}"
        )
        quotient = f" = {short(whole, 4)} \\/ {root}" if size != 1 else ""
        divided = formula(view, f"D_u f = {{{{ nabla f : gradient }}}} dot {{{{ u : direction }}}}{quotient}")
        self.result = in_a_row(divided, self.numbers[2], width)
        arranged([self.unit_vector, self.result], freed(box, self.product, self.components), gap=GAP)


def gradient_at(view: View, gradient: ArrayLike, width: float) -> TypstFormula:
    """The gradient at the point as a formula: both partial derivatives and their values, or the values only."""
    field = view.field
    a, b = (short(n, 4) for n in np.asarray(gradient, float))
    signs = ", ".join(typst(partial, like=typed(field).reading) for partial in typed(field).partials)
    name = "{{ nabla f : gradient }}"
    for source, size in ((f"{name} = ({signs}) =", 40), (f"{name} = ({signs}) =", 34), (f"{name} =", 40)):
        line = formula(view, f"{source} ({a}, {b})", size=size)
        if line.width <= width:
            break
    return line


def written_out(view: View, gradient: ArrayLike, vector: ArrayLike, width: float) -> VGroup:
    """grad f . v as the sum of the products of the components, on two lines if one is too long."""
    (a, b), (u, v) = ([short(n, 4) for n in np.asarray(numbers, float)] for numbers in (gradient, vector))
    products = f"{a} dot {_bracketed(u)} + {_bracketed(b)} dot {_bracketed(v)}"
    product = "{{ nabla f : gradient }} dot {{ v : direction }}"
    lines = VGroup(formula(view, f"{product} = {products}"))
    if lines.width > width:
        lines = VGroup(formula(view, product), formula(view, f"= {products}")).arrange(
            DOWN, buff=0.15, aligned_edge=LEFT
        )
    return lines


def rate_readout(view: View, value: float) -> Readout:
    """A number with as many digits as the sentences about it have."""
    power = Readout(view, "", value, scale=abs(value)).exponent
    digits = short(value / 10.0**power, 4).partition(" ")[0].partition(".")[2]
    return Readout(view, "", value, scale=abs(value), size=40, places=len(digits))


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number
