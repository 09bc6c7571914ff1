"""A plot: what is drawn in it can be read back, and all of it stands in its box, whatever the numbers are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.view import View
from gradanim.stage.plots import Axis, LogAxis, Plot
from gradanim.stage.plots.ends import spread

VIEW = View.fit(Field("x + y"), THEMES["night"], Box(-6, 0, -2, 2))
BOX = Box(1.0, 5.5, -3.0, 0.5)
BOXES = (BOX, Box(0, 3.0, -1, 1), Box(-3.5, 3.5, -5, -2))
RANGES = ((0.0, 1.0), (-3.0, -1.0), (0.0, 0.0), (5.0, 5.0), (-2e9, 7e9), (1e-12, 3e-12), (1e6, 1e6 + 1), (-0.3, 1e200))


def stands_well(plot: Plot, box: Box) -> None:
    """Ticks along their axes, numbers that do not touch, and nothing outside of the box."""
    assert box.holds(plot, slack=0.03)
    numbers = [*plot.x_numbers, *plot.y_numbers]
    for k, number in enumerate(numbers):
        assert all(gap_between(number, other) > 0 for other in numbers[:k])
    for tick in (*plot.x_ticks, *plot.y_ticks):
        x, y, _ = tick.get_start()
        assert plot.area.left - 1e-3 <= x <= plot.area.right + 1e-3
        assert plot.area.bottom - 1e-3 <= y <= plot.area.top + 1e-3


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("low_high", RANGES)
def test_a_linear_plot_stands_in_its_box_whatever_it_shows(low_high: tuple[float, float], box: Box) -> None:
    plot = Plot(VIEW, box, Axis(*low_high, "_x_"), Axis(*low_high, "_f_ along the cut"))
    stands_well(plot, box)
    assert len(plot.x_ticks) >= 2
    assert len(plot.y_ticks) >= 2
    assert plot.y_numbers
    values = plot.x.value([0.0, 0.25, 1.0])
    assert plot.where(plot.at(values, values)) == pytest.approx(np.stack([values, values], axis=-1))


@pytest.mark.parametrize(
    ("low", "high", "floor"),
    [(1e-5, 1.0, 0.0), (1e-300, 1e300, 0.0), (2.0, 3.0, 0.0), (4.0, 4.0, 0.0), (0.5, 20.0, -7.0), (1e-9, 1e-3, 1e3)],
)
def test_on_a_logarithmic_axis_equal_ratios_are_equally_long(low: float, high: float, floor: float) -> None:
    plot = Plot(VIEW, BOX, Axis(0, 10, "step"), LogAxis(low, high, "height", floor=floor))
    stands_well(plot, BOX)
    assert len(plot.y_ticks) >= 2
    inside = plot.y.value([0.0, 0.3, 0.6, 0.9])
    up = plot.at(0.0, inside)[:, 1]
    assert np.diff(up) == pytest.approx(0.3 * plot.area.height, rel=1e-3)
    assert plot.where(plot.at(0.0, inside))[:, 1] == pytest.approx(inside)
    assert np.isnan(plot.at(0.0, [floor, floor - 1.0])[:, 1]).all()


@settings(deadline=None, max_examples=50)
@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.floats(0, 1), st.floats(0, 1))
def test_where_undoes_at(low: float, span: float, across: float, up: float) -> None:
    plot = Plot(VIEW, BOX, Axis(0, 1, marks=()), Axis(low, low + span, marks=()))
    x, y = across, float(plot.y.value(up))
    assert plot.where(plot.at(x, y)) == pytest.approx([x, y], rel=1e-6, abs=1e-6 * span)


def test_what_is_beyond_the_axes_is_not_drawn() -> None:
    plot = Plot(VIEW, BOX, Axis(-1, 1, "_x_"), Axis(0, 2, "_f_"))
    assert np.isfinite(plot.at([-1, 1, 1], [0, 2, 0])).all()
    assert np.isnan(plot.at([-1.1, 0, 0], [1, 2.1, np.nan])[:, :2]).all()
    line = plot.polyline((np.linspace(-1, 1, 5), np.linspace(-2, 2, 5)), "#ffffff")
    assert np.isfinite(line.points).all(axis=1).tolist() == [False, False, True, True, True]


def test_a_curve_a_dot_and_a_bar_follow_what_they_show() -> None:
    plot, height = Plot(VIEW, BOX, Axis(-1, 1, "_x_"), Axis(0, 2, "_f_")), [1.0]
    line = plot.polyline(lambda: ([-1.0, 1.0], [height[0]] * 2), "#ffffff")
    dot, bar = (draw(lambda: (0.5, height[0]), "#ffffff") for draw in (plot.marker, plot.bar))
    height[0] = 1.5
    for drawn in (line, dot, bar):
        drawn.update()
    assert plot.where(line.points)[:, 1] == pytest.approx([1.5, 1.5])
    assert plot.where(dot.points)[0] == pytest.approx([0.5, 1.5])
    assert plot.where(bar.points[[0, -1]]) == pytest.approx(np.array([[0.5, 0.0], [0.5, 1.5]]))


def test_a_unit_is_as_long_as_it_is_asked_to_be_where_there_is_room() -> None:
    plot = Plot(VIEW, BOX, Axis(0, 180, "_θ_"), Axis(-1, 1, marks=((0, "0"),)), unit=0.7)
    assert np.diff(plot.at(0, [0, 1])[:, 1])[0] == pytest.approx(0.7)
    assert plot.area.height < BOX.height


def test_an_axis_that_hangs_lies_above_what_is_drawn() -> None:
    plot = Plot(VIEW, BOX, Axis(0, 2, "length"), Axis(-3, 0, "height"), hanging=True)
    stands_well(plot, BOX)
    assert all(tick.get_start()[1] == pytest.approx(plot.at(0, 0)[1]) for tick in plot.x_ticks)
    assert plot.x_numbers.get_bottom()[1] > plot.at(0, 0)[1]


def test_numbers_can_be_read_where_there_is_room() -> None:
    plot = Plot(VIEW, Box(0.35, 6.56, -2.5, 2.65), Axis(-1, 1, "_x_"), Axis(0, 100, "_f_"))
    assert all(number.font_size == pytest.approx(32.0) for number in (*plot.x_numbers, *plot.y_numbers))


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=6))
def test_spreading_keeps_order_gap_and_limits(wanted: list[float]) -> None:
    placed = spread(np.array(wanted), 0.3, -3, 3)
    assert (np.diff(np.sort(placed)) >= 0.3 - 1e-9).all()
    assert placed.min() >= -3 - 1e-9
    assert placed.max() <= 3 + 1e-9
    order = np.argsort(wanted, kind="stable")
    assert (np.diff(placed[order]) >= 0).all()


def test_numbers_that_are_apart_stay_where_they_are() -> None:
    assert spread(np.array([1.0, -1.0, 0.0]), 0.3, -3, 3) == pytest.approx([1, -1, 0])
