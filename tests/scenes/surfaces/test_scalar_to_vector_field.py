"""ScalarToVectorField: maps of numbers and of arrows, and claims that are false as soon as something is wrong."""

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP

from gradanim.calculus.critical_points import critical_points
from gradanim.contours.levels import nice_levels
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.claims.maps import along_the_gradient, as_long_as_stated
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.shading import contour_rank, relief_colours
from gradanim.stage.marks.arrows import gradient_arrow, scale_note
from gradanim.stage.marks.quiver import CELL, LONGEST, gradient_quiver, readable_gradient_quiver
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset.glyphs import TypstText
from gradanim.stage.typeset.readouts import Readout
from scenes.surfaces.scalar_to_vector_field import (
    PROBE,
    ColourScale,
    Halves,
    NumberMap,
    equally_long,
    flattest,
    in_one_scale,
    long_enough,
    printed_where_they_hold,
    reads_slope,
    round_trip,
    rounded,
    steepest_of,
    vanishes,
    vanishing_places,
)
from scenes.surfaces.shared.probe_reading import reads_value
from tests.zoo import Specimen, named, untagged

BOX = Box(-6, 1.5, -2.5, 2.5)
SLOPING = [s for s in untagged("flat", "undefined") if s.name not in ("narrow", "tall")]  # which are strips


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def view_of(field: Field) -> View:
    return View.fit(field, THEMES["night"], BOX)


# ---- what is drawn


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_arrows_are_gradients_in_one_scale_and_stay_in_the_picture(specimen: Specimen) -> None:
    view = view_of(specimen.field)
    arrows = gradient_quiver(view)
    drawn = (arrows.heads - arrows.tails)[:, :2]
    exact = arrows.view.arrow_scale * view.field.gradient(*view.where(arrows.tails).T).T
    assert len(drawn) > 20
    assert drawn == pytest.approx(exact, rel=1e-4, abs=1e-6)
    assert np.hypot(*drawn.T).max() < LONGEST["true"] * CELL * (1 + 1e-9)
    assert np.hypot(*drawn.T).max() > SEEN or specimen.name == "deep bowl"  # directions are drawn there instead
    assert arrows.heads[:, 0].min() > BOX.left - 0.2
    assert arrows.heads[:, 1].max() < BOX.top + 0.2


@pytest.mark.parametrize("f", ["x^2 + 3xy + y^2", "2x", "exp(3x)"])
def test_arrows_shorter_than_a_cell_do_not_run_into_the_next_one(f: str) -> None:
    arrows = gradient_quiver(view_of(Field(f)), longest=0.85)
    heads, tails = arrows.heads[:, None], arrows.tails[None]
    gaps = np.linalg.norm(heads - tails, axis=2)[~np.eye(len(arrows.tails), dtype=bool)]
    assert gaps.min() > 0.1 * CELL


def test_only_what_is_steep_beyond_measure_is_left_out() -> None:
    assert not gradient_quiver(view_of(Field("x^2 + 3xy + y^2"))).crowded
    assert gradient_quiver(view_of(Field("1/(x^2 + y^2)"))).crowded


MOSTLY_FLAT = [
    named("spike").field,
    Field("exp(x^2 + y^2)", Domain(-7, 7, -7, 7)),
    Field("exp(x^2 + y^2)", Domain(-10, 10, -10, 10)),
]


@pytest.mark.parametrize("field", MOSTLY_FLAT, ids=str)
def test_where_no_scale_shows_the_slopes_directions_are_drawn(field: Field) -> None:
    arrows = readable_gradient_quiver(view_of(field), longest=0.85)
    assert arrows.lengths == "directions"
    assert len(arrows.tails) > 20
    assert holds(along_the_gradient(arrows))
    assert holds(equally_long(arrows))
    inside = arrows.within(arrows.view.box.inset(PROBE))  # where a probe is seen, with its arrow
    slopes = np.hypot(*field.gradient(*arrows.view.where(inside.tails).T))
    assert np.hypot(*field.gradient(*steepest_of(arrows))) == pytest.approx(slopes.max())
    half = len(arrows.tails) // 2
    arrows.points[-half:] += 0.1 * (arrows.heads[-half:] - arrows.tails[-half:])
    assert not holds(equally_long(arrows))


@pytest.mark.parametrize("specimen", [s for s in SLOPING if s.name not in ("spike", "deep bowl")], ids=lambda s: s.name)
def test_everywhere_else_lengths_are_slopes(specimen: Specimen) -> None:
    assert readable_gradient_quiver(view_of(specimen.field)).lengths == "true"


def test_a_small_island_gets_a_finer_grid() -> None:
    island = gradient_quiver(view_of(Field("sqrt(1 - x^2 - y^2)", Domain(-6, 6, -4, 4))))
    assert len(island.tails) > 50


def test_the_walk_goes_to_the_nearest_hilltop_or_valley_and_then_to_the_nearest_saddle() -> None:
    arrows = gradient_quiver(view_of(Field("x^2 - 2x^4 - y^2")))  # tops at x = -1/2 and 1/2, between them a saddle
    (top, first), (saddle, second) = vanishing_places(arrows.view, (1.0, 0.3))
    assert (first, second) == ("peak", "saddle")
    assert top == pytest.approx((0.5, 0), abs=1e-6)
    assert saddle == pytest.approx((0, 0), abs=1e-6)
    assert vanishing_places(gradient_quiver(view_of(Field("2x - 3y"))).view, (0.0, 0.0)) == []
    ((place, said),) = vanishing_places(gradient_quiver(view_of(Field("exp(3x)"))).view, (0.0, 0.0))
    assert said == "nearly flat"
    assert place[0] == pytest.approx(-3)


def test_the_flattest_place_is_near_the_critical_point() -> None:
    place, slope = flattest(view_of(Field("x^2 + (y - 1)^2")))
    assert place == pytest.approx((0, 1), abs=0.05)
    assert slope < 0.1


def test_the_longest_arrow_stands_where_it_is_steepest_and_equal_ones_are_told() -> None:
    bowl = gradient_quiver(view_of(Field("x^2 + y^2")))
    x, y = bowl.steepest
    assert np.hypot(x, y) == pytest.approx(np.hypot(*bowl.view.where(bowl.tails).T).max())
    assert not bowl.alike
    assert gradient_quiver(view_of(Field("2x - 3y"))).alike


@pytest.mark.parametrize("specimen", [s for s in SLOPING if s.name not in ("spike", "deep bowl")], ids=lambda s: s.name)
def test_one_half_holds_numbers_and_the_other_arrows(specimen: Specimen) -> None:
    view = view_of(specimen.field)
    numbers, arrows = NumberMap(view), gradient_quiver(view)
    halves = Halves(numbers, arrows)
    line, (printed,) = halves[-1], halves.printed
    start, end = line.get_start(), line.get_end()
    axis, towards = (0, 1) if abs(end[0] - start[0]) < 1e-6 else (1, -1)
    assert len(numbers) / 3 <= len(printed) == len(printed.printed) <= len(numbers)
    for number in printed:
        far = number.get_right()[0] if axis == 0 else number.get_bottom()[1]
        assert towards * (start[axis] - far) > 0
    assert (towards * (halves.arrows.points[:, axis] - start[axis]) > 0).all()
    assert 0 < len(halves.arrows.tails) < len(arrows.tails)


@pytest.mark.parametrize(
    "field", [Field("sqrt(1 - x^2 - y^2)", Domain(-20, 20, -12, 12)), named("spike").field], ids=["island", "spike"]
)
def test_where_there_is_nothing_to_halve_all_arrows_stay(field: Field) -> None:
    view = view_of(field)
    numbers, arrows = NumberMap(view), gradient_quiver(view)
    halves = Halves(numbers, arrows)
    assert halves.printed == []
    assert halves.arrows is arrows


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_numbers_are_printed_inside_the_map_without_touching(specimen: Specimen) -> None:
    numbers = NumberMap(view_of(specimen.field))
    assert len(numbers) >= 4
    assert all(BOX.holds(number) for number in numbers)
    rows: dict[float, list[tuple[float, float]]] = {}
    for number in numbers:
        rows.setdefault(round(number.get_center()[1], 3), []).append((number.get_left()[0], number.get_right()[0]))
    for row in rows.values():
        assert all(b[0] > a[1] + 0.1 for a, b in pairwise(row))


def test_numbers_stand_where_f_is_defined_however_little_that_is() -> None:
    numbers = NumberMap(view_of(Field("sqrt(1 - x^2 - y^2)", Domain(-6, 6, -4, 4))))
    assert len(numbers) >= 1
    assert np.hypot(*numbers.view.where([number.get_center() for number in numbers]).T).max() < 1


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ([17.04, 24.0, 18.26], [("17.0", 0), ("24.0", 0), ("18.3", 0)]),
        ([-0.001, 0.5], [("0.00", 0), ("0.50", 0)]),
        ([3.0], [("3.00", 0)]),
        ([0.0, 2500.4], [("0", 0), ("2500", 0)]),
        ([1.5e9, -2e3], [("1.50", 9), ("-2.00", 3)]),
        ([2.5e-8, 0.0], [("2.50", -8), ("0.00", 0)]),
        ([1000001.0, 1000004.0], [("1000001.00", 0), ("1000004.00", 0)]),
    ],
)
def test_numbers_are_rounded_so_that_they_can_be_told_apart(
    values: list[float], printed: list[tuple[str, int]]
) -> None:
    assert [
        (text.lstrip("-"), power) if text.strip("-0.") == "" else (text, power)
        for text, power in rounded(np.array(values))
    ] == printed


def test_the_scale_of_colours_has_the_colours_of_the_map_and_its_first_and_last_level() -> None:
    view = view_of(Field("x^2 + y^2"))
    levels = nice_levels(view.field)
    scale = ColourScale(view, levels, unit='"°C"')
    assert [text.typst_code for text in scale[1:]] == [
        f'$ <= {levels.values[0]:g} "°C" $',
        f'$ >= {levels.values[-1]:g} "°C" $',
    ]
    ground = relief_colours(view.theme).heights
    shown = scale.bar.get_fill_rgbas()[:, :3]
    due = [np.interp(np.linspace(0, 1, len(shown)), np.linspace(0, 1, len(ground)), c) for c in ground.T]
    assert np.abs(shown - np.transpose(due)).max() < 0.02
    assert contour_rank(levels, levels.values)[[0, -1]] == pytest.approx([0, len(levels.values) - 1])


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_a_loop_comes_back_stays_in_the_map_and_where_f_is_defined(specimen: Specimen) -> None:
    field = specimen.field
    start = field.domain.centre if np.isfinite(field(*field.domain.centre)) else specimen.at
    assert start is not None
    way = round_trip(field, start)
    assert way[0] == pytest.approx(start)
    assert way[-1] == pytest.approx(start)
    assert all(point in field.domain for point in way)
    assert np.isfinite(field(*way.T)).all()


# ---- what is claimed


def film(field: Field | None = None, at: tuple[float, float] = (1.2, 0.8)) -> SimpleNamespace:
    """The map of numbers and of arrows, a probe with its number and its arrow, and the claims about them."""
    view = view_of(field or Field("x^2 + 3xy + y^2"))
    numbers, arrows = NumberMap(view), gradient_quiver(view)
    probe, note = Walker(view, at), ScaleBar(arrows.view)
    reading = Readout(view, "f", lambda: view.field(*probe()), scale=view.height_scale)
    near = view.fit_arrow_at(at)
    arrow, near_note = gradient_arrow(near, probe), scale_note(near)
    flat = Walker(view, ([c.point for c in critical_points(view.field)] or [at])[0])
    nothing = gradient_arrow(near, flat)
    claims = {
        "printed": printed_where_they_hold(numbers), "reading": reads_value(view, view.field, probe, reading),
        "along": along_the_gradient(arrows), "scale": in_one_scale(arrows, note),
        "gradient": is_gradient(near, arrow), "flat": vanishes(near, flat, nothing),
        "stated": as_long_as_stated(view, probe, arrow, near_note),
    }  # fmt: skip
    return SimpleNamespace(
        view=view, numbers=numbers, arrows=arrows, probe=probe, reading=reading, arrow=arrow, note=note, flat=flat,
        nothing=nothing, near_note=near_note, claims=claims,
    )  # fmt: skip


def verdicts(drawn: SimpleNamespace) -> set[str]:
    return {name for name, claim in drawn.claims.items() if not holds(claim)}


@pytest.mark.parametrize("name", ["bowl", "saddle", "two hills", "tiny", "huge", "far off", "log hole", "Rosenbrock"])
def test_true_maps_make_every_claim_true(name: str) -> None:
    field = named(name).field
    x, y = field.domain.centre
    at = (x + 0.21 * field.domain.width, y + 0.17 * field.domain.height)
    assert verdicts(film(field, at)) - {"flat"} == set()


def turn_arrows(drawn: SimpleNamespace) -> None:
    for k in range(len(drawn.arrows.tails)):
        way = drawn.arrows.points[len(drawn.arrows.tails) + k] - drawn.arrows.points[k]
        turned = np.array([way[0] * np.cos(0.1) - way[1] * np.sin(0.1), way[0] * np.sin(0.1) + way[1] * np.cos(0.1), 0])
        drawn.arrows.points[len(drawn.arrows.tails) + k] = drawn.arrows.points[k] + turned


def reverse_arrows(drawn: SimpleNamespace) -> None:
    n = len(drawn.arrows.tails)
    drawn.arrows.points[n:] = 2 * drawn.arrows.points[:n] - drawn.arrows.points[n:]


def stretch_arrows(drawn: SimpleNamespace) -> None:
    n = len(drawn.arrows.tails)
    drawn.arrows.points[n:] += 0.05 * (drawn.arrows.points[n:] - drawn.arrows.points[:n])


def squash_arrows(drawn: SimpleNamespace) -> None:
    """The longer ones only: as a field with lengths made alike."""
    n = len(drawn.arrows.tails)
    vectors = drawn.arrows.points[n:] - drawn.arrows.points[:n]
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    drawn.arrows.points[n:] -= vectors * np.clip(length - 0.3, 0, None) / np.maximum(length, 1e-9)


def swap_numbers(drawn: SimpleNamespace) -> None:
    one, other = drawn.numbers[0], drawn.numbers[9]
    place = one.get_center()
    one.move_to(other)
    other.move_to(place)


def misstate(note: TypstText) -> None:
    note.typst_code = note.typst_code.replace("length = ", "length = 1")


def turn_arrow(drawn: SimpleNamespace) -> None:
    drawn.arrow.rotate(3 * DEGREES, axis=OUT, about_point=drawn.arrow.tail)


def wrong_number(drawn: SimpleNamespace) -> None:
    drawn.reading.value = 1.234


def draw_an_arrow(drawn: SimpleNamespace) -> None:
    drawn.nothing.shaft.set_points(drawn.arrow.shaft.points)
    drawn.nothing.head.set_points(drawn.arrow.head.points)


def test_a_slope_is_no_level_ground_even_without_an_arrow() -> None:
    drawn = film()
    assert holds(vanishes(drawn.view, drawn.flat))
    assert not holds(vanishes(drawn.view, drawn.probe))


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (turn_arrows, {"along"}),
        (reverse_arrows, {"along"}),
        (stretch_arrows, {"scale"}),
        (squash_arrows, {"scale"}),
        (lambda d: d.arrows.shift(0.4 * RIGHT), {"along", "scale"}),
        (lambda d: d.arrows.points.fill(np.nan), {"along", "scale"}),
        (lambda d: d.note.line.scale(1.2), {"scale"}),
        (swap_numbers, {"printed"}),
        (lambda d: d.numbers.shift(0.2 * UP), {"printed"}),
        (lambda d: d.numbers.remove(*d.numbers), {"printed"}),
        (lambda d: d.probe.shift(0.3 * UP), {"reading", "stated"}),
        (wrong_number, {"reading"}),
        (turn_arrow, {"gradient"}),
        (lambda d: d.arrow.scale(1.05, about_point=d.arrow.tail), {"gradient", "stated"}),
        (lambda d: d.arrow.shift(0.3 * UP), {"gradient"}),
        (lambda d: misstate(d.near_note), {"stated"}),
        (lambda d: d.flat.shift(0.3 * UP), {"flat"}),
        (draw_an_arrow, {"flat"}),
    ],
)
def test_a_wrong_map_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    drawn = film()
    spoil(drawn)
    assert verdicts(drawn) == false


def test_specks_are_left_out_and_the_longer_arrows_stay() -> None:
    arrows = gradient_quiver(view_of(Field("x^2 + 3xy + y^2")))
    some = long_enough(arrows)
    assert 0 < len(some.tails) < len(arrows.tails)
    assert some.drawn.min() >= 0.12
    assert some.drawn.max() == pytest.approx(arrows.drawn.max())
    assert len(some.rgba) == len(some.tails)


def test_the_slope_that_is_read_is_that_at_the_probe() -> None:
    view = view_of(Field("x^2 + 3xy + y^2"))
    probe = Walker(view, (1.2, 0.8))
    number = Readout(view, "s", lambda: float(np.hypot(*view.field.gradient(1.2, 0.8))))
    assert holds(reads_slope(view, probe, number))
    probe.shift([0.2, 0.0, 0.0])
    assert not holds(reads_slope(view, probe, number))
