"""What is said beside the picture: one formula after the other."""

from collections.abc import Mapping, Sequence

import numpy as np
from manim import UL, Animation, FadeIn, Mobject, Transform, VGroup

from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.typeset import typst
from gradanim.stage import View, in_a_row
from gradanim.stage.frame.layout import Box
from gradanim.stage.maps import steepness_of
from gradanim.stage.marks import Arrow, Walker
from gradanim.stage.typeset import READABLE, Label, Readout, definition, formula
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.partials.shared.partial_formula import SIZES, partial_formula, partial_sign

from .components import ComponentArrows
from .labels import arrow_lengths

LARGEST = 1.6  # how much a formula alone in the panel is enlarged


class GradientPanel:
    """What is said beside the picture, one formula after the other in one place, as large as there is room for.

    Attributes:
        known: the function, or nothing where it has no room.
        formulas: each partial derivative as a formula, by its variable.
        numbers: what these are at the point.
        vector: the gradient, and after it its numbers, `entries`; `written` is the gradient alone.
        length: of the gradient.
    """

    def __init__(self, view: View, walker: Walker, box: Box, *, slope: Readout) -> None:
        self.view = view
        known = definition(view, view.field, box)
        self.formulas = {axis: partial_formula(view, view.field, "yx"["xy".index(axis)], box) for axis in "xy"}
        steepest = float(np.hypot(*view.field.gradient(*walker())))
        self.numbers = {
            axis: Readout(view, "", float(view.field.gradient(*walker())[k]), scale=steepest)
            for k, axis in enumerate("xy")
        }
        self.entries = gradient_numbers(view, list(self.numbers.values()))
        self._sign = gradient_formula(view, view.field, box.width)
        self.vector = in_a_row(self._sign, self.entries, box.width)
        self.written = self._sign.copy()
        self.length = steepness_of(view, walker, scale=steepest)
        for item in (known, *self.formulas.values(), self.vector, self.written, slope, self.length):
            item.scale(min(LARGEST, box.width / item.width, box.height / item.height))
            item.move_to((box.left, box.top, 0.0), aligned_edge=UL)
        self.known = [known] if known.font_size > READABLE else []

    def store(self, beside: Mapping[str, VGroup]) -> list[Animation]:
        """The animations in which the numbers beside the arrows go into the vector, and the rest of it comes."""
        travelling: list[Animation] = []
        waiting = list(self.entries.submobjects)
        for axis, label in beside.items():
            entry = self.entries.select(f"partial_{axis}")
            if len(label):
                travelling.append(Transform(label[1].copy(), entry.copy(), remover=True))
                waiting = [glyph for glyph in waiting if glyph not in entry.submobjects]
        return [*travelling, FadeIn(self._sign, *waiting)]

    def length_labels(self, components: ComponentArrows, arrow: Arrow, name: Mobject) -> dict[Arrow, Label]:
        """The lengths of the components and of their sum, beside these."""
        numbers = [*self.numbers.values(), self.length]
        return arrow_lengths(self.view, components.x, components.y, arrow, numbers, name=name)

    def without_room(self, labels: Mapping[Arrow, Label]) -> list[Mobject]:
        """The length for the panel, where it has no label of its own."""
        return [] if len(labels) == 3 else [self.length]


def gradient_formula(view: View, field: ScalarField, width: float) -> TypstFormula:
    """grad f as a column of its partial derivatives, written out as formulas where there is room for them."""
    written = [typst(partial, like=typed(field).reading) for partial in typed(field).partials]
    line = formula(view, f"{{{{ nabla f : gradient }}}} = {_column(*written)}", size=SIZES[0])
    if line.width <= width:
        return line
    signs = [partial_sign("y"), partial_sign("x")]
    return formula(
        view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", gap: #0.5em, {", ".join(signs)})', size=SIZES[0]
    )


def gradient_numbers(view: View, numbers: Sequence[Readout]) -> TypstFormula:
    """The column of the numbers that the partial derivatives are now, after an equals sign."""
    return formula(view, f"= {_column(*(number.source for number in numbers))}", size=SIZES[0])


def _column(x: str, y: str) -> str:
    """A column of two entries in the colours of x and y, as Typst mathematics."""
    return f'vec(delim: "[", {{{{ {x} : partial_x }}}}, {{{{ {y} : partial_y }}}})'
