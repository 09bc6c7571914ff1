"""Conservative fields: verdicts with a reason, potentials, work between points, harmonic functions."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from gradanim.calculus.formulas import (
    directional_derivative_formula,
    harmonic_conjugate,
    is_harmonic,
    laplacian,
    tangent_plane,
)
from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.fields.vector import VectorField
from gradanim.fields.vector_calculus import VectorValued
from gradanim.formulas.read import SYMBOLS

X, Y, Z = (SYMBOLS[name] for name in "xyz")
VORTEX = "-y/(x^2+y^2), x/(x^2+y^2)"
SPACE = ("x", "y", "z")


def in_space(text: str) -> VectorField:
    return VectorField(text, variables=SPACE)


PUBLISHED = {  # Paul's Online Notes, Calculus III, Conservative Vector Fields, and what is in every textbook
    "2x^3 y^4 + x, 2x^4 y^3 + y": X**4 * Y**4 / 2 + X**2 / 2 + Y**2 / 2,
    "2x e^(xy) + x^2 y e^(xy), x^3 e^(xy) + 2y": X**2 * sp.exp(X * Y) + Y**2,
    "x/(x^2+y^2), y/(x^2+y^2)": sp.log(X**2 + Y**2) / 2,
    "y cos(xy), x cos(xy)": sp.sin(X * Y),
    "1/x, 1/y": sp.log(sp.Abs(X)) + sp.log(sp.Abs(Y)),
    "log(x), 1": X * sp.log(X) - X + Y,
}
PUBLISHED_IN_SPACE = {
    "2x y^3 z^4, 3x^2 y^2 z^4, 4x^2 y^3 z^3": X**2 * Y**3 * Z**4,
    "2x cos(y) - 2z^3, 3 + 2y e^z - x^2 sin(y), y^2 e^z - 6x z^2": X**2 * sp.cos(Y)
    - 2 * X * Z**3
    + 3 * Y
    + Y**2 * sp.exp(Z),
}


@pytest.mark.parametrize("text", PUBLISHED)
def test_potentials_of_the_plane(text: str) -> None:
    field = VectorField(text)
    assert field.is_conservative, field.is_conservative.reason
    assert field.potential is not None
    assert sp.simplify(sp.diff(field.potential - PUBLISHED[text], X)) == 0
    assert sp.simplify(sp.diff(field.potential - PUBLISHED[text], Y)) == 0


@pytest.mark.parametrize("text", PUBLISHED_IN_SPACE)
def test_potentials_of_space(text: str) -> None:
    field = in_space(text)
    assert field.is_conservative, field.is_conservative.reason
    off = sp.simplify(field.potential - PUBLISHED_IN_SPACE[text])
    assert off.is_number


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        (VectorField("-y, x"), "no potential: the curl at (0, 0) is 2"),
        (VectorField("x^2 - yx, y^2 - xy"), "no potential: the curl at (1, 0) is"),
        (VectorField("0, x^3"), "no potential: the curl at (1, 0) is 3"),
        (VectorField(VORTEX), "no potential: the curl is zero, but round the hole at (0, 0) the circulation is 6.283"),
        (in_space("-y, x, 0"), "no potential: the curl at (0, 0, 0) is (0, 0, 2)"),
        (in_space(VORTEX + ", 0"), "the circulation is 6.283"),
        (VectorField("floor(y), 0"), "the curl is zero, but round a loop"),
        (VectorField("sin(400x)*cos(400y), 0"), "the curl"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_where_there_is_none_the_reason_is_told(field: VectorField, reason: str) -> None:
    assert not field.is_conservative
    assert reason in field.is_conservative.reason
    assert field.potential is None
    with pytest.raises(DomainError, match="depends on the way"):
        field.potential_at(*[1.0] * len(field.variables))


@pytest.mark.parametrize(
    ("text", "told", "holes"),
    [
        ("y, x", True, False),
        ("x/(x^2 + y^2), y/(x^2 + y^2)", True, True),
        ("sqrt(x), y", True, True),
        ("floor(12x), floor(12y)", False, False),  # nothing is said of holes where nothing can be told
    ],
)
def test_a_verdict_says_whether_it_is_known_and_whether_there_are_holes(text: str, told: bool, holes: bool) -> None:
    verdict = VectorField(text).is_conservative
    assert (verdict.told, verdict.holes) == (told, holes)
    assert bool(verdict) is told


def test_it_depends_on_the_domain() -> None:
    round_the_hole, beside_it = VectorField(VORTEX), VectorField(VORTEX, Domain(1, 3, -1, 1))
    assert not round_the_hole.is_conservative
    assert beside_it.is_conservative
    assert beside_it.is_conservative.domain == Domain(1, 3, -1, 1)
    angle = beside_it.potential_at(2.0, 0.5) - beside_it.potential_at(1.5, -0.5)
    assert angle == pytest.approx(np.arctan2(0.5, 2.0) - np.arctan2(-0.5, 1.5), rel=1e-7)
    assert beside_it.potential is not None  # the form of the angle that does not jump there
    assert float(sp.diff(beside_it.potential, X).subs({X: 2, Y: 1}) + sp.Rational(1, 5)) == pytest.approx(0)


@pytest.mark.parametrize("text", ["x/(x^2+y^2), y/(x^2+y^2)", "x/sqrt(x^2+y^2), y/sqrt(x^2+y^2)", "1/x, y"])
def test_a_hole_or_a_pole_alone_is_no_reason(text: str) -> None:
    found = VectorField(text).is_conservative
    assert found
    assert "undefined" in found.reason


@pytest.mark.parametrize("f", ["sin(x) y", "exp(x y/4)", "x^2 - y^3", "1e9 x y", "1e-9 (x + y^2)"])
def test_every_gradient_is_conservative_and_gives_its_function_back(f: str) -> None:
    field = VectorField.gradient_of(Field(f))
    assert field.is_conservative, field.is_conservative.reason
    x, y = np.random.default_rng(5).uniform([[-3], [-2]], [[3], [2]], (2, 40))
    off = field.potential_at(x, y) - field.f(x, y)
    spread = np.ptp(field.f(x, y))
    assert np.ptp(off[np.isfinite(off)]) < 1e-6 * spread
    assert np.isfinite(off).mean() > 0.9


@settings(max_examples=20)
@given(*[st.integers(-2, 2)] * 4)
def test_linear_fields_have_a_potential_if_their_matrix_is_symmetric(a: int, b: int, c: int, d: int) -> None:
    field = VectorField(f"{a}x + ({b})y, {c}x + ({d})y")
    assert bool(field.is_conservative) == (b == c)


def test_work_between_points_is_what_it_is_along_any_way() -> None:
    field = VectorField("2xy, x^2")
    way = np.array([[0.3, -1.0], [2.0, 1.5], [-1.0, 0.2], [1.0, 1.5]])
    assert field.work((0.3, -1.0), (1.0, 1.5)) == pytest.approx(field.work(way), rel=1e-8)
    assert field.work((0.3, -1.0), (1.0, 1.5)) == pytest.approx(1.5 - 0.09 * -1.0, rel=1e-8)
    with pytest.raises(DomainError, match="give the way"):
        VectorField("-y, x").work((0, 0), (1, 1))
    with pytest.raises(DomainError, match="leads from one point to the other"):
        VectorField("1/x, y").work((-1, 0), (1, 0))


def test_a_callable_field_is_judged_the_same_way() -> None:
    turning: VectorValued = VectorField.of(lambda x, y: np.stack([-y, x]))
    rising: VectorValued = VectorField.of(lambda x, y: np.stack([2 * x * y, x**2]))
    assert not turning.is_conservative
    assert rising.is_conservative
    assert rising.work((0, 0), (1, 1.5)) == pytest.approx(1.5, rel=1e-6)


def test_harmonic_functions_and_their_conjugates() -> None:
    assert is_harmonic(Field("x^2 - y^2"))
    assert is_harmonic(Field("log(x^2 + y^2)"))
    assert is_harmonic(Field("e^x cos(y)"))
    assert not is_harmonic(Field("x^2 + y^2"))
    assert laplacian(Field("x^2 + y^2")) == 4
    assert harmonic_conjugate(Field("x^2 + y^2")) is None
    for text, conjugate in (("x^2 - y^2", 2 * X * Y), ("e^x cos(y)", sp.exp(X) * sp.sin(Y))):
        found = harmonic_conjugate(Field(text))
        assert sp.simplify(found - conjugate).is_number


def test_tangent_planes_and_directional_derivatives_as_formulas() -> None:
    f = Field("x^2 + y^3")
    assert tangent_plane(f, (2, 1)) == sp.expand(5 + 4 * (X - 2) + 3 * (Y - 1))
    slope = directional_derivative_formula(f, (3, 4))
    assert sp.simplify(slope - (6 * X + 12 * Y**2) / 5) == 0
    with pytest.raises(ValueError, match="no direction"):
        directional_derivative_formula(f, (0, 0))
