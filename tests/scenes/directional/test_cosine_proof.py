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
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks.arrows import gradient_arrow, heading
from gradanim.stage.marks.directions import PLATE
from scenes.directional.cosine_proof.claims import (
    curve_is_slopes,
    dot_on_cosine,
    gains_alike,
    is_steepest,
    level_along,
    projection_is_cosine,
)
from scenes.directional.cosine_proof.cosine_graph import CosineGraph, cosine_dot, cosine_trace, unsigned_angle
from scenes.directional.cosine_proof.projected_direction import (
    angle_mark,
    fitting_radius,
    initial_angle,
    named_clear_of,
)
from scenes.directional.shared.claims import projection_is_slope, unit_length
from scenes.directional.shared.directions import unit_circle, vector_arrow
from scenes.directional.shared.projection import projection
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
    aside = (named_clear_of(view, arrow, line, "u", side=-1).get_center() - arrow.tip)[1]
    assert aside < 0 or np.sin(turn) > 0.5
    assert aside < -0.3 or abs(np.sin(turn)) > 0.5


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
    graph = CosineGraph(view_of("x + y"), 7.0, Box(2, 6, -3, 0))
    angles, slopes = np.array([180.0, 30, 0, 90]), np.array([-7.0, 6, 7, 0])
    back = graph.where(graph.places(angles, slopes))
    assert back[0] == pytest.approx(angles)
    assert back[1] == pytest.approx(slopes)


def facing(turn: float, text: str = FIELDS[0]) -> Picture:
    """The picture in which u has turned by some angle (radians) from the gradient."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    view, uphill = view.with_arrows(float(np.hypot(*gradient)), 1.5), float(np.arctan2(gradient[1], gradient[0]))
    p = Picture(view=view, theta=ValueTracker(turn))
    p.circle = unit_circle(view, AT, 1.5)
    p.u = vector_arrow(view, AT, lambda: heading(uphill + p.theta.get_value()), 1.5)
    p.gradient = gradient_arrow(view, AT)
    p.bar, p.contour = projection(view, p.u, p.gradient), ContourThrough(view, AT)
    p.graph = CosineGraph(view, float(np.hypot(*gradient)), BOARD)
    p.beside = projection(view, p.u, p.gradient, aside=0.3)
    p.plane = ContourMap(tangent_plane_view(view, AT, 1.5))
    p.curve, p.dot = cosine_trace(p.graph, PI), cosine_dot(p.graph, p.theta.get_value)[1]
    return p


def claims_of(p: Picture) -> dict[str, Claim]:
    return {
        "unit": unit_length(p.circle, p.u),
        "gradient": is_gradient(p.view, p.gradient),
        "projection": projection_is_slope(p.view, p.bar, onto=p.gradient, u=p.u, gradient=p.gradient),
        "beside": projection_is_slope(p.view, p.beside, onto=p.gradient, u=p.u, gradient=p.gradient, aside=0.3),
        "cosine": projection_is_cosine(p.bar, u=p.u, gradient=p.gradient),
        "alike": gains_alike(p.view, p.plane, p.u, p.bar),
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


TURNED = {"projection", "beside", "cosine", "alike", "dot"}
DIRECTION_FLAWS: dict[str, tuple[Spoil, set[str]]] = {
    "u turned": (lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.u.tail), TURNED),
    "u reversed": (lambda p: p.u.rotate(PI, axis=OUT, about_point=p.u.tail), TURNED),
    "u stretched": (lambda p: p.u.scale(1.1, about_point=p.u.tail), {"unit", "cosine", "alike"}),
    "circle too wide": (lambda p: p.circle.scale(1.1), {"unit"}),
    "circle elsewhere": (lambda p: p.circle.shift(0.1 * RIGHT), {"unit"}),
    "gradient turned": (
        lambda p: p.gradient.rotate(0.2, axis=OUT, about_point=p.u.tail),
        {"gradient", "projection", "beside", "cosine", "dot", "curve"},
    ),
    "gradient stretched": (lambda p: p.gradient.scale(1.1, about_point=p.u.tail), {"gradient"}),
    "projection stretched": (
        lambda p: p.bar.scale(1.1, about_point=p.u.tail),
        {"projection", "cosine", "alike"},
    ),
    "projection reversed": (
        lambda p: p.bar.rotate(PI, axis=OUT, about_point=p.u.tail),
        {"projection", "cosine", "alike"},
    ),
    "projection backwards": (lambda p: p.bar.reverse_points(), {"projection", "cosine", "alike"}),
    "projection turned": (
        lambda p: p.bar.rotate(0.2, axis=OUT, about_point=p.u.tail),
        {"projection", "cosine", "alike"},
    ),
    "projection elsewhere": (lambda p: p.bar.shift(0.1 * UP), {"projection"}),
    "no projection": (lambda p: p.bar.clear_points(), {"projection", "cosine", "alike"}),
    "projection beside too near": (lambda p: p.beside.shift(0.1 * UP), {"beside"}),
    "projection beside too long": (lambda p: p.beside.scale(1.1), {"beside"}),
    "map turned": (lambda p: p.plane.rotate(0.2), {"alike"}),
    "map stretched": (lambda p: p.plane.stretch(1.2, 0).stretch(1.2, 1), {"alike"}),
    "map upside down": (lambda p: p.plane.rotate(PI), {"alike"}),
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
