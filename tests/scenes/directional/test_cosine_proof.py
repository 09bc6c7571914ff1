"""CosineProof: the direction that turns, its projection, its graph, and claims that see what is drawn wrong."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from manim import OUT, PI, RIGHT, UP, ValueTracker

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.plates import PLATE
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks import at_tip
from gradanim.stage.marks.arrows import gradient_arrow, heading
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset import Label
from scenes.directional.cosine_proof.claims import (
    curve_is_slopes,
    dot_on_cosine,
    gains_projection,
    is_steepest,
    level_along,
    slope_drawn,
)
from scenes.directional.cosine_proof.cosine_graph import CosineGraph, cosine_dot, cosine_trace, most_in, unsigned_angle
from scenes.directional.cosine_proof.projected_direction import (
    angle_mark,
    fitting_radius,
    initial_angle,
    name_off_line,
)
from scenes.directional.cosine_proof.story import about_product
from scenes.directional.shared.claims import (
    as_long_as,
    plane_touches,
    projection_is_slope,
    right_angle_ends_it,
    unit_length,
)
from scenes.directional.shared.directions import unit_circle, vector_arrow
from scenes.directional.shared.projection import perpendicular_line, projection
from scenes.directional.shared.tangent_map import tangent_plane_view

BOX, BOARD = Box(-6, 2, -2.7, 2.5), Box(2.5, 6.5, -3, 0)
FIELDS = ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e-9*(2x - y)", "1e200*(x^2 + y^2)", "1e6 + x - y/3"]
AT = (-1.2, -1.0)
Picture = SimpleNamespace
Spoil = Callable[[Picture], object]


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def failing(claims: dict[str, Claim]) -> set[str]:
    return {name for name, claim in claims.items() if not holds(claim)}


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], BOX)


@pytest.mark.parametrize("at", [(0.0, 0.0), (1.5, -1.0), (-2.9, 1.9)])
def test_there_is_room_for_the_circle_or_it_is_small(at: tuple[float, float]) -> None:
    view = view_of("x + y")
    radius = fitting_radius(view, at)
    assert 0.7 <= radius <= 1.9
    if radius > 0.7:
        assert view.box.holds(unit_circle(view, at, radius), slack=0.3)


def test_where_there_is_no_angle_there_is_no_name_of_one() -> None:
    view = view_of("x + y")
    first = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0)
    for turn, share in ((0.0, 0.0), (0.01, 0.0), (0.3, 1.0), (-0.3, 1.0)):
        second = vector_arrow(view, (0, 0), partial(heading, turn), 1.0)
        plate, letter = angle_mark(view, first, second)[1]
        assert plate.get_fill_opacity() == pytest.approx(PLATE * share)
        assert letter[0].get_fill_opacity() == pytest.approx(share)


@pytest.mark.parametrize("turn", [0.0, 0.6, 1.5, 2.6, -2.0, 3.14])
def test_the_name_of_a_turning_direction_keeps_to_one_side_of_a_line(turn: float) -> None:
    view = view_of("x + y")
    line = vector_arrow(view, (0, 0), lambda: (1, 0), 2.0)
    arrow = vector_arrow(view, (0, 0), lambda: heading(turn), 1.0)
    aside = (name_off_line(view, arrow, line, "u", side=-1).get_center() - arrow.tip)[1]
    assert aside < 0 or np.sin(turn) > 0.5
    assert aside < -0.3 or abs(np.sin(turn)) > 0.5


def test_the_name_of_a_direction_slides_back_where_two_tips_meet() -> None:
    """Steadily, as it turns, and clear of the name at the other tip."""
    view = view_of("x + y")
    line = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0)
    other, places = Label(view, "{{ nabla f : gradient }}", at=at_tip(line)), []
    for turn in np.linspace(1.5, 0.0, 60):
        arrow = vector_arrow(view, (0, 0), partial(heading, turn), 1.0)
        name = name_off_line(view, arrow, line, "u", side=-1)
        places.append(name.get_center())
        if turn < 0.2:
            assert gap_between(name, other) > 0
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < 0.15


@pytest.mark.parametrize("turn", [0.0, 1.0, 2.5, -2.0, 4.0, 7.0, -9.0])
def test_an_angle_to_the_gradient_is_no_more_than_half_a_turn(turn: float) -> None:
    assert 0 <= unsigned_angle(turn) <= np.pi
    assert np.cos(unsigned_angle(turn)) == pytest.approx(np.cos(turn))


def test_an_angle_to_begin_with_tells_a_direction_from_its_projection() -> None:
    assert initial_angle(-0.98, exact=False) == pytest.approx(-0.98)
    assert initial_angle(0.1 - 2 * np.pi, exact=True) == pytest.approx(0.1)
    for turn in (0.0, np.pi / 2, -np.pi / 2, np.pi, 5.0, -9.0):
        begin = initial_angle(turn, exact=False)
        assert -np.pi <= begin <= np.pi
        assert 0.3 < np.cos(begin) < 0.85


def test_the_cosine_graph_reads_back_what_it_places() -> None:
    graph = CosineGraph(view_of("x + y").with_arrows(7.0, 1.0), 7.0, Box(2, 6, -3, 0))
    angles, slopes = np.array([180.0, 30, 0, 90]), np.array([-7.0, 6, 7, 0])
    assert graph.where(graph.at(angles, slopes)) == pytest.approx(np.stack([angles, slopes], axis=-1))


def test_a_slope_is_as_high_on_the_graph_as_it_is_long_on_the_map_and_has_room() -> None:
    box = Box(2, 6, -3, 0)
    view = view_of("x + y").with_arrows(7.0, most_in(box))
    graph = CosineGraph(view, 7.0, box)
    low, high = graph.at([0, 0], [0.0, 3.5])
    assert high[1] - low[1] == pytest.approx(3.5 * view.arrow_scale)
    assert box.holds(graph, slack=0.1)


@pytest.mark.parametrize(("turn", "said"), [(0.4, "long"), (2.0, "negative"), (PI / 2, "zero"), (-PI / 2, "zero")])
def test_the_projection_is_told_as_it_lies(turn: float, said: str) -> None:
    assert said in about_product(turn)


def facing(turn: float, text: str = FIELDS[0]) -> Picture:
    """The picture in which u has turned by some angle (radians) from the gradient."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    view, uphill = view.with_arrows(float(np.hypot(*gradient)), 1.5), float(np.arctan2(gradient[1], gradient[0]))
    p = Picture(view=view, theta=ValueTracker(turn))
    p.circle = unit_circle(view, AT, 1.5)
    p.u = vector_arrow(view, AT, lambda: heading(uphill + p.theta.get_value()), 1.5)
    p.gradient = gradient_arrow(view, AT)
    p.bar, p.contour = projection(view, p.gradient, p.u), ContourThrough(view, AT)
    p.perpendicular = perpendicular_line(view, p.gradient, p.u)
    p.graph = CosineGraph(view, float(np.hypot(*gradient)), BOARD)
    p.plane, p.walker = ContourMap(tangent_plane_view(view, AT, 1.5)), Walker(view, AT)
    p.curve, (p.upright, p.dot) = cosine_trace(p.graph, PI), cosine_dot(p.graph, p.theta.get_value)
    return p


def claims_of(p: Picture) -> dict[str, Claim]:
    return {
        "unit": unit_length(p.circle, p.u),
        "gradient": is_gradient(p.view, p.gradient),
        "projection": projection_is_slope(p.view, p.bar, u=p.u, gradient=p.gradient),
        "foot": right_angle_ends_it(p.perpendicular, p.bar, u=p.u, gradient=p.gradient),
        "one scale": as_long_as(p.upright, p.bar),
        "gains": gains_projection(p.view, p.plane, p.u, p.bar),
        "plane": plane_touches(p.view, p.plane, p.walker),
        "dot": dot_on_cosine(p.graph, p.dot, p.u, p.gradient),
        "curve": curve_is_slopes(p.graph, p.curve, p.u, p.gradient),
    }


@pytest.mark.parametrize("text", FIELDS)
@pytest.mark.parametrize("turn", [-PI, -2.0, -PI / 2, -0.3, 0.0, 0.7, PI / 2, 3.0])
def test_a_true_picture_of_a_direction_makes_every_claim_true(text: str, turn: float) -> None:
    p = facing(turn, text)
    assert failing(claims_of(p)) == set()
    assert holds(is_steepest(p.view, p.gradient))
    assert holds(level_along(p.view, p.u, p.contour)) == (abs(np.cos(turn)) < 0.01)
    assert holds(is_steepest(p.view, p.u)) == (turn == 0)
    assert holds(is_steepest(p.view, p.u, sign=-1)) == (turn == -PI)


BAR = {"projection", "foot", "gains"}
DIRECTION_FLAWS: dict[str, tuple[Spoil, set[str]]] = {
    "u turned": (lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.u.tail), {*BAR, "dot"}),
    "u reversed": (lambda p: p.u.rotate(PI, axis=OUT, about_point=p.u.tail), {"dot"}),  # on the same line
    "u stretched": (lambda p: p.u.scale(1.1, about_point=p.u.tail), {"unit"}),
    "circle too wide": (lambda p: p.circle.scale(1.1), {"unit"}),
    "circle elsewhere": (lambda p: p.circle.shift(0.1 * RIGHT), {"unit"}),
    "gradient turned": (
        lambda p: p.gradient.rotate(0.2, axis=OUT, about_point=p.u.tail),
        {"gradient", "projection", "foot", "dot", "curve"},
    ),
    "gradient stretched": (lambda p: p.gradient.scale(1.1, about_point=p.u.tail), {"gradient", "foot"}),
    "projection stretched": (lambda p: p.bar.scale(1.299, about_point=p.u.tail), {*BAR, "one scale"}),
    "projection reversed": (lambda p: p.bar.rotate(PI, axis=OUT, about_point=p.u.tail), BAR),
    "projection backwards": (lambda p: p.bar.reverse_points(), BAR),
    "projection beside u": (lambda p: p.bar.shift(0.1 * UP), {"projection", "foot"}),
    "no projection": (lambda p: p.bar.clear_points(), {*BAR, "one scale"}),
    "perpendicular elsewhere": (lambda p: p.perpendicular.shift(0.1 * UP), {"foot"}),
    "perpendicular slanting": (lambda p: p.perpendicular.rotate(0.2, axis=OUT), {"foot"}),
    "bar of the graph too long": (lambda p: p.upright.scale(1.3), {"one scale"}),
    "map turned": (lambda p: p.plane.rotate(0.2), {"gains", "plane"}),
    "map stretched": (lambda p: p.plane.stretch(1.2, 0).stretch(1.2, 1), {"gains", "plane"}),
    "map upside down": (lambda p: p.plane.rotate(PI), {"gains", "plane"}),
    "map of another plane": (lambda p: p.walker.move_to(p.u.tip), {"plane"}),
    "dot too high": (lambda p: p.dot.shift(0.1 * UP), {"dot"}),
    "dot aside": (lambda p: p.dot.shift(0.1 * RIGHT), {"dot"}),
    "curve too high": (lambda p: p.curve.shift(0.1 * UP), {"curve"}),
    "curve aside": (lambda p: p.curve.shift(0.1 * RIGHT), {"curve"}),
    "curve flattened": (lambda p: p.curve.stretch(0.9, 1), {"curve"}),
}


@pytest.mark.parametrize(("spoil", "false"), DIRECTION_FLAWS.values(), ids=list(DIRECTION_FLAWS))
@pytest.mark.parametrize("turn", [-0.6, 2.2])
def test_a_wrong_picture_of_a_direction_makes_false_what_it_breaks(spoil: Spoil, false: set[str], turn: float) -> None:
    p = facing(turn)
    spoil(p)
    assert failing(claims_of(p)) == false


@pytest.mark.parametrize("turn", [-PI / 2, PI / 2])
def test_a_way_off_the_contour_is_not_level(turn: float) -> None:
    p = facing(turn)
    p.contour.rotate(0.1, axis=OUT, about_point=p.u.tail)
    assert not holds(level_along(p.view, p.u, p.contour))
    p = facing(turn)
    p.u.rotate(0.1, axis=OUT, about_point=p.u.tail)
    assert not holds(level_along(p.view, p.u, p.contour))


@pytest.mark.parametrize("turn", [0.0, 0.7, PI / 2, 2.0, PI])
def test_the_slope_is_read_off_the_drawn_projection_with_its_sign(turn: float) -> None:
    p = facing(turn)
    steepest = float(np.hypot(*p.view.field.gradient(*AT)))
    assert slope_drawn(p.view, p.bar, p.u) == pytest.approx(steepest * np.cos(turn), abs=1e-6 * steepest)
