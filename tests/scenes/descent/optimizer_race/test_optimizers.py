"""The five optimizers: the rates that suit them."""

import numpy as np
import pytest

from gradanim.calculus.curvature import rounded_down
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from gradanim.optimize.optimizers import Adam, Momentum, Newton, RMSProp
from gradanim.optimize.rules import Gradient
from scenes.descent.optimizer_race.optimizers import STEP_LENGTHS, optimizers


def test_the_optimizers_are_the_five_of_the_textbooks_with_rates_that_suit_the_default():
    f = Field("100(y - x^2)^2 + (1 - x)^2", Domain(-2, 2, -0.75, 2.25))
    methods = optimizers(f, (-1.2, 1.0), 120)
    assert [type(optimizer.rule) for optimizer in methods] == [Gradient, Momentum, RMSProp, Adam, Newton]
    assert [optimizer.rate for optimizer in methods] == [0.0009, 0.0009, 0.09, 0.2, 1.0]
    paths = [optimizer.run(f, (-1.2, 1.0), 120) for optimizer in methods]
    assert [len(path.points) - 1 for path in paths] == [120, 120, 120, 120, 20]
    assert paths[-1].ended == "flat"
    assert all(path.heights[-1] < 0.2 * path.heights[0] for path in paths)
    assert min(paths, key=lambda path: float(path.heights[-1])) is paths[-1]


def test_rmsprop_and_adam_run_at_the_rate_that_suits_them_best():
    f, start = Field("100(y - x^2)^2 + (1 - x)^2", Domain(-2, 2, -0.75, 2.25)), (-1.2, 1.0)
    for optimizer in optimizers(f, start, 120)[2:4]:
        walks = [
            descend(f, start, rule=optimizer.rule, rate=rounded_down(3 * share), steps=120) for share in STEP_LENGTHS
        ]
        fit = [w.heights[-1] for w in walks if w.ended == "steps used" and w.heights.max() <= w.heights[0]]
        assert 1 < len(fit) < len(walks)
        assert optimizer.run(f, start, 120).heights[-1] == pytest.approx(min(fit))


def test_the_same_landscape_in_other_units_is_run_down_by_the_same_steps():
    start = (1.3, -0.5)
    for text in ("x^2 + 3y^2", "1e9*(x^2 + 3y^2)", "1e-9*(x^2 + 3y^2)"):
        f = Field(text)
        ends = [optimizer.run(f, start, 30).points[-1] for optimizer in optimizers(f, start, 30)[2:]]
        if text == "x^2 + 3y^2":
            usual = ends
        np.testing.assert_allclose(ends, usual, atol=1e-6)
