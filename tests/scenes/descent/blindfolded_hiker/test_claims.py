"""The claims about the hike: true of a true walk, false as soon as a drawn stop, number or bar is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import OUT, RIGHT, UP, ValueTracker

from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.optimize.rules import Gradient
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.marks import Arrow, gradient_arrow
from gradanim.stage.space.landscape import SpaceView
from scenes.descent.blindfolded_hiker.claims import (
    bars_compare,
    same_walk,
    slope_is_read,
    starts_on_the_map,
    step_is_rate_times_gradient,
    stops_near,
    stops_when_level,
)
from scenes.descent.blindfolded_hiker.hike import hike, short_descent
from scenes.descent.blindfolded_hiker.pages import StepBars, slope_readout
from scenes.descent.blindfolded_hiker.story import step_ends
from scenes.descent.shared.step_claims import obeys
from scenes.descent.shared.steps import Steps
from scenes.descent.shared.valley_rings import ValleyRings
from tests.zoo import named, untagged

BENT = "0.3(x - 1)^2 + 0.5(y - 1 + 0.25x^2)^2"
START = (-2.0, -1.0)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def chart(text: str = BENT) -> View:
    return View.fit(Field(text), THEMES["night"], Box(-4, 4, -3, 3))


def walked(text: str = BENT, start: tuple[float, float] = START) -> SimpleNamespace:
    view, land = chart(text), SpaceView.over(Field(text), THEMES["night"])
    path, rate = short_descent(view.field, start, flat=0.1)
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


def test_the_gradient_starts_on_the_map_and_not_on_the_landscape() -> None:
    walk, place = walked(), walked().path.points[-1]
    assert holds(starts_on_the_map(gradient_arrow(chart(), (place[0], place[1])), walk.on_map))
    land = SpaceView.over(Field(BENT), THEMES["night"])
    assert not holds(starts_on_the_map(gradient_arrow(land, START), walk.on_map))


def test_a_hike_goes_on_until_the_tolerance_and_not_further() -> None:
    view, land = chart(), walked()
    assert not holds(stops_when_level(view, land.on_map, 0.05))
    assert not holds(stops_when_level(view, land.on_map, 0.5))


@pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
def test_a_short_descent_ends_after_few_steps_where_it_can(specimen) -> None:
    f, start = specimen.field, default_point(specimen.field)
    assert start is not None
    path, rate = short_descent(f, start, flat=0.07 * float(np.hypot(*f.gradient(*start))))
    wanted = -rate * f.gradient(*path.points[:-1].T).T
    np.testing.assert_allclose(np.diff(path.points, axis=0), wanted, rtol=1e-6, atol=1e-9)
    assert len(path.points) <= 61
    if specimen.name in {"bowl", "hills and hollows", "linear", "tiny", "far off", "ripple"}:
        assert 4 <= len(path.points) <= 25


def test_a_narrow_valley_takes_the_boldest_rate_and_longer() -> None:
    f = named("Rosenbrock").field
    path, rate = short_descent(f, (-1.2, 1.0), flat=0.01)
    assert path.ended == "steps used"
    assert 0.2 / 1330 < rate < 2 / 1330


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
def test_the_number_is_the_slope_at_the_stop_drawn_last(text: str) -> None:
    view, done = chart(text), ValueTracker(3)
    walk = hike(view.field, START, view.at)
    assert walk is not None
    steps, number = Steps(view, walk.stops, done.get_value), slope_readout(view, walk, done.get_value)
    assert holds(slope_is_read(view, steps, number))
    other = Steps(view, walk.stops, 1)
    assert holds(slope_is_read(view, other, number)) == (text == "x + y/2")


def test_the_drawn_step_is_minus_the_rate_times_the_gradient() -> None:
    view, done = chart(), ValueTracker(2.0)
    walk = hike(view.field, START, view.at)
    assert walk is not None
    step = Arrow(view, step_ends(view, walk, done.get_value), "path")
    claim = step_is_rate_times_gradient(view, step, walk.rate)
    assert holds(claim)
    assert view.where(step.tip) == pytest.approx(walk.stops[3], abs=1e-6)
    done.set_value(2.7)  # on the way, it stays where it began
    step.update()
    assert view.where(step.tail) == pytest.approx(walk.stops[2], abs=1e-6)
    step.scale(1.1, about_point=step.tail)
    assert not holds(claim)
    assert not holds(step_is_rate_times_gradient(view, step, -walk.rate))


@pytest.mark.parametrize("text", ["sin(3x)*sin(3y)", "sin(2x)*cos(3y)", "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)"])
def test_a_narrow_valley_is_no_kink(text: str) -> None:
    view = chart(text)
    start = default_point(view.field)
    assert start is not None
    walk = hike(view.field, start, view.at)
    assert walk is not None
    assert walk.valley is not None
    steps, rings = Steps(view, walk.stops, len(walk.lengths)), ValleyRings(view, [walk.valley]).rings
    assert holds(stops_when_level(view, steps, walk.tolerance))
    assert holds(stops_near(view, steps, rings[0], walk.tolerance, close=walk.close))
    rings[0].shift(0.1 * RIGHT)
    assert not holds(stops_near(view, steps, rings[0], walk.tolerance, close=walk.close))
