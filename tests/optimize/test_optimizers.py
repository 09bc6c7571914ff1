"""The published optimisers: their formulas written down a second time, and the minima they have to find."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.linalg import sqrtm
from scipy.optimize import minimize

from gradanim import Adam, Backtracking, Field, Momentum, Newton, RMSProp, climb, descend
from gradanim.optimize.rules import Hill
from tests.zoo import named, untagged

ROSENBROCK = named("Rosenbrock").field
STRETCHED = Field("x^2/4 + 2y^2 + x*y/2")
HILLS = named("hills and hollows").field
walked = pytest.mark.parametrize(
    ("f", "start", "rate"), [(ROSENBROCK, (-0.6, 0.8), 1e-4), (STRETCHED, (-2, 1.5), 0.02), (HILLS, (0.5, 1), 0.05)]
)


def slopes(points: np.ndarray) -> np.ndarray:
    """The gradient of Rosenbrock's function, differentiated by hand; shape (n, 2)."""
    x, y = points.T
    return np.stack([-400 * x * (y - x**2) - 2 * (1 - x), 200 * (y - x**2)], axis=1)


def test_the_heavy_ball_is_polyaks_three_term_recursion():
    points = descend(ROSENBROCK, (-0.6, 0.8), rule=Momentum(0.8), rate=1e-4, steps=80).points
    assert len(points) == 81
    expected = [points[0], points[0] - 1e-4 * slopes(points[:1])[0]]
    for _ in range(79):
        here, before = expected[-1], expected[-2]
        expected.append(here - 1e-4 * slopes(here[None])[0] + 0.8 * (here - before))
    assert_allclose(points, expected, rtol=1e-9)


def test_momentum_that_keeps_nothing_is_gradient_descent():
    plain, heavy = (descend(STRETCHED, (-2, 1), rule=rule, rate=0.05) for rule in ("gradient", Momentum(0)))
    assert_allclose(plain.points, heavy.points, rtol=1e-12)


@walked
def test_rmsprop_divides_by_the_root_of_the_discounted_squares(f, start, rate):
    points = descend(f, start, rule=RMSProp(0.7, 1e-3), rate=rate, steps=40).points
    g = f.gradient(*points[:-1].T).T
    for k in range(len(g)):
        weights = 0.3 * 0.7 ** np.arange(k, -1, -1)  # of the squares from the first on
        step = -rate * g[k] / (np.sqrt(weights @ g[: k + 1] ** 2) + 1e-3)
        assert_allclose(points[k + 1] - points[k], step, atol=1e-12)


@walked
def test_adam_steps_along_weighted_means_whose_weights_add_up_to_one(f, start, rate):
    points = descend(f, start, rule=Adam(0.8, 0.95, 1e-3), rate=rate, steps=40).points
    g = f.gradient(*points[:-1].T).T
    for k in range(len(g)):
        first, second = 0.8 ** np.arange(k, -1, -1), 0.95 ** np.arange(k, -1, -1)
        mean, square = first @ g[: k + 1] / first.sum(), second @ g[: k + 1] ** 2 / second.sum()
        assert_allclose(points[k + 1] - points[k], -rate * mean / (np.sqrt(square) + 1e-3), atol=1e-12)


def test_the_first_step_of_adam_is_as_long_as_its_rate_in_every_coordinate():
    points = descend(ROSENBROCK, (-0.6, 0.8), rule=Adam(), rate=0.01, steps=1).points
    assert_allclose(np.abs(points[1] - points[0]), 0.01, rtol=1e-6)


def test_scaling_f_changes_no_step_of_adam_nor_of_newton():
    small, large = Field("1e-3*(x^4 + y^2)"), Field("1e3*(x^4 + y^2)")
    for rule, rate in ((Adam(epsilon=0), 0.05), (Newton(), 1.0)):
        one, other = (descend(f, (1, 1.5), rule=rule, rate=rate, steps=10).points for f in (small, large))
        assert_allclose(one, other, rtol=1e-9)


@pytest.mark.parametrize("f", [STRETCHED, Field("(x-1)^2 + 5(y+0.5)^2"), Field("1e-6*(x^2 + 3y^2)")])
def test_newton_is_at_the_bottom_of_a_paraboloid_in_one_step(f):
    path = descend(f, (-2, 1.5), rule=Newton(), rate=1)
    found = minimize(lambda p: float(f(*p)) / float(f(-2, 1.5)), (-2, 1.5), tol=1e-12)
    assert len(path.points) == 2
    assert path.ended == "flat"
    assert_allclose(path.points[1], found.x, atol=1e-5)


def test_newton_finds_the_bottom_of_rosenbrocks_valley_and_never_goes_up():
    path = descend(ROSENBROCK, (-1.2, 1), rule=Newton(), rate=Backtracking(first=1.0), flat=1e-8)
    assert path.ended == "flat"
    assert_allclose(path.points[-1], (1, 1), atol=1e-8)
    assert (np.diff(path.heights) < 0).all()
    assert len(path.points) < 30


def test_newtons_steps_are_those_of_the_hessian_by_hand_times_a_power_of_a_half():
    points = descend(ROSENBROCK, (-1.2, 1), rule=Newton(), rate=Backtracking(first=1.0)).points
    for here, there in pairwise(points[:-2]):  # the last ones end in rounding
        x, y = here
        hessian = np.array([[1200 * x**2 - 400 * y + 2, -400 * x], [-400 * x, 200]])
        assert (np.linalg.eigvalsh(hessian) > 0).all()
        full = -np.linalg.solve(hessian, slopes(here[None])[0])
        share = (there - here) @ full / (full @ full)
        assert_allclose(there - here, share * full, atol=1e-9)
        assert np.log2(share) == pytest.approx(np.round(np.log2(share)), abs=1e-6)


@pytest.mark.parametrize("specimen", untagged("flat", "undefined", "kink", "jump", "hole"), ids=lambda s: s.name)
@pytest.mark.parametrize("sense", [1, -1])
def test_the_safeguard_divides_by_the_absolute_hessian_and_so_always_gains(specimen, sense):
    """The absolute value of a symmetric matrix is the root of its square."""
    f, d = specimen.field, specimen.domain
    rng = np.random.default_rng(1)
    for point in rng.uniform((d.x0, d.y0), (d.x1, d.y1), (20, 2)):
        gradient, hessian = f.gradient(*point), f.hessian(*point)
        if not (np.isfinite(hessian).all() and np.isfinite(gradient).all() and gradient.any()):
            continue
        direction, _ = Newton().direction(Hill(f, sense), point, None)
        assert sense * direction @ gradient >= 0
        values = np.abs(np.linalg.eigvalsh(hessian))
        if values.min() > 1e-6 * values.max():
            scale = np.abs(hessian).max()
            absolute = scale * np.real(sqrtm(hessian / scale @ hessian / scale))
            assert_allclose(absolute @ direction, sense * gradient, rtol=1e-5, atol=1e-6 * np.abs(gradient).max())


def test_from_beside_a_saddle_newton_goes_down_and_not_to_the_saddle():
    path = descend(Field("x^2 - y^2"), (1, 0.1), rule=Newton(), rate=0.5, steps=50)
    assert path.ended == "left domain"
    assert abs(path.points[-1, 1]) > 1


def test_without_curvature_newtons_direction_is_the_gradient():
    direction, _ = Newton().direction(Hill(Field("2x - 3y"), -1), np.zeros(2), None)
    assert direction.tolist() == [-2, 3]


def test_where_there_is_no_hessian_newton_ends():
    assert descend(Field("y^2 + sqrt(x)^3"), (0, 1), rule=Newton(), rate=0.5).ended == "undefined"


RUNNERS = {
    "momentum": (Momentum(), 1e-3),
    "RMSProp": (RMSProp(), 1e-3),
    "Adam": (Adam(), 0.02),
    "Newton": (Newton(), Backtracking(first=1.0)),
}


@pytest.mark.parametrize(("rule", "rate"), RUNNERS.values(), ids=list(RUNNERS))
def test_every_optimizer_reaches_the_bottom_of_rosenbrocks_valley(rule, rate):
    path = descend(ROSENBROCK, (-0.6, 0.8), rule=rule, rate=rate, steps=8000, flat=1e-6)
    assert_allclose(path.points[-1], (1, 1), atol=0.01)
    assert path.rule == rule.name


@pytest.mark.parametrize(("rule", "rate"), RUNNERS.values(), ids=list(RUNNERS))
def test_climbing_with_any_optimizer_is_descending_the_field_turned_over(rule, rate):
    up = climb(HILLS, (0.5, 1), rule=rule, rate=rate)
    down = descend(Field(f"-({HILLS.text})"), (0.5, 1), rule=rule, rate=rate)
    assert_allclose(up.points, down.points, atol=1e-12)
