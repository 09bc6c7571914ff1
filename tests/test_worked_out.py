"""A rule with numbers put into it, and the numbers of an axis."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.layout import Box
from gradanim.stage.maps.frame import Ticks
from gradanim.stage.space.landscape import SpaceView
from scenes.partials.partial_slices.panels import substituted, worked_out, workings

WIDE = Box(0, 6, 0, 5)


@pytest.mark.parametrize(
    ("text", "held", "written"),
    [
        ("x^2 + 3xy + y^2", "y", "2 dot 0.80 + 3 dot (-0.40)"),
        ("x^2 + 3xy + y^2", "x", "3 dot 0.80 + 2 dot (-0.40)"),
        ("x^3*y", "y", "3 dot 0.80^2 dot (-0.40)"),
        ("x^2/4 + y^2", "y", "frac(0.80, 2)"),
        ("x", "y", None),
        ("sin(x)*cos(y)", "y", None),
        ("x^9 - 7x^5*y^4 + 3x^4*y^7 - 2y^8*x^3", "y", None),
    ],
)
def test_a_short_polynomial_takes_the_numbers_of_a_point(text: str, held: str, written: str | None) -> None:
    assert substituted(Field(text), held, ("0.80", "-0.40")) == written


@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y)", "1e9*x*y", "x"])
@pytest.mark.parametrize("held", ["x", "y"])
def test_what_a_rule_gives_is_the_partial_derivative(text: str, held: str) -> None:
    view, h = SpaceView.over(Field(text), THEMES["night"]), 1e-6
    number = worked_out(view, view.field, held, (0.8, 0.4), ("0.80", "0.40"), WIDE)
    dx, dy = (h, 0.0) if held == "y" else (0.0, h)
    quotient = (view.field(0.8 + dx, 0.4 + dy) - view.field(0.8 - dx, 0.4 - dy)) / (2 * h)
    assert float(number.text) * 10.0**number.exponent == pytest.approx(quotient, abs=0.006 * 10.0**number.exponent)
    assert number.width <= WIDE.width


def test_rounded_coordinates_are_not_put_into_a_rule() -> None:
    view = SpaceView.over(Field("x^2 + 3xy"), THEMES["night"])
    exact = worked_out(view, view.field, "y", (0.8, 0.4), ("0.80", "0.40"), WIDE)
    rounded = worked_out(view, view.field, "y", (0.8012, 0.4), ("0.80", "0.40"), WIDE)
    assert "dot" in exact.label.typst_code
    assert "partial" in rounded.label.typst_code


def test_rules_too_long_for_the_panel_leave_their_numbers_alone() -> None:
    point = ((0.8, 0.4), ("0.80", "0.40"))
    short, long = (
        workings(view, view.field, *point, WIDE)
        for view in (
            SpaceView.over(Field("x^2 + 3xy"), THEMES["night"]),
            SpaceView.over(Field("exp(-(x-1)^2 - y^2) + exp(-((x+1)^2 + (y-0.6)^2)/0.8)"), THEMES["night"]),
        )
    )
    assert [len(part) for part in short] == [2, 2]
    assert [len(part) for part in long] == [1, 1]


@given(st.floats(-1e6, 1e6), st.floats(1e-9, 1e9), st.integers(1, 9))
def test_the_numbers_of_an_axis_stand_for_their_places(low: float, span: float, most: int) -> None:
    ticks = Ticks.between(low, low + span, most)
    if low + span == low or abs(low) > 1e9 * span:
        return
    assert len(ticks.values) >= 2
    assert len(ticks.texts) == len(ticks.values)
    assert ticks.base + ticks.unit * ticks.printed == pytest.approx(ticks.values, rel=1e-9, abs=1e-9 * span)
    assert (np.diff(ticks.values) > 0).all()


def test_a_power_of_ten_goes_to_the_name_of_the_axis() -> None:
    assert Ticks.between(0, 9e-9, 4).name("z") == "z slash 10^(-9)"
    assert Ticks.between(-1, 1, 4).name("z") == "z"
    assert Ticks.between(1e6, 1e6 + 1, 4).name("z").startswith("z - ")
