"""A constraint: typed as an equation, at hand in the films about two functions."""

import pickle
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gradanim.fields.constraint import Constraint
from gradanim.fields.domain import Domain
from gradanim.records.shot import Shot
from gradanim.studio.film import rehearse
from tests.tiny import told_in

BOUND = """
from gradanim.stage import Claim, PlaneScene


class Bound(PlaneScene):
    subject = "functions f and g"
    g = "x + y = 1"

    def construct(self):
        said = self.constraint
        with self.beat(said.text, claim=Claim("the value", (), lambda: said.value, said.g(3, 1), 1e-12, "heights")):
            self.add(self.view_of_nothing())

    def view_of_nothing(self):
        from manim import Dot
        return Dot()
"""


def test_an_equation_gives_the_function_its_value_and_the_text():
    domain = Domain(-1, 1, -2, 2)
    ellipse = Constraint.typed(" x^2 + 4y^2 = 4 ", domain)
    assert (ellipse.text, ellipse.value, ellipse.g.domain) == ("x^2 + 4y^2 = 4", 4, domain)
    assert str(ellipse.g) == "g(x, y) = x^2 + 4y^2"
    turn = np.linspace(0, 7, 20)
    assert_allclose(ellipse.g(2 * np.cos(turn), np.sin(turn)), ellipse.value)
    assert pickle.loads(pickle.dumps(ellipse)) == ellipse
    assert hash(ellipse) == hash(Constraint.typed("x^2 + 4y^2 = 4", domain))


def test_two_sides_that_vary_are_a_difference_that_is_zero():
    parabola = Constraint.typed("y = x^2 - 1", Domain())
    x = np.linspace(-3, 3, 20)
    assert_allclose(parabola.g(x, x**2 - 1), parabola.value, atol=1e-12)
    assert_allclose(parabola.g(x, x**2), 1)


@pytest.mark.parametrize(("typed", "said", "holds"), [(None, "x + y = 1", False), ("x - y = 2", "x - y = 2", True)])
def test_a_scene_has_its_own_constraint_or_the_one_that_was_typed(typed, said, holds, tmp_path: Path):
    with told_in(tmp_path, BOUND):
        (beat,) = rehearse(Shot("Bound", constraint=typed, resolution=(160, 90)))
    assert beat.caption == said
    assert [finding.holds for finding in beat.findings] == [holds]
