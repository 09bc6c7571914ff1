"""Plates: a formula of a vector field on one, and those that come and go with the words of a picture."""

import numpy as np
import pytest
from manim import Mobject, Rectangle, ValueTracker, VGroup

from gradanim.fields.callables import CallableField
from gradanim.fields.typed import Field
from gradanim.fields.vector import GradientField, VectorField
from gradanim.formulas.typeset import typst
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box, written
from gradanim.stage.frame.plates import BUFF, PLATE, Plates
from gradanim.stage.frame.view import View
from gradanim.stage.typeset import READABLE, Readout, field_definition, formula, on_plate
from gradanim.stage.typeset.texts import _field_sources

VIEW = View.fit(Field("x"), THEMES["night"], Box(-3, 3, -2, 2))
LONG = ", ".join("+".join(f"{k}*x^{k}*y^{j}" for k in range(2, 9)) for j in (2, 3))


def test_a_field_is_written_as_it_was_typed() -> None:
    assert _field_sources(VectorField("-y, x/2"))[0] == f"(x, y) = (-y, {typst(Field('x/2').reading)})"
    assert _field_sources(GradientField(Field("x^2 y")))[0] == "= nabla f, space f(x, y) = x^2 y"
    assert _field_sources(GradientField(CallableField(lambda x, y: x)))[0] == "= nabla f"


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


def test_a_plate_of_words_on_a_picture_is_seen_as_much_as_they_are() -> None:
    word, shown = Rectangle(width=2, height=0.5, fill_opacity=1), list[Mobject]()
    plates = Plates(VIEW.theme, lambda: shown)
    plates.lie_under(word)
    assert not plates.submobjects  # it is not in the picture yet
    for opacity in (1.0, 0.25):
        shown[:] = [VGroup(word.set_opacity(opacity).shift([0.3, 0, 0]))]  # also as a part of something
        plates.update(0)
        assert plates[0].get_fill_opacity() == pytest.approx(PLATE * opacity)
        assert plates[0].get_center() == pytest.approx(word.get_center())
        assert plates[0].width == pytest.approx(word.width + 2 * BUFF)
    shown.clear()
    plates.update(0)
    assert not plates.submobjects


def test_a_plate_is_as_long_as_the_number_on_it_and_moves_nothing() -> None:
    value = ValueTracker(1.0)
    number = Readout(VIEW, "f", value.get_value, scale=1.0)
    plates = Plates(VIEW.theme, lambda: [number])
    plates.lie_under(number)
    left = number.label.get_left().copy()
    for size in (-88888.88, 1.0):  # what it showed in between must not be seen: other processes skip it
        value.set_value(size)
        plates.update(0)
        assert np.isclose(plates[0].width, written(number).width + 2 * BUFF)
        assert np.array_equal(number.label.get_left(), left)
