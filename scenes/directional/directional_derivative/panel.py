"""The formulas beside the picture: the gradient, its products with v, 2 v and u, and the notes on scales."""

import numpy as np
from manim import DOWN, LEFT, VGroup
from numpy.typing import ArrayLike

from gradanim import unit
from gradanim.fields.typed import typed
from gradanim.formulas.numerals import short
from gradanim.formulas.typeset import typst
from gradanim.stage import View, arranged, freed, in_a_row
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.marks import scale_note
from gradanim.stage.typeset import Readout, arranged_readably, definition, formula, in_turn, words
from gradanim.stage.typeset.glyphs import TypstFormula

from .vectors import length_of, rate

GAP = 0.22  # scene units between lines


class VectorPanel:
    """All that is said beside the picture about a vector v at a point; what is small at last is left out.

    Attributes:
        known: the function.
        components: the gradient with its partial derivatives; nothing where there is no room.
        product, twice: the gradient dotted with v, and with 2 v.
        unit_vector, result: the unit vector u, and the gradient dotted with it, where the products stand before.
        numbers: the readouts at the ends of `product`, `twice` and `result`.
        notes: the scales of the picture, and what its numbers mean; nothing where there is no room.
        scales, gained: of these, the scale of the gradient, and what its numbers mean.
        projection_notes: the scale of the gradient and of its projection, where that of the gradient stands before.
    """

    def __init__(self, view: View, near: View, at: Point, v: ArrayLike, box: Box) -> None:
        """Place them in a box; `near` is the view of the plane on which vectors are drawn."""
        size, (root, _) = float(np.hypot(*np.asarray(v, float))), length_of(v)
        gradient, whole, width = view.field.gradient(*at), rate(view.field, at, v), box.width
        values = whole, 2 * whole, rate(view.field, at, unit(v))
        self.known = definition(view, view.field, box.inset(bottom=0.66 * box.height))
        self.numbers = [rate_readout(view, value) for value in values]
        self.product = in_a_row(written_out(view, gradient, v, width), self.numbers[0], width)
        doubled = formula(view, "{{ nabla f : gradient }} dot 2 {{ v : direction }}")
        self.twice = in_a_row(doubled, self.numbers[1], width)
        components, notes = gradient_at(view, gradient, width), notes_on(near)
        lines = [self.known, components, self.product, self.twice, notes]
        spare = arranged_readably(lines, box, spare=[components, notes], gap=GAP)
        self.components, self.notes = spare[:1], spare[1:]
        self.gained, self.scales = [note[-1] for note in self.notes], [note[0] for note in self.notes]
        said = "∇_f_, projected: length"
        self.projection_notes = [in_turn(scale_note(near, of=said), gone) for gone in self.scales]
        self.unit_vector = formula(
            view, f"{{{{ u = v \\/ {root} : direction }}}}" if size != 1 else "{{ u = v : direction }}"
        )
        quotient = f" = {short(whole, 4)} \\/ {root}" if size != 1 else ""
        divided = formula(view, f"D_u f = {{{{ nabla f : gradient }}}} dot {{{{ u : direction }}}}{quotient}")
        self.result = in_a_row(divided, self.numbers[2], width)
        arranged([self.unit_vector, self.result], freed(box, self.product, [self.known, *spare]), gap=GAP)


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


def notes_on(view: View) -> VGroup:
    """What is to be known of this map: the scale of the gradient, that of other vectors, and what the numbers mean."""
    of_gradient = scale_note(view, of="∇_f_: length")
    rest = ("_v_, _u_: in units of the axes", "contours: height gained from here")
    notes = VGroup(of_gradient, *(words(view.theme, text, size=31) for text in rest))
    return notes.arrange(DOWN, buff=0.14, aligned_edge=LEFT)


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number
