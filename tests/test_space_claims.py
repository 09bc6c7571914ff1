"""The claims of the films in space: true of a true picture, false as soon as something in it is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, TAU, UP

from gradanim.calculus.critical_points import critical_points
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.claims.maps import as_long_as_stated
from gradanim.stage.layout import Box
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks.arrows import direction_arrow, gradient_arrow, scale_note
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.axes import SpaceFrame
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import words
from scenes.directional.fan_of_slopes.claims import (
    flat_gradient,
    level_tangents,
    one_long_as_stated,
    polar_radii,
    steepest_tangent,
    tangent_slopes,
)
from scenes.directional.fan_of_slopes.marks import stride, tangent_arrow, tangent_fan, tangent_line
from scenes.directional.fan_of_slopes.panels import PolarPlot, polar_trace
from scenes.partials.partial_slices.claims import number_is_slope, rule_is_slope, stand_by_their_tangents
from scenes.partials.partial_slices.marks import Knife, rising, slopes_on
from scenes.surfaces.curve_to_surface import KindBalls, are_of_their_kinds, kind_list, level_line, read_on_the_axis

AT = (-1.2, -1.0)
BOARD = Box(2, 6, -3, 1)


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def view_of(text: str) -> SpaceView:
    return SpaceView.over(Field(text), THEMES["night"])


# ---- slices


def cut(held: str, text: str = "x^2 + 3xy + y^2", at: tuple[float, float] = (0.8, 0.4)) -> Knife:
    knife = Knife(view_of(text), held, at, BOARD)
    knife.blade.set_value(at["xy".index(held)])
    knife.curve.update()
    return knife


def verdicts(knife: Knife) -> dict[str, bool]:
    space, graph = knife.slopes()
    claims = {
        "surface": knife.on_surface(), "alone": knife.drawn_alone(), "space": space, "graph": graph,
        "number": knife.number(),
    }  # fmt: skip
    return {name: holds(claim) for name, claim in claims.items()}


def failing(knife: Knife) -> set[str]:
    return {name for name, true in verdicts(knife).items() if not true}


@pytest.mark.parametrize("held", ["x", "y"])
@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y) + x/4", "1e-6*(x^2 - xy)", "1e6*exp(-x^2 - y^2)"])
def test_a_true_slice_makes_every_claim_true(text: str, held: str) -> None:
    assert failing(cut(held, text)) == set()


def lift_curve(knife: Knife) -> None:
    knife.curve.points = knife.curve.points + 0.1 * OUT


def other_slice(knife: Knife) -> None:
    knife.blade.set_value(-0.6)
    knife.curve.update()


def shift_graph(knife: Knife) -> None:
    knife.graph.curve.points = knife.graph.curve.points + 0.1 * UP


def empty_curve(knife: Knife) -> None:
    knife.curve.points = np.full_like(knife.curve.points, np.nan)


def tilt_tangent(knife: Knife) -> None:
    knife.tangent.points = knife.tangent.points + np.outer([0, 1], 0.1 * OUT)


def tilt_flat_tangent(knife: Knife) -> None:
    knife.graph.tangent.points = knife.graph.tangent.points + np.outer([0, 1], 0.1 * UP)


def flip_tangent(knife: Knife) -> None:
    knife.tangent.points[:, 2] = knife.tangent.points[::-1, 2].copy()


def move_ball(knife: Knife) -> None:
    knife.ball.points = knife.view.at(-0.5, 1.0)[None]


def wrong_number(knife: Knife) -> None:
    knife.slope.value = 1.0 + knife.view.slope_scale


def no_number(knife: Knife) -> None:
    knife.slope.value = float("nan")


def no_tangent(knife: Knife) -> None:
    knife.graph.tangent.points = np.full_like(knife.graph.tangent.points, np.nan)


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
def test_a_wrong_slice_makes_its_claims_false(spoil: Callable[[Knife], None], false: set[str], held: str) -> None:
    knife = cut(held)
    spoil(knife)
    assert failing(knife) == false


def test_the_number_is_that_of_its_own_variable() -> None:
    knife, other = cut("y"), cut("x")
    assert not holds(number_is_slope(knife.graph, other.slope, typical=knife.view.slope_scale))


@pytest.mark.parametrize("held", ["x", "y"])
def test_what_the_rule_gives_is_the_slope_of_its_own_tangent(held: str) -> None:
    knife, other = cut(held), cut("x" if held == "y" else "y")
    claim = rule_is_slope(knife.view, held, knife.tangent, knife.slope)
    assert holds(claim)
    assert not holds(rule_is_slope(knife.view, held, knife.tangent, other.slope))
    assert not holds(rule_is_slope(knife.view, held, other.tangent, knife.slope))
    flip_tangent(knife)
    assert not holds(claim)


def flat(points: np.ndarray) -> np.ndarray:
    """As seen from above."""
    return points[None, :, :2]


def numbered(*knives: Knife, swapped: bool = False) -> list[TypstFormula]:
    slopes = [knife.slope for knife in knives]
    return slopes_on(knives, slopes[::-1] if swapped else slopes, flat)


def from_the_side(turn: float) -> Callable[[np.ndarray], np.ndarray]:
    """As seen from far away, 20 degrees above the floor."""
    across, away = [-np.sin(turn), np.cos(turn), 0.0], [-np.cos(turn), -np.sin(turn), 0.0]
    up = np.sin(20 * DEGREES) * np.array(away) + np.cos(20 * DEGREES) * OUT
    return lambda points: (points @ np.stack([across, up], axis=1))[None]


@pytest.mark.parametrize(("text", "signs"), [("x + y", (1, 1)), ("y - x", (-1, 1)), ("-y", (0, -1)), ("x", (1, 0))])
def test_a_tangent_is_seen_to_rise_to_the_right_where_its_slope_is_positive(text: str, signs: tuple[int, int]) -> None:
    along = cut("y", text), cut("x", text)
    seen = from_the_side(rising(along, from_the_side))
    for knife, sign in zip(along, signs, strict=True):
        across, up = np.diff(seen(knife.tangent.points)[0], axis=0)[0]
        assert across > 0
        assert not sign or np.sign(up) == sign


def test_a_landscape_without_tangents_may_be_seen_from_anywhere() -> None:
    assert -90 * DEGREES < rising([], from_the_side) < 0


@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "-1e7*(x^2 + 3xy + y^2)", "1e-6*(x^2 - xy)"])
def test_the_numbers_on_the_hill_stand_by_their_own_tangents(text: str) -> None:
    along = cut("y", text), cut("x", text)
    tangents, texts = [knife.tangent for knife in along], numbered(*along)
    claim = stand_by_their_tangents(along[0].view, tangents, texts)
    assert holds(claim)
    texts[0].move_to(texts[1])
    assert not holds(claim)
    texts[0].shift(3 * UP)
    assert not holds(claim)
    assert not holds(stand_by_their_tangents(along[0].view, tangents, numbered(*along, swapped=True)))
    flip_tangent(along[0])
    assert not holds(claim)


def test_a_number_on_the_hill_is_read_on_a_plate() -> None:
    number, _ = numbered(cut("y"), cut("x"))
    plate, *glyphs = number
    assert plate.get_fill_color().to_hex().lower() == view_of("x").theme.plate.lower()
    for glyph in glyphs:
        assert np.abs(glyph.get_center() - plate.get_center())[0] < plate.width / 2
        assert plate.height > glyph.height


@pytest.mark.parametrize("turn", np.arange(0, 360, 30) * DEGREES)
@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(x)*cos(y)", "x*y"])
def test_numbers_on_the_hill_do_not_cover_each_other(text: str, turn: float) -> None:
    across, up = np.array([-np.sin(turn), np.cos(turn), 0.0]), np.array([0.0, 0.0, 1.0])

    def seen(points: np.ndarray) -> np.ndarray:
        return np.stack([points @ across, points @ up], axis=-1)[None]

    along = cut("y", text), cut("x", text)
    one, other = slopes_on(along, [knife.slope for knife in along], seen)
    (away,) = np.diff(seen(np.array([one.get_center(), other.get_center()])), axis=1)[0]
    assert abs(away[0]) > (one.width + other.width) / 2 or abs(away[1]) > (one.height + other.height) / 2


def test_a_number_with_a_power_of_ten_is_read_with_it() -> None:
    knife = cut("y", "1e-6*(x^2 - xy)")
    plain = Readout(knife.view, "f", lambda: 1.2e-3, scale=knife.view.slope_scale)
    assert knife.slope.exponent < 0
    assert not holds(number_is_slope(knife.graph, plain, typical=knife.view.slope_scale))


@pytest.mark.parametrize("text", ["abs(x) + y", "sqrt(x^2)"])
def test_across_a_kink_no_tangent_is_right(text: str) -> None:
    knife = cut("y", text, (1.0, 0.5))
    assert holds(knife.slopes()[0])
    knife.ball.points = knife.view.at(0.0, 0.5)[None]
    assert not holds(knife.slopes()[0])


# ---- on the surface


@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "1/(x^2 + y^2)", "sqrt(4 - x^2 - y^2)", "1e6 + sin(x)*y"])
def test_what_lies_on_the_surface_is_told_from_what_does_not(text: str) -> None:
    view = view_of(text)
    for thing in (ContourMap(view), Marker(view, (0.9, 0.7))):
        assert holds(on_the_surface(view, thing))
        thing.shift(0.1 * OUT)
        assert not holds(on_the_surface(view, thing))
        thing.shift(-0.1 * OUT + 0.4 * RIGHT)
        assert not holds(on_the_surface(view, thing))
        for part in thing.family_members_with_points():
            part.points[:] = np.nan
        assert not holds(on_the_surface(view, thing)), "nothing is drawn"


def test_the_map_on_the_floor_is_not_on_the_surface() -> None:
    view = view_of("x^2 + y^2")
    assert not holds(on_the_surface(view, ContourMap(view.floor)))


# ---- heights on the upright axis, and level places


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


@pytest.mark.parametrize("text", ["sin(x)*cos(y) + x/4", "x^2 + y^2", "x^2 - y^2", "sin(3x)*sin(2y)"])
def test_every_ball_is_of_its_kind_and_counted_once(text: str) -> None:
    view = view_of(text)
    places = critical_points(view.field)
    balls = KindBalls(view, places)
    assert holds(are_of_their_kinds(view, balls))
    assert len(kind_list(view, places)) == len(set(balls.kinds))
    balls[0].shift(0.3 * RIGHT)
    assert not holds(are_of_their_kinds(view, balls))


def test_a_saddle_is_no_peak() -> None:
    view = view_of("x^2 - y^2")
    balls = KindBalls(view, critical_points(view.field))
    balls.kinds = ["peak"]
    assert not holds(are_of_their_kinds(view, balls))
    assert not len(kind_list(view, []))


# ---- the fan


def fan(text: str = "3exp(-(x^2 + 2y^2)/6)") -> SimpleNamespace:
    """What a fan of slopes draws, and the claims about it."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    view = view.with_arrows(float(np.hypot(*gradient)), 1.5)
    step, uphill = stride(view, AT), float(np.arctan2(*gradient[::-1]))
    ways = uphill + np.array([0, TAU / 2, -TAU / 4, TAU / 4])
    steepest, opposite, left, right = (tangent_arrow(view, AT, way, step) for way in ways)
    line, arrows = tangent_line(view, AT, 0.3, step), tangent_fan(view, AT, np.arange(24) * 15 * DEGREES, step)
    plot = PolarPlot(view, AT)
    traces = [polar_trace(plot, 0.0, TAU, uphill=way) for way in (True, False)]
    flat = gradient_arrow(view.floor, AT)
    claims = {
        "line": tangent_slopes(view, [line]), "fan": tangent_slopes(view, [*arrows]),
        "level": level_tangents(view, [left, right]), "steepest": steepest_tangent(view, steepest),
        "opposite": steepest_tangent(view, opposite, sign=-1), "radii": polar_radii(plot, traces),
        "gradient": flat_gradient(view, flat), "contour": on_the_surface(view, contour := ContourThrough(view, AT)),
    }  # fmt: skip
    return SimpleNamespace(
        view=view, line=line, fan=arrows, left=left, steepest=steepest, opposite=opposite, plot=plot, traces=traces,
        flat=flat, contour=contour, claims=claims,
    )  # fmt: skip


def aimed(name: str, by: np.ndarray) -> Callable[[SimpleNamespace], object]:
    """Move the tip of an arrow."""

    def spoil(drawn: SimpleNamespace) -> None:
        arrow = getattr(drawn, name)
        arrow.put_start_and_end_on(arrow.start, arrow.end + by)

    return spoil


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e5*(x - y/2)", "sin(x)*cos(y)"])
def test_a_true_fan_makes_every_claim_true(text: str) -> None:
    assert [name for name, claim in fan(text).claims.items() if not holds(claim)] == []


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda d: d.line.rotate(3 * DEGREES, axis=RIGHT), "line"),
        (lambda d: d.line.set_opacity(0), "line"),
        (lambda d: d.fan[5].put_start_and_end_on(d.fan[5].start, d.fan[5].end + 0.1 * OUT), "fan"),
        (lambda d: [arrow.set_opacity(0) for arrow in d.fan], "fan"),
        (aimed("left", 0.05 * OUT), "level"),
        (aimed("left", 0.3 * RIGHT), "level"),
        (aimed("steepest", -0.05 * OUT), "steepest"),
        (aimed("steepest", 0.4 * RIGHT - 0.4 * UP), "steepest"),
        (aimed("opposite", 0.05 * OUT), "opposite"),
        (lambda d: d.traces[0].scale(1.05, about_point=d.plot.rim.get_center()), "radii"),
        (lambda d: d.traces[1].shift(0.05 * UP), "radii"),
        (lambda d: d.plot.rim.scale(1.1), "radii"),
        (lambda d: [trace.clear_points() for trace in d.traces], "radii"),
        (aimed("flat", 0.1 * OUT), "gradient"),
        (aimed("flat", 0.1 * RIGHT), "gradient"),
        (lambda d: d.contour.shift(0.3 * UP), "contour"),
    ],
)
def test_a_wrong_fan_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], false: str) -> None:
    drawn = fan()
    spoil(drawn)
    for name, claim in drawn.claims.items():
        if name == false:
            assert not holds(claim)
        else:
            assert holds(claim), name


def test_a_level_arrow_is_not_the_steepest_nor_uphill_the_opposite() -> None:
    drawn = fan()
    assert not holds(steepest_tangent(drawn.view, drawn.left))
    assert not holds(steepest_tangent(drawn.view, drawn.steepest, sign=-1))
    assert not holds(level_tangents(drawn.view, [drawn.steepest]))


def test_the_note_about_the_floor_is_about_the_arrow_that_lies_there() -> None:
    drawn = fan()
    note, ball = scale_note(drawn.view.floor, of="∇_f_ on the floor: length"), Marker(drawn.view, AT)
    assert holds(as_long_as_stated(drawn.view.floor, ball, drawn.flat, note))
    assert not holds(
        as_long_as_stated(drawn.view.floor, ball, drawn.flat, scale_note(drawn.view.floor.with_arrows(1, 3)))
    )
    aimed("flat", 0.1 * RIGHT)(drawn)
    assert not holds(as_long_as_stated(drawn.view.floor, ball, drawn.flat, note))


@pytest.mark.parametrize(("step", "said"), [(1.0, ""), (0.25, "_u_: drawn 0.25 × as long")])
def test_u_on_the_floor_is_one_long_or_as_long_as_is_said(step: float, said: str) -> None:
    view = view_of("x + y")
    u = direction_arrow(view.floor, AT, 0.3, length=step)
    note = words(view.theme, said or "_u_: drawn 0.9 × as long")
    assert holds(one_long_as_stated(view, u, [note] if said else []))
    assert not holds(one_long_as_stated(view, u, [] if said else [note]))
    u.put_start_and_end_on(u.start, u.end + 0.1 * (u.end - u.start))
    assert not holds(one_long_as_stated(view, u, [note] if said else []))
