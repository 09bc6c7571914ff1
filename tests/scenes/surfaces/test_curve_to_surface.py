"""CurveToSurface: heights read on the upright axis, and critical points told apart and counted."""

import numpy as np
import pytest
from manim import OUT, RIGHT

from gradanim.calculus.critical_points import critical_points, critical_set
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.axes import SpaceFrame
from gradanim.stage.space.landscape import SpaceView
from scenes.surfaces.curve_to_surface import (
    CriticalPointBalls,
    CurveToSurface,
    are_of_their_kinds,
    count_sentence,
    kind_list,
    level_line,
    over_their_map,
    read_on_the_axis,
)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def view_of(text: str) -> SpaceView:
    return SpaceView.over(Field(text), THEMES["night"])


@pytest.mark.parametrize("text", ["x^2 - y", "1e6 + sin(x)*y", "1e-9*(x^2 + y^2)", "1e9*x*y", "sin(8x)*cos(8y)"])
def test_a_height_is_read_on_the_upright_axis(text: str) -> None:
    view, place = view_of(text), [(0.9, 0.7)]
    frame, below = SpaceFrame(view), Marker(view.floor, lambda: place[0])
    line = level_line(view, lambda: place[0])
    claim = read_on_the_axis(view, frame, below, line)
    assert holds(claim)
    place[0] = (-1.4, 1.1)
    for thing in (below, line):
        thing.update()
    assert holds(claim)
    line.shift(0.1 * OUT)
    assert not holds(claim)
    line.shift(-0.1 * OUT + 0.2 * RIGHT)
    assert not holds(claim), "it misses the axis"
    line.shift(-0.2 * RIGHT)
    below.points = view.floor.at(1.6, 0.9)[None]
    assert not holds(claim)
    line.points = np.full_like(line.points, np.nan)
    assert not holds(claim)


def test_a_wrong_number_on_the_axis_is_seen() -> None:
    view = view_of("x^2 - y")
    frame, below = SpaceFrame(view), Marker(view.floor, (0.9, 0.7))
    frame.upright.levels = [z + 0.1 for z in frame.upright.levels]
    assert not holds(read_on_the_axis(view, frame, below, level_line(view, (0.9, 0.7))))


@pytest.mark.parametrize(
    "text", ["sin(x)*cos(y) + x/4", "x^2 + y^2", "x^2 - y^2", "sin(3x)*sin(2y)", "x^3 - x/10000 + y^2"]
)
def test_every_ball_is_of_its_kind_and_counted_once(text: str) -> None:
    view = view_of(text)
    points = critical_points(view.field)
    balls = CriticalPointBalls(view, points)
    assert holds(are_of_their_kinds(view, balls))
    assert len(kind_list(view, points)) == len(set(balls.kinds))
    balls[0].shift(0.3 * RIGHT)
    assert not holds(are_of_their_kinds(view, balls))


def test_a_saddle_is_no_peak() -> None:
    view = view_of("x^2 - y^2")
    balls = CriticalPointBalls(view, critical_points(view.field))
    balls.kinds = ["peak"]
    assert not holds(are_of_their_kinds(view, balls))
    assert not len(kind_list(view, []))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x + y", "has neither peak nor valley"),
        ("x^3", "has neither peak nor valley"),
        ("sqrt(x^2 + y^2)", "its curvature tells of no peak"),  # and yet it has a lowest place
        ("x^4 + y^4", "its curvature tells of no peak"),
        ("-(x - y)^2", "its curvature tells of no peak"),
        ("x^2 - y^2", "level at 1 saddle."),
        ("x^2 + y^2", "level at 1 valley."),
        ("15x^3 - 3xy + 15y^3", "level at 1 valley and 1 saddle."),
        ("cos(10x)*cos(10y)", "level at 123 peaks, 124 valleys and 240 saddles."),
        ("x^4/4 - x^3/3 + y^2", "level at 1 valley and 1 place that its curvature does not decide."),
        ("-(x^2 + y^2 - 1)^2", "level at 1 valley, and along whole curves."),
        ("sin(100x)*sin(100y)", "more places than can be told apart"),
    ],
)
def test_no_place_that_stands_out_is_denied(text: str, says: str) -> None:
    field = Field(text)
    assert says in count_sentence(field, critical_set(field))


def test_a_map_that_does_not_lie_under_its_contours_is_seen() -> None:
    view = view_of("x^2 + y^2")
    lines, chart = ContourMap(view), ContourMap(view.floor)
    claim = over_their_map(lines, chart)
    assert holds(claim)
    assert not holds(over_their_map(lines, ContourMap(view_of("x^2 + 2y^2").floor)))


def test_the_default_has_two_peaks_a_saddle_and_calm_borders() -> None:
    field = Field(CurveToSurface.f, CurveToSurface.domain)
    found = critical_set(field)
    assert sorted(one.kind for one in found.inside) == ["peak", "peak", "saddle"]
    assert found.complete
    x, y = field.domain.grid(60)
    height = field(x, y)
    border = np.concatenate([height[0], height[-1], height[:, 0], height[:, -1]])
    assert np.ptp(border) < 0.05 * np.ptp(height)
