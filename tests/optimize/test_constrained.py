"""Constrained maxima: published answers, scipy's, and the refusals where there is none."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize

from gradanim import Constraint, Domain, Field, Refusal, constrained_maximum

R2, R3 = np.sqrt(2), np.sqrt(3)
CIRCLE, ELLIPSE = "x^2 + y^2 = 1", "x^2 + 4y^2 = 4"


def maximum(f: str, constraint: str, domain: Domain | None = None):
    domain = domain or Domain()
    return constrained_maximum(Field(f, domain), Constraint.typed(constraint, domain))


@pytest.mark.parametrize(
    ("f", "constraint", "at", "height", "multiplier"),
    [
        ("x y", ELLIPSE, (R2, R2 / 2), 1, 1 / 4),
        ("x + y", CIRCLE, (R2 / 2, R2 / 2), R2, R2 / 2),
        ("x^2 + y", CIRCLE, (R3 / 2, 1 / 2), 5 / 4, 1),
        ("x^2 + 2y^2", CIRCLE, (0, 1), 2, 2),
        ("x^2 - y^2", CIRCLE, (1, 0), 1, 1),
        ("-x^2 - y^2", "x^2 - y^2 = 1", (1, 0), -1, -1),
        ("-x^2 - 2y^2", "x + y = 1", (2 / 3, 1 / 3), -2 / 3, -4 / 3),
        ("abs(x) + abs(y)", ELLIPSE, (4 / np.sqrt(5), 1 / np.sqrt(5)), np.sqrt(5), np.sqrt(5) / 8),
        ("-(x - 1)^2 - y^2", CIRCLE, (1, 0), 0, 0),
        ("1 - x^4 - y", "y = 0", (0, 0), 1, -1),
    ],
)
def test_published_answers(f: str, constraint: str, at: tuple[float, float], height: float, multiplier: float) -> None:
    best = maximum(f, constraint)
    assert_allclose(best.at, at, atol=1e-6)
    assert_allclose((best.height, best.multiplier), (height, multiplier), atol=1e-9)


@pytest.mark.parametrize("scale", [1e-9, 1e9, 1e200])
@pytest.mark.parametrize("weight", [1e-6, 1e6])
def test_units_change_the_multiplier_and_not_the_place(scale: float, weight: float) -> None:
    best = maximum(f"{scale}*x*y", f"{weight}*(x^2 + 4y^2) = {4 * weight}")
    assert_allclose(best.at, (R2, R2 / 2), rtol=1e-9)
    assert_allclose(best.multiplier, scale / weight / 4, rtol=1e-9)


@pytest.mark.parametrize("f", ["sin(x)*cos(y) + x/4", "exp(x)*y + cos(3x)", "x^3 - 3x*y^2 + y"])
@pytest.mark.parametrize(("radius", "squeezed"), [(1.0, 1.0), (1.8, 1.4)])
def test_no_place_is_higher_by_scipys_own_way(f: str, radius: float, squeezed: float) -> None:
    field = Field(f)
    best = maximum(f, f"x^2 + ({squeezed}*y)^2 = {radius**2}")
    turns = np.linspace(0, 2 * np.pi, 24)
    found = [
        minimize(lambda t: -float(field(radius * np.cos(t[0]), radius * np.sin(t[0]) / squeezed)), [turn], tol=1e-12)
        for turn in turns
    ]
    assert_allclose(best.height, -min(one.fun for one in found), rtol=1e-9)


@pytest.mark.parametrize(("f", "constraint"), [("x y", ELLIPSE), ("x + y", CIRCLE), ("-x^2 - y^2", "x^2 - y^2 = 1")])
def test_the_climb_stays_on_the_curve_rises_and_ends_at_the_top(f: str, constraint: str) -> None:
    best, said = maximum(f, constraint), Constraint.typed(constraint, Domain())
    assert_allclose(said.g(*best.climb.T), said.value, atol=1e-9)
    assert (np.diff(Field(f)(*best.climb.T)) > -1e-12).all()
    assert_allclose(best.climb[-1], best.at)
    assert np.linalg.norm(best.climb[0] - best.at) > 0.5


def test_the_fence_is_all_of_the_curve_with_gaps() -> None:
    best = maximum("-x^2 - y^2", "x^2 - y^2 = 1")
    inside = best.fence[np.isfinite(best.fence).all(axis=1)]
    assert len(inside) == len(best.fence) - 1
    assert (inside[:, 0] > 0).any()
    assert (inside[:, 0] < 0).any()


@pytest.mark.parametrize(
    ("f", "constraint", "reason"),
    [
        ("x", "x^2 + y^2 = 100", "no curve"),
        ("x", "x*y = 0", "gradient of g is zero"),
        ("x", "x + y = 1", "leaves the picture"),
        ("x", "x^2 - y^2 = 1", "leaves the picture"),
        ("x*y", "x*y = 1", "constant along"),
        ("log(x - 2)", CIRCLE, "undefined all along"),
        ("-abs(x) - abs(y)", CIRCLE, "kink"),
        ("1/(x - y)", CIRCLE, "pole"),
        ("x", "x^2 + y^2 = 1/1000", "too small"),
        ("sqrt(y - x/3)", "y = 1/2", "leaves the picture or f ends"),
        ("sin(60x)", "y = 0.1", "too short a way"),
    ],
)
def test_what_has_no_such_maximum_is_refused(f: str, constraint: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        maximum(f, constraint)
