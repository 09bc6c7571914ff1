"""The polar plot of slopes: as far from the middle as it is steep that way, which makes two circles."""

import numpy as np
import pytest
from manim import RIGHT, TAU, UP, ValueTracker

from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.layout import Box
from gradanim.stage.view import View
from scenes.directional.fan_of_slopes.panels import PolarPlot, polar_gradient, polar_hand, polar_trace
from tests.zoo import Specimen, untagged

STEP = 1e-5
AT = (-1.2, -1.0)


def plot_of(text: str = "3exp(-(x^2 + 2y^2)/6)", at: tuple[float, float] = AT) -> PolarPlot:
    return PolarPlot(View.fit(Field(text), THEMES["night"], Box(-6, 2, -2.7, 2.5)), at)


def steps(plot: PolarPlot, angles: np.ndarray) -> np.ndarray:
    """Slopes by differences of heights."""
    (x, y), f = plot.at, plot.view.field
    u, v = STEP * np.cos(angles), STEP * np.sin(angles)
    return np.asarray(f(x + u, y + v) - f(x - u, y - v)) / (2 * STEP)


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e4*sin(x)*y", "1e-4*(x - 2y)"])
@pytest.mark.parametrize("uphill", [True, False])
def test_a_trace_is_as_far_out_as_it_is_steep_that_way(text: str, uphill: bool) -> None:
    plot, turn = plot_of(text), ValueTracker(0.3)
    trace = polar_trace(plot, 0.3, turn.get_value, uphill=uphill)
    turn.set_value(0.3 + TAU)
    trace.update()
    angles, sizes = plot.where(trace.get_anchors())
    away = sizes > 1e-3 * plot.limit
    assert away.sum() > 100
    slopes = steps(plot, angles[away])
    assert sizes[away] == pytest.approx(np.abs(slopes), abs=1e-4 * plot.steepest)
    assert (slopes > 0).all() if uphill else (slopes < 0).all()


@pytest.mark.parametrize("moved", [False, True])
def test_uphill_and_downhill_make_two_circles_that_touch_in_the_middle(moved: bool) -> None:
    plot = plot_of()
    if moved:
        plot.scale(0.7).shift(2 * RIGHT + UP)
    middle, (tip,) = plot.rim.get_center(), plot.places([np.arctan2(*plot.gradient[::-1])], plot.steepest)
    assert np.linalg.norm(tip - middle) == pytest.approx(plot.rim.width / 2 * plot.steepest / plot.limit)
    for uphill, sign in ((True, 1), (False, -1)):
        drawn = np.array(polar_trace(plot, 0.0, TAU, uphill=uphill).get_anchors())
        centre = middle + sign * (tip - middle) / 2
        radius = np.linalg.norm(tip - middle) / 2
        assert np.linalg.norm(drawn - centre, axis=1) == pytest.approx(np.full(len(drawn), radius), abs=1e-6)
        assert np.ptp(drawn[:, 0]) == pytest.approx(2 * radius, rel=0.01)
        assert np.ptp(drawn[:, 1]) == pytest.approx(2 * radius, rel=0.01)


def test_a_trace_grows_with_its_angle() -> None:
    plot, turn = plot_of(), ValueTracker(0.0)
    uphill = np.arctan2(*plot.gradient[::-1])
    trace = polar_trace(plot, 0.0, turn.get_value, uphill=True)
    turn.set_value(uphill)
    trace.update()
    angles, sizes = plot.where(trace.get_anchors())
    assert angles[sizes > 0.1 * plot.limit].max() == pytest.approx(uphill)
    assert sizes[-1] == pytest.approx(plot.steepest)


def test_the_hand_points_to_the_slope_of_its_direction() -> None:
    plot, turn = plot_of(), ValueTracker(0.0)
    hand = polar_hand(plot, turn.get_value)
    uphill = float(np.arctan2(*plot.gradient[::-1]))
    for way, colour in ((0.2, "direction"), (uphill + TAU / 2, "partial_x"), (uphill + TAU / 4, "level")):
        turn.set_value(way)
        hand.update()
        (angle,), (size,) = plot.where(hand[1].get_center()[None])
        slope = float(steps(plot, np.array([way]))[0])
        assert size == pytest.approx(abs(slope), abs=1e-4 * plot.steepest)
        if colour != "level":
            assert np.cos(angle - way) == pytest.approx(1, abs=1e-6)
        assert hand[0].get_end() == pytest.approx(hand[1].get_center())
        assert hand[0].get_color().to_hex().lower() == getattr(plot.view.theme, colour).lower()


def test_the_gradient_is_the_diameter_of_the_uphill_circle() -> None:
    plot = plot_of()
    arrow = polar_gradient(plot)
    fx, fy = steps(plot, np.array([0.0, np.pi / 2]))
    assert arrow.tail == pytest.approx(plot.rim.get_center())
    unit = plot.rim.width / 2 / plot.limit
    assert arrow.along == pytest.approx([unit * fx, unit * fy, 0], abs=1e-6)


@pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
def test_places_are_read_back_for_any_field(specimen: Specimen) -> None:
    at = default_point(specimen.field)
    assert at is not None
    plot = PolarPlot(View.fit(specimen.field, THEMES["paper"], Box(-6, 2, -2.7, 2.5)), at, radius=0.8)
    angles = np.linspace(-3, 3, 25)
    back, sizes = plot.where(plot.places(angles, plot.steepest))
    assert back == pytest.approx(angles)
    assert sizes == pytest.approx(np.full(25, plot.steepest))
    assert plot.slopes(angles).max() <= plot.steepest * (1 + 1e-12)
