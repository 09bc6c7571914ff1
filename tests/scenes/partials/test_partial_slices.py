"""PartialSlices: its slices and their claims, the numbers on their tangents, and its formulas with numbers put in."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.space.axes import stretch_note
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.labels import Label
from gradanim.stage.typeset.readouts import Readout
from scenes.partials.partial_slices.claims import number_is_slope, numbers_at_their_tangents
from scenes.partials.partial_slices.evaluation import evaluated, evaluated_partials, substituted
from scenes.partials.partial_slices.slice import Slice, azimuth_of_true_slopes, slope_labels
from scenes.partials.partial_slices.sliders import Sliders
from scenes.partials.partial_slices.surprise import HiddenSaddle, hidden_saddle

BOX, WIDE = Box(2, 6, -3, 1), Box(0, 6, 0, 5)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def view_of(text: str) -> SpaceView:
    return SpaceView.over(Field(text), THEMES["night"])


def cut(held: str, text: str = "x^2 + 3xy + y^2", at: tuple[float, float] = (0.8, 0.4)) -> Slice:
    one = Slice(view_of(text), held, at, BOX)
    one.held_value.set_value(at["xy".index(held)])
    one.curve.update()
    return one


def verdicts(one: Slice) -> dict[str, bool]:
    space, graph = one.tangents_are_partials()
    claims = {
        "surface": one.on_surface(), "alone": one.graph_is_section(), "space": space, "graph": graph,
        "number": one.number_is_slope(),
    }  # fmt: skip
    return {name: holds(claim) for name, claim in claims.items()}


def failing(one: Slice) -> set[str]:
    return {name for name, true in verdicts(one).items() if not true}


@pytest.mark.parametrize("held", ["x", "y"])
@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y) + x/4", "1e-6*(x^2 - xy)", "1e6*exp(-x^2 - y^2)"])
def test_a_true_slice_makes_every_claim_true(text: str, held: str) -> None:
    assert failing(cut(held, text)) == set()


def lift_curve(one: Slice) -> None:
    one.curve.points = one.curve.points + 0.1 * OUT


def other_slice(one: Slice) -> None:
    one.held_value.set_value(-0.6)
    one.curve.update()


def shift_graph(one: Slice) -> None:
    one.graph.curve.points = one.graph.curve.points + 0.1 * UP


def empty_curve(one: Slice) -> None:
    one.curve.points = np.full_like(one.curve.points, np.nan)


def tilt_tangent(one: Slice) -> None:
    one.tangent.points = one.tangent.points + np.outer([0, 1], 0.1 * OUT)


def tilt_flat_tangent(one: Slice) -> None:
    one.graph.tangent.points = one.graph.tangent.points + np.outer([0, 1], 0.1 * UP)


def flip_tangent(one: Slice) -> None:
    one.tangent.points[:, 2] = one.tangent.points[::-1, 2].copy()


def move_ball(one: Slice) -> None:
    one.ball.points = one.view.at(-0.5, 1.0)[None]


def wrong_number(one: Slice) -> None:
    one.slope.value = 1.0 + one.view.slope_scale


def no_number(one: Slice) -> None:
    one.slope.value = float("nan")


def no_tangent(one: Slice) -> None:
    one.graph.tangent.points = np.full_like(one.graph.tangent.points, np.nan)


@pytest.mark.parametrize("held", ["x", "y"])
@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lift_curve, {"surface", "alone"}),
        (other_slice, {"alone"}),
        (shift_graph, {"alone"}),
        (empty_curve, {"surface", "alone"}),
        (tilt_tangent, {"space"}),
        (flip_tangent, {"space"}),
        (tilt_flat_tangent, {"graph", "number"}),
        (move_ball, {"space", "graph"}),
        (wrong_number, {"number"}),
        (no_number, {"number"}),
        (no_tangent, {"graph", "number"}),
    ],
)
def test_a_wrong_slice_makes_its_claims_false(spoil: Callable[[Slice], None], false: set[str], held: str) -> None:
    one = cut(held)
    spoil(one)
    assert failing(one) == false


def graph_number(one: Slice, number: Readout) -> Claim:
    return number_is_slope(one.view, one.held, one.graph.tangent, number, graph=one.graph)


def test_the_number_is_that_of_its_own_variable() -> None:
    one, other = cut("y"), cut("x")
    assert not holds(graph_number(one, other.slope))


@pytest.mark.parametrize("held", ["x", "y"])
def test_what_the_formula_gives_is_the_slope_of_its_own_tangent(held: str) -> None:
    one, other = cut(held), cut("x" if held == "y" else "y")
    claim = number_is_slope(one.view, held, one.tangent, one.slope)
    assert holds(claim)
    assert not holds(number_is_slope(one.view, held, one.tangent, other.slope))
    assert not holds(number_is_slope(one.view, held, other.tangent, one.slope))
    flip_tangent(one)
    assert not holds(claim)


def flat(points: np.ndarray) -> np.ndarray:
    """As seen from above."""
    return points[None, :, :2]


def numbered(*slices: Slice, swapped: bool = False) -> list[Label]:
    slopes = [one.slope for one in slices]
    return slope_labels(slices, slopes[::-1] if swapped else slopes, flat)


def from_the_side(azimuth: float) -> Callable[[np.ndarray], np.ndarray]:
    """As seen from far away, 20 degrees above the floor."""
    across, away = [-np.sin(azimuth), np.cos(azimuth), 0.0], [-np.cos(azimuth), -np.sin(azimuth), 0.0]
    up = np.sin(20 * DEGREES) * np.array(away) + np.cos(20 * DEGREES) * OUT
    return lambda points: (points @ np.stack([across, up], axis=1))[None]


@pytest.mark.parametrize(("text", "signs"), [("x + y", (1, 1)), ("y - x", (-1, 1)), ("-y", (0, -1)), ("x", (1, 0))])
def test_a_tangent_is_seen_to_rise_to_the_right_where_its_slope_is_positive(text: str, signs: tuple[int, int]) -> None:
    along = cut("y", text), cut("x", text)
    seen = from_the_side(azimuth_of_true_slopes(along, from_the_side))
    for one, sign in zip(along, signs, strict=True):
        across, up = np.diff(seen(one.tangent.points)[0], axis=0)[0]
        assert across > 0
        assert not sign or np.sign(up) == sign


def test_a_landscape_without_tangents_may_be_seen_from_anywhere() -> None:
    assert -90 * DEGREES < azimuth_of_true_slopes([], from_the_side) < 0


@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "-1e7*(x^2 + 3xy + y^2)", "1e-6*(x^2 - xy)"])
def test_the_numbers_on_the_landscape_stand_at_their_own_tangents(text: str) -> None:
    along = cut("y", text), cut("x", text)
    tangents, texts = [one.tangent for one in along], numbered(*along)
    claim = numbers_at_their_tangents(along[0].view, tangents, texts)
    assert holds(claim)
    texts[0].move_to(texts[1])
    assert not holds(claim)
    texts[0].shift(3 * UP)
    assert not holds(claim)
    assert not holds(numbers_at_their_tangents(along[0].view, tangents, numbered(*along, swapped=True)))
    flip_tangent(along[0])
    assert not holds(claim)


def test_a_number_on_the_landscape_is_read_on_a_plate() -> None:
    number, _ = numbered(cut("y"), cut("x"))
    plate, *glyphs = number
    assert plate.get_fill_color().to_hex().lower() == view_of("x").theme.plate.lower()
    for glyph in glyphs:
        assert np.abs(glyph.get_center() - plate.get_center())[0] < plate.width / 2
        assert plate.height > glyph.height


@pytest.mark.parametrize("turn", np.arange(0, 360, 30) * DEGREES)
@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y)", "x*y"])
def test_numbers_on_the_landscape_do_not_cover_each_other(text: str, turn: float) -> None:
    across, up = np.array([-np.sin(turn), np.cos(turn), 0.0]), np.array([0.0, 0.0, 1.0])

    def seen(points: np.ndarray) -> np.ndarray:
        return np.stack([points @ across, points @ up], axis=-1)[None]

    along = cut("y", text), cut("x", text)
    one, other = slope_labels(along, [one.slope for one in along], seen)
    (away,) = np.diff(seen(np.array([one.get_center(), other.get_center()])), axis=1)[0]
    assert abs(away[0]) > (one.width + other.width) / 2 or abs(away[1]) > (one.height + other.height) / 2


def test_a_number_with_a_power_of_ten_is_read_with_it() -> None:
    one = cut("y", "1e-6*(x^2 - xy)")
    plain = Readout(one.view, "f", lambda: 1.2e-3, scale=one.view.slope_scale)
    assert one.slope.exponent < 0
    assert not holds(graph_number(one, plain))


@pytest.mark.parametrize("text", ["abs(x) + y", "sqrt(x^2)"])
def test_across_a_kink_no_tangent_is_right(text: str) -> None:
    one = cut("y", text, (1.0, 0.5))
    assert holds(one.tangents_are_partials()[0])
    one.ball.points = one.view.at(0.0, 0.5)[None]
    assert not holds(one.tangents_are_partials()[0])


@pytest.mark.parametrize(
    ("text", "held", "written"),
    [
        ("x^2 + 3xy + y^2", "y", "2 dot 0.80 + 3 dot (-0.40)"),
        ("x^2 + 3xy + y^2", "x", "3 dot 0.80 + 2 dot (-0.40)"),
        ("x^3*y", "y", "3 dot 0.80^2 dot (-0.40)"),
        ("x^2/4 + y^2", "y", "frac(0.80, 2)"),
        ("x", "y", None),
        ("sin(x)*cos(y)", "y", None),
        ("x^9 - 7x^5*y^4 + 3x^4*y^7 - 2y^8*x^3", "y", None),
    ],
)
def test_a_short_polynomial_takes_the_numbers_of_a_point(text: str, held: str, written: str | None) -> None:
    assert substituted(Field(text), held, ("0.80", "-0.40")) == written


@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y)", "1e9*x*y", "x"])
@pytest.mark.parametrize("held", ["x", "y"])
def test_what_a_formula_gives_is_the_partial_derivative(text: str, held: str) -> None:
    view, h = SpaceView.over(Field(text), THEMES["night"]), 1e-6
    number = evaluated(view, view.field, held, (0.8, 0.4), ("0.80", "0.40"), WIDE)
    dx, dy = (h, 0.0) if held == "y" else (0.0, h)
    quotient = (view.field(0.8 + dx, 0.4 + dy) - view.field(0.8 - dx, 0.4 - dy)) / (2 * h)
    assert float(number.text) * 10.0**number.exponent == pytest.approx(quotient, abs=0.006 * 10.0**number.exponent)
    assert number.width <= WIDE.width


def test_rounded_coordinates_are_not_put_into_a_formula() -> None:
    view = SpaceView.over(Field("x^2 + 3xy"), THEMES["night"])
    exact = evaluated(view, view.field, "y", (0.8, 0.4), ("0.80", "0.40"), WIDE)
    rounded = evaluated(view, view.field, "y", (0.8012, 0.4), ("0.80", "0.40"), WIDE)
    assert "dot" in exact.label.typst_code
    assert "partial" in rounded.label.typst_code


def test_formulas_too_long_for_the_panel_leave_their_numbers_alone() -> None:
    point = ((0.8, 0.4), ("0.80", "0.40"))
    short, long = (
        evaluated_partials(view, view.field, *point, WIDE)
        for view in (
            SpaceView.over(Field("x^2 + 3xy"), THEMES["night"]),
            SpaceView.over(Field("exp(-(x-1)^2 - y^2) + exp(-((x+1)^2 + (y-0.6)^2)/0.8)"), THEMES["night"]),
        )
    )
    assert [len(part) for part in short] == [2, 2]
    assert [len(part) for part in long] == [1, 1]


@pytest.mark.parametrize("held", ["x", "y"])
def test_a_number_says_where_its_plane_and_its_knob_are(held: str) -> None:
    view = view_of("x^2 + 3xy + y^2")
    sliders = Sliders(view, (0.8, 0.4))
    one = Slice(view, held, sliders, BOX)
    plane, *knobs = one.read(sliders)
    assert holds(plane)
    assert all(map(holds, knobs))
    one.held_value.set_value(-1.9)  # where it once stood while the number said 0.40
    one.plane.update()
    assert not holds(plane)
    sliders.knobs[held].shift(0.2 * RIGHT)
    assert [holds(claim) for claim in knobs] == [held != "x", held != "y"]


def test_a_plane_stands_where_its_number_says_from_its_first_frame_on() -> None:
    view = view_of("x^2 + 3xy + y^2")
    sliders = Sliders(view, (0.8, 0.4))
    assert [Slice(view, held, sliders, BOX).held_value.get_value() for held in "xy"] == [0.8, 0.4]


def test_the_note_says_how_much_steeper_a_tangent_is_drawn() -> None:
    one = cut("y")
    note = stretch_note(one.view)
    (claim,) = one.stretched_as_stated(note)
    assert holds(claim)
    tilt_tangent(one)
    assert not holds(claim)
    assert cut("y", "x^2 + y^2", (0.0, 0.4)).stretched_as_stated(note) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x^2 + 3xy + y^2", (0, 0)),
        ("(x - 1)^2 + 4(x - 1)y + y^2", (1, 0)),
        ("x^2 + xy + y^2", None),  # a valley
        ("x^2 - y^2", None),  # one slice curves down, as everybody expects of a saddle
        ("x^3 + 3xy + y^2", None),
        ("x + y", None),
    ],
)
def test_a_saddle_is_only_told_where_it_is_proved_and_both_slices_curve_up(
    text: str, place: tuple[float, float] | None
) -> None:
    found = hidden_saddle(Field(text))
    assert found is None if place is None else found == pytest.approx(place, abs=1e-9)


def test_two_slices_through_a_hidden_saddle_rise_and_the_third_falls() -> None:
    saddle = HiddenSaddle(view_of("x^2 + 3xy + y^2"), (0.0, 0.0))
    assert holds(saddle.bends())
    assert [name.font_size for name in saddle.names] == pytest.approx([32.0] * 3)
    saddle.down.points = saddle.up[0].points
    assert not holds(saddle.bends())
