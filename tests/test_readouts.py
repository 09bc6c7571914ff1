"""Live numbers: they say their value, in one notation, and hold still while they change."""

import numpy as np
import pytest
from manim import RIGHT, UP

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.places import place_of
from gradanim.stage.typeset.readouts import SLOTS, PairReadout, Readout

VIEW = View.fit(Field("x + y"), THEMES["night"], Box(-4, 4, -3, 3))


class Value:
    """A number that a test changes."""

    def __init__(self, value: float) -> None:
        self.value = value

    def __call__(self) -> float:
        return self.value


def readout(value: Value | float, *, scale: float = 1.0) -> Readout:
    return Readout(VIEW, "f(x, y)", value, scale=scale)


def show(number: Readout, value: Value, new: float) -> list[np.ndarray]:
    """The digits drawn for a new value: the points of each, from left to right."""
    value.value = new
    number.update()
    drawn = [glyph.points for glyph in number.glyphs if len(glyph.points) and np.ptp(glyph.points, axis=0).any()]
    return sorted(drawn, key=lambda points: float(points[:, 0].min()))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.00"),
        (-0.001, "0.00"),
        (3.14159, "3.14"),
        (-12.345, "-12.35"),
        (float("nan"), "-"),
        (float("inf"), "-"),
        (99999.994, "99999.99"),
        (1000001.5, "1000001.50"),
        (-1000001.5, "-1000001.5"),
        (123456789.4, "123456789"),
        (1e10, "-"),  # too large for its notation: rather nothing than the first of its digits
    ],
)
def test_it_says_the_value_to_two_places(value: float, text: str) -> None:
    assert readout(value).text == text
    assert len(text) <= SLOTS


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 0.003, 0.05, 1.0, 40.0, 99999.0, 1e5, 1e9, 1e200])
def test_numbers_of_the_expected_size_keep_three_digits(scale: float) -> None:
    number = readout(0.123456, scale=scale)
    assert (number.exponent == 0) == (0.001 <= scale < 1e5)
    for value in (scale, -0.7 * scale, 3 * scale):
        shown = readout(value, scale=scale)
        assert float(shown.text) * 10.0**shown.exponent == pytest.approx(value, rel=0.005, abs=0.005)


@pytest.mark.parametrize("scale", [0.0, float("nan"), float("inf")])
def test_a_scale_that_says_nothing_means_plain_numbers(scale: float) -> None:
    assert readout(2.5, scale=scale).text == "2.50"


def test_what_is_drawn_is_the_text() -> None:
    value = Value(0.0)
    number = readout(value)
    shapes = {digit: show(number, value, float(digit))[0] for digit in "0123456789"}

    def name(points: np.ndarray) -> str:
        alike = [
            digit
            for digit, shape in shapes.items()
            if len(shape) == len(points) and np.allclose(points - points[0], shape - shape[0], atol=1e-6)
        ]
        return "".join(alike) or "."

    for new in (12.34, 98765.01, 555.55):
        assert "".join(map(name, show(number, value, new))) == f"{new:.2f}"


def test_changing_digits_do_not_move_the_others() -> None:
    value = Value(0.0)
    number = readout(value)
    middles = []
    for new in (10.00, 11.11, 17.71, 44.44, 88.88):
        drawn = show(number, value, new)
        middles.append([(p[:, 0].min() + p[:, 0].max()) / 2 for p in drawn])
    assert np.ptp(np.array(middles), axis=0).max() < 1e-6


def test_the_number_follows_its_value_and_its_label() -> None:
    value = Value(1.0)
    number = readout(value, scale=1e-6)
    before = number.get_center().copy()
    number.shift(2 * RIGHT + UP).scale(0.5)
    show(number, value, 7e-6)
    assert number.text == "7.00"
    first = min(glyph.get_left()[0] for glyph in number.glyphs if np.ptp(glyph.points, axis=0).any())
    assert 0 < first - number.label.get_right()[0] < 0.2
    assert number.get_center() == pytest.approx(before + 2 * RIGHT + UP, abs=0.02)
    digits = [glyph for glyph in number.glyphs if np.ptp(glyph.points, axis=0).any()]
    assert number.tail.get_left()[0] > max(glyph.get_right()[0] for glyph in digits)


@pytest.mark.parametrize("scale", [1.0, 1e-6])
def test_no_value_needs_more_room_than_was_kept_for_it(scale: float) -> None:
    value = Value(0.0)
    number = readout(value, scale=scale)
    left, right = number.get_left()[0], number.get_right()[0]
    for new in (0.0, -8.88, 88888.88, -88888.88, float("nan"), 1e12):
        show(number, value, new * scale)
        assert number.get_left()[0] >= left - 1e-6
        assert number.get_right()[0] <= right + 1e-6


@pytest.mark.parametrize(
    ("pair", "scale", "text"),
    [
        ((1.4, -0.25), 1.0, "(1.40,-0.25)"),
        ((0.0314, -0.0), 0.01, "(0.0314,0.0000)"),
        ((2.5e-7, 1e-6), 1e-6, "(0.25,1.00)"),
        ((1000000.5, 1000000.25), 1.0, "(1000000.50,1000000.25)"),
        ((float("nan"), 1.0), 1.0, "(-,1.00)"),
    ],
)
def test_a_pair_says_both_numbers(pair: tuple[float, float], scale: float, text: str) -> None:
    number = PairReadout(VIEW, "v", lambda: pair, scale=scale)
    assert number.text == text
    drawn = [glyph for glyph in number.glyphs if np.ptp(glyph.points, axis=0).any()]
    assert len(drawn) == len(text)
    centres = [glyph.get_center()[0] for glyph in drawn]
    assert centres == sorted(centres)


def test_a_count_has_no_decimals() -> None:
    assert Readout(VIEW, "n", 28.0, places=0).text == "28"


@pytest.mark.parametrize(
    ("domain", "at", "label", "text"),
    [
        (Domain(0, 6, 0, 4), (3.2, 3.0), "(x, y)", "(3.20,3.00)"),
        (Domain(-0.01, 0.01, -0.01, 0.01), (0.002, -0.0031), "(x, y)", "(0.0020,-0.0031)"),
        (Domain(999997, 1000003, -2, 2), (1000000.5, 1.0), "(x - 10^6, y)", "(0.50,1.00)"),
    ],
)
def test_a_place_is_read_in_the_numbers_of_the_axes(
    domain: Domain, at: tuple[float, float], label: str, text: str
) -> None:
    view = View.fit(Field("x + y", domain), THEMES["night"], Box(-4, 4, -3, 3))
    place = place_of(view, at)
    assert place.text == text
    assert label in place.label.typst_code
    corner = place_of(view, (domain.x0, domain.y0))
    assert corner.get_right()[0] <= place.get_right()[0] + 0.02, "there is room for every place of the map"


@pytest.mark.parametrize(
    ("value", "scale", "brief"),
    [
        (25.0, 40.0, "25"), (-0.25, 1.0, "\N{MINUS SIGN}0.25"), (100.0, 1000.0, "100"), (0.0, 1.0, "0"),
        (1.2e-5, 1e-5, "1.2 × 10⁻⁵"), (np.nan, 1.0, "\N{MINUS SIGN}"),
    ],
)  # fmt: skip
def test_a_number_said_briefly_has_the_digits_shown_but_no_zeros_at_the_end(value: float, scale: float, brief: str):
    number = readout(value, scale=scale)
    assert number.brief == brief
    assert number.spoken.startswith(brief.partition(" ")[0])
