"""Descents side by side: the graph of their heights, and what is said of them, false as soon as the picture is."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import DEGREES, RIGHT, UP, Line

from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.layout import Box
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View
from scenes.descent.learning_rate.claims import (
    fate,
    most_curved,
    multiplies,
    number_is_curvature,
    rates_have_their_fates,
    same_distances,
    slope_grows_by,
    swings,
    swings_wider,
)
from scenes.descent.learning_rate.mathematics import bowl_near
from scenes.descent.learning_rate.panels import BowlCut, MiddleLine, RateLine
from scenes.descent.optimizer_race.claims import lowest
from scenes.descent.shared.graph_claims import cuts_are_heights, graph_is_height
from scenes.descent.shared.heights import HeightGraph, spread
from scenes.descent.shared.steps import Steps, padded

TEXT, START, BOARD = "x^2/4 + y^2 + x*y/5", (-2.0, 0.4), Box(2, 6, -3, 1)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def story(*, log: bool = False) -> SimpleNamespace:
    """Two walks, below the limit and beyond it, their graph, one at the limit, and the steep axis."""
    view = View.fit(Field(TEXT), THEMES["night"], Box(-6, 0, -2, 2))
    bowl = bowl_near(view.field, START)
    assert bowl is not None
    rates = (0.6 * bowl.limit, 1.15 * bowl.limit)
    walks = [descend(view.field, START, rate=rate, steps=12) for rate in rates]
    heights = [padded(walk.heights, 12) for walk in walks]
    floor = bowl.height if log else None
    graph = HeightGraph(view, BOARD, heights, ["good", "too large"], THEMES["night"].runners[:2], floor=floor)
    good, wild = (Steps(view, walk.points, len(walk.points) - 1) for walk in walks)
    curve, other = (graph.curve(known, 12, THEMES["night"].ink) for known in heights)
    even = Steps(view, descend(view.field, START, rate=bowl.limit, steps=12).points, 12)
    ends = view.at(*(np.array(bowl.bottom)[:, None] + np.outer(bowl.axes[1], [-1.0, 1.0])))
    axis, number = Line(*ends), Readout(view, "L", bowl.curvatures[1])
    middle = MiddleLine(view, bowl.bottom, bowl.steepest_way(START), away=START)
    cut = BowlCut(view, bowl, START, BOARD)
    tangent = cut.tangent(START)
    beside = [Readout(view, "d", value) for value in cut.slope(START)]
    hops = Steps(cut, cut.stops(walks[0].points), 4, THEMES["night"].ink)
    hopping = Steps(view, walks[0].points, 4)
    factor = Readout(view, "c", 1 - rates[0] * bowl.curvatures[1])
    line = RateLine(view, bowl.limit, rates, THEMES["night"].runners[:2])
    claims = {
        "graph": graph_is_height(view, graph, curve, good),
        "wild graph": graph_is_height(view, graph, other, wild),
        "falls": fate(view, good, bowl.bottom, rates[0]),
        "grows": fate(view, wild, bowl.bottom, rates[1]),
        "axis": most_curved(view, axis),
        "number": number_is_curvature(view, axis, number),
        "swings": swings(view, even, axis),
        "wider": swings_wider(view, wild, middle),
        "lowest": lowest(view, [good, wild], 0),
        "cut": cuts_are_heights(view, cut),
        "distances": same_distances(view, axis, hopping, cut, hops),
        "slope": slope_grows_by(cut, tangent, number, *beside),
        "factor": multiplies(view, hopping, axis, factor),
        "rates": rates_have_their_fates(view, line, [good, wild]),
    }
    return SimpleNamespace(**locals())


@pytest.mark.parametrize("log", [False, True])
def test_a_true_story_makes_every_claim_true(log: bool) -> None:
    assert [name for name, claim in story(log=log).claims.items() if not holds(claim)] == []


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda s: s.curve.shift(0.1 * UP), {"graph"}),
        (lambda s: setattr(s.curve, "points", s.curve.points[:-2]), {"graph"}),
        (lambda s: s.curve.points.__setitem__(3, s.curve.points[3] + 0.1 * UP), {"graph"}),
        (lambda s: setattr(s.other, "points", s.curve.points.copy()), {"wild graph"}),
        (lambda s: s.good.line.shift(0.2 * RIGHT), {"graph", "falls", "rates"}),
        (lambda s: setattr(s.good.line, "points", s.good.line.points[::-1]), {"graph", "falls", "rates"}),
        (
            lambda s: setattr(s.wild.line, "points", s.good.line.points.copy()),
            {"wild graph", "grows", "wider", "rates"},
        ),
        (lambda s: s.middle.shift(0.3 * (s.axis.get_end() - s.axis.get_start())), {"wider"}),
        (lambda s: s.middle.rotate(90 * DEGREES), {"wider"}),
        (lambda s: s.axis.rotate(15 * DEGREES), {"axis", "number", "swings", "distances", "factor"}),
        (lambda s: s.axis.rotate(90 * DEGREES), {"axis", "number", "swings", "distances", "factor"}),
        (lambda s: setattr(s.number, "value", 2.2), {"number", "slope"}),
        (lambda s: setattr(s.even.line, "points", s.wild.even_points), {"swings"}),
        (lambda s: setattr(s.good.line, "points", s.good.line.points[:1]), {"graph", "falls", "rates"}),
        (lambda s: s.cut.curves.shift(0.1 * UP), {"cut"}),
        (lambda s: s.tangent.rotate(5 * DEGREES), {"slope"}),
        (lambda s: s.tangent.shift(0.2 * UP), {"slope"}),
        (lambda s: s.tangent.shift(0.2 * RIGHT), {"slope"}),
        (lambda s: setattr(s.beside[0], "value", 1.1 * s.beside[0].value), {"slope"}),
        (lambda s: setattr(s.beside[1], "value", 0.9 * s.beside[1].value), {"slope"}),
        (lambda s: s.cut.marks.shift(0.1 * UP), {"cut"}),
        (lambda s: s.hops.line.shift(0.1 * RIGHT), {"distances"}),
        (lambda s: setattr(s.hops.line, "points", s.hops.line.points[:3]), {"distances"}),
        (lambda s: s.hopping.line.shift(0.1 * UP), {"distances", "factor"}),
        (lambda s: setattr(s.factor, "value", 0.2), {"factor"}),
        (lambda s: s.line.dots.shift(1.5 * RIGHT), {"rates"}),
        (lambda s: s.line.dots[1].move_to(s.line.dots[0]), {"rates"}),
    ],
)
def test_a_wrong_story_makes_its_claims_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    told = story()
    told.wild.even_points = padded(told.wild.line.points[:5], 12)
    spoil(told)
    assert {name for name, claim in told.claims.items() if not holds(claim)} == false


def test_a_fate_is_that_of_the_rate_it_is_said_of() -> None:
    told = story()
    assert not holds(fate(told.view, told.good, told.bowl.bottom, told.rates[1]))
    assert not holds(fate(told.view, told.wild, told.bowl.bottom, told.rates[0]))
    assert not holds(lowest(told.view, [told.good, told.wild], 1))


# ---- the graph


@pytest.mark.parametrize("log", [False, True])
def test_a_place_in_the_graph_reads_back_as_step_and_height(log: bool) -> None:
    graph = story(log=log).graph
    steps, heights = np.array([0.0, 3.0, 7.5]), np.array([0.9, 0.3, 0.02])
    np.testing.assert_allclose(graph.where(graph.at(steps, heights)), np.stack([steps, heights], axis=1), rtol=1e-9)
    assert np.isnan(graph.at(1, 1e9)).any()


def test_a_curve_that_falls_out_of_the_graph_ends_on_its_border() -> None:
    view = View.fit(Field(TEXT), THEMES["night"], Box(-6, 0, -2, 2))
    known = 10.0 ** np.array([0.0, -1, -2, -4, -9, -11])
    graph = HeightGraph(view, BOARD, [known, np.ones(6)], ["fast", "slow"], THEMES["night"].runners[:2], floor=0.0)
    curve = graph.curve(known, 5, THEMES["night"].ink)
    drawn = curve.points[np.isfinite(curve.points).all(axis=1)]
    assert len(drawn) == 5
    np.testing.assert_allclose(graph.where(drawn[:4])[:, 1], known[:4], rtol=1e-9)
    assert drawn[4][1] == pytest.approx(graph.plot.bottom)
    assert 3 < graph.where(drawn[4])[0] < 4


def test_names_stand_beside_their_ends_and_never_on_each_other() -> None:
    view = View.fit(Field(TEXT), THEMES["night"], Box(-6, 0, -2, 2))
    heights = [np.linspace(1, end, 6) for end in (0.0, 0.01, 0.02, 0.9, 0.5)]
    graph = HeightGraph(view, BOARD, heights, list("abcde"), THEMES["night"].runners)
    ups = np.array([name[1].get_center()[1] for name in graph.names])
    assert np.diff(np.sort(ups)).min() >= 0.29
    assert list(np.argsort(ups)) == [0, 1, 2, 4, 3]
    assert all(name.get_left()[0] > graph.plot.right for name in graph.names)
    assert all(name.get_right()[0] < BOARD.right + 0.02 for name in graph.names)


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
