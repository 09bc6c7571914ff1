from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize

from gradanim import Backtracking, Domain, DomainError, Field, climb, descend
from gradanim.fields.standing import default_point, flatness
from gradanim.optimize.rules import Hill
from tests.zoo import ZOO, named, untagged

sloping = pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
either_way = pytest.mark.parametrize("walk, sense", [(climb, 1), (descend, -1)], ids=["climb", "descend"])


@sloping
@either_way
def test_backtracking_never_loses_height(specimen, walk, sense):
    path = walk(specimen.field, default_point(specimen.field), rate=Backtracking())
    assert (sense * np.diff(path.heights) > 0).all()


@sloping
@either_way
def test_a_path_begins_at_the_start_and_stays_in_the_domain(specimen, walk, sense):
    f = specimen.field
    start = default_point(f)
    for rate in (0.05, Backtracking()):
        path = walk(f, start, rate=rate, steps=50)
        assert_array_equal(path.points[0], start)
        assert path.points.shape == (path.heights.size, 2)
        assert path.heights.size <= 51
        assert all(point in f.domain for point in path.points)
        assert_array_equal(path.heights, f(*path.points.T))
        assert np.isfinite(path.heights).all()


def test_zigzagging_down_a_curved_valley_uses_up_its_steps_in_the_valley():
    path = descend(named("Rosenbrock").field, (-0.5, 1.5), rate=Backtracking())
    assert path.ended == "steps used"
    x, y = path.points[-1]
    assert y == pytest.approx(x**2, abs=0.05)


@sloping
@either_way
def test_the_reason_for_ending_is_true(specimen, walk, sense):
    f = specimen.field
    path = walk(f, default_point(f), rule="unit", rate=0.02 * f.domain.diagonal, steps=80)
    end = path.points[-1]
    gradient = sense * f.gradient(*end)
    slope = np.hypot(*gradient)
    next_step = end + 0.02 * f.domain.diagonal * gradient / slope if slope > 0 else end
    match path.ended:
        case "flat":
            assert slope <= flatness(f)
        case "left domain":
            assert next_step not in f.domain
        case "undefined":
            assert np.isnan(slope) or np.isnan(f(*next_step))
        case "steps used":
            assert path.heights.size == 81
        case _:
            pytest.fail(f"a fixed rate does not end for {path.ended!r}")


def test_each_step_is_the_rate_times_the_gradient():
    f = named("two hills").field
    path = climb(f, (0, -0.7), rate=0.05, steps=60)
    assert_allclose(np.diff(path.points, axis=0), 0.05 * f.gradient(*path.points[:-1].T).T, atol=1e-14)
    assert path.rule == "gradient"


def test_each_step_of_the_unit_rule_is_as_long_as_the_rate():
    path = descend(named("two hills").field, (0, -0.7), rule="unit", rate=0.05, steps=20)
    assert_allclose(np.hypot(*np.diff(path.points, axis=0).T), 0.05)
    assert path.length == pytest.approx(0.05 * (path.heights.size - 1))
    assert path.rule == "unit"


def test_descending_a_bowl_shrinks_by_the_same_factor_every_step():
    path = descend(Field("x^2 + y^2"), (1, 1), rate=0.1, steps=10)
    assert_allclose(path.points, 0.8 ** np.arange(11)[:, None] * [1, 1])
    assert path.ended == "steps used"


@pytest.mark.parametrize("rate, ended", [(0.1, "flat"), (0.45, "flat"), (1.1, "left domain")])
def test_a_rate_beyond_two_over_the_curvature_diverges(rate, ended):
    assert descend(Field("x^2 + y^2"), (1, 1), rate=rate).ended == ended


@pytest.mark.parametrize(
    "specimen",
    # the valley of "close together" is a dent, from which a long first step leads on down for ever
    [s for s in untagged("skewed") if s.valleys and s.name != "close together"],
    ids=lambda s: s.name,
)
def test_descending_finds_the_valley_that_scipy_finds(specimen):
    f, d = specimen.field, specimen.domain
    start = np.array(specimen.valleys[0]) + 0.1 * np.array([d.width, d.height])
    path = descend(f, start, rate=Backtracking())
    scale = float(np.abs(f(*start) - f(*specimen.valleys[0])))
    found = minimize(
        lambda p: float(f(*p)) / scale, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-15}
    )
    assert path.ended == "flat"
    assert_allclose(path.points[-1], found.x, atol=0.01 * d.diagonal)
    assert_allclose(path.points[-1], specimen.valleys[0], atol=0.01 * d.diagonal)


@pytest.mark.parametrize("specimen", [s for s in ZOO if s.peaks], ids=lambda s: s.name)
def test_climbing_finds_the_peak(specimen):
    d = specimen.domain
    start = np.array(specimen.peaks[0]) + 0.04 * np.array([d.width, d.height])
    path = climb(specimen.field, start, rate=Backtracking())
    assert path.ended == "flat"
    assert_allclose(path.points[-1], specimen.peaks[0], atol=1e-3 * d.diagonal)


def test_on_level_ground_a_path_is_one_point():
    path = climb(Field("3"), (1, 1))
    assert (path.points.tolist(), path.heights.tolist(), path.ended) == ([[1, 1]], [3], "flat")
    assert path.length == 0


def test_a_crest_ends_a_climb_with_no_gain():
    path = climb(Field("-abs(x) - abs(y)"), (0.31, -0.4), rate=Backtracking())
    assert path.ended == "no gain"
    assert_allclose(path.points[-1], (0, 0), atol=1e-6)


def test_a_pole_ends_a_climb_as_undefined():
    assert climb(Field("1/(x-y)"), (1, 0), rate=Backtracking()).ended == "undefined"
    assert descend(Field("log(x^2+y^2)"), (1, 0.1), rate=Backtracking()).ended == "undefined"


def test_a_hole_ends_a_walk_before_it():
    path = descend(Field("sqrt(x)"), (0.5, 0), rate=0.1)
    assert path.ended == "undefined"
    assert np.isfinite(path.heights).all()


def test_a_start_without_a_gradient_is_a_path_of_one_point():
    for text, start in [("log(x)", (-1, 0)), ("abs(x) + y", (0, 0))]:
        path = climb(Field(text), start)
        assert path.points.tolist() == [list(start)]
        assert path.ended == "undefined"


@either_way
def test_a_start_outside_the_domain_is_refused(walk, sense):
    with pytest.raises(DomainError, match=r"the start \(9, 0\) is outside \[-3, 3\] x \[-2, 2\]"):
        walk(Field("x"), (9, 0))


def test_flat_can_be_set():
    path = descend(Field("x^2 + y^2"), (1, 0), rate=0.1, flat=0.5)
    assert path.ended == "flat"
    assert 0.4 <= 2 * path.points[-1, 0] <= 0.5


def test_descending_is_climbing_the_field_turned_over():
    down = descend(Field("x^2 - x*y"), (1, 1), rate=Backtracking())
    up = climb(Field("-(x^2 - x*y)"), (1, 1), rate=Backtracking())
    assert_allclose(down.points, up.points, atol=1e-12)
    assert down.ended == up.ended


@dataclass(frozen=True)
class Momentum:
    """A rule with a memory, as somebody else might write it."""

    keep: float
    name: str = "momentum"

    def direction(self, hill: Hill, point: np.ndarray, memory: Any) -> tuple[np.ndarray, Any]:
        velocity = hill.gradient(point) + (0 if memory is None else self.keep * memory)
        return velocity, velocity


def test_a_rule_of_ones_own_can_remember():
    f = Field("x^2 + 10y^2")
    path = descend(f, (2, 1), rule=Momentum(0.5), rate=0.02, steps=30)
    assert path.rule == "momentum"
    steps = np.diff(path.points, axis=0)
    assert_allclose(steps[1:], 0.5 * steps[:-1] - 0.02 * f.gradient(*path.points[1:-1].T).T, atol=1e-14)


@settings(max_examples=40)
@given(st.sampled_from(ZOO), st.floats(0, 1), st.floats(0, 1), st.sampled_from([climb, descend]))
def test_no_start_whatever_breaks_a_walk(specimen, u, v, walk):
    d: Domain = specimen.domain
    start = (d.x0 + u * (d.x1 - d.x0), d.y0 + v * (d.y1 - d.y0))
    if start not in d:
        return
    path = walk(specimen.field, start, rate=Backtracking(), steps=20)
    gains = np.diff(path.heights) if walk is climb else -np.diff(path.heights)
    assert (gains > 0).all()
