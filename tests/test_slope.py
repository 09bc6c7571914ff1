import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from gradanim import Field, derivative_along, directional_derivative, unit
from tests.zoo import ZOO

components = st.floats(-1e6, 1e6).filter(lambda c: abs(c) > 1e-6)


def test_worked_example_a_dot_product_is_a_slope_only_along_a_unit_vector():
    f = Field("x^2 + y^3")
    assert derivative_along(f, (5, 4), (2, 3)) == 164
    assert directional_derivative(f, (5, 4), (2, 3)) == pytest.approx(164 / math.sqrt(13))
    assert directional_derivative(f, (5, 4), (2, 3)) == pytest.approx(45.49, abs=0.005)


def test_a_slope_exists_in_three_variables_too():
    f = Field("x^2 + y^2 + z^2", variables=("x", "y", "z"))
    assert directional_derivative(f, (1, 2, 1), (1, 2, 1)) == pytest.approx(math.sqrt(24))


@given(components, components)
def test_a_unit_vector_keeps_the_direction_and_has_length_one(a, b):
    u = unit((a, b))
    assert np.hypot(*u) == pytest.approx(1)
    assert_allclose(u * np.hypot(a, b), (a, b))


@pytest.mark.parametrize("vector", [(1e-300, 1e-300), (1e300, 1e300), (5e-324, 0)])
def test_the_size_of_a_direction_does_not_matter(vector):
    assert np.hypot(*unit(vector)) == pytest.approx(1)


@pytest.mark.parametrize("vector", [(0, 0), (math.nan, 1), (math.inf, 1)])
def test_what_has_no_direction_is_refused(vector):
    with pytest.raises(ValueError, match="a direction needs"):
        unit(vector)


@pytest.mark.parametrize("specimen", [s for s in ZOO if s.at], ids=lambda s: s.name)
def test_no_direction_climbs_faster_than_the_gradient(specimen):
    f, at = specimen.field, specimen.at
    steepest = np.hypot(*specimen.gradient)
    turns = np.linspace(0, math.tau, 37)
    slopes = [directional_derivative(f, at, (math.cos(t), math.sin(t))) for t in turns]
    assert max(slopes) <= steepest * (1 + 1e-12)
    if steepest > 0:
        assert directional_derivative(f, at, specimen.gradient) == pytest.approx(steepest)


def test_a_slope_is_the_limit_of_differences():
    f, h = Field("exp(-x^2)*sin(3y)"), 1e-6
    u = unit((1, -2))
    p = np.array([0.3, 0.7])
    assert directional_derivative(f, p, (1, -2)) == pytest.approx(float(f(*(p + h * u)) - f(*(p - h * u))) / (2 * h))


def test_a_slope_is_nan_where_the_field_is_undefined():
    assert math.isnan(directional_derivative(Field("log(x)"), (-1, 0), (1, 0)))
