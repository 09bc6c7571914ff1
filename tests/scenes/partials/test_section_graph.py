"""The flat graph of a slice: its curve, its dot and its tangent are those of the slice, and follow the point."""

import numpy as np
import pytest

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.slices import moving
from scenes.partials.shared.section_graph import SectionGraph, rise_over_run
from tests.zoo import named

BOX = Box(2, 6, -3, 1)
STEP = 1e-5


def graph_of(text: str, held: str, at: tuple[float, float]) -> tuple[SectionGraph, list[tuple[float, float]]]:
    """A graph, and its point in a list, to be changed."""
    place = [at]
    return SectionGraph(SpaceView.over(Field(text), THEMES["night"]), held, lambda: place[0], BOX), place


def along(held: str, at: tuple[float, float], free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = at
    return (free, np.full_like(free, y)) if held == "y" else (np.full_like(free, x), free)


@pytest.mark.parametrize("held", ["x", "y"])
@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y) + x/4", "abs(x) + y", "sqrt(x + y + 6)"])
def test_curve_dot_and_tangent_are_those_of_the_slice_wherever_it_is(text: str, held: str) -> None:
    graph, place = graph_of(text, held, (0.8, 0.4))
    f, axis = graph.view.field, "xy".index(moving(held))
    for at in ((0.8, 0.4), (-1.3, 1.1), (2.0, -1.5)):
        place[0] = at
        graph.update()
        free, heights = graph.where(graph.curve.points).T
        drawn = np.isfinite(heights)
        assert heights[drawn] == pytest.approx(f(*along(held, at, free))[drawn], abs=1e-9 * np.ptp(heights[drawn]))
        assert graph.where(graph.dot.points)[0] == pytest.approx([at[axis], float(f(*at))])
        ends = graph.where(graph.tangent.points)
        slope = rise_over_run(ends)
        steps = np.diff(f(*along(held, at, at[axis] + STEP * np.array([-1.0, 1.0]))))[0] / (2 * STEP)
        assert slope == pytest.approx(steps, rel=1e-5, abs=1e-5)
        touch = ends[0, 1] + slope * (at[axis] - ends[0, 0])
        assert touch == pytest.approx(float(f(*at)), abs=1e-6)
        assert ends[0, 0] <= at[axis] <= ends[1, 0]


@pytest.mark.parametrize("held", ["x", "y"])
def test_nothing_is_drawn_outside_the_box(held: str) -> None:
    for name in ("pole", "tilted saddle", "Rosenbrock", "steep exponential", "disc"):
        graph, _ = graph_of(named(name).text, held, (0.5, 0.25))
        for line in (graph.curve, graph.tangent, graph.dot):
            drawn = line.points[np.isfinite(line.points).all(axis=1)]
            assert len(drawn)
            assert (drawn[:, 0] >= graph.area.left - 1e-6).all()
            assert (drawn[:, 0] <= graph.area.right + 1e-6).all()
            assert (drawn[:, 1] >= graph.area.bottom - 1e-4).all()
            assert (drawn[:, 1] <= graph.area.top + 1e-4).all()
        assert BOX.holds(graph.axes, slack=0.1)


def test_where_undoes_at_and_heights_beyond_are_not_drawn() -> None:
    graph, _ = graph_of("x^2 + y^2", "y", (1.0, 0.5))
    places = np.array([[-3.0, 0.0], [0.25, 13.0], [3.0, 7.5]])
    assert graph.where(graph.at(*places.T)) == pytest.approx(places)
    assert np.isnan(graph.at([0.0, 0.0], [-5.0, 20.0])[:, 1]).all()


def test_the_tangent_is_gone_where_there_is_none() -> None:
    graph, place = graph_of("abs(x) + y", "y", (1.0, 0.0))
    assert np.isfinite(graph.tangent.points).all()
    place[0] = (0.0, 0.0)
    graph.update()
    assert not np.isfinite(graph.tangent.points[:, :2]).all()
    assert np.isnan(rise_over_run(graph.where(graph.tangent.points)))
