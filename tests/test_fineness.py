"""How fine a function is for a picture: counted by hand where that can be done, and known of functions with names."""

import numpy as np
import pytest

from gradanim import Domain, Field
from gradanim.contours.fineness import BLANK, PIXEL, blank_share, fineness, lively_part, showable_part
from tests.zoo import ZOO

SCHAFFER = "0.5+(sin^2(x^2-y^2)-0.5)/(1+0.001(x^2+y^2))^2"
RASTRIGIN = "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)"
GRIEWANK = "1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))"
WIDE = Domain(-10, 10, -10, 10)


def test_turns_are_as_far_apart_as_those_of_a_wave() -> None:
    for waves in (5, 20, 50):
        found = fineness(Field(f"sin({2 * waves}*pi*x) + y", Domain(0, 1, 0, 1)))
        assert found.turns == pytest.approx(1 / PIXEL / (2 * waves), rel=0.02)


def test_contours_are_as_far_apart_as_those_of_a_slope() -> None:
    found = fineness(Field("x", Domain(0, 10, 0, 10)))  # at 1, 2 ... 9
    assert found.contours == pytest.approx(1 / PIXEL / 9, rel=0.01)
    assert found.turns == np.inf


@pytest.mark.parametrize("specimen", [s for s in ZOO if s.name not in ("narrow", "tall")], ids=lambda s: s.name)
def test_what_can_be_seen_is_not_too_fine(specimen) -> None:
    assert fineness(specimen.field).showable()


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("cos(10x)*cos(10y)", Domain()),
        (RASTRIGIN, Domain(-5.12, 5.12, -5.12, 5.12)),
        (SCHAFFER, Domain(-3, 3, -3, 3)),
        (GRIEWANK, Domain(-30, 30, -30, 30)),
        ("sin(1/(x^2 + y^2))", Domain()),  # fine near one place only
        ("tanh(500x)", Domain()),
        ("tan(xy)", Domain()),
        ("1e10 + x + y", Domain()),
        ("x^2 + y^2 + 1e-9*sin(1e4*x)", Domain()),  # ripples that bend no slope
    ],
)
def test_nor_is_what_is_fine_and_still_shown(text: str, domain: Domain) -> None:
    assert fineness(Field(text, domain)).showable()


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("sin(100x)*sin(100y)", Domain()),
        ("sin(1e5*x)", Domain()),  # finer than the samples
        ("sin(2048*pi*x/6)", Domain()),  # evenly spaced samples would all meet the same phase
        ("sin(100y)", Domain()),
        ("tan(100(x + y))", Domain()),
        (SCHAFFER, WIDE),
        ("sin(x^2 + y^2)", WIDE),
        (GRIEWANK, Domain(-600, 600, -600, 600)),  # its contours are those of a bowl, its slopes are not
    ],
)
def test_what_is_too_fine_is_told_from_it_and_fits_closer_by(text: str, domain: Domain) -> None:
    field = Field(text, domain)
    assert not fineness(field).showable()
    part = showable_part(field, (0.5, 0.25))
    assert part is not None
    assert (0.5, 0.25) in part
    assert part.width < domain.width
    assert part.width / part.height == pytest.approx(domain.width / domain.height)
    assert fineness(field.on(part)).showable()


def test_no_part_is_named_where_none_can_be_seen() -> None:
    assert showable_part(Field("sin(1e20*x)"), (1.0, 1.0)) is None


def test_what_is_between_two_contours_is_blank() -> None:
    assert blank_share(Field("x", Domain(0, 10, 0, 10))) == pytest.approx(0.1, abs=0.01)
    assert blank_share(Field("exp(-100(x^2 + y^2))")) > 0.99  # all around the spike
    assert blank_share(Field("sqrt(sin(x)*sin(y) - 2)")) == 0.0  # undefined everywhere


@pytest.mark.parametrize("specimen", [s for s in ZOO if "flat" not in s.tags], ids=lambda s: s.name)
def test_of_what_can_be_seen_the_contours_take_up_enough(specimen) -> None:
    assert blank_share(specimen.field) <= BLANK


@pytest.mark.parametrize(
    ("text", "domain"), [("exp(x^2 + y^2)", Domain(-7, 7, -7, 7)), ("exp(-1000(x^2 + y^2))", Domain())]
)
def test_what_looks_level_but_in_one_place_has_a_part_that_does_not(text: str, domain: Domain) -> None:
    f = Field(text, domain)
    assert blank_share(f) > BLANK
    part = lively_part(f, domain.centre)
    assert part is not None
    assert part.width < domain.width
    assert blank_share(f.on(part)) < BLANK
