"""The claims about learning rates: true of a true story, false as soon as the picture is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, RIGHT, UP, Line, ValueTracker

from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.typeset.readouts import Readout
from scenes.descent.learning_rate.bowl import bowl_near
from scenes.descent.learning_rate.bowl_cut import BowlCut, MiddleLine
from scenes.descent.learning_rate.claims import (
    converges_or_diverges,
    cut_through_walker,
    most_curved,
    multiplies,
    number_is_curvature,
    oscillates,
    oscillates_ever_wider,
    rates_converge_or_diverge,
    same_distances,
    slope_grows_by,
)
from scenes.descent.learning_rate.rates import RateLine
from scenes.descent.optimizer_race.goal import lowest
from scenes.descent.shared.graph_claims import cuts_are_heights, graph_is_height
from scenes.descent.shared.height_graph import HeightGraph
from scenes.descent.shared.steps import SAMPLES, Steps, padded

TEXT, START, BOARD = "x^2/4 + y^2 + x*y/5", (-2.0, 0.4), Box(2, 6, -3, 1)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def walked(points: np.ndarray, taken: float) -> np.ndarray:
    """The place on a broken line after so many of its steps."""
    return np.array([np.interp(taken, np.arange(len(points)), column) for column in points.T])


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
    middle = MiddleLine(view, bowl.bottom, bowl.most_curved_way(START), away=START)
    taken = ValueTracker(0.0)
    cut = BowlCut(view, bowl, START, BOARD, lambda: walked(walks[0].points, taken.get_value()))
    cut.slid.set_value(1.0)
    cut.update()
    cut.marks.update()
    tangent = cut.tangent(START)
    beside = [Readout(view, "d", value) for value in cut.slope(START)]
    in_cut = Steps(cut.over(), walks[0].points, 4, THEMES["night"].ink, samples=SAMPLES)
    on_map = Steps(view, walks[0].points, 4)
    factor = Readout(view, "c", 1 - rates[0] * bowl.curvatures[1])
    line = RateLine(view, bowl.limit, rates, THEMES["night"].runners[:2])
    claims = {
        "graph": graph_is_height(view, graph, curve, good),
        "wild graph": graph_is_height(view, graph, other, wild),
        "falls": converges_or_diverges(view, good, bowl.bottom, rates[0]),
        "grows": converges_or_diverges(view, wild, bowl.bottom, rates[1]),
        "axis": most_curved(view, axis),
        "number": number_is_curvature(view, axis, number),
        "swings": oscillates(view, even, axis),
        "wider": oscillates_ever_wider(view, wild, middle),
        "lowest": lowest(view, [good, wild], 0),
        "cut": cuts_are_heights(view, cut),
        "distances": same_distances(view, axis, on_map, cut, in_cut),
        "slope": slope_grows_by(cut, tangent, number, *beside),
        "factor": multiplies(view, on_map, axis, factor),
        "rates": rates_converge_or_diverge(view, line, [good, wild]),
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
        (lambda s: s.cut.curves.shift(0.1 * UP), {"cut", "slope"}),
        (lambda s: s.tangent.rotate(5 * DEGREES), {"slope"}),
        (lambda s: s.tangent.shift(0.2 * UP), {"slope"}),
        (lambda s: s.tangent.shift(0.2 * RIGHT), {"slope"}),
        (lambda s: setattr(s.beside[0], "value", 1.1 * s.beside[0].value), {"slope"}),
        (lambda s: setattr(s.beside[1], "value", 0.9 * s.beside[1].value), {"slope"}),
        (lambda s: s.cut.marks.shift(0.1 * UP), {"cut"}),
        (lambda s: s.in_cut.line.shift(0.1 * RIGHT), {"distances"}),
        (lambda s: setattr(s.in_cut.line, "points", s.in_cut.line.points[: 3 * SAMPLES]), {"distances"}),
        (lambda s: s.on_map.line.shift(0.1 * UP), {"distances", "factor"}),
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


def test_a_walk_converges_or_diverges_as_the_rate_it_is_said_of() -> None:
    told = story()
    assert not holds(converges_or_diverges(told.view, told.good, told.bowl.bottom, told.rates[1]))
    assert not holds(converges_or_diverges(told.view, told.wild, told.bowl.bottom, told.rates[0]))
    assert not holds(lowest(told.view, [told.good, told.wild], 1))


@pytest.mark.parametrize("taken", [0.0, 0.5, 1.0, 2.0])
def test_the_cut_goes_with_the_walker_and_the_ball_is_on_its_curve(taken: float) -> None:
    told = story()
    told.taken.set_value(taken)
    on_map = Steps(told.view, told.walks[0].points, taken)
    in_cut = Steps(told.cut.over(), told.walks[0].points, taken, samples=SAMPLES)
    told.cut.update()
    told.cut.marks.update()
    claims = cut_through_walker(told.view, told.cut.marks[0], on_map, told.cut, in_cut)
    assert all(holds(claim) for claim in claims)
    chord = Steps(told.cut, told.cut.stops(told.walks[0].points), taken)  # straight from stop to stop
    high, on_curve = cut_through_walker(told.view, told.cut.marks[0], on_map, told.cut, chord)[1:]
    assert (holds(high) and holds(on_curve)) == taken.is_integer()
    told.cut.slid.set_value(0.0)  # through the bottom, where the walker is not
    told.cut.update()
    told.cut.marks.update()
    through, _, on_curve = claims
    assert not holds(through)
    assert not holds(on_curve)


@pytest.mark.parametrize("log", [False, True])
def test_a_place_in_the_graph_reads_back_as_step_and_height(log: bool) -> None:
    graph = story(log=log).graph
    steps, heights = np.array([0.0, 3.0, 7.5]), np.array([0.9, 0.3, 0.02])
    np.testing.assert_allclose(graph.where(graph.at(steps, heights)), np.stack([steps, heights], axis=1), rtol=1e-9)
    assert np.isnan(graph.at(1, 1e9)).any()
