"""SteepestAscent: lines that lead up and down, and claims that are false as soon as one is drawn wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, ValueTracker

from gradanim.fields.typed import Field
from gradanim.flows.gradient_flow import gradient_flow
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.marks.walkers import Walker, trail
from scenes.gradient.steepest_ascent import (
    LENGTH,
    DirectionLine,
    all_lead_down,
    all_point_uphill,
    at_the_border,
    dashed_where_it_falls,
    directions_everywhere,
    ending,
    lower_further_on,
    on_a_crest,
    solid_or_dashed,
    ways_down,
)

DOME = View.fit(Field("4 - x^2 - 2y^2"), THEMES["night"], Box(-6.0, 1.5, -3.0, 3.0))
AT = (0.8, 0.3)  # the gradient there is (-1.6, -1.2)


def drawn_at(angle: float = 0.0) -> SimpleNamespace:
    direction_line, down, arrows = (
        DirectionLine(DOME, AT, angle),
        ways_down(DOME, (0.0, 0.0)),
        directions_everywhere(DOME),
    )
    claims = {
        "dashes": dashed_where_it_falls(DOME, direction_line), "down": all_lead_down(DOME, down),
        "uphill": all_point_uphill(DOME, arrows),
    }  # fmt: skip
    return SimpleNamespace(direction_line=direction_line, down=down, arrows=arrows, claims=claims)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def false(claims: dict[str, Claim]) -> set[str]:
    return {name for name, claim in claims.items() if not holds(claim)}


@pytest.mark.parametrize("degrees", range(0, 360, 40))
def test_a_direction_is_whole_where_it_leads_up_and_dashed_where_it_leads_down(degrees: int) -> None:
    drawn = drawn_at(np.radians(degrees))
    way = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    line = drawn.direction_line.line
    assert (len(line.get_subpaths()) == 1) == (way @ [-1.6, -1.2] > 0)
    assert np.linalg.norm(line.points[-1] - line.points[0]) == pytest.approx(LENGTH, abs=0.1)
    assert false(drawn.claims) == set()


def test_it_turns_with_its_angle() -> None:
    angle = ValueTracker(0.0)
    direction_line = DirectionLine(DOME, AT, angle.get_value)
    angle.set_value(np.pi)
    direction_line.update()
    assert (direction_line.line.points[-1] - direction_line.line.points[0])[0] == pytest.approx(-LENGTH)
    assert len(direction_line.line.get_subpaths()) == 1


def test_from_a_summit_all_ways_lead_down_and_from_a_slope_only_half() -> None:
    assert len(ways_down(DOME, (0.0, 0.0))) == 16
    assert 7 <= len(ways_down(DOME, AT)) <= 9


def wrong_dashes(drawn: SimpleNamespace) -> None:
    solid_or_dashed(drawn.direction_line.line, DOME, AT, np.array([1.0, 0.0]), dashed=False)


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (wrong_dashes, {"dashes"}),
        (lambda d: d.direction_line.rotate(180 * DEGREES, axis=OUT, about_point=DOME.at(*AT)), {"dashes"}),
        (lambda d: d.down.shift([0.5, 0.3, 0.0]), {"down"}),
        (lambda d: d.down.remove(*d.down[:3]), {"down"}),
        (lambda d: d.arrows[5].rotate(3 * DEGREES, axis=OUT, about_point=d.arrows[5].tail), {"uphill"}),
        (lambda d: d.arrows.shift([0.2, 0.0, 0.0]), {"uphill"}),
    ],
)
def test_what_is_drawn_wrong_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], wrong: set[str]) -> None:
    drawn = drawn_at()
    drawn.claims["down"] = all_lead_down(DOME, drawn.down)
    spoil(drawn)
    assert false({**drawn.claims, "down": all_lead_down(DOME, drawn.down)}) == wrong


def test_only_who_stands_at_the_border_has_left_the_picture() -> None:
    view = View.fit(Field("sqrt(x^2 + y^2)"), THEMES["night"], Box(-6.0, 2.0, -3.0, 3.0))
    walk = gradient_flow(view.field, (-0.6, -0.1))
    assert walk.ended == "left domain"
    walker = Walker(view, (-0.6, -0.1))
    claim = at_the_border(view, walker)
    assert not holds(claim)
    walker.follow(walk.points).interpolate(1.0)
    assert holds(claim)
    walker.shift(0.3 * RIGHT)
    assert not holds(claim)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("4 - x^2 - 2y^2", (1.0, 0.5), "peak"),
        ("4 - max(|x|, |y|)", (1.8, 0.3), "crest"),
        ("-|x - y| - x^2", (1.1, -0.2), "crest"),  # along it, it would go up to the origin
        ("-|x - y^2/4| + y/2", (-1.8, -0.4), "crest"),
        ("-|x|", (-1.5, 0.4), "crest"),  # a level one
        ("-sqrt(x^2 + y^2)", (-1.8, 0.1), "sharp peak"),
        ("-|x| - |y|", (-1.0, 1.0), "sharp peak"),
        ("-|x| - |y|", (-1.8, -1.2), "crest"),
        ("x - floor(x) + y/9", (0.1, 0.0), "no gain"),
        ("atan(y/x)", (1.0, 0.5), "no gain"),
        ("x + y", (0.0, 0.0), "left domain"),
    ],
)
def test_how_a_walk_ends_is_told_by_the_ground_around_its_end(text: str, start: tuple[float, float], end: str) -> None:
    f = Field(text)
    assert ending(f, gradient_flow(f, start)) == end


def test_a_crest_and_a_drop_are_measured_where_the_walker_and_the_path_are_drawn() -> None:
    view = View.fit(Field("-|x|"), THEMES["night"], Box(-6.0, 2.0, -3.0, 3.0))
    assert holds(on_a_crest(view, Walker(view, (0.0, 0.5))))
    assert not holds(on_a_crest(view, Walker(view, (0.3, 0.5))))
    view = View.fit(Field("x - floor(x)"), THEMES["night"], Box(-6.0, 2.0, -3.0, 3.0))
    for end, true in ((1 - 1e-6, True), (0.8, False)):
        way = np.stack([np.linspace(0.1, end, 50), np.zeros(50)], axis=1)
        assert holds(lower_further_on(view, trail(view, way))) == true
