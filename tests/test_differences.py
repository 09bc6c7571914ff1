"""Difference quotients: true slopes where f is smooth, however narrow or high up, and none across kinks and jumps."""

import numpy as np
import pytest

from gradanim.fields.typed import Field
from gradanim.stage.claims.differences import (
    KINK,
    STEP,
    gradients_by_steps,
    smooth_gradients_by_steps,
    smooth_slopes_by_steps,
)
from tests.zoo import ZOO

RASTRIGIN = "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)"


@pytest.mark.parametrize(
    ("text", "minimum"),
    [
        ("sin(3x)*sin(3y)", (np.pi / 6, -np.pi / 6)),
        ("sin(2x)*cos(3y)", (np.pi / 4, np.pi / 3)),
        ("sin(40x)*sin(40y)", (np.pi / 80, -np.pi / 80)),
        (RASTRIGIN, (0.0, 0.0)),
        ("-exp(-10000(x^2 + y^2))", (0.0, 0.0)),
        ("1e6 + 100x^2 + y^2", (0.0, 0.0)),
        ("x^4 + y^6", (0.0, 0.0)),
        ("1e-9*(x^2 + y^2)", (0.0, 0.0)),
        ("1e200*(x^2 + y^2)", (0.0, 0.0)),
    ],
)
def test_at_a_minimum_however_narrow_the_gradient_is_zero(text: str, minimum: tuple[float, float]) -> None:
    f = Field(text)
    aside = f.gradient(minimum[0] + 0.01, minimum[1])
    assert np.abs(smooth_gradients_by_steps(f, minimum)).max() <= 1e-6 * np.abs(aside).max()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("abs(x) + y^2", (0.0, 0.0)),
        ("abs(x) + 20x^2", (0.0, 0.0)),
        ("sqrt(x^2 + y^2)", (0.0, 0.0)),
        ("max(x, y)", (1.0, 1.0)),
        ("abs(sin(20x))", (np.pi / 20, 0.0)),
        ("floor(x) + y", (0.0, 0.5)),
        ("atan(y/x)", (0.0, 1.0)),
        ("1e10 + abs(x) + y", (0.0, 1.0)),
    ],
)
def test_across_a_kink_and_a_jump_there_is_none(text: str, place: tuple[float, float]) -> None:
    assert np.isnan(smooth_gradients_by_steps(Field(text), place)).all()


@pytest.mark.parametrize("tilt", [0.0, 1.0, 3.0])
def test_near_a_kink_there_is_the_slope_of_its_side_or_none(tilt: float) -> None:
    f = Field(f"abs(x) + {tilt}x")
    step = STEP * f.domain.diagonal
    x = np.linspace(-6, 6, 1201) * step
    slopes = smooth_slopes_by_steps(f, np.stack([x, 0 * x], axis=1), (1.0, 0.0))
    known = np.isfinite(slopes)
    assert known[np.abs(x) > 4.1 * step].all()
    assert not known[np.abs(x) < 0.9 * step].any()
    off = np.abs(slopes - (np.sign(x) + tilt))[known]
    assert off.max() <= KINK / 2 * (1 + tilt) * 1.001
    assert np.count_nonzero(off > 1e-9) <= 10  # where the step ahead just touches the other side


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("1e6 + x", 1e-5),
        ("1e10 + x + y", 1e-3),
        ("1e12 + x + y", 1e-3),
        ("1e11 + x^2 + y^2", 1e-3),
        ("1e10 + sin(3x)*sin(3y)", 0.005),
        ("1e10 + sin(8x)*cos(8y)", 0.01),
        ("1e10*log(1 + 1e-10*x) + y", 1e-3),
        ("(x + 1e5)^4 - 1e20 + y", 1e-3),
    ],
)
def test_where_heights_are_rounded_steps_are_long_enough_and_no_longer(text: str, share: float) -> None:
    f = Field(text)
    places = np.random.default_rng(1).uniform((-3, -2), (3, 2), (300, 2))
    exact = f.gradient(*places.T).T
    usual = np.median(np.hypot(*exact.T))
    for found in (gradients_by_steps(f, places), smooth_gradients_by_steps(f, places)):
        known = np.isfinite(found).all(axis=1)
        assert known.mean() > 0.98
        assert np.hypot(*(found - exact)[known].T).max() < share * usual


def test_next_to_the_rim_of_a_hemisphere_a_slope_is_told_sharply() -> None:
    f = Field("sqrt(1 - x^2 - y^2)")
    place = np.array([[0.91408266, 0.40293538]])
    known = f.gradient(*place[0])
    found = smooth_gradients_by_steps(f, place)[0]
    assert np.linalg.norm(found - known) < 1e-5 * np.linalg.norm(known)


def test_level_far_from_the_origin_is_level_though_places_are_rounded() -> None:
    f = next(specimen.field for specimen in ZOO if specimen.name == "far off")
    place = np.array([1e6 + 0.8, 1e6 + 0.6])
    gradient = np.array(f.gradient(*place))
    along = np.array([-gradient[1], gradient[0]]) / np.linalg.norm(gradient)
    assert abs(smooth_slopes_by_steps(f, place, along)) < 1e-4 * np.linalg.norm(gradient)
