"""Curvature and the rates it allows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradanim import Field, descend, gradient_flow, largest_curvature, steady_rate
from gradanim.calculus.curvature import rounded_down
from gradanim.fields.standing import default_point
from tests.zoo import named, untagged

# Paraboloids with their larger eigenvalue, worked out by hand.
BOWLS = [("x^2 + y^2", 2.0), ("x^2/4 + 2y^2", 4.0), ("x^2 + x*y + y^2", 3.0), ("1e-6*(3x^2 + y^2)", 6e-6)]
bowls = pytest.mark.parametrize(("text", "curvature"), BOWLS)


@bowls
def test_the_largest_curvature_is_the_larger_eigenvalue(text, curvature):
    assert largest_curvature(Field(text), (0.3, -0.2)) == pytest.approx(curvature)


def test_the_largest_curvature_of_several_points_is_the_largest():
    points = np.array([[0, 0], [1, 1], [-1, 1.0]])
    assert largest_curvature(named("Rosenbrock").field, points) == pytest.approx(1001.6006)
    assert largest_curvature(Field("sin(x)"), [(0.5, 0), (-1.5, 0)]) == pytest.approx(np.sin(1.5))


def test_a_plane_has_no_curvature_and_a_hole_does_not_count():
    assert largest_curvature(Field("2x - y"), (1, 1)) == 0
    assert largest_curvature(Field("sqrt(x)"), (-1, 0)) == 0
    assert largest_curvature(Field("sqrt(x)"), [(-1, 0), (1, 0)]) == pytest.approx(0.25)


@bowls
def test_below_two_over_l_descent_converges_and_above_it_does_not(text, curvature):
    f, limit = Field(text), 2 / largest_curvature(Field(text), (0, 0))
    below = descend(f, (0.4, 0.3), rate=0.98 * limit, steps=2000)
    above = descend(f, (0.4, 0.3), rate=1.02 * limit, steps=2000)
    assert below.ended == "flat"
    assert np.hypot(*below.points[-1]) < 1e-2
    assert above.ended == "left domain"
    assert np.hypot(*above.points[-1]) > 1.5


@pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
def test_a_steady_rate_takes_steps_of_a_sensible_length(specimen):
    f, d = specimen.field, specimen.domain
    start = default_point(f)
    assert start is not None
    path = descend(f, start, rate=steady_rate(f, start), steps=3)
    steps = np.hypot(*np.diff(path.points, axis=0).T)
    assert (steps <= 0.1001 * min(d.width, d.height) * (1 + 4 * (path.ended == "undefined"))).all()


@pytest.mark.parametrize("specimen", [s for s in untagged("kink") if s.valleys], ids=lambda s: s.name)
def test_with_a_steady_rate_descent_keeps_to_the_flow_and_never_gains_height(specimen):
    f, d = specimen.field, specimen.domain
    start = np.array(specimen.valleys[0]) + 0.1 * np.array([d.width, d.height])
    path = descend(f, start, rate=steady_rate(f, start), steps=300)
    assert (np.diff(path.heights) < 0).all()
    line = gradient_flow(f, start, uphill=False, samples=2000).points
    away = [np.min(np.hypot(*(line - p).T)) for p in path.points]
    assert max(away) < 0.1 * d.diagonal


@given(st.floats(1e-300, 1e300))
def test_rounding_down_keeps_one_digit_and_at_least_half(value):
    rounded = rounded_down(value)
    assert value / 2 <= rounded <= value * (1 + 1e-9)
    assert len(f"{rounded:.15g}".partition("e")[0].strip("0.")) == 1


@pytest.mark.parametrize(("value", "rounded"), [(0.0079, 0.007), (0.3, 0.3), (1, 1), (1234, 1000), (9.99e-7, 9e-7)])
def test_rounding_down(value, rounded):
    assert rounded_down(value) == rounded
