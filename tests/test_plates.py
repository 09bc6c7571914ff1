"""Plates, and the formula of a vector field on them."""

import pytest

from gradanim.fields.callables import CallableField
from gradanim.fields.typed import Field
from gradanim.fields.vector import GradientField, VectorField
from gradanim.formulas.typeset import typst
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.typeset import READABLE, field_definition, formula, on_plate
from gradanim.stage.typeset.plates import _sources

VIEW = View.fit(Field("x"), THEMES["night"], Box(-3, 3, -2, 2))
LONG = ", ".join("+".join(f"{k}*x^{k}*y^{j}" for k in range(2, 9)) for j in (2, 3))


def test_a_field_is_written_as_it_was_typed() -> None:
    assert _sources(VectorField("-y, x/2"))[0] == f"(x, y) = (-y, {typst(Field('x/2').reading)})"
    assert _sources(GradientField(Field("x^2 y")))[0] == "= nabla f, space f(x, y) = x^2 y"
    assert _sources(GradientField(CallableField(lambda x, y: x)))[0] == "= nabla f"


def test_its_name_has_the_colour_of_its_role() -> None:
    theme = VIEW.theme
    for role in ("field", "gradient"):
        line = field_definition(VIEW, VectorField("-y, x"), 8, role=role)
        assert line[0].get_fill_color().to_hex().lower() == getattr(theme, role)


@pytest.mark.parametrize("text", ["-y, x", LONG])
@pytest.mark.parametrize("width", [3.0, 6.0])
def test_it_is_no_wider_than_it_may_be_and_can_be_read(text: str, width: float) -> None:
    line = field_definition(VIEW, VectorField(text), width)
    assert line.width <= width + 1e-6
    assert line.font_size >= READABLE - 1e-6


def test_a_plate_lies_behind_all_that_is_written() -> None:
    one, other = formula(VIEW, "x"), formula(VIEW, "y^2 = 3")
    plate = on_plate(VIEW, one, other)
    behind, column = plate
    assert list(column) == [one, other]
    assert behind.width > column.width
    assert behind.height > column.height
    assert other.get_top()[1] < one.get_bottom()[1]
