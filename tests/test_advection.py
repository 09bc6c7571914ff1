"""What a vector field carries, against flows that are known in closed form."""

import numpy as np
import pytest

from gradanim.fields.domain import Domain
from gradanim.fields.vector import VectorField
from gradanim.flows.advection import carried, carried_outline

STARTS = np.array([[1.0, 0.0], [0.3, -0.8], [-2.0, 1.5]])
TIMES = np.linspace(0, 2, 9)


def circle(share):
    turn = 2 * np.pi * share
    return np.stack([1 + 0.4 * np.cos(turn), 0.5 + 0.4 * np.sin(turn)], axis=1)


def area(polygon):
    x, y = polygon.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)


def turned(x, y, t):
    angle, r = np.arctan2(y, x) + t / (x**2 + y**2), np.hypot(x, y)
    return r * np.cos(angle), r * np.sin(angle)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("-y, x", lambda x, y, t: (x * np.cos(t) - y * np.sin(t), x * np.sin(t) + y * np.cos(t))),
        ("x, -y", lambda x, y, t: (x * np.exp(t), y * np.exp(-t))),
        ("y, 0", lambda x, y, t: (x + y * t, y)),
        ("2, -1", lambda x, y, t: (x + 2 * t, y - t)),
        ("-3x, -3y", lambda x, y, t: (x * np.exp(-3 * t), y * np.exp(-3 * t))),
        ("x/(x^2+y^2), y/(x^2+y^2)", lambda x, y, t: np.array([x, y]) * np.sqrt(1 + 2 * t / (x**2 + y**2))),
        ("-y/(x^2+y^2), x/(x^2+y^2)", turned),
    ],
)
def test_points_go_where_the_flow_is_known_to_carry_them(text, exact):
    for t, places in zip(TIMES, carried(VectorField(text), STARTS, TIMES), strict=True):
        assert places == pytest.approx(np.transpose(exact(*STARTS.T, t)), abs=2e-5)


def test_time_may_run_backwards():
    field = VectorField("-y + x/5, x")
    there = carried(field, STARTS, [0, 1.5])[-1]
    assert carried(field, there, [0, -1.5])[-1] == pytest.approx(STARTS, abs=1e-5)


def test_a_jump_is_crossed_where_it_is():
    field = VectorField("1 + floor(x), 0", Domain(-3, 3, -2, 2))  # 1 up to x = 1, then 2
    assert carried(field, [[0.5, 0.0]], [0, 0.5, 1.0])[:, 0, 0] == pytest.approx([0.5, 1.0, 2.0], abs=0.01)


def test_what_comes_to_a_pole_or_runs_off_is_gone():
    pole, explosion = VectorField("-1/x, 0"), VectorField("x^2, 0")
    assert np.isfinite(carried(pole, [[1.0, 0.0]], [0, 0.4])[-1]).all()
    assert np.isnan(carried(pole, [[1.0, 0.0]], [0, 0.4, 0.6])[-1]).all()
    assert np.isnan(carried(explosion, [[1.0, 0.0]], np.linspace(0, 2, 20))[-1]).all()
    assert np.isnan(carried(VectorField("sqrt(x - 1), 0"), [[0.0, 0.0]], [0, 1])[-1]).all()


def test_nothing_moves_where_the_field_is_zero():
    assert (carried(VectorField("x*y, x^3"), [[0.0, 1.0]], [0, 5]) == [[0.0, 1.0]]).all()


@pytest.mark.parametrize(
    ("text", "grows"), [("-y, x", 0.0), ("y, 0", 0.0), ("x, -y", 0.0), ("x, y", 2.0), ("-x, 2y", 1.0), ("x, 0", 1.0)]
)
def test_an_outline_encloses_what_liouville_says(text, grows):
    outline = carried_outline(VectorField(text), circle, TIMES[:5], longest=0.05)
    areas = [area(polygon) for polygon in outline]
    assert areas == pytest.approx(areas[0] * np.exp(grows * TIMES[:5]), rel=1e-3)
    assert areas[0] == pytest.approx(np.pi * 0.4**2, rel=2e-3)


def test_an_outline_is_finer_where_it_is_stretched():
    outline = carried_outline(VectorField("sin(3y), sin(3x)"), circle, np.linspace(0, 2.5, 30), longest=0.05)
    sides = np.linalg.norm(np.roll(outline, -1, axis=1) - outline, axis=2)
    assert sides.max() <= 0.05
    assert 96 < outline.shape[1] <= 2048
