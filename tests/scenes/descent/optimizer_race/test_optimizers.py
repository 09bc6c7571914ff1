"""The five optimizers: the rates that suit them."""

from dataclasses import replace

import numpy as np
import pytest

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from gradanim.optimize.optimizers import Adam, Momentum, Newton, RMSProp
from gradanim.optimize.rules import Fixed, Gradient
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from scenes.descent.optimizer_race.goal import best_of_its_rates
from scenes.descent.optimizer_race.optimizers import SHARES, optimizers
from scenes.descent.shared.steps import Steps

ROSENBROCK, START = Field("100(y - x^2)^2 + (1 - x)^2", Domain(-2, 2, -0.75, 2.25)), (-1.2, 1.0)


def test_the_optimizers_are_the_five_of_the_textbooks_and_all_get_lower_than_descent_in_the_default():
    methods = optimizers(ROSENBROCK, START, 120)
    assert [type(optimizer.rule) for optimizer in methods] == [Gradient, Momentum, RMSProp, Adam, Newton]
    paths = [optimizer.run(ROSENBROCK, START, 120) for optimizer in methods]
    assert [len(path.points) - 1 for path in paths] == [120, 120, 120, 120, 20]
    assert paths[-1].ended == "flat"
    assert min(paths, key=lambda path: float(path.heights[-1])) is paths[-1]
    assert all(path.heights[-1] < paths[0].heights[-1] for path in paths[1:])


def test_one_rule_gives_every_rate_the_best_of_as_many():
    for optimizer in optimizers(ROSENBROCK, START, 120)[:4]:
        assert len(optimizer.tried) == len(SHARES)
        walks = [descend(ROSENBROCK, START, rule=optimizer.rule, rate=rate, steps=120) for rate in optimizer.tried]
        fit = [w.heights[-1] for w in walks if w.ended == "steps used" and w.heights.max() <= w.heights[0]]
        assert 1 < len(fit) < len(walks)  # neither the smallest nor the largest is best: more rates would not help
        assert optimizer.run(ROSENBROCK, START, 120).heights[-1] == pytest.approx(min(fit))


def test_a_step_counts_as_many_gradients_as_it_evaluates():
    newton = optimizers(ROSENBROCK, START, 120)[4]
    assert newton.cost == 3  # its own gradient, and a Hessian of two columns
    assert len(newton.run(ROSENBROCK, START, 30).points) - 1 == 10


def test_a_rate_that_is_not_the_best_is_seen():
    view = View.fit(ROSENBROCK, THEMES["night"], Box(-6, 0, -2, 2))
    for optimizer in optimizers(ROSENBROCK, START, 60)[:4]:
        worse = replace(optimizer, rate=optimizer.tried[3], step_rate=Fixed(optimizer.tried[3]))
        for method, best in ((optimizer, True), (worse, False)):
            steps = Steps(view, method.run(ROSENBROCK, START, 60).points, 60)
            assert (best_of_its_rates(view, steps, method, 60).measure() == 0) == best


def test_the_same_landscape_in_other_units_is_run_down_by_the_same_steps():
    start = (1.3, -0.5)
    for text in ("x^2 + 3y^2", "1e9*(x^2 + 3y^2)", "1e-9*(x^2 + 3y^2)"):
        f = Field(text)
        ends = [optimizer.run(f, start, 30).points[-1] for optimizer in optimizers(f, start, 30)[2:]]
        if text == "x^2 + 3y^2":
            usual = ends
        np.testing.assert_allclose(ends, usual, atol=1e-6)
