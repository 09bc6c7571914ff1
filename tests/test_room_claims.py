"""The claims of a film about f(x, y, z): true of a true picture, false as soon as something in it is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP

from gradanim.spatial import steepness, vantage_in
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.room import (
    leans_as_steps_say,
    normal_near,
    number_is_length,
    on_one_level,
    parts_make_the_whole,
    square_to_the_surface,
    steps_alone,
)
from gradanim.stage.space.legs import ball, components, lean, legs, room_gradient, square_across, step_said
from gradanim.stage.space.room import RoomView, level_surface
from gradanim.stage.theme import THEMES
from gradanim.stage.typeset.readouts import Readout
from tests.rooms import STORIES, Room, named


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def film(room: Room, at: tuple[float, float, float] | None = None) -> SimpleNamespace:
    """The gradient, its parts, the level surface it stands on, and the claims about them."""
    field = room.field
    place = at or vantage_in(field, room.block)
    assert place is not None
    gradient = field.gradient(*place)
    view = RoomView(field, THEMES["night"], room.block.low, room.block.high).reaching(float(steepness(gradient)), 1.6)
    value = float(field(*place))
    here, parts, arrow = ball(view, place), legs(view, place, gradient), room_gradient(view, place, gradient)
    surface = level_surface(view, value)
    length = Readout(view, "|nabla f|", float(steepness(gradient)), scale=float(steepness(gradient)))
    claims = {
        "level": on_one_level(view, field, surface, value), "steps": steps_alone(view, field, here, parts),
        "whole": parts_make_the_whole(view, field, arrow), "length": number_is_length(view, arrow, length),
        "square": square_to_the_surface(arrow, surface), "lean": leans_as_steps_say(view, field, arrow),
    }  # fmt: skip
    return SimpleNamespace(
        view=view, here=here, parts=parts, arrow=arrow, surface=surface, length=length, claims=claims
    )


def failing(drawn: SimpleNamespace) -> set[str]:
    return {name for name, claim in drawn.claims.items() if not holds(claim)}


@pytest.mark.parametrize("room", STORIES, ids=lambda r: r.name)
def test_a_true_room_makes_every_claim_true(room: Room) -> None:
    assert failing(film(room)) == set()


def aimed(by: np.ndarray) -> Callable[[SimpleNamespace], object]:
    return lambda d: d.arrow.put_start_and_end_on(d.arrow.start, d.arrow.end + by)


def swap_parts(drawn: SimpleNamespace) -> None:
    drawn.parts[0].put_start_and_end_on(drawn.parts[0].start, drawn.parts[0].start + 0.4 * UP)


def lean_elsewhere(drawn: SimpleNamespace) -> None:
    along = drawn.arrow.end - drawn.arrow.start
    drawn.arrow.put_start_and_end_on(drawn.arrow.start, drawn.arrow.start + along[[1, 0, 2]])


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda d: d.surface.scale(1.04), {"level", "square"}),
        (lambda d: d.surface.shift(0.1 * UP), {"level", "square"}),
        (lambda d: d.surface.points.fill(np.nan), {"level", "square"}),
        (lambda d: d.surface.rotate(20 * DEGREES, axis=RIGHT, about_point=d.arrow.start), {"level", "square"}),
        (lambda d: d.surface.shift(1.5 * RIGHT), {"level", "square"}),
        (swap_parts, {"steps"}),
        (lambda d: d.parts[2].put_start_and_end_on(d.parts[2].start, d.parts[2].start), {"steps"}),
        (lambda d: d.here.shift(0.4 * OUT), {"steps"}),
        (aimed(0.1 * RIGHT), {"whole", "length", "square"}),
        (lambda d: d.arrow.put_start_and_end_on(d.arrow.end, d.arrow.start), {"whole", "square"}),
        (
            lambda d: d.arrow.put_start_and_end_on(d.arrow.start, 1.05 * d.arrow.end - 0.05 * d.arrow.start),
            {"whole", "length"},
        ),
        (lambda d: setattr(d.length, "value", 5.0), {"length"}),
        (lambda d: setattr(d.length, "value", float("nan")), {"length"}),
        (lean_elsewhere, {"whole", "square", "lean"}),
    ],
)
def test_a_wrong_room_makes_its_claims_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    spoil(drawn)
    assert failing(drawn) == false


def test_a_turned_arrow_is_not_square_to_the_surface() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    drawn.arrow.points = drawn.arrow.points @ np.array(
        [[np.cos(5 * DEGREES), -np.sin(5 * DEGREES), 0], [np.sin(5 * DEGREES), np.cos(5 * DEGREES), 0], [0, 0, 1]]
    )
    drawn.arrow.shift(drawn.here.points[0] - drawn.arrow.start)
    assert {"whole", "square"} <= failing(drawn)


@pytest.mark.parametrize("name", ["sphere", "saddle", "product", "ripples"])
def test_the_drawn_surface_tells_its_normal(name: str) -> None:
    room = named(name)
    drawn = film(room)
    start = drawn.arrow.start
    exact = room.field.gradient(*drawn.view.where(start))
    cosine = abs(normal_near(drawn.surface, start) @ exact) / np.linalg.norm(exact)
    assert np.degrees(np.arccos(np.minimum(1.0, cosine))) < 2


def test_worked_example_two_four_two() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    assert (drawn.arrow.end - drawn.arrow.start) / drawn.view.reach == pytest.approx([2, 4, 2])
    assert drawn.length.text == "4.90"
    ends = [part.end for part in drawn.parts]
    assert ends[-1] == pytest.approx(drawn.arrow.end)
    assert "2" in components(drawn.view, [2.0, 4.0, 2.0]).typst_code


def test_the_square_is_square_to_its_normal() -> None:
    view = film(named("sphere")).view
    for normal in ([2.0, 4.0, 2.0], [0.0, 0.0, 1.0], [1e200, 0.0, 0.0]):
        sheet = square_across(view, (1.0, 2.0, 1.0), normal)
        spans = sheet.points - sheet.points[0]
        assert np.abs(spans @ (np.array(normal) / np.max(normal))).max() < 1e-9
        assert sheet.points.mean(axis=0) == pytest.approx(view.at(1, 2, 1))


@pytest.mark.parametrize(
    ("gradient", "says"),
    [
        ([2, 4, 2], "most of all along _y_"),
        ([2, -4, 2], "most of all along _y_"),
        ([1, 1, 1], "equally along _x_, _y_ and _z_"),
        ([2, 2, -1], "towards both"),
        ([0, 0, -3], "straight along _z_"),
        ([3, 3, 0], "towards both"),
    ],
)
def test_the_largest_part_decides_what_is_said(gradient: list[float], says: str) -> None:
    assert says in lean(gradient)


@pytest.mark.parametrize(
    ("part", "says"), [(2.0, "grows at a rate of 2."), (-0.5, "falls at a rate of 0.5, so"), (0.0, "is zero")]
)
def test_a_step_is_told_as_it_goes(part: float, says: str) -> None:
    assert says in step_said("x", part, 4.9)
