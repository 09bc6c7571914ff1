"""Functions given by a callable: with their own derivatives, or with differences in their place."""

import pickle

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gradanim import CallableField, Domain, DomainError, Field, Refusal, critical_points, gradient_flow, nice_levels
from gradanim.fields.standing import default_point
from gradanim.fields.typed import typed

TEXT = "sin(x)*exp(y/2) + x^2*y"
POINTS = np.random.default_rng(4).uniform(-2, 2, (2, 40))


def wave(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(x) * np.exp(y / 2) + x**2 * y)


def slopes(x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    return [np.cos(x) * np.exp(y / 2) + 2 * x * y, np.sin(x) * np.exp(y / 2) / 2 + x**2]


@pytest.mark.parametrize(("own", "digits"), [(None, 2e-6), (slopes, 1e-9)])
def test_derivatives_are_those_of_the_formula(own: object, digits: float) -> None:
    f, formula = CallableField(wave, gradient=own), Field(TEXT)  # type: ignore[arg-type]  # a callable or none
    assert_allclose(f(*POINTS), formula(*POINTS), rtol=1e-13)
    assert_allclose(f.gradient(*POINTS), formula.gradient(*POINTS), atol=1e-9)
    assert_allclose(f.hessian(*POINTS), formula.hessian(*POINTS), atol=digits)


def test_second_derivatives_of_its_own_are_used() -> None:
    f = CallableField(wave, hessian=lambda x, y: [[x, 1], [1, y]])
    assert_allclose(f.hessian([1.0, 2.0], 3.0), [[[1, 2], [1, 1]], [[1, 1], [3, 3]]])


def test_in_space_too() -> None:
    f = CallableField(lambda x, y, z: x * y * np.exp(z), variables=("x", "y", "z"))
    assert f.domain == Domain.usual(3)
    assert_allclose(f.gradient(1, 2, 0), [2, 1, 2], atol=1e-9)
    assert_allclose(f.hessian(1, 2, 0), [[0, 1, 2], [1, 0, 1], [2, 1, 2]], atol=1e-6)
    place = default_point(f)
    assert place is not None
    assert len(place) == 3


def test_values_are_real_and_finite_or_nan_and_derivatives_go_with_them() -> None:
    f = CallableField(lambda x, y: np.where(x > 0, np.emath.sqrt(y) / x, np.inf), gradient=lambda x, y: [x, y])
    assert_allclose(f([1, 1, 0, -1], [4, -4, 1, 1]), [2, np.nan, np.nan, np.nan])
    assert_allclose(f.gradient([1, 1], [4, -4]), [[1, np.nan], [4, np.nan]])
    assert np.isnan(f.worked_out(1, -4))


def test_a_constant_has_the_shape_asked_for() -> None:
    f = CallableField(lambda x, y: 3)
    assert f(np.zeros((2, 1)), np.zeros(5)).shape == (2, 5)
    assert f.gradient(np.zeros((2, 1)), np.zeros(5)).shape == (2, 2, 5)
    assert not f.hessian(np.zeros((2, 1)), np.zeros(5)).any()


def test_it_is_known_by_its_callable() -> None:
    f = CallableField(wave, Domain(0, 1, 0, 1), name="L")
    assert f == CallableField(wave, Domain(0, 1, 0, 1), name="L") != CallableField(wave)
    assert pickle.loads(pickle.dumps(f)) == f
    assert f.on(Domain()).domain == Domain()
    assert f.on(Domain()).name == "L"


def test_all_that_is_found_out_about_functions_is_found_out_about_it() -> None:
    f, formula = CallableField(wave), Field(TEXT)
    assert nice_levels(f).values == pytest.approx(nice_levels(formula).values)
    found, known = critical_points(f), critical_points(formula)
    assert [p.kind for p in found] == [p.kind for p in known]
    assert_allclose([p.point for p in found], [p.point for p in known], atol=1e-6)
    start = default_point(formula)
    assert default_point(f) == pytest.approx(start)
    assert start is not None
    path, expected = gradient_flow(f, start), gradient_flow(formula, start)
    assert path.ended == expected.ended
    assert path.points[-1] == pytest.approx(expected.points[-1], abs=1e-5)


def test_it_has_no_formula_to_print_and_as_many_dimensions_as_variables() -> None:
    with pytest.raises(Refusal, match=r"L\(x, y\), given by a program, has no formula"):
        typed(CallableField(wave, name="L"))
    with pytest.raises(DomainError, match="3 dimensions"):
        CallableField(wave, Domain(), variables=("x", "y", "z"))
