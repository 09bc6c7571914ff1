"""Values put in at single points: partial derivatives by their limits, as the books have them."""

import pickle

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gradanim import Domain, DomainError, Field, JoinedField, SampledField
from gradanim.fields.standing import default_point, standing

NAN = np.nan
ORIGIN = (0.0, 0.0)


def joined(text: str, value: float = 0.0) -> JoinedField:
    return JoinedField(Field(text), {ORIGIN: value})


@pytest.mark.parametrize(
    ("text", "value", "gradient"),
    [
        ("x*y/(x^2 + y^2)", 0.0, (0, 0)),  # both exist, and it is not even continuous
        ("x^2*y/(x^4 + y^2)", 0.0, (0, 0)),  # as is this, with all slopes
        ("sqrt(x^2 + y^2)", 0.0, (NAN, NAN)),  # a cone
        ("x*y*(x^2 - y^2)/(x^2 + y^2)", 0.0, (0, 0)),
        ("(x^3 + y^3)/(x^2 + y^2)", 0.0, (1, 1)),
        ("x*y/(x^2 + y^2)", 1.0, (NAN, NAN)),  # another value: a jump along both axes
        ("sin(x^2 + y^2)/(x^2 + y^2)", 1.0, (0, 0)),
        ("x*log(x^2 + y^2) + 2y", 0.0, (NAN, 2)),  # grows past all bounds along x
        ("(x^2 + y^2)*sin(1/sqrt(x^2 + y^2))", 0.0, (0, 0)),  # wobbles, less and less
        ("(exp(x + 2y) - 1)/(x + 2y)", 1.0, (0.5, 1)),
        ("(x^2 + y^2)^0.75", 0.0, (0, 0)),
        ("x*sqrt(x^2+y^2)/abs(x)", 0.0, (1, NAN)),
    ],
)
def test_partial_derivatives_are_the_limits_of_difference_quotients(
    text: str, value: float, gradient: tuple[float, float]
) -> None:
    f = joined(text, value)
    assert f(0, 0) == value
    assert_allclose(f.gradient(0, 0), gradient, atol=1e-5)


def test_mixed_second_derivatives_may_differ() -> None:
    assert_allclose(joined("x*y*(x^2 - y^2)/(x^2 + y^2)").hessian(0, 0), [[0, -1], [1, 0]], atol=1e-9)


@pytest.mark.parametrize(
    ("text", "value", "hessian"),
    [
        ("x*y/(x^2 + y^2)", 0.0, [[0, NAN], [NAN, 0]]),
        ("x^2*y/(x^4 + y^2)", 0.0, [[0, 0], [NAN, 0]]),
        ("sin(x^2 + y^2)/(x^2 + y^2)", 1.0, [[0, 0], [0, 0]]),
        ("(exp(x + 2y) - 1)/(x + 2y)", 1.0, [[1 / 3, 2 / 3], [2 / 3, 4 / 3]]),
        ("sqrt(x^2 + y^2)", 0.0, [[NAN, NAN], [NAN, NAN]]),
    ],
)
def test_second_derivatives_are_limits_too(text: str, value: float, hessian: list[list[float]]) -> None:
    assert_allclose(joined(text, value).hessian(0, 0), hessian, atol=1e-5)


def test_far_from_the_origin_and_in_a_small_domain_limits_are_the_same() -> None:
    far = Field("(x - 1000)*(y + 500)/((x - 1000)^2 + (y + 500)^2) + 3x", Domain(999, 1001, -501, -499))
    assert_allclose(JoinedField(far, {(1000, -500): 3000}).gradient(1000, -500), [3, 0], atol=1e-6)
    small = Field("x*y*(x^2 - y^2)/(x^2 + y^2)", Domain(-1e-6, 1e-6, -1e-6, 1e-6))
    assert_allclose(JoinedField(small, {ORIGIN: 0}).hessian(0, 0), [[0, -1], [1, 0]], atol=1e-9)


def test_everywhere_else_all_is_as_it_was() -> None:
    f, x = joined("x*y/(x^2 + y^2)"), np.linspace(-3, 3, 13)
    where = np.meshgrid(x, x)
    off = np.hypot(*where) > 0
    assert_allclose(f(*where)[off], f.f(*where)[off])
    assert_allclose(f.gradient(*where)[:, off], f.f.gradient(*where)[:, off])
    assert np.isfinite(f(*where)).all()
    assert f.gradient(*where).shape == (2, 13, 13)
    assert f.worked_out(0, 0) == 0
    assert f.worked_out(1, 1) == 0.5


def test_many_values_in_any_kind_of_field_and_in_space() -> None:
    terrain = SampledField(np.full((5, 5), 2.0), Domain(0, 4, 0, 4))
    f = JoinedField(terrain, {(1.5, 1.5): 5, (2, 2): 2})
    assert_allclose(f([1.5, 2, 3], [1.5, 2, 3]), [5, 2, 2])
    assert_allclose(f.gradient([1.5, 2], [1.5, 2]), [[NAN, 0], [NAN, 0]], atol=1e-12)
    room = JoinedField(Field("sin(x*y*z)/(x*y*z) + z", variables=("x", "y", "z")), {(0, 0, 0): 1})
    assert room(0, 0, 0) == 1


def test_it_is_known_by_what_it_was_made_from() -> None:
    f = joined("x*y/(x^2 + y^2)")
    assert f == joined("x*y/(x^2 + y^2)") != joined("x*y/(x^2 + y^2)", 1)
    assert pickle.loads(pickle.dumps(f)) == f
    assert (f.name, f.variables, f.domain) == ("f", ("x", "y"), Domain())
    assert f.on(Domain(0, 1, 0, 1)).domain == Domain(0, 1, 0, 1)
    assert str(f) == "f(x, y) = x*y/(x^2 + y^2), joined by 0 at (0, 0),"


def test_one_can_stand_on_a_joined_point_where_it_slopes() -> None:
    assert standing(joined("(x^3 + y^3)/(x^2 + y^2)"), ORIGIN) == "good"
    assert standing(Field("(x^3 + y^3)/(x^2 + y^2)"), ORIGIN) == "undefined"
    assert default_point(joined("sqrt(x^2 + y^2)")) == default_point(Field("sqrt(x^2 + y^2)"))


@pytest.mark.parametrize("values", [{(0.0,): 0.0}, {(0.0, 0.0, 0.0): 0.0}, {ORIGIN: NAN}, {(NAN, 0.0): 0.0}])
def test_what_is_no_value_at_a_point_is_refused(values: dict[tuple[float, ...], float]) -> None:
    with pytest.raises(DomainError, match=r"a number at a point \(x, y\)"):
        JoinedField(Field("x"), values)
