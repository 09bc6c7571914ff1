import pickle
import subprocess
import sys

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import approx_fprime

import gradanim
from gradanim import Domain, Field, ReadError
from gradanim.fields.tape import _Tape, compiled
from gradanim.formulas.read import SYMBOLS
from tests.zoo import LONG, ZOO, untagged

every_specimen = pytest.mark.parametrize("specimen", ZOO, ids=lambda s: s.name)
# Differences over a kink or a pole are no derivatives, and where heights are rounded coarsely they are noise.
smooth = [s for s in untagged("kink", "pole", "jump", "undefined", "hole") if s.name not in ("far off", "high plateau")]


@every_specimen
def test_heights_and_gradients_are_the_known_ones(specimen):
    if specimen.at is None:
        return
    f = specimen.field
    assert_allclose(f(*specimen.at), specimen.height, rtol=1e-12, atol=1e-14)
    assert_allclose(f.gradient(*specimen.at), specimen.gradient, rtol=1e-12, atol=1e-14)


@every_specimen
def test_values_have_the_broadcast_shape_and_are_finite_or_nan(specimen):
    f = specimen.field
    x, y = specimen.domain.grid(12, least=5)
    assert f(x, y).shape == x.shape
    assert f(x[0], y[:, :1]).shape == x.shape
    assert f(*specimen.domain.centre).shape == ()
    assert f.gradient(x, y).shape == (2, *x.shape)
    assert f.hessian(x, y).shape == (2, 2, *x.shape)
    for values in (f(x, y), f.gradient(x, y), f.hessian(x, y)):
        assert values.dtype == float
        assert not np.isinf(values).any()


@every_specimen
def test_derivatives_are_nan_wherever_the_field_is(specimen):
    f = specimen.field
    x, y = specimen.domain.grid(31, least=5)
    holes = np.isnan(f(x, y))
    assert np.isnan(f.gradient(x, y)[:, holes]).all()
    assert np.isnan(f.hessian(x, y)[:, :, holes]).all()


@pytest.mark.parametrize("specimen", smooth, ids=lambda s: s.name)
def test_the_gradient_agrees_with_differences(specimen):
    f, d = specimen.field, specimen.domain
    for u, v in [(0.21, 0.33), (0.52, 0.47), (0.74, 0.81)]:
        p = np.array([d.x0 + u * d.width, d.y0 + v * d.height])
        expected = approx_fprime(p, lambda q: float(f(*q)), 1e-7)
        assert_allclose(f.gradient(*p), expected, rtol=1e-4, atol=1e-5 * max(1.0, abs(float(f(*p)))))


@every_specimen
def test_the_compiled_derivatives_agree_with_the_symbolic_ones(specimen):
    f = specimen.field
    rng = np.random.default_rng(1)
    x = rng.uniform(specimen.domain.x0, specimen.domain.x1, 40)
    y = rng.uniform(specimen.domain.y0, specimen.domain.y1, 40)
    symbols = sp.symbols("x y", real=True)
    for row, formula in [
        *zip(f.gradient(x, y), f.partials, strict=True),
        (f.hessian(x, y)[0, 1], f.hessian_expr[0, 1]),
    ]:
        with np.errstate(all="ignore"):
            expected = np.broadcast_to(sp.lambdify(symbols, formula, "numpy")(x, y), x.shape)
        both = np.isfinite(row) & np.isfinite(expected)
        assert both.any() or "undefined" in specimen.tags
        assert_allclose(row[both], expected[both], rtol=1e-8, atol=1e-11 * np.max(np.abs(expected[both]), initial=0))


@every_specimen
def test_the_hessian_is_the_derivative_of_the_gradient_and_symmetric(specimen):
    if specimen.at is None or specimen.tags & {"kink"}:
        return
    f, h = specimen.field, 1e-6
    x, y = specimen.domain.x0 + 0.61 * specimen.domain.width, specimen.domain.y0 + 0.57 * specimen.domain.height
    hessian = f.hessian(x, y)
    expected = np.stack(
        [
            (f.gradient(x + h, y) - f.gradient(x - h, y)) / (2 * h),
            (f.gradient(x, y + h) - f.gradient(x, y - h)) / (2 * h),
        ]
    )
    assert_array_equal(hessian, hessian.T)
    if np.isfinite(hessian).all():
        assert_allclose(hessian, expected, rtol=1e-3, atol=1e-4 * max(1.0, np.max(np.abs(hessian))))


def test_worked_example_partials_of_a_quadratic():
    f = Field("x^2 + 3xy + y^2")
    x, y = sp.symbols("x y", real=True)
    assert f.partials == (2 * x + 3 * y, 3 * x + 2 * y)
    assert f.hessian_expr == sp.Matrix([[2, 3], [3, 2]])


def test_worked_example_three_variables():
    f = Field("x^2 + y^2 + z^2", variables=("x", "y", "z"))
    assert f(1, 2, 1) == 6
    assert_array_equal(f.gradient(1, 2, 1), [2, 4, 2])
    assert np.linalg.norm(f.gradient(1, 2, 1)) == pytest.approx(4.90, abs=0.005)
    assert_array_equal(f.hessian(1, 2, 1), 2 * np.eye(3))


def test_worked_example_length_of_a_gradient():
    slope = Field("x^2 + y^2").gradient(3, 4)
    assert_array_equal(slope, [6, 8])
    assert np.hypot(*slope) == 10


@pytest.mark.parametrize(
    "text, point",
    [
        ("log(x)", (-1, 0)),
        ("log(x)", (0, 0)),
        ("sqrt(x)", (-1, 0)),
        ("x^(1/3)", (-8, 0)),
        ("x^y", (-2, 0.5)),
        ("x^y", (0, -1)),
        ("arcsin(x)", (2, 0)),
        ("1/x", (0, 0)),
        ("1/(x-y)", (1, 1)),
        ("atan(y/x)", (0, 1)),
        ("exp(-1/x^2)", (0, 0)),
        ("1/log(x^2)", (0, 0)),
        ("exp(x)", (1e3, 0)),
        ("x^2", (1e200, 0)),
        ("sin(x)", (np.inf, 0)),
        ("x + y", (np.nan, 0)),
    ],
)
def test_a_field_is_nan_where_it_is_undefined_complex_infinite_or_overflowing(text, point):
    f = Field(text)
    assert np.isnan(f(*point))
    assert np.isnan(f.gradient(*point)).all()


@pytest.mark.parametrize(
    "text, point, value",
    [
        ("cbrt(x)", (-8, 0), -2),
        ("x^y", (-2, 2), 4),
        ("x^y", (0, 2), 0),
        ("abs(x)", (1e200, 0), 1e200),
        ("x*y", (1e-200, 1e-200), 0),
        ("1/(1 + exp(x))", (1e3, 0), 0),
        ("cot(x)", (np.pi / 4, 0), 1),
        ("sec(x)", (0, 0), 1),
        ("coth(x)", (np.log(3) / 2, 0), 2),
    ],
)
def test_a_field_is_defined_as_far_as_its_formula_is(text, point, value):
    assert Field(text)(*point) == pytest.approx(value)


def test_a_partial_across_a_kink_does_not_exist_and_the_one_along_it_does():
    assert_array_equal(Field("abs(x) + y").gradient(0, 1), [np.nan, 1])
    assert_array_equal(Field("abs(x) + y").gradient([-2, 3], 1), [[-1, 1], [1, 1]])


def test_the_absolute_value_of_anything_has_a_real_derivative():
    f = Field("abs(log(x))*y")
    assert_allclose(f.gradient([0.5, 2], 3), [[-6, 1.5], [np.log(2), np.log(2)]])
    assert not any(
        formula.atoms(sp.Derivative, sp.re, sp.im, sp.DiracDelta) for formula in (*f.partials, *f.hessian_expr)
    )


def test_whole_numbers_and_lists_are_coordinates():
    f = Field("x/2 + y^-1")
    assert_array_equal(f([1, 2], np.array([[1], [2]])), [[1.5, 2], [1, 1.5]])
    assert f(True, 1) == 1.5


def test_constants_fill_the_shape_asked_for():
    x, y = Domain().grid(5)
    assert_array_equal(Field("pi")(x, y), np.full(x.shape, np.pi))
    assert_array_equal(Field("pi").gradient(x, y), np.zeros((2, *x.shape)))


def test_more_points_than_fit_one_chunk_come_back_in_order():
    f = Field("x + 1000y")
    x, y = np.meshgrid(np.arange(300.0), np.arange(200.0))
    assert_array_equal(f(x, y), x + 1000 * y)


@pytest.mark.parametrize("specimen", [ZOO[0], ZOO[4]], ids=lambda s: s.name)
def test_no_points_have_no_heights(specimen):
    assert specimen.field([], []).shape == (0,)
    assert specimen.field.gradient([], []).shape == (2, 0)


def test_a_field_wants_as_many_coordinates_as_variables():
    with pytest.raises(TypeError, match=r"f\(x, y\) was given 3"):
        Field("x")(1, 2, 3)


def test_a_field_is_equal_hashed_and_pickled_as_its_text_and_domain():
    f = Field("x*y", Domain(0, 1, 0, 1))
    f.hessian(0.5, 0.5)  # compiled functions do not pickle
    again = pickle.loads(pickle.dumps(f))
    assert again == f
    assert hash(again) == hash(f)
    assert_array_equal(again.gradient(2, 3), [3, 2])
    assert len(pickle.dumps(f)) < 500
    assert f != f.on(Domain())
    assert f.on(Domain()).domain == Domain()


def test_a_bad_formula_is_refused_when_the_field_is_made():
    with pytest.raises(ReadError, match="z"):
        Field("x*z")


X, Y = sp.symbols("x y", real=True)


def nested(depth: int) -> sp.Expr:
    return sp.sin(nested(depth - 1) + Y) if depth else X


@pytest.mark.parametrize("expr", [Field(LONG).expr, nested(60)], ids=["long", "nested"])
def test_second_derivatives_do_not_outgrow_the_formula(expr):
    """The symbolic ones of sixty nested sines would fill megabytes."""
    values, derivatives = _Tape((X, Y), 0), _Tape((X, Y), 2)
    values.visit(expr)
    derivatives.visit(expr)
    assert len(derivatives.lines) < 25 * len(values.lines)


def test_derivatives_of_a_nested_formula_are_right():
    jet, h = compiled(nested(60), (X, Y), 2), 1e-6
    rows = jet(np.array([0.3 - h, 0.3, 0.3 + h]), np.full(3, 0.4))
    assert_allclose(rows[1, 1], (rows[0, 2] - rows[0, 0]) / (2 * h), atol=1e-8)
    assert_allclose(rows[3:5, 1], (rows[1:3, 2] - rows[1:3, 0]) / (2 * h), atol=1e-8)


coordinates = st.floats(allow_nan=True, allow_infinity=True)


@given(st.sampled_from(ZOO), st.lists(st.tuples(coordinates, coordinates), max_size=5))
def test_no_coordinates_whatever_make_it_warn_or_answer_infinity(specimen, points):
    x, y = np.array(points, float).reshape(-1, 2).T
    for values in (specimen.field(x, y), specimen.field.gradient(x, y), specimen.field.hessian(x, y)):
        assert not np.isinf(values).any()


@given(st.floats(-3, 3), st.floats(-2, 2), st.floats(-3, 3), st.floats(-2, 2))
def test_derivatives_are_linear(a, b, x, y):
    f, g, both = Field("sin(x*y)"), Field("x^2*y"), Field("sin(x*y) + x^2*y")
    assert_allclose(both.hessian(x, y), f.hessian(x, y) + g.hessian(x, y), atol=1e-12)
    assert_allclose(both.gradient(a, b), f.gradient(a, b) + g.gradient(a, b), atol=1e-12)


def test_the_public_names_are_these():
    assert " ".join(sorted(gradanim.__all__)) == (
        "Adam Backtracking CallableField ConstrainedMaximum Constraint CriticalPoint Domain DomainError Field "
        "FilmError Fixed GradanimError Gradient GradientField JoinedField LevelCurve Levels Momentum Newton "
        "Path RMSProp Rate ReadError Refusal Rule SampledField ScalarField Unit VectorField climb close_up "
        "constrained_maximum critical_points derivative_along descend directional_derivative gradient_flow "
        "kind largest_curvature level_curve_through level_curves nice_levels steady_rate unit"
    )


@pytest.mark.parametrize("name", gradanim.__all__)
def test_every_public_name_can_be_fetched(name):
    assert getattr(gradanim, name).__name__ == name


def test_a_name_that_is_not_there_is_an_attribute_error():
    name = "no_such_name"
    with pytest.raises(AttributeError, match=name):
        getattr(gradanim, name)


def test_importing_the_package_or_a_domain_brings_neither_sympy_nor_scipy():
    code = "import sys, gradanim.fields.domain; print(sorted({'sympy', 'scipy', 'manim'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@given(st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda c: c == 0 or abs(c) > 1e-6))
def test_typed_decimals_keep_all_their_digits(c):
    assert Field(f"x + ({c!r})")(0, 0) == c


WITH_JUMPS = {  # text: a smooth point, and a point on a kink or a jump
    "max(x, y)": ((0.3, 1.2), (0.5, 0.5)),
    "min(x^2, y, 2)": ((0.3, 1.2), (1.0, 1.0)),
    "sign(x - y)": ((0.3, 1.2), (0.5, 0.5)),
    "floor(2x) + y": ((0.3, 1.2), (0.5, 1.0)),
    "mod(x, 0.5)": ((0.3, 1.2), (0.5, 1.0)),
    "where(x > y, x^2 + y, y^3)": ((0.3, 1.2), (0.5, 0.5)),
    "piecewise((x y, x < 0), (x^2, y < 1), (y^2, True))": ((0.3, 1.2), (0.0, 0.5)),
    "x^2 if x^2 + y^2 <= 1 else y": ((0.3, 0.2), (0.6, 0.8)),
}


@pytest.mark.parametrize("text", WITH_JUMPS)
def test_cases_and_jumps_have_derivatives_beside_them_and_none_on_them(text):
    f, (smooth, sharp) = Field(text), WITH_JUMPS[text]
    step = 1e-6 * np.eye(2)
    slopes = [(f(*(smooth + h)) - f(*(smooth - h))) / 2e-6 for h in step]
    assert f.gradient(*smooth) == pytest.approx(slopes, abs=1e-7)
    bends = np.array([(f.gradient(*(smooth + h)) - f.gradient(*(smooth - h))) / 2e-6 for h in step])
    assert f.hessian(*smooth) == pytest.approx(bends, abs=1e-6)
    assert np.isfinite(f(*sharp))
    assert np.isnan(f.gradient(*sharp)).any()


@pytest.mark.parametrize("text", WITH_JUMPS)
def test_partials_of_cases_as_formulas_are_the_gradient(text):
    f, (smooth, _) = Field(text), WITH_JUMPS[text]
    at = dict(zip((SYMBOLS["x"], SYMBOLS["y"]), smooth, strict=True))
    assert [float(partial.subs(at)) for partial in f.partials] == pytest.approx(f.gradient(*smooth))


def test_a_function_with_cases_is_undefined_where_none_of_them_holds():
    f = Field("piecewise((x, x > 0), (y, y > 0))")
    assert np.isnan(f(-1, -1))
    assert f(-1, 2) == 2
