"""Narrow valleys: found where the ground is steep across and level along, and cut open on the map and in a graph."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, RIGHT, UP

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from scenes.descent.optimizer_race.goal import is_lowest, log_floor, lowest_valley
from scenes.descent.optimizer_race.narrow_valley import CrossCuts, gentle_along, narrow_valley_at, stagnates_in
from scenes.descent.optimizer_race.optimizers import optimizers
from scenes.descent.shared.cut_graph import CutGraph
from scenes.descent.shared.graph_claims import cuts_are_heights
from scenes.descent.shared.steps import Steps
from scenes.descent.shared.valley_rings import ValleyRings, leads_up
from tests.zoo import named

BENT, START = Field("100(y - x^2)^2 + (1 - x)^2", Domain(-2, 2, -0.75, 2.25)), (-1.2, 1.0)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def test_a_stretched_bowl_is_a_narrow_valley_along_its_gentle_axis() -> None:
    narrow = narrow_valley_at(Field("100(x + y)^2 + (x - y)^2/10"), (0.0, 0.0))
    assert narrow is not None
    assert abs(narrow.along @ [1, -1]) == pytest.approx(np.sqrt(2))
    assert abs(narrow.across @ [1, 1]) == pytest.approx(np.sqrt(2))
    assert narrow.oblique
    places = narrow.cut(narrow.across)
    assert places @ narrow.across == pytest.approx(np.linspace(-narrow.half_width, narrow.half_width, len(places)))


@pytest.mark.parametrize("text", ["x^2 + y^2", "x", "x^2 - y^2", "-100x^2 - y^2", "sqrt(x^2 + y^2)", "100x^2 + 30y^2"])
def test_what_is_as_steep_along_or_has_no_walls_is_no_narrow_valley(text: str) -> None:
    assert narrow_valley_at(Field(text), (0.1, 0.0)) is None


def test_a_narrow_valley_along_an_axis_is_not_oblique() -> None:
    narrow = narrow_valley_at(Field("100x^2 + y^2/10"), (0.0, 0.0))
    assert narrow is not None
    assert not narrow.oblique


def test_only_who_creeps_stagnates() -> None:
    walk = optimizers(BENT, START, 120)[0].run(BENT, START, 120)
    assert stagnates_in(BENT, walk) is not None
    assert stagnates_in(BENT, walk, (1.0, 1.0)) is not None
    assert stagnates_in(BENT, walk, walk.points[-1] + 0.05) is None
    newton = optimizers(BENT, START, 120)[-1].run(BENT, START, 120)
    assert newton.ended == "flat"
    assert stagnates_in(BENT, newton) is None
    for name in ("linear", "bowl", "hills and hollows", "disc"):
        f = named(name).field
        assert stagnates_in(f, optimizers(f, (0.7, 0.3), 120)[0].run(f, (0.7, 0.3), 120)) is None


def test_the_goal_is_the_lowest_valley_and_heights_are_told_above_it_when_walks_come_near() -> None:
    valley = lowest_valley(BENT)
    assert valley is not None
    assert valley.point == pytest.approx((1, 1))
    assert is_lowest(BENT, valley)
    walks = [optimizer.run(BENT, START, 120) for optimizer in optimizers(BENT, START, 120)]
    assert log_floor(valley, walks) == pytest.approx(0, abs=1e-9)
    assert log_floor(valley, walks[:1]) is None
    assert log_floor(None, walks) is None
    assert lowest_valley(Field("x^2 - y^2")) is None
    wavy = Field("sin(x)*cos(y) + x/4")
    hollow = lowest_valley(wavy)
    assert hollow is not None
    assert is_lowest(wavy, hollow) == (wavy(*wavy.domain.grid(201)).min() >= hollow.height - 1e-9)


def opened() -> SimpleNamespace:
    view = View.fit(BENT, THEMES["night"], Box(-6, 0, -2, 2))
    walk = optimizers(BENT, START, 120)[0].run(BENT, START, 120)
    narrow = stagnates_in(BENT, walk)
    assert narrow is not None
    cuts, steps = CrossCuts(view, narrow, Box(2, 6, -3, 1)), Steps(view, walk.points, 120)
    ring = ValleyRings(view, [(1.0, 1.0)], ["lowest point"])
    claims = {
        "heights": cuts_are_heights(view, cuts),
        "along": gentle_along(view, cuts, steps),
        "up": leads_up(view, ring),
    }
    return SimpleNamespace(view=view, cuts=cuts, steps=steps, ring=ring, claims=claims)


def test_a_true_cut_makes_every_claim_true() -> None:
    assert [name for name, claim in opened().claims.items() if not holds(claim)] == []


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda o: o.cuts.curves[0].shift(0.1 * UP), {"heights"}),
        (lambda o: o.cuts.curves[1].shift(0.2 * UP), {"heights"}),
        (lambda o: o.cuts.curves[0].stretch(0.8, 0), {"heights"}),
        (lambda o: o.cuts.marks.rotate(90 * DEGREES), {"heights", "along"}),
        (lambda o: o.cuts.marks[1].rotate(25 * DEGREES), {"heights", "along"}),
        (lambda o: o.cuts.marks.shift(0.4 * RIGHT), {"heights", "along"}),
        (lambda o: setattr(o.steps.line, "points", o.steps.line.points[:2]), {"along"}),
        (lambda o: o.ring.shift(0.3 * RIGHT), {"up"}),
        (lambda o: o.ring.shift(2 * UP), {"up"}),
    ],
)
def test_a_wrong_cut_makes_its_claims_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    told = opened()
    spoil(told)
    assert {name for name, claim in told.claims.items() if not holds(claim)} == false


def test_a_place_in_the_cut_reads_back_as_distance_and_height() -> None:
    cuts = opened().cuts
    distances, heights = np.array([-0.2, 0.0, 0.1]), np.array([4.0, 9.0, 20.0])
    known = np.stack([distances, heights], axis=1)
    np.testing.assert_allclose(cuts.where(cuts.at(distances, heights)), known, atol=1e-9)


@pytest.mark.parametrize("point", [(1.9, 1.0), (-1.9, 1.0), (0.0, 2.2), (0.0, -0.7)])
def test_the_name_of_a_place_stays_on_the_map(point: tuple[float, float]) -> None:
    view = View.fit(BENT, THEMES["night"], Box(-6, 0, -2, 2))
    valley = ValleyRings(view, [point], ["lowest point"])
    assert view.box.holds(valley.numbers[0])
    assert view.where(valley.rings[0].get_center()) == pytest.approx(point)


@pytest.mark.parametrize("width", [3.1, 4.2, 6.0])
@pytest.mark.parametrize("half_width", [0.1 * 3.0, 0.6, 1.1])
def test_the_distances_of_a_cut_have_more_than_one_number(width: float, half_width: float) -> None:
    view = View.fit(Field("x^2 + y^2"), THEMES["night"], Box(-6, 0, -2, 2))
    cut = CutGraph(view, (0.0, 0.0), [(1.0, 0.0)], half_width, Box(2, 2 + width, -3, 0), [view.theme.direction])
    distances = [cut.where(number.get_center())[0] / half_width for number in cut.x_numbers]
    assert np.ptp(distances) > 0.4
