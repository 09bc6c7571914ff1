"""RoomGradient: what it draws of f(x, y, z), and its claims, false as soon as something in it is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, RIGHT, UP

from gradanim import CallableField, Domain
from gradanim.errors import Refusal
from gradanim.fields.scalar import steepness
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.space.room import RoomView, level_surface, rings
from gradanim.stage.space.tangents import right_angle_mark
from gradanim.stage.typeset.readouts import Readout
from scenes.surfaces.room_gradient.claims import (
    brighter_is_higher,
    closest_to_dominant_axis,
    components_add_up,
    components_are_partials,
    components_are_steps,
    equally_long,
    highest_along_arrow,
    no_step_gains_more,
    normal_near,
    normal_to_plane,
    normal_to_surface,
    number_is_step,
    on_one_level,
    vector_is_arrow,
)
from scenes.surfaces.room_gradient.close_up import CloseUp, look_from
from scenes.surfaces.room_gradient.components import component_arrows, dominant_components, gradient_arrow
from scenes.surfaces.room_gradient.frame import BoxFrame
from scenes.surfaces.room_gradient.level_surfaces import NestedLevels, insist_on_surface, tangent_plane
from scenes.surfaces.room_gradient.mathematics import (
    beginning_of_way,
    directions,
    fair_step,
    nested_values,
    torn,
    ways_around,
)
from scenes.surfaces.room_gradient.readings import gradient_formula, partial_readouts
from scenes.surfaces.room_gradient.samples import Probe, Samples, samples_around
from scenes.surfaces.room_gradient.story import dominant_component_sentence, step_sentence
from scenes.surfaces.shared.probe_reading import reads_value
from tests.rooms import BOX, STORIES, Room, named


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def film(room: Room, at: tuple[float, float, float] | None = None) -> SimpleNamespace:
    """The gradient, its components, the level surface it stands on, and the claims about them."""
    field = room.field
    place = at or default_point(field)
    assert place is not None
    gradient = field.gradient(*place)
    view = RoomView(field, THEMES["night"])
    view = view.fit_arrows(float(steepness(gradient)), 1.6)
    value = float(field(*place))
    probe, components, arrow = (
        Probe(view, place),
        component_arrows(view, place, gradient),
        gradient_arrow(view, place, gradient),
    )
    step = fair_step(field, place, 0.4 / view.scale)
    gone = Probe(view, tuple(np.array(place) + step * gradient / steepness(gradient)))
    lines = rings(view, value, "#ffffff", axis=2 - int(np.argmin(np.abs(gradient)[::-1])))
    surface = level_surface(view, value)
    reading = Readout(view, "f", lambda: field(*probe()), scale=abs(value))
    rate = partial_readouts(view, field, gradient, 0.0)[1]
    vector = gradient_formula(view, gradient)
    plane = tangent_plane(view, place, gradient)
    claims = {
        "level": on_one_level(view, field, surface, value),
        "steps": components_are_steps(view, field, probe, components),
        "whole": components_are_partials(view, field, arrow), "vector": vector_is_arrow(view, arrow, vector),
        "square": normal_to_surface(arrow, surface), "dominant": closest_to_dominant_axis(view, field, arrow),
        "reading": reads_value(view, field, probe, reading), "joined": components_add_up(components, arrow),
        "rate": number_is_step(view, field, probe, rate, 1), "plane": normal_to_plane(arrow, plane),
        "most": no_step_gains_more(view, field, arrow, gone),
        "rings": on_one_level(view, field, lines, value),
    }  # fmt: skip
    return SimpleNamespace(
        view=view,
        probe=probe,
        components=components,
        arrow=arrow,
        surface=surface,
        rate=rate,
        vector=vector,
        plane=plane,
        claims=claims,
        gone=gone,
        lines=lines,
        reading=reading,
    )


def failing(drawn: SimpleNamespace) -> set[str]:
    return {name for name, claim in drawn.claims.items() if not holds(claim)}


@pytest.mark.parametrize("room", STORIES, ids=lambda r: r.name)
def test_a_true_picture_makes_every_claim_true(room: Room) -> None:
    assert failing(film(room)) == set()


def aimed(by: np.ndarray) -> Callable[[SimpleNamespace], object]:
    return lambda d: d.arrow.put_start_and_end_on(d.arrow.start, d.arrow.end + by)


def misplace_component(drawn: SimpleNamespace) -> None:
    drawn.components[0].put_start_and_end_on(drawn.components[0].start, drawn.components[0].start + 0.4 * UP)


FROM_THE_TIP = {"whole", "square", "joined", "vector", "most"}


def point_elsewhere(drawn: SimpleNamespace) -> None:
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
        (misplace_component, {"steps", "joined"}),
        (
            lambda d: d.components[2].put_start_and_end_on(d.components[2].start, d.components[2].start),
            {"steps", "joined"},
        ),
        (lambda d: d.components[1].shift(0.1 * UP), {"joined"}),
        (lambda d: d.probe.shift(0.4 * UP), {"steps", "reading", "rate"}),
        (lambda d: setattr(d.reading, "value", 5.9), {"reading"}),
        (lambda d: d.gone.shift(0.2 * RIGHT - 0.2 * UP), {"most"}),
        (lambda d: d.lines.shift(0.1 * UP), {"rings"}),
        (lambda d: d.lines.points.fill(np.nan), {"rings"}),
        (lambda d: setattr(d.rate, "value", 4.1), {"rate"}),
        (lambda d: setattr(d.vector, "typst_code", d.vector.typst_code.replace("4", "5")), {"vector"}),
        (lambda d: d.plane.rotate(3 * DEGREES, axis=UP), {"plane"}),
        (aimed(0.1 * RIGHT), {"whole", "vector", "square", "joined", "plane"}),
        (lambda d: d.arrow.put_start_and_end_on(d.arrow.end, d.arrow.start), FROM_THE_TIP),
        (
            lambda d: d.arrow.put_start_and_end_on(d.arrow.start, 1.05 * d.arrow.end - 0.05 * d.arrow.start),
            {"whole", "vector", "joined"},
        ),
        (lambda d: setattr(d.rate, "value", float("nan")), {"rate"}),
        (point_elsewhere, {"whole", "square", "dominant", "joined", "vector", "plane"}),
    ],
)
def test_a_wrong_picture_makes_its_claims_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    spoil(drawn)
    assert failing(drawn) == false


def test_a_turned_arrow_is_not_normal_to_surface() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    drawn.arrow.points = drawn.arrow.points @ np.array(
        [[np.cos(5 * DEGREES), -np.sin(5 * DEGREES), 0], [np.sin(5 * DEGREES), np.cos(5 * DEGREES), 0], [0, 0, 1]]
    )
    drawn.arrow.shift(drawn.probe.points[0] - drawn.arrow.start)
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
    assert (drawn.arrow.end - drawn.arrow.start) / drawn.view.arrow_scale == pytest.approx([2, 4, 2])
    ends = [part.end for part in drawn.components]
    assert ends[-1] == pytest.approx(drawn.arrow.end)
    assert "2" in gradient_formula(drawn.view, [2.0, 4.0, 2.0]).typst_code


def test_the_square_is_square_to_its_normal() -> None:
    view = film(named("sphere")).view
    for normal in ([2.0, 4.0, 2.0], [0.0, 0.0, 1.0], [1e200, 0.0, 0.0]):
        sheet = tangent_plane(view, (1.0, 2.0, 1.0), normal)
        spans = sheet.points - sheet.points[0]
        assert np.abs(spans @ (np.array(normal) / np.max(normal))).max() < 1e-9
        assert sheet.points.mean(axis=0) == pytest.approx(view.at(1, 2, 1))


@pytest.mark.parametrize(
    ("gradient", "says"),
    [
        ([2, 4, 2], "leans most along _y_"),
        ([2, -4, 2], "leans most along _y_"),
        ([1, 1, 1], "equally along _x_, _y_ and _z_"),
        ([2, 2, -1], "equally along _x_ and _y_"),
        ([0, 0, -3], "straight along _z_"),
        ([3, 3, 0], "equally along _x_ and _y_"),
    ],
)
def test_the_largest_component_decides_what_is_said(gradient: list[float], says: str) -> None:
    assert says in dominant_component_sentence(gradient)


@pytest.mark.parametrize(
    ("part", "says"),
    [(2.0, "it grows"), (-0.5, "it falls"), (0.0, "is zero")],
)
def test_a_step_is_told_as_it_goes(part: float, says: str) -> None:
    assert says in step_sentence("x", part, 4.9)


def test_the_longest_components_are_dominant() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    assert dominant_components(drawn.components) == [drawn.components[1]]


def test_components_begin_at_the_point_before_they_are_carried() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    apart = component_arrows(drawn.view, (1.0, 2.0, 1.0), [2.0, 4.0, 2.0], carried=0.0)
    for part, joined in zip(apart, drawn.components, strict=True):
        assert part.start == pytest.approx(drawn.probe.points[0])
        assert part.end - part.start == pytest.approx(joined.end - joined.start)


def test_the_mark_of_a_right_angle_lies_between_the_arrow_and_its_plate() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    on_arrow, corner, on_plate = right_angle_mark(drawn.view, drawn.arrow).points - drawn.arrow.start
    way = drawn.arrow.end - drawn.arrow.start
    assert np.cross(on_arrow, way) == pytest.approx(np.zeros(3), abs=1e-9)
    assert on_plate @ way == pytest.approx(0, abs=1e-9)
    assert corner == pytest.approx(on_arrow + on_plate)


@pytest.mark.parametrize("room", STORIES, ids=lambda r: r.name)
def test_steps_around_a_place_gain_no_more_than_the_one_along_the_gradient(room: Room) -> None:
    place = default_point(room.field)
    assert place is not None
    step = fair_step(room.field, place, 0.1 * min(room.block.sides))
    way = room.field.gradient(*place) / steepness(room.field.gradient(*place))
    gains = room.field(*(np.array(place) + step * np.vstack([way, directions(2000)])).T) - room.field(*place)
    assert gains[0] > 0
    assert gains[0] >= 0.98 * gains.max()
    shown = room.field(*(np.array(place) + step * ways_around(way, 40)).T)
    assert np.argmax(shown) == 0


@pytest.mark.parametrize("first", [[2.0, 4.0, 2.0], [0.0, 0.0, -3.0], [1e200, 0.0, 0.0], directions(40)[0]])
def test_ways_around_a_vector_are_evenly_spread_and_begin_with_it(first: list[float]) -> None:
    ways = ways_around(first, 40)
    assert ways[0] == pytest.approx(np.array(first) / steepness(first))
    assert ways @ ways.T == pytest.approx(directions(40) @ directions(40).T)


def test_directions_are_unit_vectors_evenly_spread() -> None:
    ways = directions(500)
    assert np.linalg.norm(ways, axis=1) == pytest.approx(np.ones(500))
    assert np.abs(ways.mean(axis=0)).max() < 0.01
    nearest = np.sort(np.arccos(np.clip(ways @ ways.T, -1, 1)), axis=1)[:, 1]
    assert nearest.max() < 2.5 * nearest.min()


def test_the_gradient_is_written_with_the_digits_of_its_components() -> None:
    view = film(named("sphere")).view
    field = Field("sin(x)*cos(y) - z/2", variables=("x", "y", "z"))
    gradient = field.gradient(0.79, -0.72, 0.33)
    written = gradient_formula(view, gradient).typst_code
    for rate in partial_readouts(view, field, gradient, 0.0):
        assert f", {rate.text})" in written


def test_the_surface_through_the_point_is_one_of_the_nested_ones() -> None:
    levels = NestedLevels(film(named("sphere")).view, [1.0, 3.0, 6.0], (1.0, 2.0, 1.0), [2.0, 4.0, 2.0])
    assert levels.own is levels.surfaces[2]
    assert levels.own_colour == pytest.approx(levels.own.rgba[0, :3], abs=0.01)
    assert [*levels.others] == [levels.surfaces[0], levels.rings[0], levels.surfaces[1], levels.rings[1]]


def test_balls_with_one_value_have_one_colour_and_those_without_one_are_not_drawn() -> None:
    room = named("sphere")
    places = room.block.grid(8).reshape(3, -1)
    values = room.field(*places)
    balls = Samples(film(room).view, values, places)
    order = np.argsort(values)
    alike = np.diff(values[order]) < 1e-9
    assert (balls.rgba[order][1:][alike] == balls.rgba[order][:-1][alike]).all()
    holed = np.where(values > np.median(values), np.nan, values)
    assert len(Samples(film(room).view, holed, places).points) == np.sum(values <= np.median(values))
    assert len(Samples(film(room).view, np.full(512, np.nan), places).points) == 0


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x/(x+y)", (1.0, 0.5, 0.0)),
        ("log(x) + z", (0.1, 1.0, 1.0)),
        ("1/(x*y*z)", (1.0, 1.0, 1.0)),
        ("x + y", (1.0, 1.0, 1.0)),
    ],
)
def test_the_way_of_the_probe_is_defined_and_crosses_no_pole(text: str, at: tuple[float, float, float]) -> None:
    field = Field(text, Domain.usual(3), ("x", "y", "z"))
    way = np.linspace(beginning_of_way(field, at), at, 1001)
    assert np.linalg.norm(way[0] - at) > 0.05
    values = field(*way.T)
    assert np.isfinite(values).all()
    assert np.max(np.abs(np.diff(values))) < 0.05 * np.ptp(values)


@pytest.mark.parametrize("room", [room for room in STORIES if room.kind == "smooth"], ids=lambda room: room.name)
def test_where_nothing_is_in_its_way_the_probe_comes_from_the_lowest_corner(room: Room) -> None:
    at = default_point(room.field)
    assert at is not None
    assert beginning_of_way(room.field, at) == pytest.approx((np.array(at) + room.block.low) / 2)


@pytest.mark.parametrize("room", STORIES, ids=lambda room: room.name)
def test_on_a_pole_there_is_no_number_and_elsewhere_there_is(room: Room) -> None:
    places = room.block.grid(8).reshape(3, -1)
    values = room.field(*places)
    out = torn(room.field, places, values) & np.isfinite(values)
    on_pole = np.abs(places[0] + places[1]) < 1e-9 if room.name == "quotient" else np.zeros(512, bool)
    assert (out == on_pole & np.isfinite(values)).all()


def close_by(room: Room) -> SimpleNamespace:
    """What is seen from close by around a place, and the claims about the steps."""
    drawn = film(room)
    place = tuple(drawn.view.where(drawn.probe.points[0]))
    step = fair_step(room.field, place, 0.3 / drawn.view.scale)
    near = CloseUp(drawn.view, place, room.field.gradient(*place), step, "#ffffff")
    claims = {
        "long": equally_long(near.steps), "bright": brighter_is_higher(drawn.view, room.field, near.balls),
        "highest": highest_along_arrow(drawn.view, room.field, near.arrow, near.balls),
        "level": on_one_level(drawn.view, room.field, near.patch, float(room.field(*place))),
        "plane": normal_to_plane(near.arrow, near.plane), "square": normal_to_surface(near.arrow, near.patch),
    }  # fmt: skip
    return SimpleNamespace(near=near, claims=claims)


@pytest.mark.parametrize("name", ["sphere", "product", "saddle", "ripples"])
def test_from_close_by_every_claim_is_true(name: str) -> None:
    assert failing(close_by(named(name))) == set()


@pytest.mark.parametrize("name", ["sphere", "product", "saddle", "ripples"])
def test_from_close_by_the_plane_is_seen_neither_edge_on_nor_from_straight_above(name: str) -> None:
    near = close_by(named(name)).near
    way = (near.arrow.end - near.arrow.start) / np.linalg.norm(near.arrow.end - near.arrow.start)
    for theta in (near.theta, near.theta + near.swing):
        assert 0.35 < abs(look_from(theta, near.phi) @ way) < 0.95


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda d: d.near.steps.points.__setitem__(5, 0.9 * d.near.steps.points[5]), {"long"}),
        (lambda d: d.near.balls.rgba.__setitem__(slice(None), d.near.balls.rgba[::-1].copy()), {"bright"}),
        (lambda d: d.near.balls.rotate(40 * DEGREES), {"bright", "highest"}),
        (lambda d: d.near.plane.rotate(3 * DEGREES, axis=RIGHT), {"plane"}),
        (lambda d: d.near.patch.shift(0.1 * UP), {"level", "square"}),
    ],
    ids=["a longer step", "colours reversed", "balls turned", "plane tilted", "patch aside"],
)
def test_from_close_by_a_wrong_picture_is_found_out(
    spoil: Callable[[SimpleNamespace], object], false: set[str]
) -> None:
    drawn = close_by(named("product"))
    spoil(drawn)
    assert false <= failing(drawn)


@pytest.mark.parametrize(
    ("spoil", "true"),
    [
        (lambda d: None, True),
        (lambda d: d.balls.rotate(10 * DEGREES, axis=RIGHT), False),
        (lambda d: d.balls.shift(0.05 * RIGHT), False),
        (lambda d: d.arrow.put_start_and_end_on(d.arrow.start, 2 * d.arrow.start - d.arrow.end), False),
        (lambda d: d.arrow.put_start_and_end_on(d.arrow.start, d.arrow.end + 0.1 * RIGHT), False),
    ],
    ids=["as drawn", "balls turned", "balls shifted", "arrow reversed", "arrow aside"],
)
def test_the_highest_ball_lies_where_the_arrow_points(spoil: Callable[[SimpleNamespace], object], true: bool) -> None:
    room, place = named("sphere"), (1.0, 2.0, 1.0)
    drawn = film(room, place)
    drawn.balls = samples_around(drawn.view, place, 0.4, [2.0, 4.0, 2.0])
    spoil(drawn)
    assert holds(highest_along_arrow(drawn.view, room.field, drawn.arrow, drawn.balls)) is true


def test_rings_lie_on_the_level_surface_and_not_at_poles() -> None:
    view = film(named("sphere")).view
    drawn = view.where(rings(view, 6.0, "#ffffff").points)
    assert np.sum(drawn**2, axis=1) == pytest.approx(np.full(len(drawn), 6.0), abs=0.02)
    pole = RoomView(Field("1/(x - y) + z", variables=("x", "y", "z")), THEMES["night"])
    x, y, z = pole.where(rings(pole, 1.0, "#ffffff").points).T
    seen = np.isfinite(x)
    assert np.abs(1 / (1 - z[seen]) - (x - y)[seen]).max() < 0.05


@pytest.mark.parametrize(
    ("text", "width", "says"),
    [
        ("x^2 + y*z + z", 9.0, ["= 2 x =", "= z =", "= y + 1 ="]),
        ("x^2 + y*z + z", 1.0, ["partial x) =", "partial y) =", "partial z) ="]),
        ("3x + y^2*sin(z)", 9.0, ["partial x) =", "= 2 y sin (z) =", "= y^2 cos (z) ="]),
        ("exp(x*y*z)*sin(x*y + z)", 99.0, ["partial x) =", "partial y) =", "partial z) ="]),
    ],
)
def test_partials_are_formulas_where_there_is_room(text: str, width: float, says: list[str]) -> None:
    field = Field(text, variables=("x", "y", "z"))
    gradient = field.gradient(1.0, 2.0, 1.0)
    lines = partial_readouts(film(named("sphere")).view, field, gradient, width)
    assert [line.text for line in lines] == [f"{part:.2f}" for part in gradient]
    for line, formula_of_it in zip(lines, says, strict=True):
        assert line.label.typst_code.endswith(f"{formula_of_it} $")


def test_the_frame_is_the_box_and_its_numbers_stand_at_their_places() -> None:
    field = CallableField(lambda x, y, z: x + y + z, Domain(-1, 5, 2, 4, 10, 13), variables=("x", "y", "z"))
    view = RoomView(field, THEMES["paper"])
    frame = BoxFrame(view)
    edges = view.where(frame.lines.points[:18])
    assert edges.min(axis=0) == pytest.approx(field.domain.low)
    assert edges.max(axis=0) == pytest.approx(field.domain.high)
    assert len(frame.texts) > 9


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x^2 + y^2 + z^2", (0.01, 0, 0)),
        ("x^2 + y^2 + z^2", (0.05, 0.05, 0.05)),  # between the nodes of the grid
        ("(x - 0.06)^2 + (y - 0.06)^2 + (z - 0.06)^2", (0.07, 0.07, 0.07)),
        ("1/sqrt(x^2 + y^2 + z^2)", (0, 0.01, 0)),
    ],
)
def test_a_surface_too_small_to_be_seen_is_refused_with_a_domain_in_which_it_is(
    text: str, at: tuple[float, float, float]
) -> None:
    def stand(field: Field) -> None:
        view = RoomView(field, THEMES["night"])
        insist_on_surface(view, NestedLevels(view, nested_values(field, at), at, field.gradient(*at)), at)

    field = Field(text, Domain.usual(3), ("x", "y", "z"))
    with pytest.raises(Refusal, match="too small to be seen") as refusal:
        stand(field)
    borders = [float(n) for n in str(refusal.value).rsplit(" ", 1)[1].replace(":", ",").split(",")]
    stand(field.on(Domain(*borders)))


def test_values_that_no_place_has_are_not_in_the_key() -> None:
    view = RoomView(Field("1/(x*y)", BOX, ("x", "y", "z")), THEMES["night"])
    levels = NestedLevels(view, [-0.02, 2.0], (0.5, 1.0, 0.0), (-4.0, -2.0, 0.0))  # x y = -50 is outside the box
    assert levels.values == (2.0,)
    assert len(levels.colours) == len(levels.rings) == len(levels.surfaces) == 1
