"""Heights on a grid: a smooth function through them, with holes, that is known by its content."""

import pickle

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.interpolate import CubicSpline

from gradanim import Domain, DomainError, Refusal, SampledField
from gradanim.fields.standing import default_point, flatness, standing
from gradanim.fields.typed import typed

GROUND = Domain(-2, 4, 1, 5)


def cubic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return x**3 - 2 * x * y**2 + x * y - y + 3


def samples(columns: int = 25, rows: int = 17, ground: Domain = GROUND) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(ground.x0, ground.x1, columns), np.linspace(ground.y0, ground.y1, rows))
    return cubic(x, y)


def rough() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(9, 12))


def test_at_the_samples_it_has_their_heights_the_first_row_at_the_smallest_y() -> None:
    heights = rough()
    f = SampledField(heights, GROUND)
    x, y = np.meshgrid(np.linspace(-2, 4, 12), np.linspace(1, 5, 9))
    assert_allclose(f(x, y), heights, atol=1e-12)
    assert f(4, 1) == pytest.approx(heights[0, -1])


def test_a_cubic_is_met_everywhere_with_its_derivatives() -> None:
    f = SampledField(samples(), GROUND)
    x, y = np.random.default_rng(2).uniform([[-2], [1]], [[4], [5]], (2, 50))
    assert_allclose(f(x, y), cubic(x, y), rtol=1e-9, atol=1e-9)
    assert_allclose(f.gradient(x, y), [3 * x**2 - 2 * y**2 + y, -4 * x * y + x - 1], rtol=1e-8, atol=1e-8)
    assert_allclose(f.hessian(x, y), [[6 * x, -4 * y + 1], [-4 * y + 1, -4 * x]], rtol=1e-7, atol=1e-7)


def test_along_a_row_of_samples_it_is_scipys_cubic_spline() -> None:
    heights = rough()
    spline = CubicSpline(np.linspace(-2, 4, 12), heights[3])
    x = np.linspace(-2, 4, 101)
    assert_allclose(SampledField(heights, GROUND)(x, np.full(101, 1 + 3 * 0.5)), spline(x), atol=1e-12)


def test_derivatives_are_those_of_differences_and_go_on_across_cells() -> None:
    f, h = SampledField(rough(), GROUND), 1e-6
    line = 1.0 + 2 * 0.5  # a row of samples, between cells
    x, y = np.linspace(-1.9, 3.9, 40), np.full(40, line)
    differences = [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)]
    assert_allclose(f.gradient(x, y), differences, atol=1e-7)
    assert_allclose(f.hessian(x, y - 1e-9), f.hessian(x, y + 1e-9), atol=1e-5)


def test_the_other_road_leads_to_the_same_height() -> None:
    f = SampledField(rough(), GROUND)
    for x, y in np.random.default_rng(3).uniform([-2, 1], [4, 5], (12, 2)).tolist():
        assert f.worked_out(x, y) == pytest.approx(float(f(x, y)), abs=1e-12)
    assert np.isnan(f.worked_out(5, 2))


def test_a_hole_is_the_cells_that_touch_it_and_beyond_the_grid_there_is_nothing() -> None:
    heights = samples()
    heights[8, 12] = np.nan  # at (1, 3); cells measure 0.25 by 0.25
    f = SampledField(heights, GROUND)
    inside, outside = ([0.76, 1.0, 1.24], [2.76, 3.0, 3.24]), ([0.75, 1.25, 1.3, 1.0], [3.0, 3.1, 3.0, 2.75])
    assert np.isnan(f(*inside)).all()
    assert np.isnan(f.gradient(*inside)).all()
    assert np.isfinite(f(*outside)).all()
    assert np.isfinite(f.hessian(*outside)).all()
    assert_array_equal(np.isnan(f([-2.01, 4.01, 0, 0, np.nan], [3, 3, 0.99, 5.01, 3])), True)
    assert standing(f, (1, 3)) == "undefined"


def test_beside_a_hole_it_goes_on_smoothly() -> None:
    heights = samples()
    heights[8, 12] = np.nan
    f = SampledField(heights, GROUND)
    x = np.linspace(1.25, 2.0, 200)
    slopes = 3 * x**2 - 2 * 9 + 3, -4 * x * 3 + x - 1
    assert_allclose(f.gradient(x, np.full(200, 3.0)), slopes, atol=0.05)
    corner = heights.copy()
    corner[:6, :6] = np.nan
    assert_allclose(SampledField(corner, GROUND).gradient(-0.5, 2.5), [-9.25, 3.5], atol=0.3)
    assert np.isfinite(SampledField(np.diag([1, 1, 1, 1.0]) + np.where(np.eye(4), 0, np.nan), GROUND)._whole).all()


def test_values_have_the_shape_asked_for() -> None:
    f = SampledField(rough(), GROUND)
    x, y = np.linspace(-2, 4, 5), np.linspace(1, 5, 3)[:, None]
    assert f(x, y).shape == (3, 5)
    assert f.gradient(x, y).shape == (2, 3, 5)
    assert f.hessian(1, 2).shape == (2, 2)
    with pytest.raises(TypeError, match=r"f\(x, y\) was given 1"):
        f(1)


def test_it_is_known_by_its_content() -> None:
    f, same, other = SampledField(rough(), GROUND), SampledField(rough(), GROUND), SampledField(rough() + 1, GROUND)
    assert f == same
    assert hash(f) == hash(same)
    assert len({f, same, other, f.on(Domain(0, 1, 2, 3)), SampledField(rough(), GROUND, name="h")}) == 4
    assert pickle.loads(pickle.dumps(f)) == f
    found = flatness(f), flatness.cache_info().hits
    assert (flatness(same), flatness.cache_info().hits) == (found[0], found[1] + 1)  # found out once


def test_looked_at_elsewhere_it_is_the_same_function() -> None:
    f = SampledField(samples(), GROUND)
    near = f.on(Domain(0, 1, 2, 3))
    assert near.domain == Domain(0, 1, 2, 3)
    assert near(3.9, 4.9) == f(3.9, 4.9)
    assert default_point(near) in near.domain


def test_the_samples_given_may_change_later() -> None:
    heights = samples()
    f = SampledField(heights, GROUND)
    heights[:] = 0
    assert f(0, 3) == pytest.approx(0)
    assert f(1, 2) == pytest.approx(cubic(np.array(1.0), np.array(2.0)))


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        (np.zeros(9), r"at least 4 by 4, not \(9,\)"),
        (np.zeros((3, 9)), r"at least 4 by 4, not \(3, 9\)"),
        (np.full((5, 5), np.nan), "missing everywhere"),
        (np.full((5, 5), np.inf), "finite.* nan"),
        ([["a", "b"], ["c", "d"]], "numbers in rows"),
        ([[1, 2], [3]], "numbers in rows"),
    ],
)
def test_what_is_no_grid_of_heights_is_refused(values: object, complaint: str) -> None:
    with pytest.raises(DomainError, match=complaint):
        SampledField(values, GROUND)  # type: ignore[arg-type]  # that is the point


def test_heights_lie_over_a_rectangle() -> None:
    with pytest.raises(DomainError, match="rectangle"):
        SampledField(rough(), Domain.usual(3))


def test_it_has_no_formula_to_print() -> None:
    with pytest.raises(Refusal, match=r"h\(x, y\), given by 12 x 9 samples, has no formula"):
        typed(SampledField(rough(), GROUND, name="h"))


def test_a_point_of_the_border_that_was_rounded_outwards_is_one_still() -> None:
    field = SampledField(np.add.outer(np.arange(5.0), np.arange(6.0)), Domain(0, 5, 0, 4))
    assert field(5 + 1e-12, 2) == pytest.approx(7)
    assert field(2, -1e-12) == pytest.approx(2)
    assert np.isnan(field(5.001, 2))
