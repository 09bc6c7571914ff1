"""SteepestAscent: lines that lead up and down, and claims that are false as soon as one is drawn wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, ValueTracker

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.flows.gradient_flow import gradient_flow
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.marks.walkers import Walker, trail
from scenes.gradient.steepest_ascent import (
    ARROW,
    Climber,
    DownhillDashes,
    all_point_uphill,
    at_the_border,
    dash,
    dashes_as_long_as_it_falls,
    directions_everywhere,
    ending,
    lower_further_on,
    no_way_up,
    on_a_crest,
    part_ways,
    reads_summit,
    short_of_the_end,
    summit_heights,
    walk_beside,
)

DOME = View.fit(Field("4 - x^2 - 2y^2"), THEMES["night"], Box(-6.0, 1.5, -3.0, 3.0)).fit_arrows(2.0, 1.6)
AT = (0.8, 0.3)  # the gradient there is (-1.6, -1.2), of length 2
TWO_HILLS = Field("2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)", Domain(-2.6, 2.6, -1.6, 1.9))


def drawn_at(angle: float = 0.0) -> SimpleNamespace:
    walker, dashes, arrows = Walker(DOME, AT), DownhillDashes(DOME, AT, angle), directions_everywhere(DOME)
    climber, top = Climber(DOME, gradient_flow(DOME.field, AT)), Walker(DOME, (0.0, 0.0))
    claims = {
        "dashes": dashes_as_long_as_it_falls(DOME, dashes, walker), "down": no_way_up(DOME, top),
        "short": short_of_the_end(DOME, climber.arrow, np.zeros(2)), "uphill": all_point_uphill(DOME, arrows),
    }  # fmt: skip
    return SimpleNamespace(dashes=dashes, arrows=arrows, climber=climber, top=top, claims=claims)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(claim.missed(expected, claim.measure()) <= claim.tolerance)


def false(claims: dict[str, Claim]) -> set[str]:
    return {name for name, claim in claims.items() if not holds(claim)}


@pytest.mark.parametrize("degrees", range(0, 360, 40))
def test_dashes_are_as_long_as_it_falls_and_none_where_it_rises(degrees: int) -> None:
    drawn = drawn_at(np.radians(degrees))
    slope = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]) @ [-1.6, -1.2]
    line = drawn.dashes.line
    assert (len(line.points) > 0) == (slope < -0.05)
    if slope < -0.05:
        assert np.linalg.norm(line.points[-1] - DOME.at(*AT)) == pytest.approx(-slope * DOME.arrow_scale)
    assert false(drawn.claims) == set()


def test_a_level_direction_has_no_dashes() -> None:
    dashes = DownhillDashes(DOME, AT, np.arctan2(1.6, -1.2))
    assert len(dashes.line.points) == 0


def test_they_turn_with_their_angle() -> None:
    angle = ValueTracker(np.pi)
    dashes = DownhillDashes(DOME, AT, angle.get_value)
    angle.set_value(0.0)
    dashes.update()
    assert (dashes.line.points[-1] - DOME.at(*AT))[0] == pytest.approx(1.6 * DOME.arrow_scale)


def test_a_climber_carries_the_arrow_until_it_would_reach_beyond_the_summit() -> None:
    climber = drawn_at().climber
    assert climber.at_summit
    claim = short_of_the_end(DOME, climber.arrow, climber.onwards[-1])
    climber.walker.follow(climber.way).interpolate(1.0)
    climber.arrow.update()
    assert holds(claim)
    assert np.linalg.norm(climber.arrow.along) == pytest.approx(ARROW)
    climber.walker.follow(climber.onwards).interpolate(0.5)
    climber.arrow.update()
    assert not holds(claim)


def test_from_a_summit_no_way_leads_up_and_from_a_slope_half_of_them_do() -> None:
    assert holds(no_way_up(DOME, Walker(DOME, (0.0, 0.0))))
    assert not holds(no_way_up(DOME, Walker(DOME, AT)))


def test_beside_a_watershed_a_second_climber_ends_on_the_other_summit() -> None:
    walk = gradient_flow(TWO_HILLS, (-0.4, -0.7))
    beside = walk_beside(TWO_HILLS, walk)
    assert beside is not None
    view = View.fit(TWO_HILLS, THEMES["night"], Box(-6.0, 1.5, -3.0, 3.0))
    climbers = [Climber(view, each) for each in (walk, beside)]
    claim = part_ways(view, climbers[0], climbers[1])
    assert not holds(claim)
    for climber in climbers:
        climber.walker.follow(climber.onwards).interpolate(1.0)
    assert holds(claim)


def test_far_from_a_watershed_and_on_one_hill_there_is_no_second_climber() -> None:
    assert walk_beside(DOME.field, gradient_flow(DOME.field, AT)) is None
    assert walk_beside(TWO_HILLS, gradient_flow(TWO_HILLS, (1.5, -0.5))) is None


def long_whatever_the_slope(drawn: SimpleNamespace) -> None:
    dash(drawn.dashes.line, DOME.at(*AT), np.array([1.0, 0.0, 0.0]), 0.75)


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (long_whatever_the_slope, {"dashes"}),
        (lambda d: d.dashes.line.rotate(8 * DEGREES, axis=OUT, about_point=DOME.at(*AT)), {"dashes"}),
        (lambda d: d.dashes.line.clear_points(), {"dashes"}),
        (lambda d: d.top.shift([0.5, 0.3, 0.0]), {"down"}),
        (lambda d: d.climber.arrow.scale(4.0, about_point=d.climber.arrow.tail), {"short"}),
        (lambda d: d.arrows[5].rotate(3 * DEGREES, axis=OUT, about_point=d.arrows[5].tail), {"uphill"}),
        (lambda d: d.arrows.shift([0.2, 0.0, 0.0]), {"uphill"}),
    ],
)
def test_what_is_drawn_wrong_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], wrong: set[str]) -> None:
    drawn = drawn_at()
    spoil(drawn)
    assert false(drawn.claims) == wrong


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


def test_the_height_of_a_summit_stands_beside_it_and_no_direction_lies_on_it() -> None:
    view = View.fit(TWO_HILLS, THEMES["night"], Box(-6.0, 4.0, -3.0, 3.0)).fit_arrows(1.0, 1.0)
    climbers = [Climber(view, gradient_flow(TWO_HILLS, start)) for start in ((-0.6, -0.7), (-0.3, -0.7))]
    assert all(climber.at_summit for climber in climbers)
    labels = summit_heights(view, climbers)
    assert labels[0].text.typst_code != labels[1].text.typst_code
    for label, climber in zip(labels, climbers, strict=True):
        climber.walker.move_to(climber.end)
        assert holds(reads_summit(view, label, climber))
        climber.walker.shift(0.6 * RIGHT)
        assert not holds(reads_summit(view, label, climber))
    ends = [climber.end for climber in climbers]
    everywhere, free = directions_everywhere(view), directions_everywhere(view, clear_of=ends)
    assert 0 < len(everywhere) - len(free) < 12
    shafts = np.array([arrow.tail + share * arrow.along for arrow in free for share in np.linspace(0, 1, 9)])
    assert min(np.linalg.norm(shafts - end, axis=1).min() for end in ends) > 0.25
