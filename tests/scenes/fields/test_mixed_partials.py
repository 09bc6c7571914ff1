"""MixedPartials: squares have the quotients they are known to have, and its claims are false once the picture is."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import RIGHT, UP, ValueTracker

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage import maps, typeset
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.marks import Marker
from gradanim.studio.film import rehearse
from scenes.fields.mixed_partials import claims
from scenes.fields.mixed_partials.counterexample import MIXED, PEANO, h_first, k_first
from scenes.fields.mixed_partials.graphs import LoopGraph, SideBars
from scenes.fields.mixed_partials.mixed_difference import (
    SMALLEST,
    Patch,
    climbs,
    mixed_partial,
    mixed_quotient,
    mixed_quotient_of_heights,
    square_at,
)
from scenes.fields.mixed_partials.rectangle import DrawnRectangle, signs

NAME = "MixedPartials"
BOX, BOARD = Box(-6, 0, -2, 2), Box(0.5, 6, -2, 2)


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], BOX)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(claim.missed(expected, claim.measure()) <= claim.tolerance)


@pytest.mark.parametrize(("h", "k"), [(0.5, 0.5), (-0.5, 0.25), (0.3, -0.7), (-1.0, -1.0)])
def test_the_quotient_of_a_rectangle_is_what_algebra_says(h: float, k: float) -> None:
    patch = Patch((1.0, 0.5), h, k)
    assert np.diff(patch.corners[:, 0])[0] > 0 < np.diff(patch.corners[:, 1])[1]
    for text, due in (
        ("x*y", 1.0),
        ("x^2*y", 2 + h),
        ("x^3 y + x y^2", 3 + 3 * h + h**2 + 1 + k),
        ("x^2 + sin(y)", 0.0),
    ):
        assert mixed_quotient(Field(text), patch) == pytest.approx(due, abs=1e-9)
        assert mixed_quotient_of_heights(Field(text), patch) == pytest.approx(due, abs=1e-9)


def test_once_round_a_gradient_adds_up_to_nothing() -> None:
    around = climbs(Field("exp(x)*sin(3y)"), Patch((0.2, 0.1), 0.6, 0.4).corners)
    assert around.sum() == pytest.approx(0, abs=1e-12)
    assert np.abs(around).min() > 0.01


def test_the_function_of_peano_has_its_own_limit_in_each_order() -> None:
    assert [claims.limit_of(PEANO, first) for first in "xy"] == pytest.approx([-1, 1], abs=1e-6)
    for way, limit in ((k_first, 1), (h_first, -1)):
        assert mixed_quotient_of_heights(PEANO, way(1.0)) == pytest.approx(limit, abs=1e-3)
    h, k = 0.3, 0.4
    assert mixed_quotient_of_heights(PEANO, Patch((0.0, 0.0), h, k)) == pytest.approx((h**2 - k**2) / (h**2 + k**2))


def test_its_mixed_partial_away_from_the_origin_is_the_formula() -> None:
    x, y = np.random.default_rng(1).uniform(0.1, 1, (2, 50))
    assert MIXED(x, y) == pytest.approx(PEANO.hessian(x, y)[0, 1], abs=1e-9)
    assert MIXED(x, y) == pytest.approx(MIXED(x / 100, y / 100))


@pytest.mark.parametrize("text", ["x^3 y + x y^2", "abs(x - 1) + y", "floor(x) + x*y", "1/(x - 0.9)", "1e10 + x + y"])
def test_the_square_lies_where_the_function_is_smooth(text: str) -> None:
    view = view_of(text)
    square = square_at(view, (0.5, 0.25))
    assert tuple(square.at) == (0.5, 0.25)
    limit = mixed_partial(view.field, square.at)
    scale = max(1.0, abs(mixed_quotient(view.field, square)))
    assert mixed_quotient(view.field, square.shrunk(SMALLEST)) == pytest.approx(limit, abs=3e-3 * scale)


def test_no_square_where_there_is_no_room_for_one() -> None:
    with pytest.raises(Refusal, match=r"no square with a corner at \(0.5, 0.25\) .* --at, or a smaller --domain"):
        square_at(view_of("floor(20x) + floor(20y) + x*y"), (0.5, 0.25))


def drawn() -> SimpleNamespace:
    view = view_of("x^3 y + x y^2", Domain(-1.5, 1.5, -1, 1))
    square, whole = square_at(view, (0.5, 0.125)), ValueTracker(1.0)
    rectangle, corner_signs = DrawnRectangle(view, lambda: square), signs(view, square)
    graph = LoopGraph(view, square, BOARD, whole.get_value)
    bars = SideBars(view, square, BOARD, whole.get_value)
    for moving in (rectangle, *graph.curves, *bars.bars):
        moving.update().clear_updaters()
    made = {
        "round": claims.adds_up_to_nothing(rectangle),
        "curve": claims.curve_is_climb(rectangle, graph),
        "bars": claims.bars_are_climbs(rectangle, bars),
        "marks": claims.marks_agree(bars),
        "signs": claims.signs_make_it(rectangle, corner_signs, bars),
    }
    return SimpleNamespace(rectangle=rectangle, signs=corner_signs, graph=graph, bars=bars, claims=made)


def failing(made: SimpleNamespace) -> set[str]:
    return {name for name, claim in made.claims.items() if not holds(claim)}


def test_what_is_claimed_of_a_square_holds_until_it_is_spoiled() -> None:
    assert failing(drawn()) == set()
    open_, elsewhere, lower, longer, turned = (drawn() for _ in range(5))
    open_.rectangle[1].points[-1] += 0.2 * UP
    assert "round" in failing(open_)
    elsewhere.rectangle.shift(0.3 * RIGHT)
    assert failing(elsewhere) == {"curve", "bars", "signs"}
    lower.graph.curves[1].points += 0.1 * UP
    assert failing(lower) == {"curve"}
    longer.bars.marks[1].points[1] += 0.1 * UP
    assert failing(longer) == {"marks"}
    turned.signs[0].move_to(turned.signs[1])
    assert failing(turned) == {"signs"}


def test_the_number_is_held_to_the_mixed_partial() -> None:
    view = view_of("x^3 y + x y^2")
    at = Marker(view, (0.5, 0.125))
    for value, true in ((1.0, True), (1.02, False)):
        number = typeset.Readout(view, "q", value)
        assert holds(claims.tends_to_mixed_partial(view, number, at, 1e-3)) is true


def test_rays_and_their_numbers_are_measured() -> None:
    view = View.fit(MIXED, THEMES["night"], BOX)
    contours = maps.ContourMap(view)
    assert not holds(claims.rays_to(view, maps.ContourMap(view_of("x^2 + y", MIXED.domain))))
    numbers = contours.height_labels(avoid=[(0.0, 0.0)], apart=0.7)
    assert holds(claims.numbers_are_quotients(view, numbers, PEANO))
    numbers[0].shift(0.4 * RIGHT)
    assert not holds(claims.numbers_are_quotients(view, numbers, PEANO))


@pytest.mark.parametrize("text", ["x + 2y", "x^2 + y^2"])
def test_where_opposite_sides_climb_alike_that_is_said(text: str) -> None:
    beats = rehearse(Shot(NAME, function=text, quality="l"))
    assert beats[2].caption == "Right climbs as much as left, and top as bottom."
    assert all(finding.holds for beat in beats for finding in beat.findings)
