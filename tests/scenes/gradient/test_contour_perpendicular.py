"""ContourPerpendicular: what steps in all directions gain, how the gradient changes along a contour, and the claims."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, UP

from gradanim.contours.level_curves import level_curve_through
from gradanim.contours.levels import nice_levels
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.audit import texts
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.geometry import orthogonal
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourThrough
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.maps.places import height_of
from gradanim.stage.maps.zoom import Zoom
from gradanim.stage.marks.arrows import gradient_arrow, right_angle
from gradanim.stage.marks.routes import short_of_crossings
from gradanim.stage.marks.valleys import ring
from gradanim.stage.marks.walkers import Walker, trail
from scenes.gradient.contour_perpendicular import (
    MARK,
    ContourWalk,
    EqualSteps,
    ZoomFrame,
    about_carrying,
    about_changing,
    about_length,
    equally_steep,
    full_circle,
    gain_marks,
    is_level_at,
    level_label,
    longest_to_shortest,
    marks_are_gains,
    split_at,
    stands_out,
    steepest_ways,
)

AT = (1.2, 0.8)


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], Box(-6, 2, -3, 3))


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(claim.missed(expected, claim.measure()) <= claim.tolerance)


def steps(text: str = "x^2 + y^2") -> SimpleNamespace:
    view = view_of(text).zoomed(Domain(AT[0] - 0.15, AT[0] + 0.15, AT[1] - 0.1, AT[1] + 0.1))
    gradient = view.field.gradient(*AT)
    end = AT + 0.06 * gradient / np.hypot(*gradient)
    step, marks = trail(view, np.array([AT, end])), gain_marks(view, AT, full_circle(end, AT))
    return SimpleNamespace(view=view, step=step, marks=marks, claim=marks_are_gains(view, step, marks))


@pytest.mark.parametrize("text", ["x^2 + y^2", "sin(x)*cos(y)", "1e6*(x - 2y)", "1e-6*exp(x*y)"])
def test_marks_are_as_long_as_is_gained(text: str) -> None:
    drawn = steps(text)
    assert holds(drawn.claim)
    assert len(drawn.marks) == 24


def test_the_longest_mark_stands_where_the_gradient_points() -> None:
    drawn = steps()
    assert drawn.view.where(drawn.marks[0].points[0]) - AT == pytest.approx(0.06 * np.array(AT) / np.hypot(*AT))
    lengths = [np.linalg.norm(mark.points[-1] - mark.points[0]) for mark in drawn.marks]
    assert lengths[0] == max(lengths)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.marks.rotate(20 * DEGREES),
        lambda d: d.marks[3].scale(1.5, about_point=d.marks[3].points[0]),
        lambda d: d.marks[0].rotate(180 * DEGREES, about_point=d.marks[0].points[0]),
        lambda d: d.marks.shift(0.3 * UP),
    ],
)
def test_wrong_marks_are_seen(spoil: Callable[[SimpleNamespace], object]) -> None:
    drawn = steps()
    spoil(drawn)
    assert not holds(drawn.claim)


def two_gradients() -> SimpleNamespace:
    view = view_of("3 - x^2/4 - y^2")
    curve = ContourThrough(view, (2.0, 0.0))
    arrows = [gradient_arrow(view, place) for place in ((0.0, 1.0), (2.0, 0.0))]
    return SimpleNamespace(curve=curve, arrows=arrows, claim=longest_to_shortest(view, curve, *arrows))


def test_on_the_long_hill_the_slope_doubles_along_the_contour() -> None:
    drawn = two_gradients()
    assert drawn.claim.measure() == pytest.approx(2.0)
    assert holds(drawn.claim)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.arrows[0].scale(1.1),
        lambda d: d.arrows[1].scale(1.1),
        lambda d: d.curve.scale(1.2).shift(0.3 * UP),
    ],
)
def test_arrows_that_are_not_the_longest_and_the_shortest_are_seen(spoil: Callable[[SimpleNamespace], object]) -> None:
    drawn = two_gradients()
    spoil(drawn)
    assert not holds(drawn.claim)


def test_only_along_a_circle_the_length_stays() -> None:
    for text, same in (("x^2 + y^2", True), ("x^2/4 + y^2", False)):
        field = Field(text)
        assert equally_steep(field, level_curve_through(field, (1.0, 0.0)).points) is same


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("x + 2y", "The contours are evenly spaced"),
        ("x^2 + y^2", "Where the contours spread"),
        ("log(x^2 + y^2 + 0.01)", "Where the"),
    ],
)
def test_what_length_says_is_chosen_by_the_slopes(text: str, begins: str) -> None:
    view = view_of(text)
    _, climb = steepest_ways(view.fit_arrow_at(AT), AT)
    assert about_length(view.field, climb, nice_levels(view.field)).startswith(begins)


def test_a_step_of_every_direction_is_as_long_and_none_gains_more_than_the_steepest() -> None:
    view = view_of("x^2 + y^2").zoomed(Domain(AT[0] - 0.15, AT[0] + 0.15, AT[1] - 0.1, AT[1] + 0.1))
    equal = EqualSteps(view, AT)
    assert np.linalg.norm(equal.around - AT, axis=1) == pytest.approx(equal.length, rel=1e-3)
    assert view.field(*equal.along[-1]) == pytest.approx(view.field(*AT), rel=1e-6)
    most = view.field(*equal.around.T).max() - view.field(*AT)
    ends = Walker(view, AT), Walker(view, tuple(equal.across[-1]))
    assert [float(equal.gain_of(walker).text) for walker in ends] == pytest.approx([0.0, most], abs=6e-3)
    assert equal.to_across[[0, -1]] == pytest.approx(np.array([equal.along[-1], equal.across[-1]]))


def long_hill() -> ContourWalk:
    return ContourWalk(view_of("3 - x^2/4 - y^2"), gentle=(2.0, 0.0), steep=(0.0, 1.0))


def test_a_walk_round_a_contour_begins_where_it_is_gentle_and_comes_home_past_the_steep_place() -> None:
    walk = long_hill()
    assert walk.to_steep[0] == pytest.approx([2, 0], abs=0.02) == walk.to_gentle[-1]
    assert np.abs(walk.to_steep[-1]) == pytest.approx([0, 1], abs=0.03)
    assert about_changing(walk.view.field, walk.way).count("1.00 to 2.00") == 1


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (lambda walk: walk, []),
        (lambda walk: walk.longest.scale(1.1), [0]),
        (lambda walk: walk.arrow.rotate(5 * DEGREES, about_point=walk.arrow.tail), [1]),
        (lambda walk: walk.arrow.scale(1.1, about_point=walk.arrow.tail), [2]),
    ],
)
def test_on_the_walk_each_claim_sees_its_own_flaw(spoil: Callable[[ContourWalk], object], wrong: list[int]) -> None:
    walk = long_hill()
    spoil(walk)
    assert [k for k, claim in enumerate(walk.claims()) if not holds(claim)] == wrong


def test_a_full_circle_ends_where_it_began_and_misses_no_direction() -> None:
    about, start = np.array([2.0, -1.0]), np.array([2.5, 0.0])
    line = full_circle(start, about)
    assert line[[0, -1]] == pytest.approx(np.array([start, start]))
    assert np.hypot(*(line - about).T) == pytest.approx(np.hypot(0.5, 1.0))
    assert abs(np.sum(np.diff(np.unwrap(np.arctan2(*(line - about).T[::-1]))))) == pytest.approx(2 * np.pi)


def test_the_parts_of_a_line_meet_at_the_place() -> None:
    line = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    ahead, rest = split_at(line, (1.1, 0.9))
    assert ahead.tolist() == line[:3].tolist()
    assert rest.tolist() == line[2:].tolist()


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("x^2 - y^2", (1.0, 1.0), "where the contour crosses itself, no gradient is left"),
        ("y*(x^2 + y^2)", (1.0, 0.0), "in the ring it is level"),
        ("x^2 - y^2", (1.0, 0.9), "the right angle stays"),
    ],
)
def test_whether_a_right_angle_is_lost_on_the_contour_is_said(text: str, at: tuple[float, float], says: str) -> None:
    field = Field(text)
    curve = level_curve_through(field, at)
    assert says in about_carrying(field, short_of_crossings(field, curve), curve)


def test_a_walk_along_a_branch_ends_where_a_quarter_of_the_slope_is_left() -> None:
    field = Field("x^2 - y^2")
    way = short_of_crossings(field, level_curve_through(field, (1.0, 1.0)))
    assert way[:, 0] == pytest.approx(way[:, 1])
    assert [way[:, 0].min(), way[:, 0].max()] == pytest.approx([0.25, 2.0], abs=0.02)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x^2 - y^2", (1.0, 1.0)),
        ("x^3 - 3x*y^2", (0.0, 1.0)),
        ("sin(x)*sin(y)", (1.0, 0.0)),
        ("x^2 - y^2 + x^3", (1.0, 2**0.5)),
    ],
)
def test_on_every_branch_of_a_contour_the_gradient_is_at_a_right_angle(text: str, at: tuple[float, float]) -> None:
    view = view_of(text)
    curve, drawn = level_curve_through(view.field, at), ContourThrough(view, at)
    assert len(curve.branches) > 1
    for branch in (curve.points, *curve.branches):
        place = tuple(branch[np.argmax(np.hypot(*view.field.gradient(*branch.T)) > 0.4)].tolist())
        arrow = gradient_arrow(view.fit_arrow_at(place, longest=1.0), place)
        assert holds(orthogonal(arrow, drawn))


def test_a_ring_beside_the_crossing_is_seen() -> None:
    view = view_of("x^2 - y^2")
    arrow = gradient_arrow(view.fit_arrow_at((1.0, 1.0)), (1.0, 1.0))
    assert holds(is_level_at(view, ring(view, view.at(0.0, 0.0)), arrow))
    assert not holds(is_level_at(view, ring(view, view.at(0.1, 0.0)), arrow))


@pytest.mark.parametrize("text", ["x^2 + y^2", "sin(x)*cos(y)", "1/(x^2 + y^2)", "exp(-x^2 - y^2)"])
def test_where_an_arrow_is_called_short_it_is_still_seen_beside_its_dot(text: str) -> None:
    view = view_of(text).fit_arrow_at(AT, longest=1.6)
    down, climb = steepest_ways(view, AT)
    walker = Walker(view, AT)
    arrow = gradient_arrow(view, walker)
    claim = stands_out(arrow, walker, right_angle(view, arrow, size=MARK))
    for place in (*down[:: max(len(down) // 7, 1)], down[-1], climb[-1]):
        walker.follow(np.array([place, place])).interpolate(1.0)
        arrow.update()
        claim.drawn[2].update()
        assert holds(claim)


def test_an_arrow_hidden_under_its_dot_or_without_its_right_angle_is_seen() -> None:
    view = view_of("x^2 + y^2").fit_arrow_at(AT, longest=1.6)
    for place, size in (((0.1, 0.0), MARK), (AT, 2.0)):
        walker = Walker(view, place)
        arrow = gradient_arrow(view, place)
        claim = stands_out(arrow, walker, right_angle(view, arrow, size=size))
        assert not holds(claim)


def test_the_number_on_a_contour_is_its_height() -> None:
    view = view_of("x^2 + y^2")
    curve = level_curve_through(view.field, (0.6, 0.8))
    label = level_label(view, curve, (0.6, 0.8), height_of(view, (0.6, 0.8)))
    assert label[1].typst_code == "$ 1 $"
    assert view.where(label.get_center()) == pytest.approx([-0.6, -0.8], abs=0.05)


def test_the_frame_keeps_round_numbers_while_the_map_comes_closer() -> None:
    view = view_of("x^2 + y^2")
    zoom = Zoom(view, Domain(0.9, 1.5, 0.6, 1.0))
    frame = ZoomFrame(zoom)
    for closeness in (0.3, 0.7, 1.0):
        zoom.to(closeness).interpolate(1.0)
        frame.update()
        due = PlaneFrame(zoom.current())
        assert [text.typst_code for text in texts(frame)] == [text.typst_code for text in texts(due)]
        assert len(list(texts(frame))) > 4
