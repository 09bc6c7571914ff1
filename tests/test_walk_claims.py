"""Walks in steps: drawn as far as they have come, and claims that are false as soon as a drawn stop is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP, ValueTracker

from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from gradanim.optimize.optimizers import Adam, Momentum, Newton, RMSProp
from gradanim.optimize.rules import Backtracking, Gradient, Rule
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps
from gradanim.stage.layout import Box
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.view import View
from scenes.descent.blindfolded_hiker.claims import bars_compare, same_walk, says_the_step, stops_near, stops_when_level
from scenes.descent.blindfolded_hiker.mathematics import brisk_descent, hike
from scenes.descent.blindfolded_hiker.panels import StepBars, StepLedger
from scenes.descent.shared.step_claims import obeys
from scenes.descent.shared.steps import Steps, padded
from scenes.descent.shared.valleys import ValleyRings
from tests.zoo import named, untagged

BENT = "0.3(x - 1)^2 + 0.5(y - 1 + 0.25x^2)^2"
START = (-2.0, -1.0)
RULES: dict[str, tuple[Rule, float]] = {
    "gradient": (Gradient(), 0.1),
    "momentum": (Momentum(), 0.03),
    "RMSProp": (RMSProp(), 0.05),
    "Adam": (Adam(), 0.1),
    "Newton": (Newton(), 1.0),
}
every_rule = pytest.mark.parametrize(("rule", "rate"), RULES.values(), ids=list(RULES))


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def chart(text: str = BENT) -> View:
    return View.fit(Field(text), THEMES["night"], Box(-4, 4, -3, 3))


def drawn(rule: Rule, rate: float, text: str = BENT, start: tuple[float, float] = START) -> tuple[Steps, Claim]:
    view, pace = chart(text), Backtracking(first=rate) if isinstance(rule, Newton) else rate
    path = descend(view.field, start, rule=rule, rate=pace, steps=30)
    steps = Steps(view, path.points, len(path.points) - 1)
    return steps, obeys(view, steps, rule, rate)


# ---- what is drawn


@pytest.mark.parametrize("view", [chart(), SpaceView.over(Field(BENT), THEMES["night"])], ids=["map", "landscape"])
def test_a_walk_is_drawn_as_far_as_it_has_come(view: View) -> None:
    stops = descend(view.field, START, rate=0.1, steps=10).points
    done = ValueTracker(0)
    steps = Steps(view, stops, done.get_value)
    for now in (0, 3, 3.25, 10):
        done.set_value(now)
        steps.update()
        whole = int(now)
        np.testing.assert_allclose(steps.places[: whole + 1], stops[: whole + 1], atol=1e-9)
        assert np.isfinite(steps.dots.points).all(axis=1).sum() == whole + 1
        here = stops[whole] if now == whole else 0.75 * stops[whole] + 0.25 * stops[whole + 1]
        np.testing.assert_allclose(steps.head.points[0][:2], view.at(*here)[:2], atol=1e-2)
        if isinstance(view, SpaceView):
            seen = steps.line.points[np.isfinite(steps.line.points).all(axis=1)]
            heights = view.field(*view.floor.where(seen).T)
            np.testing.assert_allclose(view.height_of(seen), heights, atol=0.15)  # lifted a little


def test_a_walk_that_ends_early_keeps_its_last_stop() -> None:
    stops = padded(np.array([[0.0, 0.0], [1.0, 0.5], [1.5, 1.0]]), 6)
    steps = Steps(chart(), stops, 6)
    np.testing.assert_allclose(steps.places, stops[:3], atol=1e-9)
    np.testing.assert_allclose(steps.head.points[0], chart().at(1.5, 1.0))


def test_a_faded_walk_is_faded_altogether() -> None:
    steps = drawn(Gradient(), 0.1)[0].set_opacity(0.3)
    assert [part.opacity for part in (steps.line, steps.dots, steps.head)] == [0.3] * 3


# ---- every rule, as published


@every_rule
@pytest.mark.parametrize(
    ("text", "start"), [(BENT, START), ("100(y-x^2)^2 + (1-x)^2", (-0.9, 0.2)), ("sin(x)*cos(y) + x/4", (-1.2, 0.5))]
)
def test_a_true_walk_obeys_its_rule(rule: Rule, rate: float, text: str, start: tuple[float, float]) -> None:
    steep = "100" in text and not isinstance(rule, Newton)
    assert holds(drawn(rule, rate / (200 if steep else 1), text, start)[1])


@every_rule
@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line.rotate(3 * DEGREES, axis=OUT),
        lambda line: line.scale(1.05, about_point=line.points[0]),
        lambda line: line.shift(0.2 * UP),
        lambda line: line.points.__setitem__(2, line.points[2] + 0.05 * RIGHT),
        lambda line: setattr(line, "points", line.points[::-1]),
        lambda line: setattr(line, "points", np.full_like(line.points, np.nan)),
    ],
    ids=["turned", "longer", "elsewhere", "one stop off", "backwards", "not drawn"],
)
def test_a_wrong_walk_does_not(rule: Rule, rate: float, spoil: Callable[[object], object]) -> None:
    steps, claim = drawn(rule, rate, start=(-1.6, -0.9))
    assert holds(claim)
    spoil(steps.line)
    assert not holds(claim)


@every_rule
def test_no_walk_obeys_another_rule(rule: Rule, rate: float) -> None:
    steps, _ = drawn(rule, rate)
    view = chart()
    for other, _ in RULES.values():
        assert holds(obeys(view, steps, other, rate)) == (other == rule)
    if not isinstance(rule, Newton):
        assert not holds(obeys(view, steps, rule, 1.1 * rate))


def test_beside_a_saddle_newtons_steps_are_those_of_the_safeguard() -> None:
    assert holds(drawn(Newton(), 0.5, "x^2 - y^2 + x*y", (1.0, 0.1))[1])


@pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
def test_difference_quotients_are_the_gradient_where_there_is_one(specimen) -> None:
    f, d = specimen.field, specimen.domain
    places = np.random.default_rng(2).uniform((d.x0, d.y0), (d.x1, d.y1), (50, 2))
    found, known = gradients_by_steps(f, places), f.gradient(*places.T).T
    seen = np.isfinite(found).all(axis=1) & np.isfinite(known).all(axis=1)
    scale = np.hypot(*known[seen].T)
    assert seen.any()
    assert (np.hypot(*(found - known)[seen].T) <= 0.01 * scale + 1e-4 * scale.max()).all()


# ---- the hiker


def walked(text: str = BENT, start: tuple[float, float] = START) -> SimpleNamespace:
    view, land = chart(text), SpaceView.over(Field(text), THEMES["night"])
    path, rate = brisk_descent(view.field, start, flat=0.1)
    last = len(path.points) - 1
    on_map, on_land = Steps(view, path.points, last), Steps(land, path.points, last)
    claims = {
        "steps": obeys(view, on_map, Gradient(), rate),
        "level": stops_when_level(view, on_map, 0.1),
        "same": same_walk(land, on_land, view, on_map),
    }
    return SimpleNamespace(on_map=on_map, on_land=on_land, claims=claims, path=path, rate=rate)


def test_a_true_hike_makes_every_claim_true() -> None:
    walk = walked()
    assert walk.path.ended == "flat"
    assert [name for name, claim in walk.claims.items() if not holds(claim)] == []


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda w: w.on_map.line.shift(0.3 * UP), {"steps", "level", "same"}),
        (lambda w: w.on_land.line.shift(0.3 * UP), {"same"}),
        (lambda w: w.on_land.line.shift(0.2 * OUT), {"same"}),
        (lambda w: setattr(w.on_map.line, "points", w.on_map.line.points[::-1]), {"steps", "level", "same"}),
        (lambda w: setattr(w.on_map.line, "points", w.on_map.line.points[:-3]), {"level", "same"}),
    ],
)
def test_a_wrong_hike_makes_its_claims_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    walk = walked()
    spoil(walk)
    assert {name for name, claim in walk.claims.items() if not holds(claim)} == false


def test_a_hike_goes_on_until_the_tolerance_and_not_further() -> None:
    view, land = chart(), walked()
    assert not holds(stops_when_level(view, land.on_map, 0.05))
    assert not holds(stops_when_level(view, land.on_map, 0.5))


@pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
def test_a_brisk_descent_ends_after_few_steps_where_it_can(specimen) -> None:
    f, start = specimen.field, default_point(specimen.field)
    assert start is not None
    path, rate = brisk_descent(f, start, flat=0.07 * float(np.hypot(*f.gradient(*start))))
    wanted = -rate * f.gradient(*path.points[:-1].T).T
    np.testing.assert_allclose(np.diff(path.points, axis=0), wanted, rtol=1e-6, atol=1e-9)
    assert len(path.points) <= 61
    if specimen.name in {"bowl", "hills and hollows", "linear", "tiny", "far off", "ripple"}:
        assert 4 <= len(path.points) <= 25


def test_a_narrow_valley_takes_the_boldest_rate_and_longer() -> None:
    f = named("Rosenbrock").field
    path, rate = brisk_descent(f, (-1.2, 1.0), flat=0.01)
    assert path.ended == "steps used"
    assert 0.2 / 1330 < rate < 2 / 1330


# ---- the two steps that are compared


@pytest.mark.parametrize("text", [BENT, "x^2 + 2y^2", "1e9*(x^2 + y^2)", "x + y/2"])
def test_bars_compare_the_longest_step_with_the_shortest(text: str) -> None:
    view, box = chart(text), Box(-2, 2, -1, 1)
    walk = hike(view.field, START, view.at)
    assert walk is not None
    steps, bars = Steps(view, walk.stops, len(walk.lengths)), StepBars(view, walk, box)
    assert box.holds(bars, slack=0.05)
    assert holds(bars_compare(view, steps, bars))
    bars.lengths[0].stretch(0.9, 0)
    bars.slopes[0].stretch(0.9, 0)
    assert holds(bars_compare(view, steps, bars)) == (len(bars.steps) == 1)
    for bar in bars.lengths:
        bar.stretch(1.3, 0)
    assert not holds(bars_compare(view, steps, bars))


def test_a_length_is_drawn_the_rate_times_as_long_as_its_slope() -> None:
    view = chart()
    walk = hike(view.field, START, view.at)
    assert walk is not None
    bars = StepBars(view, walk, Box(-2, 2, -1, 1))
    assert bars.times == 1
    assert bars.lengths[0].width == pytest.approx(walk.rate * bars.slopes[0].width)


def test_a_walk_ends_close_to_the_drawn_ring_or_a_little_before_it() -> None:
    view = chart()
    walk = hike(view.field, START, view.at)
    assert walk is not None
    assert walk.valley is not None
    assert walk.close
    steps, rings = Steps(view, walk.stops, len(walk.lengths)), ValleyRings(view, [walk.valley]).rings
    near, further = (stops_near(view, steps, rings[0], walk.tolerance, close=close) for close in (True, False))
    assert holds(near)
    assert not holds(further)
    early = Steps(view, walk.stops, len(walk.lengths) - 8)
    assert not holds(stops_near(view, early, rings[0], walk.tolerance, close=True))
    rings[0].shift(0.1 * RIGHT)
    assert not holds(near)


def test_bars_of_other_steps_are_seen() -> None:
    view = chart()
    walk = hike(view.field, START, view.at)
    assert walk is not None
    steps, bars = Steps(view, walk.stops, len(walk.lengths)), StepBars(view, walk, Box(-2, 2, -1, 1))
    bars.steps = [bars.steps[0], bars.steps[1] - 4]
    assert not holds(bars_compare(view, steps, bars))
    early = Steps(view, walk.stops, 3)
    assert not holds(bars_compare(view, early, bars))


@pytest.mark.parametrize("text", [BENT, "1e9*(x^2 + y^2)", "x + y/2"])
def test_the_numbers_are_those_of_the_step_drawn_last(text: str) -> None:
    view, done = chart(text), ValueTracker(3)
    walk = hike(view.field, START, view.at)
    assert walk is not None
    steps, ledger = Steps(view, walk.stops, done.get_value), StepLedger(view, walk, done.get_value)
    claim = says_the_step(view, steps, ledger)
    assert holds(claim)
    other = Steps(view, walk.stops, 2)
    assert not holds(says_the_step(view, other, ledger))
    assert not holds(says_the_step(view, steps.copy().clear_updaters().shift(0.2 * UP), ledger))
    assert ledger.slope.text == StepLedger(view, walk, 3.0).slope.text
    assert float(ledger.slope.text) * 10.0**ledger.slope.exponent == pytest.approx(walk.slopes[3], rel=0.01)
