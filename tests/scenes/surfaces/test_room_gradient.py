"""RoomGradient: what it draws of f(x, y, z), and its claims, false as soon as something in it is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP, Mobject

from gradanim import CallableField, Domain
from gradanim.errors import Refusal
from gradanim.fields.scalar import steepness
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.marks.arrows import scale_note
from gradanim.stage.space.room import RoomView, level_surface, rings
from gradanim.stage.space.tangents import right_angle_mark
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula
from scenes.surfaces.room_gradient.claims import (
    arrow_as_stated,
    closest_to_dominant_axis,
    coloured_as_keyed,
    components_add_up,
    components_are_partials,
    components_are_steps,
    highest_along_arrow,
    no_step_gains_more,
    normal_near,
    normal_to_surface,
    number_is_length,
    on_one_level,
)
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
from scenes.surfaces.room_gradient.readings import colour_key, gradient_formula, partial_readouts
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
    note = scale_note(view)
    surface = level_surface(view, value)
    reading = Readout(view, "f", lambda: field(*probe()), scale=abs(value))
    length = Readout(view, "|nabla f|", float(steepness(gradient)), scale=float(steepness(gradient)))
    claims = {
        "level": on_one_level(view, field, surface, value),
        "steps": components_are_steps(view, field, probe, components),
        "whole": components_are_partials(view, field, arrow), "length": number_is_length(view, arrow, length),
        "square": normal_to_surface(arrow, surface), "dominant": closest_to_dominant_axis(view, field, arrow),
        "reading": reads_value(view, field, probe, reading), "joined": components_add_up(components, arrow),
        "stated": arrow_as_stated(view, field, arrow, note), "most": no_step_gains_more(view, field, arrow, gone),
        "rings": on_one_level(view, field, lines, value),
    }  # fmt: skip
    return SimpleNamespace(
        view=view,
        probe=probe,
        components=components,
        arrow=arrow,
        surface=surface,
        length=length,
        claims=claims,
        note=note,
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


def misstate(drawn: SimpleNamespace) -> None:
    drawn.note.typst_code = drawn.note.typst_code.replace("length = ", "length = 1")


FROM_THE_TIP = {"whole", "square", "joined", "stated", "most"}


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
        (lambda d: d.probe.shift(0.4 * OUT), {"steps", "reading"}),
        (lambda d: setattr(d.reading, "value", 5.9), {"reading"}),
        (lambda d: d.gone.shift(0.2 * RIGHT - 0.2 * UP), {"most"}),
        (lambda d: d.lines.shift(0.1 * UP), {"rings"}),
        (lambda d: d.lines.points.fill(np.nan), {"rings"}),
        (misstate, {"stated"}),
        (aimed(0.1 * RIGHT), {"whole", "length", "square", "joined", "stated"}),
        (lambda d: d.arrow.put_start_and_end_on(d.arrow.end, d.arrow.start), FROM_THE_TIP),
        (
            lambda d: d.arrow.put_start_and_end_on(d.arrow.start, 1.05 * d.arrow.end - 0.05 * d.arrow.start),
            {"whole", "length", "joined", "stated"},
        ),
        (lambda d: setattr(d.length, "value", 5.0), {"length"}),
        (lambda d: setattr(d.length, "value", float("nan")), {"length"}),
        (point_elsewhere, {"whole", "square", "dominant", "joined"}),
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
    assert drawn.length.text == "4.90"
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
        ([2, 2, -1], "towards both"),
        ([0, 0, -3], "straight along _z_"),
        ([3, 3, 0], "towards both"),
    ],
)
def test_the_largest_component_decides_what_is_said(gradient: list[float], says: str) -> None:
    assert says in dominant_component_sentence(gradient)


@pytest.mark.parametrize(
    ("part", "says"),
    [(2.0, "grow at a rate of 2.00"), (-0.5, "fall. Its partial derivative is \N{MINUS SIGN}0.50"), (0.0, "is zero")],
)
def test_a_step_is_told_as_it_goes_in_the_digits_that_are_shown(part: float, says: str) -> None:
    view = film(named("sphere")).view
    assert says in step_sentence("x", part, 4.9, Readout(view, "f", part, scale=4.9))


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


def three_places() -> list[Mobject]:
    return [formula(film(named("sphere")).view, "x", size=60).shift(k * UP) for k in range(3)]


def test_the_key_names_the_levels_in_the_colours_of_their_surfaces() -> None:
    view = film(named("sphere")).view
    levels = NestedLevels(view, [1.0, 3.0, 6.0], (1.0, 2.0, 1.0), [2.0, 4.0, 2.0])
    like = Readout(view, "f", 6.0)
    places = three_places()
    key = colour_key(view, levels.key, levels.key_colours, places, like=like, scale=6.0)
    for row, surface, text in zip(key, levels.surfaces, "136", strict=True):
        assert row[0].get_fill_color().to_rgb() == pytest.approx(surface.rgba[0, :3], abs=0.01)
        assert row[1].text == f"{text}.00"
        assert row[1].label[-1].width == pytest.approx(like.label[-1].width)
    assert [row.get_left()[0] for row in key] == pytest.approx([place.get_left()[0] for place in places])
    assert levels.own is levels.surfaces[2]
    assert [*levels.others] == [levels.surfaces[0], levels.rings[0], levels.surfaces[1], levels.rings[1]]


def test_the_surface_takes_another_colour_for_a_while() -> None:
    levels = NestedLevels(film(named("sphere")).view, [1.0, 3.0, 6.0], (1.0, 2.0, 1.0), [2.0, 4.0, 2.0])
    before = levels.own.rgba.copy()
    for colour, expected in (([0.2, 0.4, 0.6, 1.0], [0.2, 0.4, 0.6]), (None, before[0, :3])):
        for change in levels.own_in(colour):
            change.begin()
            change.interpolate(1)
            change.finish()
        for thing in (levels.own, levels.own_rings):
            assert thing.rgba[:, :3] == pytest.approx(np.tile(expected, (len(thing.rgba), 1)), abs=0.01)
        assert (levels.own.rgba[:, 3] == before[:, 3]).all()


def test_around_a_place_the_key_gives_its_value_between_the_lowest_and_the_highest() -> None:
    drawn = film(named("sphere"), (1.0, 2.0, 1.0))
    low, here, high = samples_around(drawn.view, (1.0, 2.0, 1.0), 0.5, [2.0, 4.0, 2.0]).key
    assert here == pytest.approx(6.0)
    assert low == pytest.approx((6**0.5 - 0.5) ** 2, rel=0.05)
    assert high == pytest.approx((6**0.5 + 0.5) ** 2)


def test_balls_with_one_value_have_one_colour_and_half_of_them_are_above_the_middle() -> None:
    room = named("sphere")
    places = room.block.grid(8).reshape(3, -1)
    values = room.field(*places)
    balls = Samples(film(room).view, values, places)
    order = np.argsort(values)
    alike = np.diff(values[order]) < 1e-9
    assert (balls.rgba[order][1:][alike] == balls.rgba[order][:-1][alike]).all()
    low, middle, high = balls.key
    assert [low, high] == pytest.approx([values.min(), values.max()])
    assert np.mean(values > middle) == pytest.approx(0.5, abs=0.06)
    holed = np.where(values > middle, np.nan, values)
    assert len(Samples(film(room).view, holed, places).points) == np.sum(values <= middle)
    assert Samples(film(room).view, np.full(512, np.nan), places).key == []


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


def keyed(room: Room) -> SimpleNamespace:
    """Balls around a place, their key, and the claim about both."""
    drawn = film(room)
    place = drawn.view.where(drawn.probe.points[0])
    balls = samples_around(drawn.view, tuple(place), 0.7 / drawn.view.scale, room.field.gradient(*place))
    like = Readout(drawn.view, "f", 1.0)
    size = float(np.max(np.abs(balls.key)))
    key = colour_key(drawn.view, balls.key, balls.key_colours, three_places(), like=like, scale=size)
    return SimpleNamespace(balls=balls, key=key, claim=coloured_as_keyed(drawn.view, room.field, balls, key))


@pytest.mark.parametrize("name", ["sphere", "product", "saddle"])
def test_a_true_key_holds(name: str) -> None:
    assert holds(keyed(named(name)).claim)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.balls.shift(0.2 * OUT),
        lambda d: d.balls.rotate(40 * DEGREES),
        lambda d: d.balls.rgba.__setitem__(slice(None), d.balls.rgba[::-1].copy()),
        lambda d: d.key[0][0].set_fill(d.key[2][0].get_fill_color()),
        lambda d: d.key[2][0].set_fill("#ff00ff"),
        lambda d: setattr(d.key[1][1], "value", d.key[1][1].value * 1.5),
    ],
    ids=["shifted", "turned", "reversed", "patches alike", "a strange patch", "another number"],
)
def test_a_key_that_is_wrong_is_found_out(spoil: Callable[[SimpleNamespace], object]) -> None:
    drawn = keyed(named("product"))
    spoil(drawn)
    assert not holds(drawn.claim)


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
    assert len(levels.key_colours) == len(levels.rings) == len(levels.surfaces) == 1
