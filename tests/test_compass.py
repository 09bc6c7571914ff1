"""The compass on the floor of a landscape: a direction, its name, and its angle from the x direction."""

import numpy as np
import pytest
from manim import ValueTracker

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.layout import Box
from gradanim.stage.marks.arrows import direction_arrow, heading
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.view import View
from scenes.directional.fan_of_slopes.marks import Compass, compass_angle, stride, tip_symbol
from scenes.directional.fan_of_slopes.panels import PolarPlot

AT = (-1.2, -1.0)


@pytest.mark.parametrize("turn", [0.4, 2.0, 4.5, -0.3, 7.0])
def test_the_angle_on_the_floor_goes_from_x_to_the_direction(turn: float) -> None:
    floor, angle = SpaceView.over(Field("x^2 + y"), THEMES["night"]).floor, ValueTracker(0.1)
    arc, name = compass_angle(floor, AT, angle.get_value, 0.5)
    angle.set_value(turn)
    arc.update()
    name.update()
    assert floor.where(arc.points[0]) == pytest.approx(AT)
    drawn = floor.where(arc.points[1:]) - AT
    assert np.hypot(*drawn.T) == pytest.approx(np.full(len(drawn), 0.5))
    assert drawn[0] == pytest.approx((0.5, 0.0))
    assert drawn[-1] == pytest.approx(0.5 * heading(turn))
    turned = np.unwrap(np.arctan2(*drawn.T[::-1]))
    assert turned[-1] - turned[0] == pytest.approx(turn % (2 * np.pi))
    middle = floor.where(name.get_center()) - AT
    if turn % (2 * np.pi) > 0.8:
        assert np.cos(np.arctan2(*middle[::-1]) - (turn % (2 * np.pi)) / 2) == pytest.approx(1.0, abs=1e-3)


def test_a_small_angle_has_its_name_beside_it_and_no_angle_has_none() -> None:
    floor = SpaceView.over(Field("x^2 + y"), THEMES["night"]).floor
    for turn, opacity in ((0.0, 0.0), (2 * np.pi, 0.0), (0.2, 1.0), (6.0, 1.0)):
        _, name = compass_angle(floor, AT, turn, 0.5)
        assert name[0].get_fill_opacity() == pytest.approx(opacity)
    _, name = compass_angle(floor, AT, 0.01, 0.5)
    assert (floor.where(name.get_center()) - AT)[1] < -0.2


@pytest.mark.parametrize(("across", "step"), [(6.0, 1.0), (60.0, 8.0), (0.06, 0.01)])
def test_u_is_one_long_where_that_can_be_seen_or_a_number_that_is_easily_said(across: float, step: float) -> None:
    flat = Field("x/1e6", Domain(-across / 2, across / 2, -across / 3, across / 3))
    found = stride(SpaceView.over(flat, THEMES["night"]), (0.0, 0.0))
    assert found == 1.0 if step == 1 else found == pytest.approx(step, rel=0.6)
    assert found == float(f"{found:.2g}")


def test_a_symbol_stays_beyond_the_tip_of_an_arrow_that_turns() -> None:
    floor, angle = SpaceView.over(Field("x^2 + y"), THEMES["night"]).floor, ValueTracker(0.1)
    arrow = direction_arrow(floor, AT, angle.get_value)
    name = tip_symbol(floor, arrow, "u")
    angle.set_value(2.5)
    arrow.update()
    name.update()
    beyond = name.get_center() - arrow.tip
    assert np.linalg.norm(beyond) == pytest.approx(0.3)
    assert np.linalg.norm(np.cross(beyond, arrow.along)) < 1e-6


@pytest.mark.parametrize("turn", [0.0, 1.0, 2.5, 4.0, 6.0])
def test_the_name_of_u_keeps_to_its_left_and_inside_the_circle(turn: float) -> None:
    view, angle = SpaceView.over(Field("x^2 + y"), THEMES["night"]), ValueTracker(0.1)
    compass = Compass(view, AT, angle.get_value, 1.0)
    angle.set_value(turn)
    compass.update()
    place = view.floor.where(compass.texts[0].get_center()) - AT
    assert np.hypot(*place) < 0.95
    assert 0.2 < np.sin(np.arctan2(*place[::-1]) - turn) < 0.8


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x", "1e4*sin(x)*y", "1e-4*(x - 2y)", "1.01*x", "0.99*x"])
def test_the_rim_of_the_polar_plot_is_a_round_slope_a_little_beyond_the_steepest(text: str) -> None:
    plot = PolarPlot(View.fit(Field(text), THEMES["night"], Box(-6, 2, -2.7, 2.5)), AT)
    assert 1 < plot.limit / plot.steepest < 1.6
    assert f"{plot.limit:.1e}"[0] + f"{plot.limit:.2e}"[2] in {
        f"{k}{j}" for k in range(1, 10) for j in (0, 2, 4, 5, 6, 8)
    }
