"""Close to a valley: where f is a bowl, and which axes and curvatures it has."""

import numpy as np
import pytest

from gradanim import Refusal
from gradanim.calculus.curvature import largest_curvature
from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from scenes.descent.learning_rate.bowl import bowl_at, bowl_near
from scenes.descent.learning_rate.flat_valley import flat_valley
from tests.zoo import ZOO, named

STRETCHED = Field("x^2/4 + y^2")


def test_a_paraboloid_is_a_bowl_all_over_with_the_axes_and_curvatures_worked_out_by_hand():
    bowl = bowl_near(STRETCHED, (1, 1))
    assert bowl is not None
    assert bowl.domain == STRETCHED.domain
    assert bowl.bottom == pytest.approx((0, 0), abs=1e-9)
    assert bowl.height == pytest.approx(0, abs=1e-12)
    assert bowl.curvatures == pytest.approx((0.5, 2))
    assert bowl.limit == pytest.approx(1)
    assert np.abs(bowl.axes) == pytest.approx(np.eye(2), abs=1e-9)


def test_the_axes_of_a_turned_bowl_are_the_diagonals():
    bowl = bowl_near(Field("x^2 + x*y + y^2"), (1, 1))
    assert bowl is not None
    assert bowl.curvatures == pytest.approx((1, 3))
    assert abs(bowl.axes[0] @ [1, -1]) == pytest.approx(np.sqrt(2))
    assert abs(bowl.axes[1] @ [1, 1]) == pytest.approx(np.sqrt(2))


@pytest.mark.parametrize("name", [s.name for s in ZOO if s.valleys])
def test_all_over_a_bowl_the_curvature_is_about_that_of_the_bottom(name):
    specimen = named(name)
    bowl = bowl_near(specimen.field, specimen.valleys[0])
    assert bowl is not None
    assert bowl.bottom == pytest.approx(specimen.valleys[0], abs=1e-6)
    rng = np.random.default_rng(3)
    d = bowl.domain
    for point in rng.uniform((d.x0, d.y0), (d.x1, d.y1), (30, 2)):
        assert largest_curvature(specimen.field, point) == pytest.approx(bowl.curvatures[1], rel=0.1)


def test_the_nearest_of_two_valleys_is_taken():
    twins = Field("(x^2 - 1)^2 + y^2")
    for x in (-1, 1):
        bowl = bowl_near(twins, (1.3 * x, 0.4))
        assert bowl is not None
        assert bowl.bottom == pytest.approx((x, 0), abs=1e-6)


@pytest.mark.parametrize("text", ["x", "x^2 - y^2", "4 - x^2 - y^2", "x^2", "sqrt(x^2 + y^2)", "1/(x - y)"])
def test_where_there_is_no_smooth_valley_there_is_no_bowl(text):
    assert bowl_near(Field(text), (0.5, 0.3)) is None


@pytest.mark.parametrize(
    ("text", "says", "cure"),
    [
        ("x^4 + y^4", "its valley at (0, 0) is flat, with a Hessian that is zero", "x^4 + y^4 + x^2 + y^2"),
        ("1e6 + (x-1)^4 + (y+0.5)^4", "its valley at (1, -0.5) is flat, with", "(x - 1)^2 + (y + 0.5)^2"),
        ("-exp(-x^4 - y^4)", "its valley at (0, 0) is flat, with", "-exp(-x^4 - y^4) + x^2 + y^2"),
        ("x^6 + y^2", "its valley at (0, 0) is flat in one direction", "x^6 + y^2 + x^2 + y^2"),
        ("(x^2 + y^2 - 1)^2", "all along a curve, or over an area, through (", ")^2"),
        ("(x - y)^2", "all along a curve, or over an area, through (0, 0)", "(x - y)^2 + x^2 + y^2"),
        ("sin(x)", "all along a curve, or over an area, through (-1.57, 0)", "sin(x) + (x + 1.57)^2 + y^2"),
    ],
)
def test_a_flat_valley_is_called_by_its_name_and_its_cure_has_a_bowl(text, says, cure):
    with pytest.raises(Refusal) as refused:
        bowl_at(Field(text), (1.0, 0.5))
    assert says in str(refused.value)
    assert str(refused.value).endswith(cure)
    assert bowl_at(Field(str(refused.value).partition("such as ")[2]), (1.0, 0.5)).curvatures[0] > 0.5


@pytest.mark.parametrize(
    "text",
    ["x", "5", "x^2 - y^2", "x^4 - y^4", "-(x^4 + y^4)", "-x^2", "x^3", "x^2*y", "(x^2 - y)*(x^2 - 3y)", "1/(x - y)"],
)
def test_where_no_place_is_lowest_there_is_no_flat_valley(text):
    assert flat_valley(Field(text)) is None


def test_a_wanted_start_is_kept_unless_it_lies_on_the_gentle_axis_or_too_far_out():
    bowl = bowl_near(STRETCHED, (1, 1))
    assert bowl is not None
    assert bowl.start((-2.4, 0.5), wanted=True) == (-2.4, 0.5)
    for side in ((2.0, 0.0), (2.0, 1.9), (9.0, 0.5)):
        start = bowl.start(side, wanted=True)
        assert start != side
        assert start[0] > 0
        assert 0 < start[1] < 1
    assert bowl.start((-1.0, -1.0), wanted=False) == pytest.approx((-1.95, -0.44))


@pytest.mark.parametrize("name", [s.name for s in ZOO if s.valleys])
@pytest.mark.parametrize("share", [0.5, 0.95, 1.15])
def test_from_the_start_that_is_chosen_descent_settles_below_the_limit_and_not_beyond(name, share):
    f = named(name).field
    bowl = bowl_near(f, named(name).valleys[0])
    assert bowl is not None
    near = f.on(bowl.domain)
    heights = descend(near, bowl.start((2, 1), wanted=False), rate=share * bowl.limit, steps=30).heights
    assert len(heights) > (2 if share > 1 else 1)
    assert (heights[-1] > heights[-2]) if share > 1 else (np.diff(heights) < 0).all()


def test_a_round_bowl_curves_most_towards_wherever_one_stands():
    bowl = bowl_near(Field("x^2 + y^2"), (1, 1))
    assert bowl is not None
    assert bowl.round
    assert bowl.most_curved_way((0.6, 0.8)) == pytest.approx((0.6, 0.8), abs=1e-6)
    stretched = bowl_near(STRETCHED, (1, 1))
    assert stretched is not None
    assert not stretched.round
    assert np.abs(stretched.most_curved_way((0.6, 0.8))) == pytest.approx((0, 1), abs=1e-9)
