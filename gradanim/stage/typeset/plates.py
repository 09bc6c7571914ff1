"""What is written on a picture: on plates, so that nothing runs through it, and the formula of a vector field."""

from manim import DOWN, LEFT, BackgroundRectangle, Mobject, VGroup

from gradanim.fields.vector import GradientField, VectorField
from gradanim.fields.vector_calculus import VectorValued
from gradanim.formulas.typeset import typst
from gradanim.records.theme import Themed
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.texts import READABLE, formula

PLATE = 0.87  # how opaque a plate is
ABOVE = 4  # the layer of what is written on a picture


def on_plate(view: Themed, *items: Mobject, gap: float = 0.22) -> VGroup:
    """Texts and numbers, one below the other, on a plate that keeps the picture from running through them."""
    column = VGroup(*items).arrange(DOWN, buff=gap, aligned_edge=LEFT)
    plate = BackgroundRectangle(column, color=view.theme.plate, fill_opacity=PLATE, buff=0.14)
    return VGroup(plate, column).set_z_index(ABOVE)


def field_definition(
    view: Themed, field: VectorValued, width: float, *, size: float = 40, role: str = "field"
) -> TypstFormula:
    """`F(x, y) = (P, Q)` as it was typed, or `F = grad f` with its function, no wider than so many scene units.

    What is too long for one line stands in two; what could not be read then is left out.

    Args:
        role: what the field is, which says the colour of its name.
    """
    for source in _sources(field):
        line = formula(view, f"{{{{ F : {role} }}}} {source}", size=size)
        shrunk = min(1.0, width / line.width)
        if shrunk * size >= READABLE:
            return line.scale(shrunk)
    return line.scale(shrunk)


def _sources(field: VectorValued) -> list[str]:
    if isinstance(field, VectorField):
        p, q = (typst(reading) for reading in field.readings)
        return [f"(x, y) = ({p}, {q})", f"= vec({p}, {q})", "(x, y) = (dots.c, dots.c)"]
    if isinstance(field, GradientField) and hasattr(field.f, "reading"):
        return [f"= nabla f, space f(x, y) = {typst(field.f.reading)}", "= nabla f"]
    return ["= nabla f" if isinstance(field, GradientField) else "(x, y)"]
