"""Where the gradient jumps, lines go on the way of steepest descent of a nonsmooth function, and stop where none is."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gradanim import Domain, Field, gradient_flow
from gradanim.fields.standing import flatness
from gradanim.flows.creases import Creases, Subdifferential
from gradanim.flows.ensemble import Ensemble
from gradanim.flows.scaling import Scaling


def at(text: str, point: tuple[float, float]) -> Subdifferential:
    f = Field(text)
    scaling = Scaling(f, flatness(f))
    return Creases(f, scaling).around(scaling.to_scaled(np.array([point])))


@pytest.mark.parametrize(
    ("text", "point", "least"),
    [
        ("max(x, y)", (1.0, 1.0), (0.5, 0.5)),  # the foot of the perpendicular from 0 to the line between both
        ("max(2x, y)", (0.5, 1.0), (0.4, 0.8)),
        ("abs(x) + 3y", (0.0, 0.5), (0.0, 3.0)),
        ("abs(x) + 2x + y", (0.0, 0.5), (1.0, 1.0)),  # of the end that is shorter
        ("x^2 + y", (1.0, 0.5), (2.0, 1.0)),
        ("abs(x)", (0.0, 0.5), (0.0, 0.0)),
        ("max(x, y, -x - y)", (0.0, 0.0), (0.0, 0.0)),
        ("sqrt(x^2 + y^2)", (0.0, 0.0), (0.0, 0.0)),
    ],
)
def test_the_element_of_least_norm(text: str, point: tuple[float, float], least: tuple[float, float]) -> None:
    found = at(text, point)
    assert_allclose(found.least[0], least, atol=1e-5)
    assert found.still[0] == (least == (0.0, 0.0))
    assert found.creased[0] == (text in ("max(x, y)", "max(2x, y)", "abs(x) + 3y"))


@pytest.mark.parametrize("text", ["atan(y/x)", "floor(x) + y", "sqrt(x)"])
def test_a_jump_of_heights_and_a_rim_are_no_creases(text: str) -> None:
    found = at(text, (0.0, 0.5))
    assert np.isnan(found.steepest[0])
    assert not found.creased[0]


STARTS = np.random.default_rng(3).uniform((-2.5, -1.5), (2.5, 1.5), (40, 2))


@pytest.mark.parametrize(
    ("text", "softened"),
    [
        ("abs(x - y^2/4) + y/2", "sqrt((x - y^2/4)^2 + 1e-4) + y/2"),
        ("max(x, 2y)", "(x + 2y + sqrt((x - 2y)^2 + 1e-4))/2"),
        ("abs(x) + abs(y)/3", "sqrt(x^2 + 1e-4) + sqrt(y^2 + 1e-4)/3"),
    ],
)
def test_lines_end_where_those_of_a_rounded_crease_do(text: str, softened: str) -> None:
    ensemble = Ensemble(Field(text), STARTS, 1e-6)
    taken = ensemble.run()
    assert taken.sliding.any()
    for k in range(0, 40, 8):
        path = gradient_flow(Field(softened), STARTS[k], uphill=False)
        assert_allclose(ensemble.places(ensemble.q)[k], path.points[-1], atol=0.03)


@pytest.mark.parametrize(
    ("text", "lowest"),
    [
        ("abs(x) + abs(y)", (0.0, 0.0)),
        ("max(x, y, -x - y)", (0.0, 0.0)),
        ("10abs(y - x^2) + (1 - x)^2", (1.0, 1.0)),
        # of x + y/3 on the circle where both are equal, with the middle (1/2, 1/6)
        ("max(x^2 + y^2 - 1, x + y/3)", (0.5 - np.sqrt(23 / 20), (0.5 - np.sqrt(23 / 20)) / 3)),
    ],
)
def test_all_come_to_the_lowest_point_along_the_creases(text: str, lowest: tuple[float, float]) -> None:
    f = Field(text, Domain(-3, 3, -2, 4))
    ensemble = Ensemble(f, STARTS / 2, 1e-5)
    ensemble.run()
    assert set(ensemble.ended.tolist()) == {"no gain"}
    assert_allclose(ensemble.places(ensemble.q), np.broadcast_to(lowest, (40, 2)), atol=2e-3)


def test_a_line_along_a_crease_leaves_over_the_border_and_stays_on_the_crease() -> None:
    ensemble = Ensemble(Field("max(2x, y)"), STARTS, 1e-6)
    taken = ensemble.run()
    slid = np.flatnonzero(taken.sliding)
    x, y = ensemble.places(taken.at(slid, taken.until[slid] / 2)).T
    assert_allclose(y, 2 * x, atol=1e-5)
    assert set(ensemble.ended.tolist()) == {"left domain"}
