"""Walks in steps: drawn as far as they have come, and obeying their rule or seen not to."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP, ValueTracker

from gradanim.fields.typed import Field
from gradanim.optimize.ascent import descend
from gradanim.optimize.optimizers import Adam, Momentum, Newton, RMSProp
from gradanim.optimize.rules import Backtracking, Gradient, Rule
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.space.landscape import SpaceView
from scenes.descent.shared.step_claims import obeys
from scenes.descent.shared.steps import Steps, padded
from tests.zoo import untagged

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
