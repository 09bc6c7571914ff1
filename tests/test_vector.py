"""Vector fields: their derivatives by formulas, and their integrals by the theorems that tie them together."""

import pickle

import numpy as np
import pytest
import sympy as sp
from numpy.testing import assert_allclose

from gradanim import Domain, DomainError, Field, GradientField, ReadError, SampledField, VectorField
from gradanim.fields.vector_calculus import VectorValued
from gradanim.formulas.read import SYMBOLS

XYZ = ("x", "y", "z")
TURN = np.linspace(0, 2 * np.pi, 4001)
CIRCLE = np.stack([1 + 2 * np.cos(TURN), 2 * np.sin(TURN) - 1], axis=1)
SQUARE = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]])
FLAT = ("-y, x", "x, y", "x*y, y^2 - x", "sin(x)*y, exp(x/2)", "(x^2 - y^2, 2x*y)", "y/(9 + x^2), cos(x + y)")
SOLID = ("y*z, x z, x^2", "-y, x, 1", "x^2, y^2, z^2", "sin(y*z), x*exp(z), x + y")


def stepped(field: VectorValued, *place: float, h: float = 1e-5) -> np.ndarray:
    p = np.array(place)
    return np.stack([(field(*(p + s)) - field(*(p - s))) / (2 * h) for s in h * np.eye(len(p))], axis=1)


@pytest.mark.parametrize("text", FLAT)
def test_derivatives_in_the_plane_agree_with_differences_and_with_the_formulas(text: str) -> None:
    field, place = VectorField(text), (0.7, -1.2)
    jacobian = stepped(field, *place)
    put = dict(zip((SYMBOLS["x"], SYMBOLS["y"]), place, strict=True))
    assert_allclose(field.jacobian_at(*place), jacobian, atol=1e-8)
    assert_allclose(np.array(field.jacobian.subs(put).evalf().tolist(), float), jacobian, atol=1e-8)
    assert_allclose(field.divergence_at(*place), jacobian[0, 0] + jacobian[1, 1], atol=1e-8)
    assert_allclose(field.curl_at(*place), jacobian[1, 0] - jacobian[0, 1], atol=1e-8)
    assert float(field.divergence.subs(put)) == pytest.approx(float(field.divergence_at(*place)))
    assert float(field.curl.subs(put)) == pytest.approx(float(field.curl_at(*place)))


@pytest.mark.parametrize("text", SOLID)
def test_derivatives_in_space_agree_with_differences_and_with_the_formulas(text: str) -> None:
    field, place = VectorField(text, variables=XYZ), (0.7, -1.2, 0.4)
    j = stepped(field, *place)
    put = dict(zip((SYMBOLS[name] for name in XYZ), place, strict=True))
    assert_allclose(field.jacobian_at(*place), j, atol=1e-8)
    assert_allclose(field.divergence_at(*place), np.trace(j), atol=1e-8)
    assert_allclose(field.curl_at(*place), [j[2, 1] - j[1, 2], j[0, 2] - j[2, 0], j[1, 0] - j[0, 1]], atol=1e-8)
    assert_allclose(np.array(field.curl.subs(put).evalf().tolist(), float)[:, 0], field.curl_at(*place), atol=1e-12)


def test_the_divergence_of_a_curl_and_the_curl_of_a_gradient_are_nothing() -> None:
    curl = VectorField("sin(y*z), x*exp(z), x*y", variables=XYZ).curl
    assert sp.simplify(sum(sp.diff(part, SYMBOLS[name]) for part, name in zip(curl, XYZ, strict=True))) == 0
    x, y = np.random.default_rng(5).uniform(-2, 2, (2, 30))
    assert_allclose(GradientField(Field("sin(x*y) + x^3"))(x, y), Field("sin(x*y) + x^3").gradient(x, y))
    assert_allclose(GradientField(Field("sin(x*y) + x^3")).curl_at(x, y), 0, atol=1e-12)


@pytest.mark.parametrize("text", FLAT)
def test_round_a_curve_it_is_what_the_inside_turns_and_gives(text: str) -> None:
    """Green's theorem, on a square, with 40 by 40 points of Gauss inside."""
    field = VectorField(text)
    nodes, weights = np.polynomial.legendre.leggauss(40)
    x, y = np.meshgrid(nodes + 1, nodes + 1)
    area = np.outer(weights, weights)
    assert field.circulation(SQUARE) == pytest.approx(float((field.curl_at(x, y) * area).sum()), abs=1e-8)
    assert field.work(SQUARE) == pytest.approx(field.circulation(SQUARE))
    assert field.flux(SQUARE) == pytest.approx(float((field.divergence_at(x, y) * area).sum()), abs=1e-8)


def test_known_integrals_round_a_circle() -> None:
    assert VectorField("-y, x").circulation(CIRCLE) == pytest.approx(8 * np.pi, rel=1e-5)
    assert VectorField("x, y").flux(CIRCLE) == pytest.approx(8 * np.pi, rel=1e-5)
    assert VectorField("x, y").flux(CIRCLE[::-1]) == pytest.approx(-8 * np.pi, rel=1e-5)
    assert VectorField("x, y").work(CIRCLE) == pytest.approx(0, abs=1e-10)
    vortex = VectorField("-y/(x^2 + y^2), x/(x^2 + y^2)")
    assert vortex.circulation(CIRCLE) == pytest.approx(2 * np.pi, rel=1e-6)  # the origin lies inside
    assert vortex.circulation(CIRCLE + 5) == pytest.approx(0, abs=1e-9)


def test_an_open_curve_is_closed_for_circulation_only() -> None:
    field, way = VectorField("-y, x"), SQUARE[:-1]
    assert field.circulation(way) == pytest.approx(field.work(SQUARE))
    assert field.work(way) == pytest.approx(8)  # two sides of four


def test_the_work_of_a_gradient_is_what_is_gained() -> None:
    f = Field("sin(x*y) + x^3")
    assert GradientField(f).work(CIRCLE[:1500]) == pytest.approx(float(f(*CIRCLE[1499]) - f(*CIRCLE[0])), abs=1e-9)
    terrain = SampledField(np.random.default_rng(6).normal(size=(8, 8)), Domain(-3, 3, -3, 3))
    line = np.linspace([-1, -2], [2, 1], 400)
    assert VectorField.gradient_of(terrain).work(line) == pytest.approx(
        float(terrain(2, 1) - terrain(-1, -2)), abs=1e-6
    )


def test_in_space_work_is_done_and_flux_asks_for_the_plane() -> None:
    helix = np.stack([np.cos(TURN), np.sin(TURN), TURN], axis=1)
    field = VectorField("-y, x, 1", variables=XYZ)
    assert field.work(helix) == pytest.approx(4 * np.pi, rel=1e-5)
    with pytest.raises(DomainError, match="surfaces"):
        field.flux(helix)


@pytest.mark.parametrize("curve", [[[0, 0]], [0, 1], [[0, 0, 0], [1, 1, 1]], np.zeros((2, 2, 2))])
def test_what_is_no_curve_is_refused(curve: object) -> None:
    with pytest.raises(DomainError, match=r"shape \(n, 2\)"):
        VectorField("x, y").work(curve)  # type: ignore[arg-type]  # that is the point


def test_where_it_is_undefined_there_is_nan() -> None:
    field = VectorField("sqrt(x), 1/y")
    assert_allclose(field([-1, 1], [1, 0]), [[np.nan, 1], [1, np.nan]])
    assert np.isnan(field.work([[-1, 1], [1, 1]]))


def test_given_by_a_callable_it_is_the_same_field() -> None:
    typed = VectorField("x*y, y^2 - x")
    computed = VectorField.of(lambda x, y: (x * y, y**2 - x))
    exact = VectorField.of(lambda x, y: (x * y, y**2 - x), jacobian=lambda x, y: [[y, x], [-1 + 0 * x, 2 * y]])
    x, y = np.random.default_rng(7).uniform(-2, 2, (2, 30))
    for field in (computed, exact):
        assert_allclose(field(x, y), typed(x, y))
        assert_allclose(field.jacobian_at(x, y), typed.jacobian_at(x, y), atol=1e-9)
        assert field.work(CIRCLE) == pytest.approx(typed.work(CIRCLE))
    assert_allclose(VectorField.of(lambda x, y: (1, x))(np.zeros(3), 2.0), [[1, 1, 1], [0, 0, 0]])
    assert computed.on(Domain(0, 1, 0, 1)).domain == Domain(0, 1, 0, 1)


def test_it_is_known_by_its_text() -> None:
    field = VectorField("-y, x", Domain(0, 1, 0, 1))
    assert field == VectorField("-y, x", Domain(0, 1, 0, 1)) != VectorField("-y, x")
    assert len({field, VectorField("-y, x", Domain(0, 1, 0, 1)), field.on(Domain())}) == 2
    assert pickle.loads(pickle.dumps(field)) == field
    assert str(field) == "F(x, y) = (-y, x)"
    gradients = GradientField(Field("x*y"))
    assert gradients == VectorField.gradient_of(Field("x*y"))
    assert pickle.loads(pickle.dumps(gradients)) == gradients
    assert gradients.on(Domain(0, 1, 0, 1)).domain == Domain(0, 1, 0, 1)


def test_components_have_their_names() -> None:
    field = VectorField("y*z, x, z^2", variables=XYZ)
    assert [str(component) for component in field.components] == [
        "P(x, y, z) = y*z", "Q(x, y, z) = x", "R(x, y, z) = z^2",
    ]  # fmt: skip


def test_what_is_no_vector_field_is_refused() -> None:
    with pytest.raises(ReadError, match="two components"):
        VectorField("x")
    with pytest.raises(ReadError, match="z"):
        VectorField("x, z")
    with pytest.raises(DomainError, match="3 dimensions"):
        VectorField("x, y, z", Domain(), XYZ)
