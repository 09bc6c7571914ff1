"""Directions, steps and legs as they are drawn, and the words about them."""

from functools import partial

import numpy as np
import pytest
from manim import Mobject, Rectangle

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.formulas.numerals import short
from gradanim.records.theme import THEMES
from gradanim.stage.layout import LARGEST, Box, freed, in_a_row, in_place_of
from gradanim.stage.marks.arrows import gradient_arrow, heading
from gradanim.stage.marks.directions import PLATE, named_at
from gradanim.stage.marks.routes import arc
from gradanim.stage.typeset.texts import arranged_readably, formula
from gradanim.stage.view import MARGIN, View
from scenes.directional.cosine_proof.marks import angle_mark, elbow_room, named_clear_of, turn_to_begin
from scenes.directional.cosine_proof.panels import CosineGraph, between
from scenes.directional.directional_derivative.marks import GainAtTip, VectorAndUnit
from scenes.directional.directional_derivative.panels import (
    Step,
    StepGraph,
    gradient_at,
    length_of,
    rate,
    rate_readout,
    vector_scale,
)
from scenes.directional.directional_derivative.sentences import shadow_of, walked, walked_twice
from scenes.directional.shared.directions import (
    covered,
    gradient_arrow_scale,
    named_beside,
    plumb,
    shadow,
    turn_between,
    unit_circle,
    vector_arrow,
)
from scenes.directional.shared.tangent_map import TangentMap, touching
from scenes.gradient.contour_perpendicular import full_circle, parted
from scenes.partials.gradient_bundle import around, bundle, how_drawn, lasting, there_and_back

BOX = Box(-6, 2, -2.7, 2.5)


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], BOX)


@pytest.mark.parametrize("at", [(0.0, 0.0), (1.5, -1.0), (-2.9, 1.9)])
def test_there_is_room_for_the_circle_or_it_is_small(at: tuple[float, float]) -> None:
    view = view_of("x + y")
    radius = elbow_room(view, at)
    assert 0.7 <= radius <= 1.9
    if radius > 0.7:
        assert view.box.holds(unit_circle(view, at, radius), slack=0.3)


def test_what_is_covered_are_the_disc_and_the_shafts() -> None:
    view = view_of("x + y")
    circle = unit_circle(view, (0, 0), 1.0)
    arrow, none = vector_arrow(view, (0, 0), lambda: (2, 0), 1.0), vector_arrow(view, (0, 0), lambda: (0, 0), 1.0)
    places = covered(circle, arrow, none)
    assert np.isfinite(places).all()
    for place in (circle.get_center(), circle.get_top(), arrow.tip):
        assert np.linalg.norm(places - place, axis=1).min() < 0.35


@pytest.mark.parametrize("turn", [-3.0, -1.0, 0.5, 2.9])
def test_the_turn_between_two_arrows_is_read_and_marked(turn: float) -> None:
    view = view_of("x + y")
    first = vector_arrow(view, (0, 0), lambda: heading(2.0), 1.0)
    second = vector_arrow(view, (0, 0), lambda: heading(2.0 + turn), 1.5)
    assert turn_between(first, second) == pytest.approx(turn)
    arc = angle_mark(view, first, second)[0].points - first.tail
    angles = np.unwrap(np.arctan2(arc[:, 1], arc[:, 0]))
    assert angles[-1] - angles[0] == pytest.approx(turn)
    assert np.linalg.norm(arc, axis=1) == pytest.approx(np.full(len(arc), 0.45), abs=0.01)


def test_where_there_is_no_angle_there_is_no_name_of_one() -> None:
    view = view_of("x + y")
    first = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0)
    for turn, share in ((0.0, 0.0), (0.01, 0.0), (0.3, 1.0), (-0.3, 1.0)):
        second = vector_arrow(view, (0, 0), partial(heading, turn), 1.0)
        plate, letter = angle_mark(view, first, second)[1]
        assert plate.get_fill_opacity() == pytest.approx(PLATE * share)
        assert letter[0].get_fill_opacity() == pytest.approx(share)


@pytest.mark.parametrize(("way", "role"), [((1, 1), "direction"), ((-1, 1), "partial_x"), ((0, 1), "level")])
def test_a_shadow_has_the_colour_of_uphill_downhill_or_level(way: tuple[float, float], role: str) -> None:
    view = view_of("x + y")
    onto, of = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0), vector_arrow(view, (0, 0), lambda: way, 1.0)
    bar, drop = shadow(view, of, onto), plumb(view, of, onto)
    assert bar.get_color().to_hex().lower() == getattr(view.theme, role).lower()
    assert drop.points[0] == pytest.approx(of.tip)
    assert drop.points[3] == pytest.approx(bar.points[-1])


@pytest.mark.parametrize("turn", [0.0, 0.6, 1.5, 2.6, -2.0, 3.14])
def test_the_name_of_a_turning_direction_keeps_to_one_side_of_a_line(turn: float) -> None:
    view = view_of("x + y")
    line = vector_arrow(view, (0, 0), lambda: (1, 0), 2.0)
    arrow = vector_arrow(view, (0, 0), lambda: heading(turn), 1.0)
    aside = (named_clear_of(view, arrow, line, "u", side=-1).get_center() - arrow.tip)[1]
    assert aside < 0 or np.sin(turn) > 0.5
    assert aside < -0.3 or abs(np.sin(turn)) > 0.5


@pytest.mark.parametrize("turn", [0.0, 1.0, 2.5, -2.0, 4.0, 7.0, -9.0])
def test_an_angle_to_the_gradient_is_no_more_than_half_a_turn(turn: float) -> None:
    assert 0 <= between(turn) <= np.pi
    assert np.cos(between(turn)) == pytest.approx(np.cos(turn))


def test_an_angle_to_begin_with_tells_a_direction_from_its_shadow() -> None:
    assert turn_to_begin(-0.98, insist=False) == pytest.approx(-0.98)
    assert turn_to_begin(0.1 - 2 * np.pi, insist=True) == pytest.approx(0.1)
    for turn in (0.0, np.pi / 2, -np.pi / 2, np.pi, 5.0, -9.0):
        begin = turn_to_begin(turn, insist=False)
        assert -np.pi <= begin <= np.pi
        assert 0.3 < np.cos(begin) < 0.85


def test_a_shadow_is_seen_beside_its_line_and_as_many_times_as_long() -> None:
    view = view_of("x + y")
    onto, of = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0), vector_arrow(view, (0, 0), lambda: (1, 1), 1.0)
    bar = shadow(view, of, onto, aside=0.2, times=1.5)
    assert bar.points[0] - onto.tail == pytest.approx([0, 0.2, 0])
    assert bar.points[-1] - onto.tail == pytest.approx([1.5, 0.2, 0])
    name = named_beside(view, bar, onto, "u", aside=0.3)
    assert name.get_center()[1] > bar.points[0][1] + 0.25


@pytest.mark.parametrize("unit", [0.4, 1.3])
def test_the_touching_plane_keeps_the_place_and_gains_what_the_gradient_says(unit: float) -> None:
    view, at = view_of("x^2*y + 3y"), (1.0, 0.5)
    plane = touching(view, at, unit)
    assert plane.at(*at) == pytest.approx(view.at(*at))
    assert plane.at(2.0, 0.5) - plane.at(*at) == pytest.approx([unit, 0, 0])
    assert plane.field(3.0, -0.5) == pytest.approx(1.0 * 2 - 4.0 * 1)
    assert view.box.holds(TangentMap(plane, at).contours)


def test_a_gradient_is_drawn_to_the_axes_where_that_can_be_seen() -> None:
    view = view_of("x + y")
    assert gradient_arrow_scale(view, (0, 0), 1.0).arrow_scale == pytest.approx(1.0)
    assert gradient_arrow_scale(view_of("1000*x"), (0, 0), 1.0).arrow_scale < 0.01
    near_the_edge = (view.field.domain.x0 + 0.2, 0.0)
    assert gradient_arrow_scale(view_of("1.5*x"), near_the_edge, 1.0).arrow_scale < 1.0
    assert gradient_arrow_scale(view_of("1.5*x"), near_the_edge, 1.0, opposite=False).arrow_scale == pytest.approx(1.0)


@pytest.mark.parametrize("at", [(0.0, 0.6), (0.0, -0.6), (2.0, 0.0)])
def test_a_gradient_leaves_room_for_its_name_in_the_picture(at: tuple[float, float]) -> None:
    for text in ("y", "-y", "x/100", "x + y"):
        view = view_of(text)
        arrow = gradient_arrow(gradient_arrow_scale(view, at, 1e6), at)  # far too long in the scale of the plane
        name = named_at(view, arrow, "nabla f")
        assert view.box.inset(left=-MARGIN, right=-MARGIN, bottom=-MARGIN, top=-MARGIN).holds(name)
        beyond = name.get_center() - arrow.tip
        assert np.dot(beyond, arrow.along) > 0.2 * np.linalg.norm(arrow.along)


@pytest.mark.parametrize("turn", [0.05, 0.8, 1.2, 1.5, 2.2, 3.0, -0.8, -1.3, -2.2])
def test_the_number_at_a_shadow_keeps_clear_of_the_name_of_u(turn: float) -> None:
    view = view_of("x^2 + y^2").fit_arrow_at((0.6, 0.4))
    near = touching(view, (0.6, 0.4), 1.0)
    pair = VectorAndUnit(view, near, (0.6, 0.4), 1.5 * heading(np.arctan2(0.4, 0.6) + turn), 1.0)
    number, name = pair.shadow_name, pair.u_name
    gaps = np.abs(number.get_center() - name.get_center()) - [
        (number.width + name.width) / 2,
        (number.height + name.height) / 2,
        0,
    ]
    assert gaps[:2].max() > 0.02


@pytest.mark.parametrize("turn", [0.4, 1.2, 2.2, -0.8, -2.2])
def test_a_gain_stands_at_its_tip_clear_of_arrows_and_names_and_dressed_unlike_a_contours_number(turn: float) -> None:
    view = view_of("x^2 + y^2").fit_arrow_at((0.6, 0.4))
    near = touching(view, (0.6, 0.4), 1.0)
    pair = VectorAndUnit(view, near, (0.6, 0.4), 1.5 * heading(np.arctan2(0.4, 0.6) + turn), 1.0)
    shares = np.linspace(0, 1, 20)[:, None]
    gains = (pair.v_gain, pair.v, pair.v_name), (pair.u_gain, pair.u, pair.u_name)
    for number, arrow, name in gains:
        full = np.vstack([other.tail + shares * other.along for other in (arrow, pair.gradient)])
        assert not _within(full, number)
        assert not _within(np.array([name.get_center()]), number)
        assert number.off(arrow) < 1.2
        assert number[1][0].get_color().to_hex().lower() == view.theme.direction.lower()


@pytest.mark.parametrize("above", [-0.3, -0.1, 0.0, 0.1, 0.3])
def test_a_gain_is_not_written_on_a_line_that_says_another_height(above: float) -> None:
    view = view_of("x + y")
    arrow = vector_arrow(view, (0, 0), lambda: heading(0.7), 1.0)
    name = named_at(view, arrow, "v", aside=0.35)
    line = arrow.tip + np.stack([np.linspace(-3, 3, 600), np.full(600, above), np.zeros(600)], axis=1)
    number = GainAtTip(view, arrow, name, 45.49, lines=line, full=arrow.points)
    assert not _within(line, number)
    assert number.off(arrow) < 1.2


def _within(points: np.ndarray, text: Mobject) -> bool:
    half = np.array([text.width, text.height]) / 2
    return bool((np.abs(points - text.get_center())[:, :2] < half).all(axis=1).any())


def test_the_cosine_graph_reads_back_what_it_places() -> None:
    graph = CosineGraph(view_of("x + y"), 7.0, Box(2, 6, -3, 0))
    angles, slopes = np.array([180.0, 30, 0, 90]), np.array([-7.0, 6, 7, 0])
    back = graph.where(graph.places(angles, slopes))
    assert back[0] == pytest.approx(angles)
    assert back[1] == pytest.approx(slopes)


@pytest.mark.parametrize(
    ("v", "typeset", "said"),
    [
        ((2.0, 3.0), "sqrt(13)", "√13"),
        ((-3.0, 4.0), "5", "5"),
        ((0.0, -2.0), "2", "2"),
        ((1.0, 0.5), "1.118", "1.118"),
        ((0.3, 0.4), "0.5", "0.5"),
    ],
)
def test_the_length_of_a_vector_is_a_root_where_its_components_are_whole(
    v: tuple[float, float], typeset: str, said: str
) -> None:
    assert length_of(v) == (typeset, said)


def test_the_worked_numbers_come_out_of_the_core() -> None:
    f = Field("x^2 + y^3")
    assert rate(f, (5, 4), (2, 3)) == 164
    assert short(rate(f, (5, 4), (2, 3)), 4) == "164"
    assert short(rate(f, (5, 4), np.array([2, 3]) / np.sqrt(13)), 4) == "45.49"
    assert rate(f, (5, 4), (-4.8, 1)) == 0  # 10 * 4.8 - 48, give or take rounding


@pytest.mark.parametrize(
    ("value", "text"),
    [(164.0, "164"), (0.0, "0"), (-0.0, "0"), (1 / 3, "0.3333"), (-2e9, "-2 times 10^9"), (1e-7, "1 times 10^(-7)")],
)
def test_significant_digits_have_no_zeros_behind_them(value: float, text: str) -> None:
    assert short(value, 4) == text


@pytest.mark.parametrize("v", [(2.0, 3.0), (0.1, 0.0), (-10.0, 0.0), (1.0, 0.0)])
@pytest.mark.parametrize("domain", [Domain(), Domain(0, 20, 0, 15), Domain(0, 0.1, 0, 0.1), Domain(0, 900, 0, 600)])
def test_a_vector_its_double_and_one_of_length_one_are_all_seen(v: tuple[float, float], domain: Domain) -> None:
    view = view_of("x + y", domain)
    scale = vector_scale(view, domain.centre, v)
    lengths = scale * np.array([np.hypot(*v), 2 * np.hypot(*v), 1.0])
    assert lengths.min() >= 0.08
    assert lengths.max() <= 4.5


def test_the_maps_own_scale_is_taken_where_it_does() -> None:
    view = view_of("x + y", Domain(0.0, 15.0, 0.5, 10.5))
    assert vector_scale(view, (5.0, 4.0), (2.0, 3.0)) == pytest.approx(view.scale[0])


@pytest.mark.parametrize("v", [(2.0, 3.0), (-2.0, -3.0), (3.0, -2.0)])
def test_steps_are_read_back_and_the_tangent_has_the_slope(v: tuple[float, float]) -> None:
    graph = StepGraph(view_of("2x + 3y"), (0.0, 0.0), v, 5.0, Box(2, 6, -3, 0))
    start, end = graph.where(np.array([graph.line.get_start(), graph.line.get_end()]))
    assert start == pytest.approx([0, 0])
    assert end == pytest.approx([5, 5 * np.dot((2, 3), v) / np.sqrt(13)])
    for place in graph.line.get_start(), graph.line.get_end():
        assert graph.plot.bottom - 1e-6 <= place[1] <= graph.plot.top + 1e-6


@pytest.mark.parametrize(
    ("text", "legs"),
    [
        ("x - y", ("forwards", "backwards")),
        ("x^2", ("forwards", "nothing")),
        ("1000*x^2 + y/1000", ("forwards", "too short")),
    ],
)
def test_a_leg_is_called_what_it_is(text: str, legs: tuple[str, str]) -> None:
    view = view_of(text).fit_arrow_at((1.0, 1.0))
    assert tuple(how_drawn(view, axis, (1.0, 1.0)) for axis in ("x", "y")) == legs


def test_a_long_gradient_is_a_column_of_signs() -> None:
    view = view_of("x^2 + y^3")
    long = Field(" + ".join(f"sin({k}x*y)" for k in range(1, 8)))
    assert "sin" not in bundle(view, long, 4.0).typst_code
    assert "3 y^2" in bundle(view, view.field, 4.0).typst_code
    assert bundle(view, long, 4.0).width <= 4.0


def test_a_part_of_a_line_and_the_way_along_it() -> None:
    view = view_of("x + y").fit_arrow_at((0.0, 0.0))
    line = np.stack([np.linspace(-3, 3, 601), np.zeros(601)], axis=1)
    part = around(line, (0.5, 0.0), 1.0)
    assert part[0] == pytest.approx([-0.5, 0], abs=0.02)
    assert part[-1] == pytest.approx([1.5, 0], abs=0.02)
    way = there_and_back(view, part, (0.5, 0.0))
    assert way[0] == pytest.approx([0.5, 0])
    assert way[-1] == pytest.approx([0.5, 0])
    assert np.ptp(way[:, 0]) == pytest.approx(2.0, abs=0.03)
    assert lasting(view, part, speed=view.scale[0]) == pytest.approx(2.0, abs=0.03)
    assert lasting(view, part[:1]) == 2.0
    assert len(around(line, (3.0, 0.0), 1.0)) == pytest.approx(101, abs=2)


def test_two_items_share_a_row_if_they_fit() -> None:
    left, right = Rectangle(width=2, height=1), Rectangle(width=1, height=1)
    assert in_a_row(left, right, 3.5).height == pytest.approx(1)
    assert in_a_row(left, right, 3.0).width == pytest.approx(2)


@pytest.mark.parametrize("size", [0.5, 3.0])
def test_what_takes_the_place_of_others_takes_no_more_room(size: float) -> None:
    gone = Rectangle(width=3, height=2).shift([1, 1, 0])
    column = in_place_of(gone, [Rectangle(width=size, height=1), Rectangle(width=1, height=1)])
    assert column.width <= max(3, LARGEST * size) + 1e-9
    assert column.height <= 2 + 1e-9
    assert column.get_left()[0] == pytest.approx(gone.get_left()[0])
    assert column.get_top()[1] == pytest.approx(gone.get_top()[1])


@pytest.mark.parametrize(
    ("value", "shown"), [(164.0, "164"), (45.4854, "45.49"), (-0.036979, "-0.03698"), (2e9, "2"), (1.5e-7, "1.5")]
)
def test_a_number_is_read_with_the_digits_that_are_said(value: float, shown: str) -> None:
    readout = rate_readout(view_of("x"), value)
    assert readout.text == shown
    assert float(readout.text) * 10.0**readout.exponent == pytest.approx(value, rel=1e-3)


def test_the_gradient_is_written_with_its_partial_derivatives_where_they_have_room() -> None:
    view = view_of("x^2 + y^3")
    wide, narrow = (gradient_at(view, (10, 48), width) for width in (5.0, 2.5))
    assert "3 y^2" in wide.typst_code
    assert "y" not in narrow.typst_code.partition("=")[2]
    assert narrow.width < wide.width <= 5.0


def test_names_of_a_short_step_lie_on_those_of_one_hardly_longer() -> None:
    graph = StepGraph(view_of("2x + 3y"), (0.0, 0.0), (2.0, 3.0), 7.2, Box(2, 6, -3, 0))
    unit_step, near, far = (Step(graph, size, along="a", gained="1.2") for size in (1.0, 1.2, 6.0))
    assert near.lie_on(unit_step) == [near.across, near.up]
    assert far.lie_on(unit_step) == []
    near.names.remove(near.up)
    assert near.lie_on(unit_step) == [near.across]


@pytest.mark.parametrize("begin", [0.3, 1.2, -2.0])
@pytest.mark.parametrize("turn", [np.pi / 2, -np.pi / 2, 3.0])
def test_an_arc_goes_the_short_way_and_ends_where_it_is_told(begin: float, turn: float) -> None:
    about = np.array([2.0, -1.0])
    start, end = about + heading(begin), about + 1.1 * heading(begin + turn)
    line = arc(start, end, about)
    assert line[0] == pytest.approx(start)
    assert line[-1] == pytest.approx(end)
    angles = np.unwrap(np.arctan2(*(line - about).T[::-1]))
    assert abs(angles[-1] - angles[0]) == pytest.approx(abs(turn))


def test_a_full_circle_ends_where_it_began_and_misses_no_direction() -> None:
    about, start = np.array([2.0, -1.0]), np.array([2.5, 0.0])
    line = full_circle(start, about)
    assert line[[0, -1]] == pytest.approx(np.array([start, start]))
    assert np.hypot(*(line - about).T) == pytest.approx(np.hypot(0.5, 1.0))
    assert abs(np.sum(np.diff(np.unwrap(np.arctan2(*(line - about).T[::-1]))))) == pytest.approx(2 * np.pi)


def test_the_parts_of_a_line_meet_at_the_place() -> None:
    line = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    there, onwards = parted(line, (1.1, 0.9))
    assert there.tolist() == line[:3].tolist()
    assert onwards.tolist() == line[2:].tolist()


def test_what_is_freed_ends_where_something_stays() -> None:
    box = Box(0, 10, 0, 10)
    gone, above, below, beside = (
        Rectangle(width=2, height=1).move_to((x, y, 0)) for x, y in ((2, 6), (2, 9), (2, 1), (6, 6))
    )
    room = freed(box, gone, [above, below, beside])
    assert (room.left, room.top) == pytest.approx((1, 6.5))
    assert room.right < 5
    assert room.bottom > 1.5
    assert freed(box, gone, [above]) == Box(1, 10, 0, 6.5)


def test_what_would_make_the_rest_too_small_to_be_read_is_left_out() -> None:
    view = view_of("x")
    items = [formula(view, "x", size=38) for _ in range(6)]
    assert arranged_readably(items, Box(0, 1.2, 0, 4), spare=items[4:], gap=0.1) == items[4:]
    assert arranged_readably(items, Box(0, 0.25, 0, 0.5), spare=items[4:], gap=0.1) == []


@pytest.mark.parametrize(
    ("number", "once", "twice"),
    [
        (164.0, "gain that much height: 164", "328"),
        (-2.5, "lose that much height", "loses"),
        (0.0, "no", "nothing"),
    ],
)
def test_a_walk_is_told_as_it_went(number: float, once: str, twice: str) -> None:
    assert once in walked(number)
    assert twice in walked_twice(number)


@pytest.mark.parametrize(
    ("slope", "told"),
    [(2.0, "no slope is steeper"), (-2.0, "no slope down"), (1.0, "line of _u_."), (-1.0, "negative"), (0.0, "zero")],
)
def test_the_shadow_is_told_as_it_lies(slope: float, told: str) -> None:
    assert told in shadow_of(slope, steepest=2.0)
