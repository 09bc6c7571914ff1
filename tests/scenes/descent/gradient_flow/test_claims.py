"""The claims about a flow and the steps beside it: false as soon as a line is wrong."""

import numpy as np
import pytest
from manim import DEGREES, OUT, UP

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import monotonic
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import plane_arrow
from scenes.descent.gradient_flow.claims import (
    gap_shrinks,
    graph_shows_the_gap,
    points_along_the_gradient,
    solves_the_equation,
    steps_by_the_rule,
)
from scenes.descent.gradient_flow.comparison import DIRECTION, downhill_arrow, flow_dot, flow_line, gap_line, place_at
from scenes.descent.gradient_flow.discretization import discretize
from scenes.descent.gradient_flow.gap_graph import GapGraph
from scenes.descent.shared.steps import Steps

BOX = Box(-6, 2, -3, 3)
START = (-2.7, 1.2)


@pytest.fixture
def stage():
    view = View.fit(Field("0.2(x - 2)^2 + 0.5(y - sin(x))^2"), THEMES["night"], BOX)
    found = discretize(view.field, START)
    assert found is not None
    runs = [Steps(view, run, len(run) - 1) for run in found.runs]
    return view, found, flow_line(view, found, 1.0), runs


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def test_the_flow_solves_its_equation_and_only_goes_down(stage) -> None:
    view, found, flow, _ = stage
    flow.clear_updaters()
    assert holds(solves_the_equation(view, flow, found.span))
    assert not holds(solves_the_equation(view, flow, 1.02 * found.span))
    assert not holds(solves_the_equation(view, flow.copy().shift(0.05 * UP), found.span))
    assert not holds(solves_the_equation(view, flow.copy().rotate(1 * DEGREES, axis=OUT), found.span))
    uneven = flow.copy()
    uneven.points = view.at(*np.array([place_at(found.flow, t**1.2) for t in np.linspace(0, 1, 601)]).T)
    assert not holds(solves_the_equation(view, uneven, found.span))  # the right line at the wrong times
    assert holds(monotonic(view, flow, sign=-1))
    back = flow.copy()
    back.points = flow.points[::-1]
    assert not holds(monotonic(view, back, sign=-1))


def test_every_drawn_step_obeys_the_rule(stage) -> None:
    view, found, _, runs = stage
    for steps, rate in zip(runs, found.rates, strict=True):
        assert holds(steps_by_the_rule(view, steps, rate))
        assert not holds(steps_by_the_rule(view, steps, 1.05 * rate))
    runs[0].clear_updaters().line.points[4] += 0.02
    assert not holds(steps_by_the_rule(view, runs[0], found.rates[0]))


def test_the_gap_shrinks_with_the_step(stage) -> None:
    view, _, flow, runs = stage
    assert holds(gap_shrinks(view, flow, runs[0], runs[1]))
    assert holds(gap_shrinks(view, flow, runs[1], runs[2]))
    assert not holds(gap_shrinks(view, flow, runs[0], runs[2]))
    assert not holds(gap_shrinks(view, flow, runs[1], runs[0]))
    runs[1].line.clear_updaters()
    runs[1].clear_updaters().shift(1.5 * UP)
    assert not holds(gap_shrinks(view, flow, runs[0], runs[1]))


def test_where_steps_are_exact_a_gap_is_seen() -> None:
    view = View.fit(Field("x + y/2"), THEMES["night"], BOX)
    found = discretize(view.field, (1.0, 0.5))
    assert found is not None
    flow, steps = flow_line(view, found, 1.0), Steps(view, found.runs[1], len(found.runs[1]) - 1)
    assert holds(gap_shrinks(view, flow, steps, steps, exact=True))
    steps.clear_updaters().line.points[3] += 0.01
    assert not holds(gap_shrinks(view, flow, steps, steps, exact=True))


def test_the_graph_shows_the_gap_on_the_map(stage) -> None:
    view, found, flow, runs = stage
    graph = GapGraph(view, found, Box(2, 6, -3, 1), [1.0] * 5)
    for k, steps in enumerate(runs):
        assert holds(graph_shows_the_gap(view, flow, steps, graph, k))
    assert not holds(graph_shows_the_gap(view, flow, runs[1], graph, 0))
    graph.curves[0].clear_updaters().shift(0.1 * UP)
    assert not holds(graph_shows_the_gap(view, flow, runs[0], graph, 0))
    assert Box(2, 6, -3, 1).holds(graph, slack=0.1)


def test_the_gap_joins_flow_and_steps_at_the_same_time(stage) -> None:
    view, found, _, _ = stage
    for share in (0.0, 0.17, 0.5, 1.0):
        ends = view.where(gap_line(view, found, 0, share).points)
        assert ends[0] == pytest.approx(place_at(found.flow, share))
        assert ends[1] == pytest.approx(place_at(found.runs[0], share))
        assert view.where(flow_dot(view, found, share).points)[0] == pytest.approx(ends[0])
        drawn = flow_line(view, found, share).points
        assert view.where(drawn[np.isfinite(drawn).all(axis=1)][-1]) == pytest.approx(ends[0])


def test_an_arrow_is_minus_the_gradient_or_it_is_not(stage) -> None:
    view = stage[0].with_arrows(1.0, 0.6)
    right = plane_arrow(view, START, lambda x, y: -view.field.gradient(x, y), "gradient")
    assert holds(is_gradient(view, right, sign=-1))
    assert not holds(is_gradient(view, plane_arrow(view, START, view.field.gradient, "gradient"), sign=-1))
    assert not holds(is_gradient(view, right.copy().scale(0.95, about_point=right.tail), sign=-1))
    assert not holds(is_gradient(view, right.copy().rotate(3 * DEGREES, axis=OUT, about_point=right.tail), sign=-1))


def test_an_arrow_that_shows_a_direction_only_is_always_as_long_and_points_against_the_gradient(stage) -> None:
    view, found, _, _ = stage
    for share in (0.0, 0.4, 0.9):
        arrow = downhill_arrow(view, found, share, to_scale=False)
        assert np.linalg.norm(arrow.along) == pytest.approx(DIRECTION)
        assert holds(points_along_the_gradient(view, arrow, sign=-1))
        assert not holds(points_along_the_gradient(view, arrow, sign=1))
        turned = arrow.copy().rotate(3 * DEGREES, axis=OUT, about_point=arrow.tail)
        assert not holds(points_along_the_gradient(view, turned, sign=-1))
