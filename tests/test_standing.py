import math

import numpy as np
import pytest

from gradanim import Domain, Field
from gradanim.fields.standing import default_point, flatness, standing
from tests.zoo import ZOO, named, tagged, untagged

with_relief = pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)


@with_relief
def test_there_is_a_good_place_to_stand_on_any_slope(specimen):
    f, d = specimen.field, specimen.domain
    place = default_point(f)
    assert place is not None
    assert standing(f, place) == "good"
    assert place == default_point(Field(specimen.text, d))  # the same every time
    turn = np.arange(8) * math.tau / 8
    reach = 0.02 * min(d.width, d.height)
    assert np.isfinite(f.gradient(place[0] + reach * np.cos(turn), place[1] + reach * np.sin(turn))).all()


@pytest.mark.parametrize("specimen", untagged("flat", "undefined", "skewed", "pole"), ids=lambda s: s.name)
def test_the_slope_there_is_an_ordinary_one_near_the_middle(specimen):
    if specimen.name == "cliff":
        return  # nearly all of it is level
    f, d = specimen.field, specimen.domain
    place = np.array(default_point(f))
    slopes = np.hypot(*f.gradient(*d.grid(60, least=20)))
    low, high = np.percentile(slopes[slopes > flatness(f)], [10, 90])
    assert low * 0.999 <= np.hypot(*f.gradient(*place)) <= high * 1.001
    assert (np.abs(place - d.centre) <= 0.31 * np.array([d.width, d.height])).all()


@pytest.mark.parametrize("specimen", tagged("flat", "undefined"), ids=lambda s: s.name)
def test_there_is_no_place_to_stand_where_nothing_slopes(specimen):
    assert default_point(specimen.field) is None
    assert default_point(specimen.field, (1, 1)) is None


def test_a_good_wish_is_kept_and_a_bad_one_is_not():
    f = Field("x^2 + y^2")
    assert default_point(f, (2.5, -1.5)) == (2.5, -1.5)
    assert default_point(f, (0, 0)) == default_point(f, (9, 9)) == default_point(f)


@pytest.mark.parametrize(
    "text, point, found",
    [
        ("x^2 + y^2", (1, 1), "good"),
        ("x^2 + y^2", (0, 0), "level"),
        ("x^2 + y^2", (4, 0), "outside"),
        ("x^2 + y^2", (math.nan, 0), "outside"),
        ("log(x)", (-1, 0), "undefined"),
        ("1/(x-y)", (1, 1), "undefined"),
        ("abs(x) + y", (0, 1), "undefined"),
        ("3", (0, 0), "level"),
        ("exp(-100(x^2 + y^2))", (2, 1), "level"),
        ("100(y-x^2)^2 + (1-x)^2", (0, 0), "good"),
        ("1000*x^2 + y/1000", (0, 1), "level"),
    ],
)
def test_what_is_wrong_with_a_place_is_said(text, point, found):
    assert standing(Field(text), point) == found


def test_a_kink_is_avoided_even_where_it_is_nearest():
    place = default_point(Field("abs(x) + y", Domain(-1, 1, -1, 1)))
    assert place is not None
    assert abs(place[0]) > 0.1


@pytest.mark.parametrize("factor", [1e-200, 1e-9, 1e9, 1e200])
def test_flatness_scales_with_the_heights(factor):
    assert flatness(Field(f"{factor}*(x^2 + y^2)")) == pytest.approx(factor * flatness(Field("x^2 + y^2")))


@pytest.mark.parametrize("specimen", ZOO, ids=lambda s: s.name)
def test_critical_points_are_level_and_flatness_is_a_slope(specimen):
    f = specimen.field
    assert 0 <= flatness(f) < math.inf
    for point in (*specimen.peaks, *specimen.valleys, *specimen.saddles):
        assert standing(f, point) == "level"


def test_rounding_counts_as_level():
    assert default_point(Field("1e9 + 1e-9*x")) is None
    assert default_point(named("high plateau").field) is not None
